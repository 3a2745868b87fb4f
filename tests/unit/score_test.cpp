// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/score.hpp"

#include "catch.hpp"
#include "measures.hpp"

using docent::Value;

namespace {

// The worked example of Natero's component score (83, 71, 78 and 54 of 100 with the weights 7, 5, 8
// and 3 are 75), as four dimensions of traits.
constexpr const char* kMean = R"("score": {"dimensions": [
    {"id": "a", "weight": 7, "target": 100, "metric": "user.a"},
    {"id": "b", "weight": 5, "target": 100, "metric": "user.b"},
    {"id": "c", "weight": 8, "target": 100, "metric": "user.c"},
    {"id": "d", "weight": 3, "target": 100, "metric": "user.d"}]})";

constexpr const char* kMixed = R"(
  "events": {"sent": {"weight": 2, "half_life_days": 7}, "failed": {"weight": -1}, "free": {}},
  "score": {"dimensions": [
    {"id": "work", "weight": 3, "target": 10, "events": ["sent", "failed"]},
    {"id": "days", "target": 4, "metric": "active_days.last28"}],
   "bands": [{"id": "low", "from": 0}, {"id": "high", "from": 50}]})";

constexpr const char* kSum = R"(
  "events": {"sent": {"weight": 3}, "paid": {"weight": 0.5}, "failed": {"weight": -4}},
  "score": {"target": 100})";

}  // namespace

TEST_CASE("without dimensions the score is exactly the weighted sum") {
  Visitor v(file_with(kSum));
  for (int i = 0; i < 10; ++i) v.track("sent");
  for (int i = 0; i < 5; ++i) v.track("paid");
  v.track("failed");
  CHECK(number(v, "score.value") == 28.5);  // 10 · 3 + 5 · 0.5 − 4
  double points = 0;
  const Value parts = attribute(v, "score.parts");
  for (const Value& part : parts.as_array()) {
    points += part.number_or("points", 0);
  }
  CHECK(points == 28.5);
  CHECK(attribute(v, "score.breakdown").as_array().empty());
}

TEST_CASE("the sum is told as it is, however large, small or negative") {
  Visitor v(file_with(R"("events": {"seen": {"weight": 0.04}, "failed": {"weight": -4},
                                    "sent": {"weight": 3, "half_life_days": 7}},
                         "score": {"target": 100})"));
  CHECK(number(v, "score.sum") == 0);
  v.track("seen");
  CHECK(number(v, "score.value") == 0);
  CHECK(number(v, "score.sum") == 0.04);
  v.track("failed");
  CHECK(number(v, "score.sum") == 0.04 - 4);
  for (int i = 0; i < 50; ++i) v.track("sent");
  CHECK(number(v, "score.value") == 100);
  CHECK(number(v, "score.sum") == 0.04 - 4 + 150);
  v.later_days(7);
  CHECK(number(v, "score.sum") == 0.04 - 4 + 75);
}

TEST_CASE("with dimensions the sum is still that of all events with a weight") {
  Visitor v(file_with(kMixed));
  for (int i = 0; i < 20; ++i) v.track("sent");
  v.track("failed").track("free");
  CHECK(number(v, "score.dimensions.work") == 100);
  CHECK(number(v, "score.sum") == 39);
}

TEST_CASE("the score stays within 0 and 100") {
  Visitor v(file_with(kSum));
  v.track("failed");
  CHECK(number(v, "score.value") == 0);
  for (int i = 0; i < 60; ++i) v.track("sent");
  CHECK(number(v, "score.value") == 100);
}

TEST_CASE("dimensions make a weighted mean") {
  Visitor v(file_with(kMean));
  REQUIRE(v.loaded().bool_or("ok", false));
  v.identify("u", Value::object().set("a", 83).set("b", 71).set("c", 78).set("d", 54));
  CHECK(number(v, "score.value") == 74.9);  // 1722 ÷ 23
  CHECK(number(v, "score.dimensions.c") == 78);
}

TEST_CASE("what a dimension does not find is nothing, what is beyond its target is all of it") {
  Visitor v(file_with(kMean));
  v.identify("u", Value::object().set("a", 1000).set("b", -5).set("c", "many").set("d", true));
  CHECK(number(v, "score.dimensions.a") == 100);
  CHECK(number(v, "score.dimensions.b") == 0);
  CHECK(number(v, "score.dimensions.c") == 0);
  CHECK(number(v, "score.dimensions.d") == 1);
}

