// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/summary.hpp"

#include "catch.hpp"
#include "measures.hpp"

using docent::Value;

namespace {

constexpr const char* kFile = R"(
  "events": {"sent": {"core": true, "weight": 10}, "looked": {}},
  "features": {"invoices": {"events": ["sent"]}, "reports": {"events": ["looked"]}},
  "score": {"dimensions": [{"id": "work", "target": 20, "events": ["sent"]}],
            "bands": [{"id": "low", "from": 0}, {"id": "high", "from": 50}]},
  "stages": [{"id": "adoption", "when": {"events.sent.total": {"$gte": 1}}}, {"id": "onboarding"}])";

const Value& summary(const Visitor& v) { return *v.find("post")->find("summary"); }

}  // namespace

TEST_CASE("a summary tells the day's value, the lifecycle and the score's parts") {
  Visitor v(file_with(kFile));
  REQUIRE(v.loaded().bool_or("ok", false));
  v.page("/").later(1'800'000).track("sent");
  const Value& day = summary(v);
  CHECK(day.number_or("session_minutes", 0) == 30);
  CHECK(day.number_or("core_actions", 0) == 1);
  CHECK(*day.find("features") == Value::array().push("invoices"));
  CHECK(*day.find("dimensions") == Value::object().set("work", 50));
  CHECK(day.string_or("stage", "") == "adoption");
  CHECK(day.string_or("band", "") == "high");
  CHECK(day.find("trend")->is_null());
  CHECK_FALSE(day.bool_or("activated", true));
  CHECK(day.find("attention")->number_or("capacity", 0) == 100);
}

TEST_CASE("what was done on another day is in that day's summary alone") {
  Visitor v(file_with(kFile));
  v.track("sent").later_days(1).track("looked");
  const Value& day = summary(v);
  CHECK(day.number_or("core_actions", -1) == 0);
  CHECK(day.number_or("session_minutes", -1) == 0);
  CHECK(*day.find("features") == Value::array().push("reports"));
}

TEST_CASE("the last revision of a day tells the score of that day, whenever it is posted") {
  Visitor v(file_with(R"("events": {"sent": {"weight": 10, "half_life_days": 1}},
    "score": {"dimensions": [{"id": "work", "target": 20, "events": ["sent"]},
                             {"id": "days", "target": 1, "metric": "active_days.last7"}]})"));
  v.track("sent").later_days(30).page("/");
  const Value* last = nullptr;
  for (const Value& effect : v.effects().as_array()) {
    if (effect.bool_or("final", false)) last = effect.find("summary");
  }
  REQUIRE(last != nullptr);
  CHECK(last->number_or("score", 0) == 75);
  CHECK(*last->find("dimensions") == Value::object().set("work", 50).set("days", 100));
}

TEST_CASE("a control is in the summary with its exposures") {
  docent::UserState state;
  state.day.emplace();
  docent::CampaignDay& day = state.day->campaigns["tour"];
  day.variant = "control";
  day.exposed = 2;
  const Value json = docent::summary_json(state, {}, false);
  const Value& tour = *json.find("campaigns")->find("tour");
  CHECK(tour.string_or("variant", "") == "control");
  CHECK(tour.number_or("exposed", 0) == 2);
}
