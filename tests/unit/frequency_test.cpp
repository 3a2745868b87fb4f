// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include <string>

#include "catch.hpp"
#include "visitor.hpp"

using docent::Value;

namespace {

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;

/// Two campaigns on two pages that come back every minute, under these rules.
std::string file_with(const std::string& attention, const std::string& frequency = "") {
  return R"({"version": 1, "attention": {"budget": false, )" + attention +
         R"(}, "campaigns": [
    {"id": "a", "kind": "announcement", "trigger": {"on": "page_view", "page": {"path": "/a"}},
     "frequency": {"repeat": "every_days", "days": 0.0007, "days_after_dismissal": 0.0007)" +
         frequency + R"(}, "steps": [{"id": "one"}]},
    {"id": "b", "kind": "announcement", "trigger": {"on": "page_view", "page": {"path": "/b"}},
     "frequency": {"repeat": "every_days", "days": 0.0007}, "steps": [{"id": "one"}]}]})";
}

/// Whether the page's prompt comes; if so, it is seen and closed.
bool sees(Visitor& v, const char* path) {
  v.page(path);
  if (!v.shows()) return false;
  v.shown().outcome("completed");
  return true;
}

std::string code(Visitor& v, const char* campaign, const char* gate) {
  return std::string(v.gate(campaign, gate).string_or("code", ""));
}

}  // namespace

TEST_CASE("a limit of a day counts 24 hours over all campaigns") {
  Visitor v(file_with(R"("pause_hours": 0, "limits": {"per_day": 2})"));
  REQUIRE(v.loaded().bool_or("ok", false));
  const std::int64_t first = v.now_ms();
  CHECK(sees(v, "/a"));
  v.later(10 * kHour);
  CHECK(sees(v, "/b"));
  v.later(10 * kHour);  // another local day by now
  CHECK_FALSE(sees(v, "/a"));
  CHECK(code(v, "a", "pause") == "limit_day");
  CHECK(v.find("wake")->number_or("at_ms", 0) == static_cast<double>(first + kDay));
  v.at(first + kDay - 1).tick();
  CHECK_FALSE(v.shows());
  v.later(1).tick();
  CHECK(v.shows());
}

TEST_CASE("with the calendar clock a day's limit ends at the user's midnight") {
  Visitor v(file_with(
      R"("pause_hours": 0, "clock": "calendar_days", "limits": {"per_day": 1, "per_week": 2})"));
  CHECK(sees(v, "/a"));  // 18:00
  v.later(2 * kHour);
  CHECK_FALSE(sees(v, "/b"));
  CHECK(v.find("wake")->number_or("at_ms", 0) == static_cast<double>(v.now_ms() + 4 * kHour));
  v.later(4 * kHour);
  CHECK(sees(v, "/b"));
  v.later_days(1);
  CHECK_FALSE(sees(v, "/a"));
  CHECK(code(v, "a", "pause") == "limit_week");
  v.later_days(4);
  CHECK_FALSE(sees(v, "/a"));
  v.later_days(1);  // seven days after the first
  CHECK(sees(v, "/a"));
}

TEST_CASE("a limit of the session opens with the next one, which time alone does not bring") {
  Visitor v(file_with(R"("pause_hours": 0, "limits": {"per_session": 1})"));
  CHECK(sees(v, "/a"));
  v.later(5 * kMinute);
  CHECK_FALSE(sees(v, "/b"));
  CHECK(code(v, "b", "pause") == "limit_session");
  CHECK(v.explain("b").find("next_at_ms")->is_null());
  v.later(31 * kMinute);
  CHECK(sees(v, "/b"));
}

TEST_CASE("a campaign's own limit leaves the others alone") {
  Visitor v(file_with(R"("pause_hours": 0)", R"(, "limits": {"per_week": 1})"));
  CHECK(sees(v, "/a"));
  v.later(kHour);
  CHECK_FALSE(sees(v, "/a"));
  CHECK(code(v, "a", "frequency") == "limit_week");
  CHECK(sees(v, "/b"));
  v.later_days(7);
  CHECK(sees(v, "/a"));
}

TEST_CASE("what the user asks for neither counts nor is refused") {
  Visitor v(file_with(R"("pause_hours": 0, "limits": {"per_day": 1})"));
  for (int i = 0; i < 3; ++i) {
    v.send(v.command("start").set("campaign", "a"));
    REQUIRE(v.shows());
    v.shown().outcome("completed");
  }
  v.later(kHour);
  CHECK(sees(v, "/b"));
  v.later(kHour);
  CHECK_FALSE(sees(v, "/b"));
  v.send(v.command("start").set("campaign", "b"));
  CHECK(v.shows());
}

