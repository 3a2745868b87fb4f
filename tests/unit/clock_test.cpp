// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "clock.hpp"

#include "catch.hpp"
#include "docent/json.hpp"
#include "visitor.hpp"

using docent::Value;

namespace {

constexpr const char* kFile = R"({"version": 1, "events": {"sent": {}}, "campaigns": [
  {"id": "tour", "kind": "tour", "steps": [{"id": "a"}]}]})";

/// A tour that goes on by itself, and something else with a delay.
constexpr const char* kTimers = R"({"version": 1, "attention": {"pause_hours": 0}, "campaigns": [
  {"id": "tour", "kind": "tour", "trigger": {"on": "page_view", "page": {"path": "/"}}, "steps": [
    {"id": "a", "advance": {"on": "timer", "after_ms": 3000}}, {"id": "b"}]},
  {"id": "late", "kind": "announcement",
   "trigger": {"on": "page_view", "page": {"path": "/late"}, "delay_ms": 3000},
   "steps": [{"id": "a"}]}]})";

/// The batch in which a tab that shows something renews its place.
Value renewal(Visitor& v, const std::string& tab, const std::string& showing) {
  return Value::object()
      .set("commands", Value::array())
      .set("here", v.here().set("tab", tab).set("showing", showing));
}

std::string effects_of(Visitor& v, const std::string& tab, const std::string& showing) {
  std::string types;
  const std::string text = v.engine().handle(docent::write_json(renewal(v, tab, showing)));
  const Value effects = *docent::parse_json(text);
  for (const Value& effect : effects.as_array()) {
    const std::string type(effect.string_or("type", ""));
    if (type == "show" || type == "hide") types += type + " ";
  }
  return types;
}

const std::int64_t kBacks[] = {5'000, 90'000, 7'200'000, 82'800'000, 90'000'000, 777'600'000};

}  // namespace

TEST_CASE("a command left over for days is late, and no clock was set back") {
  Visitor v(kFile);
  v.page("/").shown();
  const std::int64_t before = v.now_ms();
  Value late = v.command("track").set("event", "sent");
  v.later_days(3).tick();
  late.set("now_ms", before - 3'600'000);
  const std::int64_t first_seen_ms = v.state().first_seen_ms;
  v.send(late);
  CHECK(v.state().clock_resets == 0);
  CHECK(v.state().events.at("sent").total == 1);
  CHECK(v.state().first_seen_ms == first_seen_ms);
  CHECK(v.state().last_ms == v.now_ms());
}

TEST_CASE("a late command takes nobody's lease") {
  Visitor v(kFile);
  v.page("/").shown();
  Value late = v.command("track").set("event", "sent");
  v.later(300'000).tick();
  v.in_tab("t2").page("/");
  v.send(late);
  CHECK_FALSE(v.shows());
  CHECK(v.state().lease->tab == "t1");
}

TEST_CASE("a late identify of a user who was here since is no clock that was set back") {
  Visitor known(kFile);
  known.later_days(5).identify("u1").page("/");
  Visitor v(kFile);
  v.page("/");
  Value identify =
      v.command("identify").set("user_id", "u1").set("state", known.engine().snapshot());
  v.later_days(6).send(identify);
  CHECK(v.state().clock_resets == 0);
}

TEST_CASE("what is done after a clock was set back counts on the day it is by then") {
  Visitor v(kFile);
  v.later_days(30).page("/").later_days(-30).track("sent");
  CHECK(v.state().clock_resets == 1);
  CHECK(v.state().last_ms == v.now_ms());
  CHECK(v.state().events.at("sent").last_ms == v.now_ms());
  REQUIRE(v.state().day);
  CHECK(v.state().day->day == v.state().last_day);
  CHECK(v.state().day->events.at("sent") == 1);
}

TEST_CASE("a clock that starts again in 1970 leaves a state that can be read again") {
  const auto now_ms = GENERATE(std::int64_t{17'725}, docent::kDayMs, 9 * docent::kDayMs);
  CAPTURE(now_ms);
  Visitor v(R"({"version": 1, "attention": {}, "events": {"sent": {"weight": 1}}, "campaigns": [
    {"id": "news", "kind": "announcement", "steps": [{"id": "a", "surface": "slideout"}]}]})");
  v.page("/").shown().track("sent");
  v.at(now_ms).track("sent").outcome("dismissed").later_days(30).track("sent");
  const std::string kept = v.engine().snapshot();
  CHECK(v.engine().restore(kept).rfind(R"({"ok":true)", 0) == 0);
  CHECK(v.engine().snapshot() == kept);
}

TEST_CASE("a clock that begins in 1970 leaves a state that can be read again") {
  Visitor v(R"({"version": 1, "attention": {}, "events": {"sent": {"weight": 1}}, "campaigns": [
    {"id": "news", "kind": "announcement", "steps": [{"id": "a", "surface": "slideout"}]}]})",
            1);
  v.page("/").shown().track("sent").outcome("dismissed");
  const std::string kept = v.engine().snapshot();
  CHECK(v.engine().restore(kept).rfind(R"({"ok":true)", 0) == 0);
  CHECK(v.engine().snapshot() == kept);
}

