// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "campaign_words.hpp"
#include "docent/batch.hpp"
#include "readers.hpp"

namespace docent {
namespace {

constexpr std::size_t kMaxWindows = 14;
constexpr Word<int> kWeekdays[] = {{"mon", 0}, {"tue", 1}, {"wed", 2}, {"thu", 3},
                                   {"fri", 4}, {"sat", 5}, {"sun", 6}};

/// An instant with its offset; 0 when absent or none.
std::int64_t read_instant(ObjectReader& reader, std::string_view key) {
  const Value* json = reader.find(key);
  if (json == nullptr) return 0;
  constexpr std::size_t kDateBytes = 10;  // a date alone does not say where it begins
  const bool has_time = json->is_string() && json->as_string().size() > kDateBytes;
  const std::int64_t ms = has_time ? instant_ms(*json) : 0;
  if (ms == 0) {
    reader.error(ErrorCode::kWrongType, key,
                 "An instant is RFC 3339 with an offset, such as `2026-12-01T09:00:00+01:00`.");
  }
  return ms;
}

/// Minutes of the day from "HH:MM"; 24:00 is its end.
int read_time_of_day(ObjectReader& reader, std::string_view key) {
  const Value* json = reader.require(key);
  if (json == nullptr) return 0;
  if (json->is_string() && json->as_string().size() == 5 && json->as_string()[2] == ':') {
    int digits[4] = {};
    bool good = true;
    for (int i = 0; i < 4; ++i) {
      digits[i] = json->as_string()[static_cast<std::size_t>(i < 2 ? i : i + 1)] - '0';
      good = good && digits[i] >= 0 && digits[i] <= 9;
    }
    const int minute = digits[2] * 10 + digits[3];
    const int minutes = (digits[0] * 10 + digits[1]) * 60 + minute;
    if (good && minute < 60 && minutes <= 1440) return minutes;
  }
  reader.error(ErrorCode::kWrongType, key, "A time of day is `00:00` to `24:00`.");
  return 0;
}

Window read_window(ObjectReader& reader) {
  Window window;
  if (reader.find("days") != nullptr) window.days = 0;
  reader.each("days", {1, 7}, [&](const Value& json, const Place& place) {
    for (const auto& [word, day] : kWeekdays) {
      if (!json.is_string() || json.as_string() != word) continue;
      window.days = static_cast<std::uint8_t>(window.days | (1 << day));
      return;
    }
    reader.reading().problems.error(ErrorCode::kUnknownValue, place,
                                    "A day is `mon`, `tue`, `wed`, `thu`, `fri`, `sat` or "
                                    "`sun`.");
  });
  window.from_min = read_time_of_day(reader, "from");
  window.until_min = read_time_of_day(reader, "until");
  if (window.from_min == window.until_min && reader.find("from") && reader.find("until")) {
    reader.error(ErrorCode::kOutOfRange, "until", "A window must not end when it begins.");
  }
  return window;
}

}  // namespace

Schedule read_schedule(ObjectReader& campaign) {
  Schedule schedule;
  campaign.object("schedule", [&](ObjectReader& reader) {
    schedule.from_ms = read_instant(reader, "from");
    schedule.until_ms = read_instant(reader, "until");
    if (schedule.until_ms != 0 && schedule.until_ms <= schedule.from_ms) {
      reader.error(ErrorCode::kOutOfRange, "until", "A schedule ends after it begins.");
    }
    reader.each_object("windows", {1, kMaxWindows}, [&](ObjectReader& window) {
      schedule.windows.push_back(read_window(window));
    });
  });
  return schedule;
}

}  // namespace docent
