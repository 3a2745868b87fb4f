// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// What the product is worth to a user: core actions, features, activation.
#include "catch.hpp"
#include "measures.hpp"

using docent::Value;

namespace {

constexpr const char* kValue = R"(
  "events": {"sent": {"core": true}, "paid": {"core": true}, "looked": {}},
  "features": {"invoices": {"events": ["sent", "paid"]}, "reports": {"events": ["report_opened"]},
               "teams": {"events": ["invited"]}},
  "activation": {"events": ["sent", "invited"], "within_days": 7},
  "playbooks": [{"id": "p", "on": "activation", "signal": "activated"}])";

}  // namespace

TEST_CASE("core actions are the events the file calls so") {
  Visitor v(file_with(kValue));
  REQUIRE(v.loaded().bool_or("ok", false));
  v.track("sent").track("looked").later_days(10).track("paid").track("sent");
  CHECK(number(v, "core_actions.total") == 3);
  CHECK(number(v, "core_actions.last7") == 2);
  CHECK(number(v, "core_actions.last28") == 3);
  v.later_days(20);
  CHECK(number(v, "core_actions.last28") == 2);
}

TEST_CASE("features are known by their events: how many, how often, since when, which never") {
  Visitor v(file_with(kValue));
  CHECK(attribute(v, "features.never_tried").as_array().size() == 3);
  CHECK(number(v, "features.depth") == 0);
  v.page("/").later_days(3).track("paid").track("sent").track("sent").track("report_opened");
  CHECK(number(v, "features.tried") == 2);
  CHECK(number(v, "features.breadth") == 0.667);
  CHECK(number(v, "features.depth") == 2);
  CHECK(attribute(v, "features.invoices.used") == Value(true));
  CHECK(attribute(v, "features.teams.used") == Value(false));
  CHECK(number(v, "features.invoices.last28") == 3);
  CHECK(number(v, "features.invoices.days_to_first_use") == 3);
  CHECK(attribute(v, "features.teams.days_to_first_use").is_null());
  CHECK(attribute(v, "features.never_tried") == Value::array().push("teams"));
  v.later_days(28);
  CHECK(number(v, "features.tried") == 2);  // once tried is tried
  CHECK(number(v, "features.breadth") == 0);
}

TEST_CASE("who does all of it in time is activated, once") {
  Visitor v(file_with(kValue));
  v.track("sent");
  CHECK(attribute(v, "activation.done") == Value(false));
  v.later_days(2).track("invited");
  CHECK(attribute(v, "activation.done") == Value(true));
  CHECK(number(v, "activation.days") == 2);
  CHECK(v.text("signal", "name") == "activated");
  CHECK(v.state().day->activated);
  v.track("invited");
  CHECK(v.find("signal") == nullptr);
  v.later_days(1).track("sent");
  CHECK_FALSE(v.state().day->activated);
}

TEST_CASE("too late is not activated") {
  Visitor v(file_with(kValue));
  v.track("sent").later_days(7.01).track("invited");
  CHECK(attribute(v, "activation.done") == Value(false));
  CHECK(attribute(v, "activation.days").is_null());
  CHECK(v.find("signal") == nullptr);
}

TEST_CASE("the trait created_at is when the days begin") {
  Visitor v(file_with(kValue));
  v.identify("u", Value::object().set("created_at", v.now_ms() - 6 * 86'400'000LL));
  v.track("sent").later_days(2).track("invited");
  CHECK(attribute(v, "activation.done") == Value(false));
}

TEST_CASE("an activation of long ago is known but no news when the file begins to ask") {
  Visitor v(file_with(R"("events": {"sent": {}, "invited": {}})"));
  v.track("sent").track("invited").later_days(3);
  v.engine().load(file_with(kValue));
  v.page("/");
  CHECK(attribute(v, "activation.done") == Value(true));
  CHECK(number(v, "activation.days") == 0);
  CHECK(v.find("signal") == nullptr);
}