TEST_CASE("a command that a clock stamped which was ahead does not run through the days to come") {
  Visitor v(R"({"version": 1, "events": {"sent": {}},
    "milestones": [{"id": "first", "when": {"events.sent.total": {"$gte": 1}}, "deadline_days": 7}],
    "stages": [{"id": "at_risk", "when": {"active_days.last28": {"$lte": 0}}}, {"id": "ok"}],
    "playbooks": [
      {"id": "late", "on": "milestone", "milestone": "first", "is": "late",
       "signal": "stuck_in_onboarding"},
      {"id": "risk", "on": "stage", "to": "at_risk", "signal": "churn_risk"}],
    "campaigns": []})");
  v.page("/").later(60'000);
  Value ahead = v.command("track").set("event", "sent");
  ahead.set("now_ms", v.now_ms() + 40 * docent::kDayMs);
  v.send(ahead);
  CHECK(v.find("signal") == nullptr);
  CHECK(v.state().clock_resets == 0);
  CHECK(v.state().last_ms == v.now_ms());
  CHECK(v.state().events.at("sent").last_ms == v.now_ms());
  REQUIRE(v.state().milestones.size() == 1);
  CHECK(v.state().milestones[0].deadline == docent::Deadline::kAhead);
  CHECK(v.state().milestones[0].reached_ms == v.now_ms());
}

TEST_CASE("an identify that a clock stamped which was ahead leaves the user in the present") {
  Visitor known(kFile);
  known.identify("u1").page("/");
  Visitor v(kFile);
  v.page("/");
  Value identify =
      v.command("identify").set("user_id", "u1").set("state", known.engine().snapshot());
  identify.set("now_ms", v.now_ms() + 40 * docent::kDayMs);
  v.send(identify);
  CHECK(v.state().user_id == "u1");
  CHECK(v.state().clock_resets == 0);
  CHECK(v.state().last_ms == v.now_ms());
}

