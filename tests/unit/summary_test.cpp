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

TEST_CASE("the summary says who is held out") {
  const auto held_out = [](const char* share, const char* by) {
    Visitor v(file_with(R"("holdout": {"share": )" + std::string(share) +
                        R"(, "hash_attribute": ")" + by + "\"}"));
    REQUIRE(v.loaded().bool_or("ok", false));
    v.page("/");
    CHECK(attribute(v, "held_out") == *summary(v).find("held_out"));
    return summary(v).bool_or("held_out", false);
  };
  CHECK(held_out("1", "device_id"));
  CHECK_FALSE(held_out("0", "device_id"));
  CHECK_FALSE(held_out("1", "user.id"));  // nobody yet
}

TEST_CASE("a playbook knows who is held out, though it sees no device") {
  Visitor v(file_with(R"("holdout": {"share": 1}, "events": {"sent": {"weight": 50}},
    "playbooks": [
      {"id": "out", "on": "band", "signal": "out", "audience": {"held_out": true}},
      {"id": "in", "on": "band", "signal": "in", "audience": {"held_out": false}}])"));
  REQUIRE(v.loaded().bool_or("ok", false));
  v.page("/").track("sent");
  CHECK(*summary(v).find("signals") == Value::array().push("out"));
}

TEST_CASE("the last revision of a day says who was held out on that day") {
  const auto file = [](const char* share) {
    return file_with(R"("holdout": {"hash_attribute": "user.id", "share": )" + std::string(share) +
                     "}");
  };
  Visitor v(file("1"));
  v.page("/").identify("u1");
  CHECK(summary(v).bool_or("held_out", false));
  v.engine().load(file("0"));
  v.engine().restore(v.engine().snapshot());
  v.later_days(1).page("/");
  const Value& posts = v.effects();
  CHECK(posts.as_array()[0].bool_or("final", false));
  CHECK(posts.as_array()[0].find("summary")->bool_or("held_out", false));
  CHECK_FALSE(v.engine().state().day->held_out);
}

TEST_CASE("a day that begins and ends in one batch knows who was held out") {
  Visitor v(file_with(R"("holdout": {"share": 1})"));
  const Value yesterday = v.command("page").set("page", Value::object().set("path", "/"));
  v.later_days(1).send(yesterday);
  REQUIRE(v.effects().as_array()[0].bool_or("final", false));
  CHECK(summary(v).bool_or("held_out", false));
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
