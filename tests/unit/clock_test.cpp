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