TEST_CASE("events of a dimension count with their weights, decay, and can pull down") {
  Visitor v(file_with(kMixed));
  REQUIRE(v.loaded().bool_or("ok", false));
  for (int i = 0; i < 4; ++i) v.track("sent");
  v.track("failed").track("free");
  CHECK(number(v, "score.dimensions.work") == 70);  // (4 · 2 − 1) ÷ 10
  CHECK(number(v, "score.dimensions.days") == 25);
  CHECK(number(v, "score.value") == Approx(58.75).margin(0.051));  // (3 · 70 + 25) ÷ 4
  CHECK(attribute(v, "score.band") == Value("high"));
  v.later_days(7);
  CHECK(number(v, "score.dimensions.work") == 30);  // (4 − 1) ÷ 10
  CHECK(attribute(v, "score.band") == Value("low"));
  for (int i = 0; i < 20; ++i) v.track("failed");
  CHECK(number(v, "score.dimensions.work") == 0);
}

TEST_CASE("the breakdown sums up to the score") {
  Visitor v(file_with(kMixed));
  for (int i = 0; i < 4; ++i) v.track("sent");
  double points = 0;
  const Value breakdown = attribute(v, "score.breakdown");
  for (const Value& each : breakdown.as_array()) {
    points += each.number_or("points", 0);
  }
  CHECK(points == 66.25);
  CHECK(number(v, "score.value") == 66.3);
  const Value sent = attribute(v, "score.parts").as_array()[0];
  CHECK(sent.string_or("dimension", "") == "work");
  CHECK(sent.number_or("points", 0) == 60);  // 75 · 4 · 2 ÷ 10
}

TEST_CASE("the trend is against four weeks ago, and absent in the first one") {
  Visitor v(file_with(kSum));
  v.track("sent").track("sent");  // 6 on day 0
  for (int day = 1; day < 7; ++day) {
    v.later_days(1).track("paid");
    CHECK(attribute(v, "score.trend").is_null());
  }
  v.later_days(1).track("paid");
  CHECK(number(v, "score.trend") == 3.5);  // 9.5 − 6
  v.later_days(21).track("sent");
  CHECK(number(v, "score.trend") == 6.5);  // day 28, still against day 0
  v.later_days(1).track("sent");
  CHECK(number(v, "score.trend") == 6);  // day 29 against day 7: 15.5 − 9.5
}

TEST_CASE("weeks nobody saw are sampled as they were") {
  Visitor v(file_with(R"("events": {"sent": {"weight": 1, "half_life_days": 7}},
                         "score": {"target": 1})"));
  v.at(1'795'280'400'000).track("sent");
  v.later_days(70).tick();
  REQUIRE(v.state().scores.size() == 4);
  // At the end of days 63, 56, 49 and 42 after it: 2^-9 and twice as much a week before each.
  CHECK(v.state().scores == std::vector<std::int64_t>{2, 4, 8, 15});
  CHECK(attribute(v, "score.trend").as_number() < 0);
}

TEST_CASE("a clock that jumps far ahead costs no more than four samples") {
  Visitor v(file_with(kSum));
  v.track("sent").later_days(300'000).track("sent");
  CHECK(v.state().scores.size() == 4);
  CHECK(v.state().last_day - v.state().scores_day <= 7);
}

TEST_CASE("a file that scores nothing keeps no samples") {
  Visitor v(file_with(R"("events": {"sent": {}})"));
  v.track("sent").later_days(40).track("sent");
  CHECK(v.state().scores.empty());
  CHECK(v.state().scores_day == 0);
}

TEST_CASE("a dimension may not read what follows from the score") {
  for (const char* metric :
       {"score.value", "score.dimensions.a", "score.trend", "score.sum", "stage", "held_out"}) {
    Visitor v(file_with(R"("score": {"dimensions": [{"id": "a", "target": 1, "metric": ")" +
                        std::string(metric) + R"("}]})"));
    CHECK_FALSE(v.loaded().bool_or("ok", true));
  }
}
