// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/score.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "../unit/catch.hpp"
#include "../unit/visitor.hpp"

namespace {

using docent::Value;

struct Rule {
  int weight = 0;
  int half_life_hours = 0;  ///< 0: none
};

std::string file_of(const std::vector<Rule>& rules, int target) {
  Value events = Value::object();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    Value event = Value::object().set("weight", rules[i].weight);
    if (rules[i].half_life_hours > 0) {
      event.set("half_life_days", rules[i].half_life_hours / 24.0);
    }
    events.set("e" + std::to_string(i), std::move(event));
  }
  return docent::write_json(Value::object()
                                .set("version", 1)
                                .set("events", std::move(events))
                                .set("score", Value::object().set("target", target))
                                .set("campaigns", Value::array()));
}

docent::Score whole_score_of(Visitor& user) {
  return docent::score_of(user.state(), user.engine().file(), user.state().last_ms);
}

double score_of(Visitor& user) { return whole_score_of(user).value; }

}  // namespace

TEST_CASE("the score stays within 0 and 100, and no event moves it against its weight") {
  CHECK(rc::check("random events, weights and half-lives", [] {
    const auto count = *rc::gen::inRange<std::size_t>(1, 5);
    std::vector<Rule> rules(count);
    for (Rule& rule : rules) {
      rule.weight = *rc::gen::inRange(-1000, 1001);
      rule.half_life_hours = *rc::gen::element(0, 1, 12, 24, 24 * 30, 24 * 3650);
    }
    const int target = *rc::gen::element(1, 7, 100, 5000, 1'000'000'000);
    Visitor user(file_of(rules, target));
    RC_ASSERT(user.loaded().bool_or("ok", false));
    const auto steps = *rc::gen::container<std::vector<std::tuple<int, int>>>(
        rc::gen::tuple(rc::gen::inRange(0, 4), rc::gen::inRange(0, 1'000'000)));
    for (const auto& [event, seconds] : steps) {
      const std::size_t which = static_cast<std::size_t>(event) % count;
      user.later(seconds * 1000LL).tick();
      const double before = score_of(user);
      user.track("e" + std::to_string(which));
      const double after = score_of(user);
      RC_ASSERT(after >= 0 && after <= 100);
      if (rules[which].weight >= 0) RC_ASSERT(after >= before);
      if (rules[which].weight <= 0) RC_ASSERT(after <= before);
      // Negative events wear off too, so only without them does time never raise it.
    }
  }));
}

TEST_CASE("time alone never raises the score of somebody without negative events") {
  CHECK(rc::check("a pause of any length", [] {
    const std::vector<Rule> rules = {{*rc::gen::inRange(0, 1001), *rc::gen::inRange(0, 2000)},
                                     {*rc::gen::inRange(0, 1001), *rc::gen::inRange(0, 2000)}};
    Visitor user(file_of(rules, 100));
    const auto events = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 2));
    for (const int event : events) user.later(60'000).track("e" + std::to_string(event));
    const auto pauses = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 50'000'000));
    double before = score_of(user);
    for (const int pause : pauses) {
      user.later(pause).tick();
      const double after = score_of(user);
      RC_ASSERT(after <= before);
      before = after;
    }
  }));
}

TEST_CASE("the sum is exactly the weights times the events, and the score is that of the target") {
  CHECK(rc::check("random events and weights, with dimensions and without", [] {
    std::vector<Rule> rules(*rc::gen::inRange<std::size_t>(1, 6));
    for (Rule& rule : rules) rule.weight = *rc::gen::inRange(-1000, 1001);
    const int target = *rc::gen::element(1, 100, 1'000'000);
    Value file = *docent::parse_json(file_of(rules, target));
    const bool dimensions = *rc::gen::arbitrary<bool>();
    if (dimensions) {
      Value days = Value::object().set("id", "days").set("target", 1);
      days.set("metric", "active_days.last7");
      file.set("score", Value::object().set("dimensions", Value::array().push(std::move(days))));
    }
    Visitor user(docent::write_json(file));
    RC_ASSERT(user.loaded().bool_or("ok", false));
    std::int64_t sum = 0;
    const auto events = *rc::gen::container<std::vector<std::size_t>>(
        rc::gen::inRange<std::size_t>(0, rules.size()));
    for (const std::size_t which : events) {
      user.later(*rc::gen::inRange(0, 100'000'000)).track("e" + std::to_string(which));
      sum += rules[which].weight;
      RC_ASSERT(whole_score_of(user).sum == static_cast<double>(sum));
    }
    if (dimensions) return;
    const double scaled = 100 * static_cast<double>(sum) / target;
    const double score = score_of(user);
    RC_ASSERT(score >= std::clamp(scaled, 0.0, 100.0) - 0.05001);
    RC_ASSERT(score <= std::clamp(scaled, 0.0, 100.0) + 0.05001);
  }));
}

TEST_CASE("each event of the sum wears off by its own half-life") {
  CHECK(rc::check("a pause of whole half-lives", [] {
    const int hours = *rc::gen::inRange(1, 24 * 100);
    const std::vector<Rule> rules = {{*rc::gen::inRange(-1000, 1001), hours},
                                     {*rc::gen::inRange(-1000, 1001), 0}};
    const auto often = *rc::gen::inRange(0, 20), ever = *rc::gen::inRange(0, 20);
    Visitor user(file_of(rules, 100));
    for (int i = 0; i < often; ++i) user.track("e0");
    for (int i = 0; i < ever; ++i) user.track("e1");
    const int halvings = *rc::gen::inRange(0, 10);
    user.later(std::int64_t{halvings} * hours * 3'600'000).tick();
    const double wanted = rules[0].weight * (often / static_cast<double>(1 << halvings)) +
                          rules[1].weight * static_cast<double>(ever);
    // The length of a half-life in days is seldom a whole number of milliseconds.
    RC_ASSERT(std::abs(whole_score_of(user).sum - wanted) <= 1e-6 * 1000 * 20);
  }));
}
