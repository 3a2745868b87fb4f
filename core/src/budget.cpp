// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/budget.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "gate.hpp"

namespace docent {
namespace {

std::int64_t refill_ms(const Budget& rules) {
  return std::max<std::int64_t>(
      1, static_cast<std::int64_t>(rules.refill_days * static_cast<double>(kDayMs)));
}

/// Refills up to a later time: the whole capacity of the file in `refill_days`. The product stays
/// below 2^60 by the bounds of the file (1,000 points, ten years).
void refill(BudgetRecord& budget, const Budget& rules, std::int64_t at_ms) {
  const std::int64_t elapsed =
      std::clamp<std::int64_t>(at_ms - budget.refilled_ms, 0, refill_ms(rules));
  const std::int64_t gain = elapsed * rules.capacity / refill_ms(rules);
  budget.balance = std::min(budget.balance + gain, budget.capacity);
  budget.refilled_ms = std::max(budget.refilled_ms, at_ms);
}

/// The first time at which refilling alone gives that balance.
std::int64_t refilled_to_ms(const BudgetRecord& budget, const Budget& rules, std::int64_t balance) {
  const std::int64_t lack = std::max<std::int64_t>(0, balance - budget.balance);
  return budget.refilled_ms + (lack * refill_ms(rules) + rules.capacity - 1) / rules.capacity;
}

/// A local day without a charged prompt is over.
void end_quiet_day(BudgetRecord& budget, const Budget& rules, std::int64_t midnight) {
  refill(budget, rules, std::max(midnight, budget.refilled_ms));
  budget.capacity = std::min(budget.capacity + rules.quiet_day_bonus, rules.capacity);
}

/// Days are gone through one by one, for so many; those before them at once.
constexpr std::int64_t kMostDays = 400;

/// So many quiet days at once. Only what the capacity held back within them may differ.
void end_quiet_days(BudgetRecord& budget, const Budget& rules, std::int64_t count,
                    std::int64_t midnight) {
  if (count <= 0) return;
  budget.capacity = std::min(budget.capacity + (count - 1) * rules.quiet_day_bonus, rules.capacity);
  end_quiet_day(budget, rules, midnight);
}

/// When the balance will be enough, if nothing is spent meanwhile.
std::optional<std::int64_t> enough_at_ms(BudgetRecord budget, const Budget& rules,
                                         const UserState& state, std::int64_t cost) {
  if (cost > rules.capacity) return std::nullopt;
  if (budget.capacity < cost && rules.quiet_day_bonus <= 0) return std::nullopt;
  std::int64_t day = state.last_day + (state.last_day == budget.charged_day ? 1 : 0);
  if (budget.capacity < cost) {
    const std::int64_t far = (cost - budget.capacity) / rules.quiet_day_bonus - kMostDays;
    end_quiet_days(budget, rules, far, midnight_ms(day + far, state.offset_min));
    day += std::max<std::int64_t>(far, 0);
  }
  for (; budget.capacity < cost; ++day) {
    end_quiet_day(budget, rules, midnight_ms(day + 1, state.offset_min));
  }
  return refilled_to_ms(budget, rules, cost);
}

/// With the quiet days rewarded since, but not refilled since the latest of them: rounding now and
/// again later would lose what rounding once does not.
BudgetRecord as_of_last_change(const UserState& state, const Budget& rules, std::int64_t at_ms,
                               std::int32_t on_day) {
  BudgetRecord budget = state.budget;
  if (budget.refilled_ms == 0) {
    return {.balance = rules.capacity,
            .capacity = rules.capacity,
            .refilled_ms = at_ms,
            .quiet_day = std::max(on_day - 1, 0),
            .charged_day = 0};
  }
  // The file may have changed its mind.
  budget.capacity =
      std::clamp(budget.capacity, std::min(rules.floor, rules.capacity), rules.capacity);
  budget.balance = std::clamp<std::int64_t>(budget.balance, 0, budget.capacity);
  const std::int64_t far = std::int64_t{on_day} - 1 - budget.quiet_day - kMostDays;
  if (far > 0 && rules.quiet_day_bonus > 0 && budget.capacity < rules.capacity) {
    const std::int64_t day = budget.quiet_day + far;
    const bool charged = budget.charged_day > budget.quiet_day && budget.charged_day <= day;
    end_quiet_days(budget, rules, far - (charged ? 1 : 0), midnight_ms(day + 1, state.offset_min));
    budget.quiet_day = static_cast<std::int32_t>(day);
  }
  while (budget.quiet_day < on_day - 1 && rules.quiet_day_bonus > 0 &&
         budget.capacity < rules.capacity) {
    if (++budget.quiet_day == budget.charged_day) continue;
    end_quiet_day(budget, rules, midnight_ms(budget.quiet_day + 1, state.offset_min));
  }
  budget.quiet_day = std::max(budget.quiet_day, on_day - 1);
  return budget;
}

}  // namespace

BudgetRecord budget_at(const UserState& state, const CampaignFile& file, std::int64_t at_ms,
                       std::int32_t on_day) {
  BudgetRecord budget = as_of_last_change(state, file.attention.budget, at_ms, on_day);
  refill(budget, file.attention.budget, at_ms);
  return budget;
}

BudgetRecord budget_at(const UserState& state, const CampaignFile& file) {
  return budget_at(state, file, state.last_ms, state.last_day);
}

Gate budget_gate(const Campaign& campaign, const CampaignFile& file, const UserState& state,
                 bool details, std::string_view variant) {
  const std::int64_t cost = campaign.cost_of(variant);
  const Budget& rules = file.attention.budget;
  if (!campaign.takes_attention()) return open_gate("budget", "passive");
  if (!rules.on) return open_gate("budget", "off");
  const BudgetRecord budget = budget_at(state, file);
  Gate gate =
      budget.balance >= cost
          ? open_gate("budget", "enough")
          : closed_gate("budget", "too_little",
                        enough_at_ms(as_of_last_change(state, rules, state.last_ms, state.last_day),
                                     rules, state, cost));
  if (details) {
    const auto points = [](std::int64_t thousandths) {
      return static_cast<double>(thousandths) / 1000;
    };
    note(gate, "balance", points(budget.balance));
    note(gate, "cost", points(cost));
    note(gate, "capacity", points(budget.capacity));
    if (gate.opens_at_ms) note(gate, "opens_at_ms", *gate.opens_at_ms);
  }
  return gate;
}

void charge_budget(UserState& state, const CampaignFile& file, std::int64_t cost) {
  if (!file.attention.budget.on) return;
  BudgetRecord budget = budget_at(state, file);
  budget.balance = std::max<std::int64_t>(0, budget.balance - cost);
  budget.charged_day = state.last_day;
  state.budget = budget;
}

void learn_outcome(UserState& state, const CampaignFile& file, Outcome outcome) {
  const Budget& rules = file.attention.budget;
  const bool dismissed = outcome == Outcome::kDismissed;
  if (!rules.on || (!dismissed && outcome != Outcome::kCompleted)) return;
  BudgetRecord budget = budget_at(state, file);
  if (dismissed) {
    const double shrunk = static_cast<double>(budget.capacity) * rules.dismissal_factor;
    budget.capacity = std::max(static_cast<std::int64_t>(std::floor(shrunk + 0.5)),
                               std::min(rules.floor, rules.capacity));
    budget.balance = std::min(budget.balance, budget.capacity);
  } else {
    budget.capacity = std::min(budget.capacity + rules.completion_bonus, rules.capacity);
  }
  state.budget = budget;
}

}  // namespace docent
