// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// What became of the user starts campaigns after the pause that just began.
#include "catch.hpp"
#include "docent/json.hpp"
#include "visitor.hpp"

namespace {

constexpr std::int64_t kHour = 3'600'000;

// Every rule of attention at its default.
constexpr const char* kFile = R"({"version": 1,
  "playbooks": [{"id": "anger", "on": "answer", "question": "nps", "when": {"value": {"$lte": 6}}, "start": "sorry"}],
  "campaigns": [
  {"id": "ask", "kind": "survey", "priority": 5, "trigger": {"on": "page_view", "page": {"path": "/ask"}},
   "steps": [{"id": "s", "question": {"id": "q", "type": "nps"}}]},
  {"id": "sorry", "kind": "announcement", "trigger": {"on": "manual"}, "steps": [{"id": "one", "surface": "banner"}]},
  {"id": "intro", "kind": "announcement", "trigger": {"on": "page_view", "page": {"path": "/intro"}}, "steps": [{"id": "one"}]},
  {"id": "next", "kind": "announcement", "trigger": {"on": "campaign", "campaign": "intro", "outcome": "completed"},
   "steps": [{"id": "one", "surface": "banner"}]},
  {"id": "event", "kind": "announcement", "trigger": {"on": "event", "event": "sent"}, "steps": [{"id": "one", "surface": "banner"}]}]})";

}  // namespace

TEST_CASE("a campaign that follows another one comes when the pause is over") {
  Visitor v(kFile);
  REQUIRE(v.loaded().bool_or("ok", false));
  v.page("/intro").shown().outcome("completed");
  const std::int64_t ended_ms = v.now_ms();
  CHECK_FALSE(v.shows());
  CHECK(v.explain("next").number_or("next_at_ms", 0) == static_cast<double>(ended_ms + 24 * kHour));
  v.later(20 * kHour).page("/");
  CHECK_FALSE(v.shows());
  const std::string kept = v.engine().snapshot();
  v.engine().restore(kept);
  CHECK(v.engine().snapshot() == kept);
  v.at(ended_ms + 30 * kHour).page("/");
  CHECK(v.campaign() == "next");
}

TEST_CASE("what a playbook starts after an answer comes when the pause is over") {
  Visitor v(kFile);
  v.page("/ask").shown().answer(2).outcome("completed");
  CHECK_FALSE(v.shows());
  v.later(25 * kHour).page("/");
  CHECK(v.campaign() == "sorry");
}

TEST_CASE("news is old a week after the pause, an event after ten minutes") {
  Visitor v(kFile);
  v.page("/intro").shown().outcome("completed").track("sent");
  CHECK(v.state().armed.count("event") == 1);
  v.later(11 * 60'000).tick();
  CHECK(v.state().armed.count("event") == 0);
  CHECK(v.state().armed.count("next") == 1);
  v.later_days(8.1).page("/");
  CHECK(v.state().armed.empty());
  CHECK_FALSE(v.shows());
}

TEST_CASE("a clock that was far ahead keeps no news longer than it is any") {
  Visitor v(kFile);
  v.later_days(300).page("/intro").shown().outcome("completed").later_days(-300).page("/");
  REQUIRE(v.state().armed.count("next") == 1);
  v.later_days(9).tick();
  CHECK(v.state().armed.empty());
}

TEST_CASE("news that waited before the user signed in waits on") {
  Visitor known(kFile);
  known.identify("u1").page("/intro").shown().outcome("completed");
  Visitor v(kFile);
  v.later(kHour).page("/");
  v.send(v.command("identify").set("user_id", "u1").set("state", known.engine().snapshot()));
  v.later(25 * kHour).page("/");
  CHECK(v.campaign() == "next");
}