TEST_CASE("a pause in days ends at the beginning of a local day") {
  Visitor v(file_with(R"("pause_days": 2)"));
  CHECK(sees(v, "/a"));  // 18:00
  v.later(29 * kHour);
  CHECK_FALSE(sees(v, "/b"));
  CHECK(v.gate("b", "pause").number_or("days", 0) == 2);
  v.later(kHour);
  CHECK(sees(v, "/b"));
}

TEST_CASE("days of a campaign's own clock can be local days") {
  Visitor v(R"({"version": 1, "attention": {"budget": false, "pause_hours": 0}, "campaigns": [
    {"id": "a", "kind": "announcement",
     "frequency": {"repeat": "every_days", "days": 1, "clock": "calendar_days"},
     "steps": [{"id": "one"}]}]})");
  CHECK(sees(v, "/"));  // 18:00
  v.later(6 * kHour - 1);
  CHECK_FALSE(sees(v, "/"));
  v.later(1);
  CHECK(sees(v, "/"));
}

TEST_CASE("between the events of a quiet rule nothing new comes, at the longest for its minutes") {
  Visitor v(file_with(
      R"("pause_hours": 0, "quiet": [{"from": "opened", "until": "sent", "max_minutes": 10}])"));
  v.track("opened");
  CHECK_FALSE(sees(v, "/a"));
  CHECK(code(v, "a", "quiet") == "busy");
  CHECK(v.find("wake")->number_or("at_ms", 0) == static_cast<double>(v.now_ms() + 10 * kMinute));
  v.track("sent");
  CHECK(v.shows());
  v.shown().outcome("completed").later(2 * kMinute).track("opened").later(10 * kMinute);
  CHECK(sees(v, "/b"));
  v.track("opened");
  v.send(v.command("start").set("campaign", "a"));
  CHECK(v.shows());
}

TEST_CASE("while the user types nothing new comes, and what is on screen stays") {
  Visitor v(file_with(R"("pause_hours": 0)"));
  const auto typing = [&] {
    Value batch = Value::object().set("here", v.here().set("typing", true));
    return *docent::parse_json(v.engine().handle(docent::write_json(batch)));
  };
  v.page("/a").shown();
  CHECK(docent::write_json(typing()).find("\"show\"") != std::string::npos);
  v.outcome("completed").later(2 * kMinute);
  CHECK(docent::write_json(typing()).find("\"show\"") == std::string::npos);
  v.tick();
  CHECK(v.shows());
}

TEST_CASE("what the product paused is off the screen until it goes on") {
  Visitor v(file_with(R"("pause_hours": 0)"));
  v.page("/a").shown();
  v.send(v.command("pause").set("paused", true));
  CHECK(v.text("hide", "reason") == "paused");
  CHECK(code(v, "b", "quiet") == "paused_by_product");
  v.send(v.command("pause").set("paused", false));
  CHECK(v.shows());
}

TEST_CASE("a campaign waits for what it requires of another one") {
  Visitor v(R"({"version": 1, "attention": {"budget": false, "pause_hours": 0}, "campaigns": [
    {"id": "first", "kind": "announcement", "priority": 2, "steps": [{"id": "one"}]},
    {"id": "second", "kind": "announcement", "requires": [{"campaign": "first"}],
     "steps": [{"id": "one"}]}]})");
  REQUIRE(v.loaded().bool_or("ok", false));
  v.page("/").shown().outcome("dismissed").page("/");
  CHECK_FALSE(v.shows());
  CHECK(v.gate("second", "requires").string_or("campaign", "") == "first");
  v.send(v.command("start").set("campaign", "first")).shown().outcome("completed").page("/");
  CHECK(v.campaign() == "second");
}

TEST_CASE("what the user asked for starts no pause") {
  Visitor v(file_with(R"("pause_hours": 24)"));
  v.send(v.command("start").set("campaign", "a"));
  REQUIRE(v.shows());
  v.shown().outcome("completed");
  CHECK(code(v, "b", "pause") == "never_prompted");
  CHECK(sees(v, "/b"));
}

