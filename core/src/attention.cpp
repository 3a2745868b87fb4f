// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/attention.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "docent/budget.hpp"
#include "docent/summary.hpp"
#include "gate.hpp"

namespace docent {
namespace {

constexpr int kWeekDays = 7;

std::int64_t from_hours(double hours) {
  return static_cast<std::int64_t>(hours * static_cast<double>(kHourMs));
}

/// So many days after an instant: of 24 hours, or the beginning of that local day.
std::int64_t days_later(std::int64_t since_ms, double days, DayClock clock,
                        std::int32_t offset_min) {
  if (clock == DayClock::kCalendar) {
    const auto whole = static_cast<std::int64_t>(std::ceil(days));
    return midnight_ms(local_day(since_ms, offset_min) + whole, offset_min);
  }
  return since_ms + static_cast<std::int64_t>(days * static_cast<double>(kDayMs));
}

/// When the campaign may come again after its latest prompt.
std::int64_t rested_at_ms(const Campaign& campaign, const CampaignRecord& record,
                          std::int32_t offset_min) {
  const Frequency& rule = campaign.frequency;
  const std::int64_t since = std::max(record.ended_ms, record.shown_ms);
  if (record.outcome == Outcome::kSnoozed) return since + from_hours(rule.snooze_hours);
  // Who closed a survey after an answer has answered it.
  const bool dismissed = record.outcome == Outcome::kDismissed && !record.answered;
  const double days = dismissed ? rule.days_after_dismissal : rule.days;
  return days_later(since, days, rule.limits.clock, offset_min);
}

/// Closes the gate if so many prompts fell into the days that end now. `shown` is in order of time.
void limit_days(Gate& gate, std::string_view code, const std::vector<std::int64_t>& shown,
                int limit, int days, DayClock clock, const UserState& state) {
  const std::size_t count = shown.size();
  const auto allowed = static_cast<std::size_t>(limit);
  if (limit <= 0 || count < allowed) return;
  // The oldest of the latest `limit` prompts must have left the days that count.
  const std::int64_t opens_at = days_later(shown[count - allowed], days, clock, state.offset_min);
  if (opens_at <= state.last_ms) return;
  const bool was_open = gate.open;
  if (was_open) {
    gate.open = false;
    gate.code = code;
    gate.opens_at_ms = opens_at;
  } else if (gate.opens_at_ms) {
    gate.opens_at_ms = std::max(*gate.opens_at_ms, opens_at);
  }
}

/// Closes an open gate when a limit is reached; a closed one opens later for it.
void apply_limits(Gate& gate, const Limits& limits, const std::vector<std::int64_t>& shown,
                  const UserState& state) {
  const auto in_session = std::count_if(
      shown.begin(), shown.end(), [&](std::int64_t ms) { return ms >= state.session_start_ms; });
  if (limits.per_session > 0 && in_session >= limits.per_session) {
    if (gate.open) gate.code = "limit_session";
    // Not the time opens it, but the next session.
    gate.open = false;
    gate.opens_at_ms.reset();
  }
  limit_days(gate, "limit_day", shown, limits.per_day, 1, limits.clock, state);
  limit_days(gate, "limit_week", shown, limits.per_week, kWeekDays, limits.clock, state);
}

void note_limits(Gate& gate, const Limits& limits, std::size_t count) {
  if (!limits.any()) return;
  note(gate, "shown_lately", count);
  if (limits.per_session > 0) note(gate, "per_session", limits.per_session);
  if (limits.per_day > 0) note(gate, "per_day", limits.per_day);
  if (limits.per_week > 0) note(gate, "per_week", limits.per_week);
}

/// Adds a showing; forgets those no limit looks at any more.
void remember(std::vector<std::int64_t>& shown, const Limits& limits, const UserState& state) {
  if (!limits.any()) return shown.clear();
  shown.push_back(state.last_ms);
  // A session lasts on while its page is only looked at.
  const std::int64_t oldest =
      std::min(state.last_ms - (kWeekDays + 1) * kDayMs, state.session_start_ms);
  while (shown.size() > kMaxRecent || shown.front() < oldest) shown.erase(shown.begin());
}

Gate frequency_verdict(const Campaign& campaign, const UserState& state,
                       const CampaignRecord* record) {
  if (record == nullptr || record->shown_count == 0) {
    return open_gate("frequency", "never_shown");
  }
  const bool snoozed = record->outcome == Outcome::kSnoozed;
  // "Later" asks for another showing even of a campaign that shows once.
  if (campaign.frequency.repeat == Repeat::kOnce && !snoozed) {
    return closed_gate("frequency", "once");
  }
  if (campaign.frequency.repeat == Repeat::kUntilCompleted &&
      (record->outcome == Outcome::kCompleted || record->answered)) {
    return closed_gate("frequency", "completed");
  }
  const std::int64_t opens_at = rested_at_ms(campaign, *record, state.offset_min);
  Gate gate = state.last_ms < opens_at
                  ? closed_gate("frequency", snoozed ? "snoozed" : "too_soon", opens_at)
                  : open_gate("frequency", "again");
  apply_limits(gate, campaign.frequency.limits, record->recent_ms, state);
  return gate;
}

/// Whether the user said "later" to it last.
bool is_reminder(const Campaign& campaign, const UserState& state) {
  const auto record = state.campaigns.find(campaign.id);
  return record != state.campaigns.end() && record->second.outcome == Outcome::kSnoozed;
}

/// How long the user is busy since that event; 0 when no rule knows it.
std::int64_t busy_until_ms(const Busy& busy, const AttentionRules& rules) {
  std::int64_t until = 0;
  for (const QuietRule& rule : rules.quiet) {
    if (rule.from == busy.from) {
      until = std::max(until, busy.since_ms + rule.max_minutes * kMinuteMs);
    }
  }
  return until;
}

}  // namespace

Gate frequency_gate(const Campaign& campaign, const UserState& state, bool details) {
  auto it = state.campaigns.find(campaign.id);
  const CampaignRecord* record = it == state.campaigns.end() ? nullptr : &it->second;
  Gate gate = frequency_verdict(campaign, state, record);
  if (details && record != nullptr) {
    note(gate, "shown_count", record->shown_count);
    note(gate, "shown_ms", record->shown_ms);
    if (record->outcome) {
      note(gate, "outcome", name_of(*record->outcome));
      if (record->answered) note(gate, "answered", true);
      note(gate, "ended_ms", record->ended_ms);
    }
    note_limits(gate, campaign.frequency.limits, record->recent_ms.size());
    if (gate.opens_at_ms) note(gate, "opens_at_ms", *gate.opens_at_ms);
  }
  return gate;
}

std::int64_t pause_end_ms(const CampaignFile& file, const UserState& state, std::int64_t ended_ms) {
  const AttentionRules& rules = file.attention;
  return rules.pause_days
             ? days_later(ended_ms, *rules.pause_days, DayClock::kCalendar, state.offset_min)
             : ended_ms + from_hours(rules.pause_hours);
}

Gate pause_gate(const Campaign& campaign, const CampaignFile& file, const UserState& state,
                bool details) {
  const AttentionRules& rules = file.attention;
  Gate gate = open_gate("pause", "never_prompted");
  if (campaign.frequency.ignore_pause) {
    gate.code = "ignored";
  } else if (is_reminder(campaign, state)) {
    gate.code = "reminder";
  } else if (state.last_prompt_ms > 0) {
    const std::int64_t opens_at = pause_end_ms(file, state, state.last_prompt_ms);
    gate = state.last_ms < opens_at ? closed_gate("pause", "too_soon", opens_at)
                                    : open_gate("pause", "elapsed");
  }
  if (!campaign.is_passive()) apply_limits(gate, rules.limits, state.recent_prompts_ms, state);
  if (details && state.last_prompt_ms > 0) {
    note(gate, "since_ms", state.last_prompt_ms);
    if (rules.pause_days) {
      note(gate, "days", *rules.pause_days);
    } else {
      note(gate, "hours", rules.pause_hours);
    }
    note_limits(gate, rules.limits, state.recent_prompts_ms.size());
    if (gate.opens_at_ms) note(gate, "opens_at_ms", *gate.opens_at_ms);
  }
  return gate;
}

Gate quiet_gate(const CampaignFile& file, const UserState& state, bool typing, bool details) {
  if (state.paused) return closed_gate("quiet", "paused_by_product");
  if (typing) return closed_gate("quiet", "typing");
  Gate gate = open_gate("quiet", "none");
  for (const Busy& busy : state.busy) {
    const std::int64_t until = busy_until_ms(busy, file.attention);
    if (until <= state.last_ms || (gate.opens_at_ms && until <= *gate.opens_at_ms)) continue;
    gate = closed_gate("quiet", "busy", until);
    if (!details) continue;
    note(gate, "event", busy.from);
    note(gate, "since_ms", busy.since_ms);
    note(gate, "opens_at_ms", until);
  }
  return gate;
}

void keep_quiet(UserState& state, const CampaignFile& file, std::string_view event) {
  auto forget = [&](auto is_over) {
    state.busy.erase(std::remove_if(state.busy.begin(), state.busy.end(), is_over),
                     state.busy.end());
  };
  for (const QuietRule& rule : file.attention.quiet) {
    if (rule.until == event) {
      forget([&](const Busy& busy) { return busy.from == rule.from; });
    }
  }
  forget([&](const Busy& busy) {
    return busy.from == event || busy_until_ms(busy, file.attention) <= state.last_ms;
  });
  for (const QuietRule& rule : file.attention.quiet) {
    if (rule.from != event) continue;
    state.busy.push_back({.from = std::string(event), .since_ms = state.last_ms});
    return;
  }
}

void charge_first_shown(UserState& state, const CampaignFile& file, const Campaign& campaign,
                        const Prompt& prompt) {
  CampaignRecord& record = state.campaigns[campaign.id];
  ++record.shown_count;
  record.shown_ms = state.last_ms;
  if (!prompt.variant.empty()) {
    record.variant = prompt.variant;
    if (CampaignDay* day = campaign_day(state, campaign.id)) day->variant = prompt.variant;
  }
  state.armed.erase(campaign.id);
  if (prompt.asked) return;
  remember(record.recent_ms, campaign.frequency.limits, state);
  if (!campaign.is_passive()) remember(state.recent_prompts_ms, file.attention.limits, state);
  if (campaign.takes_attention()) charge_budget(state, file, campaign.cost_of(prompt.variant));
}

void charge_outcome(UserState& state, const CampaignFile& file, const Prompt& prompt,
                    Outcome outcome) {
  CampaignRecord& record = state.campaigns[prompt.campaign];
  record.outcome = outcome;
  record.ended_ms = state.last_ms;
  const Campaign* campaign = file.find_campaign(prompt.campaign);
  // "Later" asks for the questions once more.
  record.answered =
      !prompt.answers.empty() && outcome != Outcome::kSnoozed && outcome != Outcome::kCompleted;
  if (campaign != nullptr && !campaign->takes_attention()) return;
  if (prompt.asked) return;
  const bool passive = campaign != nullptr && campaign->is_passive();
  if (!passive && outcome != Outcome::kAbandoned) state.last_prompt_ms = state.last_ms;
  if (!record.answered) learn_outcome(state, file, outcome);
}

}  // namespace docent