TEST_CASE("a clock that is set back takes a prompt from no tab and gives it to no second one") {
  const std::int64_t back_ms = GENERATE(from_range(std::begin(kBacks), std::end(kBacks)));
  CAPTURE(back_ms);
  Visitor v(kFile);
  v.page("/").shown();
  const std::string prompt = v.prompt();
  v.send(v.command("page").set("tab", "t2"));
  v.later(1000 - back_ms);
  for (int i = 0; i < 8; ++i) {
    CHECK(effects_of(v, "t2", "") == "");
    v.later(2000);
    CHECK(effects_of(v, "t1", prompt) == "show ");
    v.later(2000);
  }
  // A tab that is gone loses it in time.
  v.later(20'000);
  CHECK(effects_of(v, "t2", "") == "show ");
  CHECK(effects_of(v, "t1", prompt) == "hide ");
}

TEST_CASE("timers and delays run on when a clock is set back") {
  const std::int64_t back_ms = GENERATE(from_range(std::begin(kBacks), std::end(kBacks)));
  CAPTURE(back_ms);
  const std::string path = GENERATE("/", "/late");
  Visitor v(kTimers);
  v.page(path);
  if (path == "/") v.shown();
  v.later(1000 - back_ms).tick();
  REQUIRE(v.find("wake"));
  const auto wake_ms = static_cast<std::int64_t>(v.find("wake")->number_or("at_ms", 0));
  CHECK(wake_ms > v.now_ms());
  CHECK(wake_ms <= v.now_ms() + 4000);
  v.at(wake_ms).tick();
  CHECK(v.shows());
  CHECK(v.step() == (path == "/" ? "b" : "a"));
}

TEST_CASE("a long delay is over in time though the clock was set back, page awake or not") {
  Visitor v(R"({"version": 1, "campaigns": [{"id": "late", "kind": "announcement",
    "trigger": {"on": "page_view", "delay_ms": 3000000}, "steps": [{"id": "a"}]}]})");
  v.page("/");
  const std::int64_t start_ms = v.later(-7'200'000).now_ms();
  v.tick();
  for (int i = 0; i < 5 && !v.shows(); ++i) {
    REQUIRE(v.find("wake"));
    v.at(static_cast<std::int64_t>(v.find("wake")->number_or("at_ms", 0))).tick();
  }
  CHECK(v.shows());
  CHECK(v.now_ms() - start_ms < 3'600'000);
}

TEST_CASE("what was ahead is right again after a night, and never goes back for it") {
  Visitor v(kFile);
  const std::int64_t start_ms = v.now_ms();
  v.page("/").later(-7'200'000).tick();
  CHECK(v.state().last_ms == start_ms);
  CHECK(v.state().ahead_ms == 7'200'000);
  v.later(60'000).tick();
  CHECK(v.state().last_ms == start_ms + 52'500);
  const std::string kept = v.engine().snapshot();
  REQUIRE(v.engine().restore(kept) == R"({"ok":true})");
  CHECK(v.engine().snapshot() == kept);
  CHECK(v.state().ahead_ms == 7'192'500);
  v.later(28'800'000).tick();
  CHECK(v.state().ahead_ms == 0);
  CHECK(v.state().last_ms == v.now_ms());
  CHECK(v.state().clock_resets == 0);
}

TEST_CASE("a batch that waited a moment for another tab's finds no clock set back") {
  Visitor v(kFile);
  v.page("/").later(-1000).tick();
  CHECK(v.state().ahead_ms == 0);
  v.later(-2).tick();
  CHECK(v.state().ahead_ms == 1002);
}

TEST_CASE("what explain says is the next time is one of the real clock") {
  Visitor v(kTimers);
  v.page("/late").later(-7'200'000);
  const Value explained = v.explain("late");
  const auto next_ms = static_cast<std::int64_t>(explained.find("next_at_ms")->as_number());
  CHECK(next_ms > v.now_ms());
  CHECK(next_ms <= v.now_ms() + 4000);
  v.tick().at(next_ms).tick();
  CHECK(v.shows());
}

TEST_CASE("who is recognized while the clock is ahead keeps the place on screen") {
  Visitor known(kFile);
  known.later(7'200'000).identify("u1");
  Visitor v(kFile);
  v.page("/").shown();
  const std::string prompt = v.prompt();
  v.later(1000).send(
      v.command("identify").set("user_id", "u1").set("state", known.engine().snapshot()));
  CHECK(v.prompt() == prompt);
  CHECK(v.state().real_ms() == v.now_ms());
  CHECK(v.state().ahead_ms > 7'000'000);
}
