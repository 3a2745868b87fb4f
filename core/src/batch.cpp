// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/batch.hpp"

#include <algorithm>

namespace docent {
namespace {

constexpr std::int64_t kLatestMs = 253'402'300'799'999;  // the end of the year 9999
constexpr std::int32_t kMostOffsetMin = 18 * 60;
constexpr std::string_view kLongId = "An id, of a tab too, is at most 128 bytes long.";

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// Days since the epoch of a civil date, and back: H. Hinnant, "chrono-Compatible Low-Level Date
// Algorithms".
std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  std::int64_t era = floor_div(year, 400);
  std::int64_t year_of_era = year - era * 400;
  std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719468;
}

struct Digits {
  std::string_view text;
  bool ok = true;

  int number(std::size_t length) {
    if (text.size() < length) return fail();
    int value = 0;
    for (char c : text.substr(0, length)) {
      if (c < '0' || c > '9') return fail();
      value = value * 10 + (c - '0');
    }
    text.remove_prefix(length);
    return value;
  }
  void skip(std::string_view one_of) {
    if (text.empty() || one_of.find(text[0]) == std::string_view::npos) {
      ok = false;
    } else {
      text.remove_prefix(1);
    }
  }
  int fail() {
    ok = false;
    return 0;
  }
};

std::int64_t rfc3339_ms(std::string_view text) {
  Digits in{text};
  int year = in.number(4);
  in.skip("-");
  int month = in.number(2);
  in.skip("-");
  int day = in.number(2);
  if (!in.ok || month < 1 || month > 12 || day < 1 || day > 31) return 0;
  const std::int64_t days = days_from_civil(year, month, day);
  bool of_this_month =
      day <= 28 || days < days_from_civil(month == 12 ? year + 1 : year, month % 12 + 1, 1);
  if (!of_this_month) return 0;
  std::int64_t ms = days * kDayMs;
  if (in.text.empty()) return ms;  // a full date is its midnight, UTC
  in.skip("Tt ");
  int hour = in.number(2);
  in.skip(":");
  int minute = in.number(2);
  in.skip(":");
  int second = in.number(2);
  if (hour > 23 || minute > 59 || second > 60) return 0;
  ms += hour * kHourMs + minute * kMinuteMs + second * kSecondMs;
  if (in.ok && !in.text.empty() && in.text[0] == '.') {
    in.text.remove_prefix(1);
    for (std::int64_t scale = 100; !in.text.empty() && in.text[0] >= '0' && in.text[0] <= '9';
         scale /= 10) {
      ms += scale * in.number(1);
    }
  }
  if (in.text == "Z" || in.text == "z") return in.ok ? ms : 0;
  int sign = !in.text.empty() && in.text[0] == '-' ? 1 : -1;
  in.skip("+-");
  hour = in.number(2);
  in.skip(":");
  minute = in.number(2);
  if (!in.ok || !in.text.empty() || hour > 23 || minute > 59) return 0;
  return ms + sign * (hour * kHourMs + minute * kMinuteMs);
}

std::int64_t time_of(const Value& json, std::string_view key) {
  double ms = json.number_or(key, 0);
  return ms >= 0 && ms <= static_cast<double>(kLatestMs) ? static_cast<std::int64_t>(ms) : 0;
}

std::int32_t offset_of(const Value& json) {
  double offset = json.number_or("offset_min", 0);
  return static_cast<std::int32_t>(std::clamp(offset, -1.0 * kMostOffsetMin, 1.0 * kMostOffsetMin));
}

Result<Command> read_command(const Value& json, const std::string& path) {
  if (!json.is_object())
    return Error{ErrorCode::kNotAnObject, path, "A command must be an object."};
  Command command{.type = std::string(json.string_or("type", "")),
                  .id = std::string(json.string_or("id", "")),
                  .tab = std::string(json.string_or("tab", "")),
                  .now_ms = time_of(json, "now_ms"),
                  .offset_min = offset_of(json),
                  .body = json,
                  .path = path};
  if (command.type.empty()) {
    return Error{ErrorCode::kMissingField, path + "/type", "A command needs a type."};
  }
  if (command.id.empty()) {
    return Error{ErrorCode::kMissingField, path + "/id", "A command needs an id."};
  }
  if (command.id.size() > kMaxIdBytes || command.tab.size() > kMaxIdBytes) {
    return Error{ErrorCode::kTooLong, path + "/id", std::string(kLongId)};
  }
  if (command.now_ms == 0) {
    return Error{ErrorCode::kOutOfRange, path + "/now_ms",
                 "A command needs its time in epoch milliseconds, up to the year 9999."};
  }
  return command;
}

}  // namespace

