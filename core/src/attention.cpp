// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/attention.hpp"

namespace docent {
namespace {

std::int64_t from_days(double days) {
  return static_cast<std::int64_t>(days * static_cast<double>(kDayMs));
}
std::int64_t from_hours(double hours) {
  return static_cast<std::int64_t>(hours * static_cast<double>(kHourMs));
}

Gate frequency(bool open, std::string_view code, std::optional<std::int64_t> opens_at_ms = {}) {
  return {.gate = "frequency",
          .open = open,
          .code = code,
          .opens_at_ms = opens_at_ms,
          .closes_at_ms = {},
          .numbers = {}};
}

/// How long after the latest prompt of the campaign the next one may come.
std::int64_t rest_ms(const Campaign& campaign, const CampaignRecord& record) {
  const Frequency& rule = campaign.frequency;
  if (record.outcome == Outcome::kSnoozed) return from_hours(rule.snooze_hours);
  if (record.outcome == Outcome::kDismissed) return from_days(rule.days_after_dismissal);
  return from_days(rule.days);
}

Gate frequency_verdict(const Campaign& campaign, const UserState& state,
                       const CampaignRecord* record) {
  if (record == nullptr || record->shown_count == 0) return frequency(true, "never_shown");
  bool snoozed = record->outcome == Outcome::kSnoozed;
  // "Later" asks for another showing even of a campaign that shows once.
  if (campaign.frequency.repeat == Repeat::kOnce && !snoozed) return frequency(false, "once");
  if (campaign.frequency.repeat == Repeat::kUntilCompleted &&
      record->outcome == Outcome::kCompleted) {
    return frequency(false, "completed");
  }
  std::int64_t since = record->ended_ms > record->shown_ms ? record->ended_ms : record->shown_ms;
  std::int64_t opens_at = since + rest_ms(campaign, *record);
  if (state.last_ms < opens_at) return frequency(false, snoozed ? "snoozed" : "too_soon", opens_at);
  return frequency(true, "again");
}

}  // namespace

Gate frequency_gate(const Campaign& campaign, const UserState& state, bool refused_here,
                    bool details) {
  auto it = state.campaigns.find(campaign.id);
  const CampaignRecord* record = it == state.campaigns.end() ? nullptr : &it->second;
  Gate gate = refused_here ? frequency(false, "refused_on_this_page")
                           : frequency_verdict(campaign, state, record);
  if (details && record != nullptr) {
    gate.numbers =
        Value::object().set("shown_count", record->shown_count).set("shown_ms", record->shown_ms);
    if (record->outcome) {
      gate.numbers.set("outcome", name_of(*record->outcome)).set("ended_ms", record->ended_ms);
    }
    if (gate.opens_at_ms) gate.numbers.set("opens_at_ms", *gate.opens_at_ms);
  }
  return gate;
}

Gate pause_gate(const Campaign& campaign, const CampaignFile& file, const UserState& state,
                bool details) {
  Gate gate{.gate = "pause",
            .open = true,
            .code = "never_prompted",
            .opens_at_ms = {},
            .closes_at_ms = {},
            .numbers = {}};
  std::int64_t opens_at = state.last_prompt_ms + from_hours(file.attention.pause_hours);
  if (campaign.frequency.ignore_pause) {
    gate.code = "ignored";
  } else if (state.last_prompt_ms > 0 && state.last_ms < opens_at) {
    gate.open = false;
    gate.code = "too_soon";
    gate.opens_at_ms = opens_at;
  } else if (state.last_prompt_ms > 0) {
    gate.code = "elapsed";
  }
  if (details && state.last_prompt_ms > 0) {
    gate.numbers = Value::object()
                       .set("since_ms", state.last_prompt_ms)
                       .set("hours", file.attention.pause_hours);
    if (gate.opens_at_ms) gate.numbers.set("opens_at_ms", *gate.opens_at_ms);
  }
  return gate;
}

void charge_first_shown(UserState& state, const CampaignFile& /*file*/, const Campaign& campaign,
                        const Prompt& prompt) {
  CampaignRecord& record = state.campaigns[campaign.id];
  ++record.shown_count;
  record.shown_ms = state.last_ms;
  if (!prompt.variant.empty()) record.variant = prompt.variant;
  state.armed.erase(campaign.id);
}

void charge_outcome(UserState& state, const CampaignFile& file, const Prompt& prompt,
                    Outcome outcome) {
  CampaignRecord& record = state.campaigns[prompt.campaign];
  record.outcome = outcome;
  record.ended_ms = state.last_ms;
  const Campaign* campaign = file.find_campaign(prompt.campaign);
  const bool passive = campaign != nullptr && campaign->is_passive();
  if (outcome != Outcome::kAbandoned && !passive) state.last_prompt_ms = state.last_ms;
}

}  // namespace docent
