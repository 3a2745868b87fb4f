// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/schedule.hpp"

#include "catch.hpp"
#include "docent/batch.hpp"
#include "visitor.hpp"

using docent::kDayMs;
using docent::kHourMs;
using docent::kMinuteMs;
using docent::next_open_ms;
using docent::Schedule;
using docent::Value;

namespace {

constexpr std::int64_t kSaturday = 1'795'219'200'000;  // 2026-11-21, midnight UTC

/// Bit 0 is Monday.
constexpr std::uint8_t kWorkdays = 0x1F, kSundays = 0x40;

}  // namespace

TEST_CASE("a schedule without windows opens at its beginning and closes for good at its end") {
  Schedule schedule;
  schedule.from_ms = kSaturday;
  schedule.until_ms = kSaturday + kDayMs;
  CHECK(next_open_ms(schedule, 0, kSaturday - 5) == kSaturday);
  CHECK(next_open_ms(schedule, 0, kSaturday + 5) == kSaturday + 5);
  CHECK(next_open_ms(schedule, 0, kSaturday + kDayMs - 1) == kSaturday + kDayMs - 1);
  CHECK_FALSE(next_open_ms(schedule, 0, kSaturday + kDayMs).has_value());
}

TEST_CASE("a window opens at its minute of the user's own day") {
  Schedule schedule;
  schedule.windows = {{.days = kWorkdays, .from_min = 9 * 60, .until_min = 17 * 60}};
  const std::int64_t monday = kSaturday + 2 * kDayMs;
  CHECK(next_open_ms(schedule, 0, kSaturday) == monday + 9 * kHourMs);
  CHECK(next_open_ms(schedule, 60, kSaturday) == monday + 8 * kHourMs);
  CHECK(next_open_ms(schedule, -300, kSaturday) == monday + 14 * kHourMs);
  CHECK(next_open_ms(schedule, 0, monday + 17 * kHourMs - 1) == monday + 17 * kHourMs - 1);
  CHECK(next_open_ms(schedule, 0, monday + 17 * kHourMs) == monday + kDayMs + 9 * kHourMs);
}

TEST_CASE("a window over midnight belongs to the day it starts on") {
  Schedule schedule;
  schedule.windows = {{.days = kSundays, .from_min = 22 * 60, .until_min = 60}};
  const std::int64_t sunday = kSaturday + kDayMs, monday = sunday + kDayMs;
  CHECK(next_open_ms(schedule, 0, sunday) == sunday + 22 * kHourMs);
  CHECK(next_open_ms(schedule, 0, monday + 30 * kMinuteMs) == monday + 30 * kMinuteMs);
  CHECK(next_open_ms(schedule, 0, monday + kHourMs) == sunday + 7 * kDayMs + 22 * kHourMs);
}

TEST_CASE("a window that does not come before the schedule's end never comes") {
  Schedule schedule;
  schedule.until_ms = kSaturday + kDayMs;
  schedule.windows = {{.days = kSundays, .from_min = 0, .until_min = 1440}};
  CHECK_FALSE(next_open_ms(schedule, 0, kSaturday).has_value());
}

TEST_CASE("a campaign waits for its window, and explain knows when it opens") {
  // The visitor's clock begins on a Saturday at 18:00, an hour east of UTC.
  Visitor v(R"({"version": 1, "campaigns": [{"id": "tip", "kind": "announcement",
    "schedule": {"windows": [{"days": ["sat"], "from": "20:00", "until": "21:00"}]},
    "steps": [{"id": "a"}]}]})");
  REQUIRE(v.loaded().bool_or("ok", false));
  v.page("/");
  CHECK_FALSE(v.shows());
  const auto opens_at = static_cast<double>(v.now_ms() + 2 * kHourMs);
  CHECK(v.find("wake")->number_or("at_ms", 0) == opens_at);
  CHECK(v.explain("tip").number_or("next_at_ms", 0) == opens_at);
  CHECK(v.gate("tip", "schedule").string_or("code", "") == "outside_window");
  v.later(2 * kHourMs).tick();
  CHECK(v.shows());
}

TEST_CASE("what the user asks for does not wait for its schedule") {
  Visitor v(R"({"version": 1, "campaigns": [{"id": "tip", "kind": "announcement",
    "schedule": {"until": "2020-01-01T00:00:00Z"}, "steps": [{"id": "a"}]}]})");
  v.page("/");
  CHECK(v.gate("tip", "schedule").string_or("code", "") == "over");
  v.send(v.command("start").set("campaign", "tip"));
  CHECK(v.shows());
  CHECK(v.gate("tip", "schedule").string_or("code", "") == "asked");
}