std::int32_t local_day(std::int64_t now_ms, std::int32_t offset_min) {
  return static_cast<std::int32_t>(floor_div(now_ms + offset_min * kMinuteMs, kDayMs));
}

std::string day_text(std::int32_t day) {
  std::int64_t z = static_cast<std::int64_t>(day) + 719468;
  std::int64_t era = floor_div(z, 146097);
  std::int64_t day_of_era = z - era * 146097;
  std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  std::int64_t month = shifted_month + (shifted_month < 10 ? 3 : -9);
  std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  std::int64_t day_of_month = day_of_year - (153 * shifted_month + 2) / 5 + 1;

  auto padded = [](std::int64_t number, std::size_t width) {
    std::string digits = std::to_string(number);
    return std::string(width > digits.size() ? width - digits.size() : 0, '0') + digits;
  };
  return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day_of_month, 2);
}

std::int64_t instant_ms(const Value& value) {
  if (value.is_number()) {
    double ms = value.as_number();
    return ms > 0 && ms <= static_cast<double>(kLatestMs) ? static_cast<std::int64_t>(ms) : 0;
  }
  return value.is_string() ? rfc3339_ms(value.as_string()) : 0;
}

static void read_prompts(const Value* json, std::vector<std::string>& prompts) {
  if (json == nullptr || !json->is_array()) return;
  for (const Value& prompt : json->as_array()) {
    if (prompt.is_string()) prompts.push_back(prompt.as_string());
  }
}

Result<Here> read_here(const Value& json) {
  if (!json.is_object()) {
    return Error{ErrorCode::kMissingField, "/here",
                 "A batch needs `here`, the document that is stepping."};
  }
  Here here{.id = std::string(json.string_or("id", "")),
            .tab = std::string(json.string_or("tab", "")),
            .now_ms = time_of(json, "now_ms"),
            .offset_min = offset_of(json),
            .visible = json.bool_or("visible", false),
            .locale = std::string(json.string_or("locale", "en")),
            .page = {},
            .device_id = {},
            .device_kind = {},
            .showing = std::string(json.string_or("showing", "")),
            .typing = json.bool_or("typing", false)};
  if (here.id.empty()) {
    return Error{ErrorCode::kMissingField, "/here/id", "A batch needs an id of its own."};
  }
  if (here.id.size() > kMaxIdBytes || here.tab.size() > kMaxIdBytes) {
    return Error{ErrorCode::kTooLong, "/here/id", std::string(kLongId)};
  }
  if (here.now_ms == 0) {
    return Error{ErrorCode::kOutOfRange, "/here/now_ms",
                 "The time must be epoch milliseconds, up to the year 9999."};
  }
  if (const Value* page = json.find("page"); page != nullptr && page->is_object())
    here.page = *page;
  if (const Value* device = json.find("device"); device != nullptr && device->is_object()) {
    here.device_id = device->string_or("id", "");
    here.device_kind = device->string_or("kind", "");
  }
  read_prompts(json.find("passive"), here.passive);
  read_prompts(json.find("open"), here.open);
  return here;
}

Result<Batch> read_batch(const Value& json, std::vector<Error>& errors) {
  const Value* here_json = json.find("here");
  Result<Here> here = read_here(here_json == nullptr ? Value() : *here_json);
  if (!here) return here.error();
  Batch batch{.here = *here, .commands = {}};
  const Value* commands = json.find("commands");
  if (commands == nullptr || !commands->is_array()) return batch;
  for (std::size_t i = 0; i < commands->as_array().size(); ++i) {
    Result<Command> command =
        read_command(commands->as_array()[i], "/commands/" + std::to_string(i));
    if (command) {
      // A clock that was ahead when it was done and is right by now: what was done is past.
      command->now_ms = std::min(command->now_ms, here->now_ms);
      batch.commands.push_back(std::move(*command));
    } else {
      errors.push_back(command.error());
    }
  }
  return batch;
}

}  // namespace docent
