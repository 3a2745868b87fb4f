// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "clock_text.hpp"

#include <array>
#include <cstdio>

#include "docent/batch.hpp"

namespace studio {
namespace {

constexpr std::array kWeekdays = {"Thu", "Fri", "Sat", "Sun",
                                  "Mon", "Tue", "Wed"};  // day 0 was a Thursday
constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Parts {
  int year, month, day, hour, minute, second;
  const char* weekday;
};

Parts parts_of(std::int64_t epoch_ms, int offset_min) {
  const std::int32_t day = docent::local_day(epoch_ms, offset_min);
  const std::int64_t in_day = epoch_ms + offset_min * docent::kMinuteMs - day * docent::kDayMs;
  Parts parts{};
  // The core's own calendar: "YYYY-MM-DD".
  std::sscanf(docent::day_text(day).c_str(), "%d-%d-%d", &parts.year, &parts.month, &parts.day);
  parts.hour = static_cast<int>(in_day / docent::kHourMs);
  parts.minute = static_cast<int>(in_day / docent::kMinuteMs % 60);
  parts.second = static_cast<int>(in_day / docent::kSecondMs % 60);
  parts.weekday = kWeekdays[static_cast<size_t>(((day % 7) + 7) % 7)];
  return parts;
}

const char* month_name(int month) {
  return kMonths[static_cast<size_t>(month >= 1 && month <= 12 ? month - 1 : 0)];
}

}  // namespace

std::string time_text(std::int64_t epoch_ms, int offset_min, bool seconds) {
  const Parts parts = parts_of(epoch_ms, offset_min);
  char text[64];
  const int length =
      std::snprintf(text, sizeof text, "%s %d %s %d, %02d:%02d", parts.weekday, parts.day,
                    month_name(parts.month), parts.year, parts.hour, parts.minute);
  if (seconds)
    std::snprintf(text + length, sizeof text - static_cast<size_t>(length), ":%02d", parts.second);
  return text;
}

std::string short_day_text(std::int64_t epoch_ms, int offset_min) {
  const Parts parts = parts_of(epoch_ms, offset_min);
  return std::to_string(parts.day) + " " + month_name(parts.month);
}

std::string span_text(std::int64_t span_ms) {
  struct Unit {
    std::int64_t ms;
    const char* name;
  };
  constexpr std::array kUnits = {Unit{docent::kDayMs, " d"}, Unit{docent::kHourMs, " h"},
                                 Unit{docent::kMinuteMs, " min"}, Unit{docent::kSecondMs, " s"}};
  for (size_t at = 0; at < kUnits.size(); ++at) {
    if (span_ms < kUnits[at].ms) continue;
    std::string text = std::to_string(span_ms / kUnits[at].ms) + kUnits[at].name;
    const std::int64_t rest = span_ms % kUnits[at].ms;
    if (at + 1 < kUnits.size() && rest >= kUnits[at + 1].ms) {
      text += " " + std::to_string(rest / kUnits[at + 1].ms) + kUnits[at + 1].name;
    }
    return text;
  }
  return "now";
}

}  // namespace studio
