// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/lifecycle.hpp"

#include <algorithm>

#include "catch.hpp"
#include "measures.hpp"

using docent::Value;

namespace {

constexpr const char* kStages = R"(
  "events": {"sent": {}},
  "milestones": [{"id": "first_invoice", "when": {"events.sent.total": {"$gte": 1}}, "deadline_days": 7},
                 {"id": "tenth_invoice", "when": {"events.sent.total": {"$gte": 10}}}],
  "stages": [{"id": "at_risk", "when": {"active_days.last28": 1, "user.age_days": {"$gte": 28}}},
             {"id": "adoption", "when": {"milestones.first_invoice.reached": true}, "min_days": 3},
             {"id": "onboarding", "min_days": 1}],
  "playbooks": [
    {"id": "p1", "on": "milestone", "milestone": "first_invoice", "signal": "first"},
    {"id": "p2", "on": "milestone", "milestone": "first_invoice", "is": "late", "signal": "stuck_in_onboarding"},
    {"id": "p3", "on": "stage", "from": "onboarding", "to": "adoption", "signal": "adopted"},
    {"id": "p4", "on": "stage", "to": "onboarding", "signal": "new_user"}])";

std::vector<std::string> signals(const Visitor& v) {
  std::vector<std::string> names;
  for (const Value& effect : v.effects().as_array()) {
    if (effect.string_or("type", "") == "signal") names.emplace_back(effect.string_or("name", ""));
  }
  return names;
}

using Signals = std::vector<std::string>;

}  // namespace

TEST_CASE("a new user enters the first stage whose condition holds") {
  Visitor v(file_with(kStages));
  REQUIRE(v.loaded().bool_or("ok", false));
  v.page("/");
  CHECK(attribute(v, "stage") == Value("onboarding"));
  CHECK(signals(v) == Signals{"new_user"});
}

TEST_CASE("a stage lasts at least its days, and its time is kept") {
  Visitor v(file_with(kStages));
  v.track("sent");
  // The milestone came in the same batch: it leads past onboarding at once.
  CHECK(attribute(v, "stage") == Value("adoption"));

  Visitor slow(file_with(kStages));
  slow.page("/").later_days(0.5).track("sent");
  CHECK(attribute(slow, "stage") == Value("onboarding"));
  CHECK(signals(slow) == Signals{"first"});
  slow.later_days(0.5).tick();
  CHECK(attribute(slow, "stage") == Value("adoption"));
  CHECK(signals(slow) == Signals{"adopted"});
  slow.later_days(2);
  CHECK(number(slow, "stages.onboarding.days") == 1);
  CHECK(number(slow, "stages.adoption.days") == 2);
  CHECK(number(slow, "stages.at_risk.days") == 0);
}

TEST_CASE("time alone moves a user to another stage") {
  Visitor v(file_with(kStages));
  v.track("sent").later_days(27).page("/");
  CHECK(attribute(v, "stage") == Value("adoption"));
  v.later_days(2).tick();  // the first visit is out of the 28 days
  CHECK(attribute(v, "stage") == Value("at_risk"));
  CHECK(number(v, "stages.adoption.days") == 29);
}

TEST_CASE("a milestone is reached once, in any order, with its day") {
  Visitor v(file_with(kStages));
  CHECK(attribute(v, "milestones.next") == Value("first_invoice"));
  v.page("/").later_days(2).track("sent");
  CHECK(attribute(v, "milestones.first_invoice.reached") == Value(true));
  CHECK(number(v, "milestones.first_invoice.days") == 2);
  CHECK(number(v, "milestones.reached_count") == 1);
  CHECK(attribute(v, "milestones.next") == Value("tenth_invoice"));
  CHECK(v.state().day->milestones == Signals{"first_invoice"});
  v.track("sent");
  CHECK(signals(v).empty());
  v.later_days(20);
  CHECK(attribute(v, "milestones.first_invoice.late") == Value(false));
}

TEST_CASE("a deadline that passes makes a milestone late, once, and it can still be reached") {
  Visitor v(file_with(kStages));
  v.page("/").later_days(6.9).page("/");
  CHECK(attribute(v, "milestones.first_invoice.late") == Value(false));
  v.later_days(0.1).tick();
  CHECK(attribute(v, "milestones.first_invoice.late") == Value(true));
  CHECK(signals(v) == Signals{"stuck_in_onboarding"});
  v.later_days(1).page("/");
  CHECK(signals(v).empty());
  v.track("sent");
  CHECK(attribute(v, "milestones.first_invoice.reached") == Value(true));
  CHECK(attribute(v, "milestones.first_invoice.late") == Value(true));
  CHECK(signals(v) == Signals{"first", "adopted"});
}

