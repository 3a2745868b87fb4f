// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/score.hpp"

#include <rapidcheck.h>

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

double score_of(Visitor& user) {
  return docent::score_of(user.state(), user.engine().file(), user.state().last_ms).value;
}

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
