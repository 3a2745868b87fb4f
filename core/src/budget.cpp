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

/// A budget on its way through time. `parts` is its balance, `refill_ms` of them in a thousandth of
/// a point: a millisecond gives `capacity` parts, so that nothing is rounded however often one
/// stops. The bounds of the file (1,000 points, a hundred years) keep every sum below 2^63.
struct Course {
  BudgetRecord budget;
  std::int64_t parts = 0;
};

/// Refills up to a later time: the whole capacity of the file in `refill_days`.
void refill(Course& course, const Budget& rules, std::int64_t at_ms) {
  BudgetRecord& budget = course.budget;
  const std::int64_t full_ms = refill_ms(rules);
  const std::int64_t elapsed = std::clamp<std::int64_t>(at_ms - budget.refilled_ms, 0, full_ms);
  course.parts = std::min(course.parts + elapsed * rules.capacity, budget.capacity * full_ms);
  budget.refilled_ms = std::max(budget.refilled_ms, at_ms);
}

/// So many local days without a charged prompt are over, the last of them at that midnight. The
/// balance grows by the same each day, and the capacity until it is the file's: what holds the
/// balance back longest is the capacity of the first day or that of the last, of none between.
void end_quiet_days(Course& course, const Budget& rules, std::int64_t count,
                    std::int64_t midnight) {
  if (count <= 0) return;
  std::int64_t& capacity = course.budget.capacity;
  refill(course, rules, midnight - (count - 1) * kDayMs);
  capacity = std::min(capacity + (count - 1) * rules.quiet_day_bonus, rules.capacity);
  refill(course, rules, midnight);
  capacity = std::min(capacity + rules.quiet_day_bonus, rules.capacity);
}

/// With the quiet days rewarded that are over on that day. The balance is as of the latest change.
Course course_until(const UserState& state, const Budget& rules, std::int64_t at_ms,
                    std::int32_t on_day) {
  Course course{.budget = state.budget};
  BudgetRecord& budget = course.budget;
  if (budget.refilled_ms == 0) {
    budget = {.balance = rules.capacity,
              .capacity = rules.capacity,
              .refilled_ms = at_ms,
              .quiet_day = std::max(on_day - 1, 0),
              .charged_day = 0};
  }
  // The file may have changed its mind.
  budget.capacity =
      std::clamp(budget.capacity, std::min(rules.floor, rules.capacity), rules.capacity);
  budget.balance = std::clamp<std::int64_t>(budget.balance, 0, budget.capacity);
  course.parts = budget.balance * refill_ms(rules);
  const auto pass_to = [&](std::int32_t day) {
    end_quiet_days(course, rules, std::int64_t{day} - budget.quiet_day,
                   midnight_ms(std::int64_t{day} + 1, state.offset_min));
    budget.quiet_day = std::max(budget.quiet_day, day);
  };
  if (budget.charged_day > budget.quiet_day && budget.charged_day < on_day) {
    pass_to(budget.charged_day - 1);
    budget.quiet_day = budget.charged_day;
  }
  pass_to(on_day - 1);
  return course;
}

/// When the balance will be enough, if nothing is spent meanwhile.
std::optional<std::int64_t> enough_at_ms(const UserState& state, const Budget& rules,
                                         std::int64_t cost) {
  if (cost > rules.capacity) return std::nullopt;
  Course course = course_until(state, rules, state.last_ms, state.last_day);
  const BudgetRecord& budget = course.budget;
  if (const std::int64_t lack = cost - budget.capacity; lack > 0) {
    if (rules.quiet_day_bonus <= 0) return std::nullopt;
    const std::int64_t days = (lack - 1) / rules.quiet_day_bonus + 1;
    // Today is not quiet any more when it had a prompt.
    const std::int64_t last =
        budget.quiet_day + days + (budget.charged_day > budget.quiet_day ? 1 : 0);
    end_quiet_days(course, rules, days, midnight_ms(last + 1, state.offset_min));
  }
  const std::int64_t lack = std::max<std::int64_t>(0, cost * refill_ms(rules) - course.parts);
  return budget.refilled_ms + (lack + rules.capacity - 1) / rules.capacity;
}

}  // namespace

BudgetRecord budget_at(const UserState& state, const CampaignFile& file, std::int64_t at_ms,
                       std::int32_t on_day) {
  const Budget& rules = file.attention.budget;
  Course course = course_until(state, rules, at_ms, on_day);
  refill(course, rules, at_ms);
  course.budget.balance = course.parts / refill_ms(rules);
  return course.budget;
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
  Gate gate = budget.balance >= cost
                  ? open_gate("budget", "enough")
                  : closed_gate("budget", "too_little", enough_at_ms(state, rules, cost));
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
