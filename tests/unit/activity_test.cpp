// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/activity.hpp"

#include "catch.hpp"
#include "measures.hpp"

namespace {

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute;

/// In use for a while: a sign of life every ten minutes.
void use(Visitor& v, int minutes) {
  v.page("/");
  for (int i = 0; i < minutes / 10; ++i) v.later(10 * kMinute).page("/");
}

Visitor with(std::string_view activity) {
  return Visitor(file_with(R"("activity": )" + std::string(activity)));
}

}  // namespace

TEST_CASE("a session ends after thirty quiet minutes") {
  Visitor v = with("{}");
  v.page("/").later(30 * kMinute).page("/");
  CHECK(number(v, "sessions.count") == 1);
  v.later(30 * kMinute + 1).page("/");
  CHECK(number(v, "sessions.count") == 2);
}

TEST_CASE("a session ends after 24 hours however busy it is") {
  Visitor v = with("{}");
  use(v, 24 * 60);
  CHECK(number(v, "sessions.count") == 1);
  v.later(kMinute).page("/");
  CHECK(number(v, "sessions.count") == 2);
}

TEST_CASE("a session lasts from its first to its last sign of life") {
  Visitor v = with("{}");
  use(v, 40);
  v.later(2 * kHour);
  use(v, 20);
  CHECK(number(v, "sessions.last28") == 2);
  CHECK(number(v, "sessions.average_minutes") == 30);
  CHECK(number(v, "sessions.per_active_day") == 2);
}

TEST_CASE("many short signs of life sum up to the minutes of one long one") {
  Visitor v = with("{}");
  v.page("/");
  for (int i = 0; i < 60; ++i) v.later(10'000).page("/");
  CHECK(v.state().session_minutes.counts[0] == 10);
  for (int i = 0; i < 60; ++i) v.send(v.command("activity").set("active_ms", 10'000));
  CHECK(number(v, "active_minutes.total") == 10);
  CHECK(number(v, "active_minutes.last7") == 10);
}

TEST_CASE("minutes count on the day of the sign of life that ends them") {
  Visitor v = with("{}");
  v.later(6 * kHour - 15 * kMinute);  // a quarter to midnight, local
  use(v, 60);
  CHECK(v.state().session_days.sum(v.state().last_day, 1) == 0);
  CHECK(v.state().session_minutes.sum(v.state().last_day, 1) == 50);
  CHECK(v.state().session_minutes.sum(v.state().last_day, 2) == 60);
  CHECK(v.state().day->session_ms == 50 * kMinute);
}

TEST_CASE("active time comes from the shell and is never more than a day at once") {
  Visitor v = with("{}");
  v.send(v.command("activity").set("active_ms", 600'000));
  v.send(v.command("activity").set("active_ms", 90'000'000));
  v.send(v.command("activity").set("active_ms", -5));
  CHECK(number(v, "active_minutes.total") == 10);
  v.later_days(7).send(v.command("activity").set("active_ms", 300'000));
  CHECK(number(v, "active_minutes.last7") == 5);
  CHECK(number(v, "active_minutes.last28") == 15);
}

TEST_CASE("cadence is the share of the visits the product expects") {
  Visitor daily = with(R"({"cadence": "daily"})");
  for (int i = 0; i < 7; ++i) daily.page("/").later_days(1);
  CHECK(number(daily, "cadence.value") == 0.25);

  Visitor weekly = with("{}");
  weekly.page("/").later_days(1).page("/").later_days(13).page("/");
  CHECK(number(weekly, "cadence.value") == 0.75);
  weekly.later_days(21);
  CHECK(number(weekly, "cadence.value") == 0.25);

  Visitor monthly = with(R"({"cadence": "monthly"})");
  monthly.page("/").later_days(27);
  CHECK(number(monthly, "cadence.value") == 1);
  monthly.later_days(1);
  CHECK(number(monthly, "cadence.value") == 0);
}

TEST_CASE("long sessions are good, bad or neither, as the file says") {
  Visitor good = with(R"({"session_length": "long_is_good", "session_target_minutes": 40})");
  CHECK(attribute(good, "session_score").is_null());  // no session yet
  use(good, 10);
  CHECK(number(good, "session_score") == 0.25);
  use(good, 50);
  CHECK(number(good, "session_score") == 1);

  Visitor bad = with(R"({"session_length": "long_is_bad", "session_target_minutes": 10})");
  use(bad, 10);
  CHECK(number(bad, "session_score") == 1);
  use(bad, 30);
  CHECK(number(bad, "session_score") == 0.25);

  Visitor neutral = with("{}");
  use(neutral, 10);
  CHECK(attribute(neutral, "session_score").is_null());
}

TEST_CASE("the first week counts its events and its days, and ends") {
  Visitor v = with("{}");
  v.track("a").track("b").later_days(2).track("a").later_days(4.9).track("b");
  CHECK(number(v, "week1.events") == 4);
  CHECK(number(v, "week1.active_days") == 3);
  v.later_days(0.2).track("a");
  CHECK(number(v, "week1.events") == 4);
  CHECK(number(v, "week1.active_days") == 3);
}

TEST_CASE("of a first week before anybody looked nothing is known") {
  Visitor v = with("{}");
  v.identify("u", docent::Value::object().set("created_at", "2020-01-01")).track("a");
  CHECK(attribute(v, "week1.events").is_null());
  CHECK(attribute(v, "week1.active_days").is_null());
}

TEST_CASE("activity survives a snapshot") {
  Visitor v = with("{}");
  use(v, 40);
  v.send(v.command("activity").set("active_ms", 600'000));
  const docent::Value before = v.attributes();
  v.engine().restore(v.engine().snapshot());
  CHECK(v.attributes() == before);
}
