// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/playbooks.hpp"

#include "catch.hpp"
#include "measures.hpp"

using docent::Value;

namespace {

constexpr const char* kFile = R"({
  "version": 1, "revision": "r1",
  "attention": {"pause_hours": 0},
  "events": {"sent": {"weight": 10, "half_life_days": 7}},
  "score": {"target": 100, "bands": [{"id": "low", "from": 0}, {"id": "high", "from": 50}]},
  "playbooks": [
    {"id": "risk", "on": "band", "from": "high", "to": "low", "signal": "churn_risk", "start": "come_back",
     "audience": {"user.plan": {"$ne": "free"}}},
    {"id": "grow", "on": "band", "to": "high", "signal": "expansion"},
    {"id": "anger", "on": "answer", "question": "nps", "when": {"value": {"$lte": 6}}, "signal": "detractor", "start": "sorry"},
    {"id": "comment", "on": "answer", "question": "ask.why", "signal": "comment"}],
  "campaigns": [
    {"id": "come_back", "kind": "announcement", "trigger": {"on": "manual"}, "steps": [{"id": "one", "surface": "modal", "title": "!"}]},
    {"id": "sorry", "kind": "announcement", "trigger": {"on": "manual"}, "steps": [{"id": "one", "surface": "modal", "title": "!"}]},
    {"id": "watcher", "kind": "announcement", "trigger": {"on": "band", "to": "high"}, "steps": [{"id": "one", "surface": "modal", "title": "!"}]},
    {"id": "ask", "kind": "survey", "trigger": {"on": "page_view", "page": {"path": "/ask"}},
     "steps": [{"id": "a", "question": {"id": "q", "type": "nps"}}, {"id": "b", "question": {"id": "why", "type": "text"}}]}
  ]})";

std::vector<std::string> signals(const Visitor& v) {
  std::vector<std::string> names;
  for (const Value& effect : v.effects().as_array()) {
    if (effect.string_or("type", "") == "signal") names.emplace_back(effect.string_or("name", ""));
  }
  return names;
}

using Signals = std::vector<std::string>;

Visitor with_high_score() {
  Visitor v(kFile);
  v.page("/");
  for (int i = 0; i < 6; ++i) v.track("sent");
  return v;
}

}  // namespace

TEST_CASE("the first band of a user is no change") {
  Visitor v(kFile);
  REQUIRE(v.loaded().bool_or("ok", false));
  v.page("/");
  CHECK(v.state().band == "low");
  CHECK(signals(v).empty());
}

TEST_CASE("a change of band raises a signal once, and arms who waits for it") {
  Visitor v(kFile);
  v.page("/");
  for (int i = 0; i < 4; ++i) v.track("sent");
  CHECK(signals(v).empty());
  v.track("sent");
  CHECK(signals(v) == Signals{"expansion"});
  CHECK(v.text("signal", "playbook") == "grow");
  CHECK(v.campaign() == "watcher");
  v.track("sent");
  CHECK(signals(v).empty());
  CHECK(v.state().day->signals == Signals{"expansion"});
}

TEST_CASE("a score that decays over a band's edge starts a campaign") {
  Visitor v = with_high_score();
  v.shown().outcome("dismissed").later_days(3).page("/");
  CHECK(signals(v) == Signals{"churn_risk"});
  CHECK(v.state().armed.count("come_back") == 1);
  CHECK(v.campaign() == "come_back");
}

TEST_CASE("a playbook keeps to its audience") {
  Visitor v = with_high_score();
  v.identify("u", Value::object().set("plan", "free")).later_days(3).page("/");
  CHECK(v.state().band == "low");
  CHECK(signals(v).empty());
}

TEST_CASE("a signal is raised once a day") {
  Visitor v = with_high_score();
  v.later_days(3).page("/");
  CHECK(signals(v) == Signals{"churn_risk"});
  for (int i = 0; i < 3; ++i) v.track("sent");
  CHECK(v.state().band == "high");
  v.later(3'600'000).page("/");
  CHECK(v.state().day->signals.size() == 2);
  v.later_days(5).page("/");
  CHECK(signals(v) == Signals{"churn_risk"});
}

TEST_CASE("an answer starts what answers it, and the same answer again does not") {
  Visitor v(kFile);
  v.page("/ask").shown().answer(3);
  CHECK(signals(v) == Signals{"detractor"});
  CHECK(v.text("signal", "campaign") == "ask");
  CHECK(v.state().armed.count("sorry") == 1);
  v.later_days(1).answer(4);
  CHECK(signals(v).empty());
  v.answer(9).later_days(1).answer(2);
  CHECK(signals(v) == Signals{"detractor"});
}

TEST_CASE("promoters raise no alarm") {
  Visitor v(kFile);
  v.page("/ask").shown().answer(9);
  CHECK(signals(v).empty());
}

TEST_CASE("a playbook can wait for one question") {
  Visitor v(kFile);
  v.page("/ask").shown().answer(9).advance().shown();
  v.send(v.command("answer")
             .set("prompt", v.prompt())
             .set("step", "b")
             .set("question", "why")
             .set("value", "slow"));
  CHECK(signals(v) == Signals{"comment"});
}