TEST_CASE("nobody is late for a deadline that passed before Docent first saw them") {
  Visitor v(file_with(kStages));
  v.page("/").identify("u", Value::object().set("created_at", "2020-01-01T00:00:00Z"));
  v.later_days(10).page("/");
  CHECK(attribute(v, "milestones.first_invoice.late") == Value(false));
  const Signals raised = signals(v);
  CHECK(std::count(raised.begin(), raised.end(), "stuck_in_onboarding") == 0);
}

TEST_CASE("what already held when a file begins to ask is noted in silence") {
  Visitor v(file_with(R"("events": {"sent": {}})"));
  v.track("sent").later_days(20);
  v.engine().load(file_with(kStages));
  v.page("/");
  CHECK(attribute(v, "stage") == Value("adoption"));
  CHECK(attribute(v, "milestones.first_invoice.reached") == Value(true));
  CHECK(signals(v).empty());
  CHECK(v.state().day->milestones.empty());

  Visitor late(file_with(R"("events": {"sent": {}})"));
  late.page("/").later_days(20);
  late.engine().load(file_with(kStages));
  late.page("/").later_days(1).page("/");
  CHECK(signals(late).empty());
}

TEST_CASE("a stage the file has no longer was not left by the user") {
  Visitor v(file_with(R"("stages": [{"id": "old"}])"));
  v.page("/");
  v.engine().load(file_with(kStages));
  v.page("/");
  CHECK(attribute(v, "stage") == Value("onboarding"));
  CHECK(signals(v).empty());
}

TEST_CASE("what was done on a day counts on it even when its batch comes in the next one") {
  Visitor v(file_with(kStages));
  v.page("/").later_days(2);
  Value track = v.command("track").set("event", "sent");
  Value page = v.later_days(1).command("page").set("page", Value::object().set("path", "/"));
  Value batch = Value::object()
                    .set("here", v.here())
                    .set("commands", Value::array().push(std::move(track)).push(std::move(page)));
  const Value effects = *docent::parse_json(v.engine().handle(docent::write_json(batch)));
  std::vector<std::string> days;
  for (const Value& effect : effects.as_array()) {
    if (effect.string_or("type", "") != "post") continue;
    const Value& summary = *effect.find("summary");
    if (!summary.find("milestones")->as_array().empty()) {
      days.emplace_back(summary.string_or("day", ""));
      CHECK(summary.string_or("stage", "") == "adoption");
    }
  }
  CHECK(days == std::vector<std::string>{"2026-11-23"});
}

TEST_CASE("lifecycle survives a snapshot") {
  Visitor v(file_with(kStages));
  v.page("/").later_days(8).track("sent").later_days(1).page("/");
  const Value before = v.attributes();
  const std::string kept = v.engine().snapshot();
  v.engine().restore(kept);
  CHECK(v.attributes() == before);
  CHECK(v.engine().snapshot() == kept);
}

TEST_CASE("the known user's stage stays, the earlier milestone wins") {
  Visitor v(file_with(kStages));
  v.identify("u").page("/").later_days(2);
  const std::string kept = v.engine().snapshot();
  v.send(v.command("reset"));
  v.track("sent").send(v.command("activity").set("active_ms", 600'000)).later_days(1);
  CHECK(attribute(v, "stage") == Value("adoption"));
  v.send(v.command("identify").set("user_id", "u").set("state", kept));
  CHECK(attribute(v, "milestones.first_invoice.reached") == Value(true));
  CHECK(number(v, "milestones.first_invoice.days") == 2);
  CHECK(number(v, "sessions.count") == 2);
  CHECK(number(v, "sessions.last7") == 2);
  CHECK(number(v, "active_minutes.total") == 10);
  CHECK(number(v, "week1.events") == 1);
  // Known for two days by then, so onboarding has lasted long enough.
  CHECK(attribute(v, "stage") == Value("adoption"));
  CHECK(number(v, "stages.onboarding.days") == 3);
}
