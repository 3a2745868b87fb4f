// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// The attention budget, whatever the file says of it: what the gate promises comes true to the
// millisecond, and years of quiet days at once are as good as one after the other.
#include "docent/budget.hpp"

#include <rapidcheck.h>

#include <algorithm>

#include "../unit/catch.hpp"
#include "docent/batch.hpp"

namespace {

using docent::Budget;
using docent::Campaign;
using docent::CampaignFile;
using docent::Gate;
using docent::kDayMs;
using docent::UserState;

Budget any_budget() {
  Budget rules;
  rules.capacity = 1000 * *rc::gen::element<std::int64_t>(1, 20, 100, 1000);
  rules.refill_days = *rc::gen::element(0.001, 0.3, 1.0, 7.0, 30.0, 365.25, 36'500.0);
  rules.dismissal_factor = *rc::gen::element(0.0, 0.01, 0.5, 0.75);
  rules.floor = *rc::gen::inRange<std::int64_t>(0, rules.capacity + 1);
  rules.completion_bonus = *rc::gen::inRange<std::int64_t>(0, 20'000);
  rules.quiet_day_bonus = *rc::gen::element<std::int64_t>(0, 1, 7, 333, 5000, 10'000);
  return rules;
}

void pass_to(UserState& state, std::int64_t ms) {
  state.last_ms = ms;
  state.last_day = docent::local_day(ms, state.offset_min);
}

/// What some prompts have left of a budget.
UserState any_past(const CampaignFile& file) {
  UserState state;
  state.offset_min = *rc::gen::element(0, 60, -480, 345);
  pass_to(state, *rc::gen::inRange<std::int64_t>(1'700'000'000'000, 1'900'000'000'000));
  for (int prompts = *rc::gen::inRange(1, 5); prompts > 0; --prompts) {
    if (*rc::gen::arbitrary<bool>()) {
      docent::charge_budget(state, file,
                            *rc::gen::inRange<std::int64_t>(0, file.attention.budget.capacity + 1));
    }
    docent::learn_outcome(
        state, file, *rc::gen::element(docent::Outcome::kDismissed, docent::Outcome::kCompleted));
    pass_to(state, state.last_ms + *rc::gen::inRange<std::int64_t>(0, 3 * kDayMs));
  }
  return state;
}

/// The balance at a later time, one midnight after the other, in parts of a thousandth.
std::int64_t balance_by_days(const UserState& state, const Budget& rules, std::int64_t at_ms) {
  const auto full_ms = static_cast<std::int64_t>(rules.refill_days * static_cast<double>(kDayMs));
  docent::BudgetRecord budget = state.budget;
  std::int64_t parts = budget.balance * full_ms;
  const auto refill = [&](std::int64_t ms) {
    const std::int64_t passed = std::clamp<std::int64_t>(ms - budget.refilled_ms, 0, full_ms);
    parts = std::min(parts + passed * rules.capacity, budget.capacity * full_ms);
    budget.refilled_ms = std::max(budget.refilled_ms, ms);
  };
  const std::int32_t today = docent::local_day(at_ms, state.offset_min);
  for (std::int32_t day = budget.quiet_day + 1; day < today; ++day) {
    if (day == budget.charged_day) continue;
    refill((std::int64_t{day} + 1) * kDayMs - state.offset_min * docent::kMinuteMs);
    budget.capacity = std::min(budget.capacity + rules.quiet_day_bonus, rules.capacity);
  }
  refill(at_ms);
  return parts / full_ms;
}

}  // namespace

TEST_CASE("a budget's gate is closed a millisecond before it says it opens, and open then") {
  CHECK(rc::check([] {
    CampaignFile file;
    file.attention.budget = any_budget();
    UserState state = any_past(file);
    Campaign campaign;
    campaign.cost = *rc::gen::inRange<std::int64_t>(1, file.attention.budget.capacity + 1);
    const Gate gate = docent::budget_gate(campaign, file, state, false);
    RC_PRE(!gate.open);
    if (!gate.opens_at_ms) {
      // No day will ever give so much.
      RC_ASSERT(file.attention.budget.quiet_day_bonus == 0);
      RC_ASSERT(docent::budget_at(state, file).capacity < campaign.cost);
      return;
    }
    const std::int64_t opens_ms = *gate.opens_at_ms;
    RC_ASSERT(opens_ms > state.last_ms);
    // On the way it says the same.
    pass_to(state, *rc::gen::inRange(state.last_ms, opens_ms));
    RC_ASSERT(docent::budget_gate(campaign, file, state, false).opens_at_ms == opens_ms);
    pass_to(state, opens_ms - 1);
    const Gate before = docent::budget_gate(campaign, file, state, false);
    RC_ASSERT_FALSE(before.open);
    RC_ASSERT(before.opens_at_ms == opens_ms);
    pass_to(state, opens_ms);
    RC_ASSERT(docent::budget_gate(campaign, file, state, false).open);
  }));
}

TEST_CASE("quiet days at once give back what they give one by one") {
  CHECK(rc::check([] {
    CampaignFile file;
    file.attention.budget = any_budget();
    UserState state = any_past(file);
    for (const int days : {1, 2, 30, 1000}) {
      UserState later = state;
      pass_to(later, state.last_ms + *rc::gen::inRange<std::int64_t>(0, days * kDayMs));
      RC_ASSERT(docent::budget_at(later, file).balance ==
                balance_by_days(state, file.attention.budget, later.last_ms));
    }
  }));
}
