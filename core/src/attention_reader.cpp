// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "campaign_words.hpp"
#include "readers.hpp"

namespace docent {
namespace {

constexpr double kMaxPoints = 1000;
constexpr std::size_t kMaxQuietRules = 20;

/// `limits` and the `clock` beside them.
Limits read_limits(ObjectReader& owner) {
  Limits limits;
  limits.clock = owner.word("clock", DayClock::kHours, kDayClocks);
  owner.object("limits", [&](ObjectReader& reader) {
    limits.per_session = reader.small_integer("per_session", 0, {1, 50});
    limits.per_day = reader.small_integer("per_day", 0, {1, 50});
    limits.per_week = reader.small_integer("per_week", 0, {1, 50});
  });
  return limits;
}

/// The costs in the file's words.
struct Cost {
  std::string_view word;
  std::int64_t Budget::*points;
};
constexpr Cost kCosts[] = {
    {"modal", &Budget::modal},       {"tour", &Budget::tour},       {"survey", &Budget::survey},
    {"slideout", &Budget::slideout}, {"tooltip", &Budget::tooltip}, {"banner", &Budget::banner},
    {"hotspot", &Budget::hotspot},   {"passive", &Budget::passive},
};

Budget read_budget(ObjectReader& attention) {
  Budget budget;
  const Value* json = attention.find("budget");
  if (json != nullptr && json->is_bool() && !json->as_bool()) {
    budget.on = false;
    return budget;
  }
  attention.object("budget", [&](ObjectReader& reader) {
    budget.capacity = reader.thousandths("capacity", budget.capacity, {1, kMaxPoints});
    budget.refill_days = reader.number("refill_days", budget.refill_days, {0, kMaxDays, true});
    reader.object("costs", [&](ObjectReader& costs) {
      for (const Cost& cost : kCosts) {
        std::int64_t& points = budget.*cost.points;
        points = costs.thousandths(cost.word, points, {0, kMaxPoints});
      }
    });
    budget.dismissal_factor = reader.number("dismissal_factor", budget.dismissal_factor, {0, 1});
    budget.floor = reader.thousandths("floor", std::min(budget.floor, budget.capacity),
                                      {0, static_cast<double>(budget.capacity) / 1000});
    budget.completion_bonus =
        reader.thousandths("completion_bonus", budget.completion_bonus, {0, kMaxPoints});
    budget.quiet_day_bonus =
        reader.thousandths("quiet_day_bonus", budget.quiet_day_bonus, {0, kMaxPoints});
  });
  return budget;
}

std::int64_t cost_of(Surface surface, const Budget& budget) {
  switch (surface) {
    case Surface::kModal:
      return budget.modal;
    case Surface::kSlideout:
      return budget.slideout;
    case Surface::kTooltip:
      return budget.tooltip;
    case Surface::kBanner:
    case Surface::kInline:
      return budget.banner;
    case Surface::kHotspot:
      return budget.hotspot;
    case Surface::kFeed:
    case Surface::kChecklist:
    case Surface::kLauncher:
      return budget.passive;
  }
  return 0;
}

}  // namespace

AttentionRules read_attention(ObjectReader& top) {
  AttentionRules rules;
  top.object("attention", [&](ObjectReader& reader) {
    rules.pause_hours = reader.number("pause_hours", 24, {0, kMaxHours});
    if (reader.find("pause_days") != nullptr) {
      rules.pause_days = reader.small_integer("pause_days", 0, {0, kMaxDays});
      if (reader.find("pause_hours") != nullptr) {
        reader.error(ErrorCode::kConflict, "pause_days",
                     "The pause is counted in hours or in days: `pause_hours` and `pause_days` "
                     "exclude each other.");
      }
    }
    rules.limits = read_limits(reader);
    rules.budget = read_budget(reader);
    reader.each_object("quiet", {0, kMaxQuietRules}, [&](ObjectReader& quiet) {
      QuietRule rule;
      rule.from = quiet.event("from");
      rule.until = quiet.event("until");
      rule.max_minutes = quiet.small_integer("max_minutes", 30, {1, 1440});
      rules.quiet.push_back(std::move(rule));
    });
  });
  return rules;
}

Frequency read_frequency(ObjectReader& campaign) {
  Frequency frequency;
  campaign.object("frequency", [&](ObjectReader& reader) {
    frequency.repeat = reader.word("repeat", Repeat::kOnce, kRepeats);
    const double usual_days = frequency.repeat == Repeat::kUntilCompleted ? 1 : 90;
    frequency.days = reader.number("days", usual_days, {0, kMaxDays, true});
    frequency.days_after_dismissal =
        reader.number("days_after_dismissal", frequency.days, {0, kMaxDays, true});
    frequency.snooze_hours = reader.number("snooze_hours", 24, {0, kMaxHours, true});
    frequency.ignore_pause = reader.boolean("ignore_pause", false);
    frequency.limits = read_limits(reader);
  });
  return frequency;
}

std::int64_t usual_cost(const Campaign& campaign, const std::vector<Step>& steps,
                        const Budget& budget) {
  if (!campaign.takes_attention()) return budget.passive;
  std::int64_t cost = campaign.kind == CampaignKind::kTour     ? budget.tour
                      : campaign.kind == CampaignKind::kSurvey ? budget.survey
                                                               : 0;
  for (const Step& step : steps) {
    if (!step.hidden) cost = std::max(cost, cost_of(step.surface, budget));
  }
  return cost;
}

}  // namespace docent