TEST_CASE("who said \"later\" is reminded after those hours, and not after the pause") {
  Visitor v(file_with(R"("pause_hours": 24, "limits": {"per_day": 2})", R"(, "snooze_hours": 2)"));
  v.page("/a").shown().outcome("snoozed").later(kHour);
  v.page("/a");
  CHECK_FALSE(v.shows());
  CHECK(code(v, "a", "frequency") == "snoozed");
  v.later(kHour).page("/b");
  CHECK_FALSE(v.shows());
  CHECK(code(v, "b", "pause") == "too_soon");
  v.page("/a");
  CHECK(v.campaign() == "a");
  v.shown().outcome("snoozed").later(2 * kHour).page("/a");
  CHECK_FALSE(v.shows());  // a cap is a cap
  CHECK(code(v, "a", "pause") == "limit_day");
}

TEST_CASE("a limit of the session holds for a page that is only looked at, however long") {
  Visitor v(file_with(R"("pause_hours": 0, "limits": {"per_session": 2})"));
  REQUIRE(sees(v, "/a"));
  // The page stays open; it ticks, and what it may show comes without anything being done.
  for (int day = 0; day < 9; ++day) v.later_days(1).tick();
  REQUIRE(v.shows());
  v.shown().outcome("completed");
  CHECK(v.state().sessions == 1);
  v.later_days(1).tick();
  CHECK_FALSE(v.shows());
  CHECK(code(v, "a", "pause") == "limit_session");
}

namespace {

std::string survey_that(const std::string& repeats) {
  return R"({"version": 1, "attention": {"pause_hours": 0}, "campaigns": [
    {"id": "nps", "kind": "survey", "frequency": {)" +
         repeats + R"(},
     "steps": [{"id": "score", "question": {"type": "nps"}},
               {"id": "why", "question": {"type": "text"}}]}]})";
}

}  // namespace

TEST_CASE("who closed a survey after an answer has answered it, and dismissed nothing") {
  Visitor v(survey_that(R"("repeat": "every_days", "days": 90, "days_after_dismissal": 30)"));
  v.page("/").shown().answer(9, "score").advance().shown().outcome("dismissed");
  CHECK(v.text("outcome", "outcome") == "dismissed");
  CHECK(v.gate("nps", "frequency").bool_or("answered", false));
  CHECK(v.gate("nps", "budget").number_or("capacity", 0) == 100);
  // As an engine that was restarted knows as well.
  const std::string kept = v.engine().snapshot();
  REQUIRE(v.engine().restore(kept) == R"({"ok":true})");
  CHECK(v.engine().snapshot() == kept);
  v.later_days(89.9).page("/");
  CHECK_FALSE(v.shows());
  v.later_days(0.2).page("/");
  REQUIRE(v.shows());
  // This time nothing was answered.
  v.shown().outcome("dismissed");
  CHECK(v.gate("nps", "budget").number_or("capacity", 0) == 75);
  v.later_days(29.9).page("/");
  CHECK_FALSE(v.shows());
  v.later_days(0.2).page("/");
  CHECK(v.shows());
}

TEST_CASE("until it is completed, a survey that took an answer does not come again") {
  Visitor v(survey_that(R"("repeat": "until_completed", "days": 1)"));
  v.page("/").shown().outcome("dismissed").later_days(1.1).page("/");
  REQUIRE(v.shows());
  const std::string how = GENERATE("dismissed", "left alone");
  v.shown().answer(3, "score").advance().shown();
  if (how == "dismissed") v.outcome(how);
  v.later_days(8).tick().later_days(2).page("/");
  CHECK_FALSE(v.shows());
  CHECK(code(v, "nps", "frequency") == "completed");
}

TEST_CASE("who answered and then said later is asked once more") {
  Visitor v(survey_that(R"("repeat": "until_completed")"));
  v.page("/").shown().answer(3, "score").advance().shown().outcome("snoozed");
  CHECK_FALSE(v.gate("nps", "frequency").bool_or("answered", false));
  v.later_days(1.1).page("/");
  CHECK(v.shows());
}

TEST_CASE("that an anonymous user answered a survey is known of them when they say who they are") {
  const std::string file =
      survey_that(R"("repeat": "every_days", "days": 90, "days_after_dismissal": 30)");
  Visitor known(file);
  known.identify("u1").page("/").shown().outcome("dismissed");
  Visitor v(file);
  v.later_days(31).page("/").shown().answer(9, "score").outcome("dismissed");
  v.send(v.command("identify").set("user_id", "u1").set("state", known.engine().snapshot()));
  CHECK(v.state().campaigns.at("nps").answered);
  v.later_days(40).page("/");
  CHECK_FALSE(v.shows());
}
