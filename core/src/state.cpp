// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/state.hpp"

#include <algorithm>
#include <limits>

namespace docent {

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kCompleted:
      return "completed";
    case Outcome::kDismissed:
      return "dismissed";
    case Outcome::kSnoozed:
      return "snoozed";
    case Outcome::kOptedOut:
      return "opted_out";
    case Outcome::kAbandoned:
      return "abandoned";
  }
  return "";
}

std::optional<Outcome> outcome_of(std::string_view name) {
  for (Outcome outcome : {Outcome::kCompleted, Outcome::kDismissed, Outcome::kSnoozed,
                          Outcome::kOptedOut, Outcome::kAbandoned}) {
    if (name_of(outcome) == name) return outcome;
  }
  return std::nullopt;
}

std::string_view name_of(Consent consent) {
  switch (consent) {
    case Consent::kFull:
      return "full";
    case Consent::kSummaries:
      return "summaries";
    case Consent::kOff:
      return "off";
  }
  return "";
}

std::optional<Consent> consent_of(std::string_view name) {
  for (Consent consent : {Consent::kFull, Consent::kSummaries, Consent::kOff}) {
    if (name_of(consent) == name) return consent;
  }
  return std::nullopt;
}

void DayCounts::add(std::int32_t on_day, std::int64_t count) {
  if (count <= 0) return;
  if (on_day > day) {
    std::int32_t shift = std::min(on_day - day, kDays);
    std::move_backward(counts.begin(), counts.end() - shift, counts.end());
    std::fill_n(counts.begin(), shift, std::uint16_t{0});
    day = on_day;
  }
  counts[0] = static_cast<std::uint16_t>(
      std::min<std::int64_t>(counts[0] + count, std::numeric_limits<std::uint16_t>::max()));
}

void DayCounts::unite(const DayCounts& other) {
  const DayCounts& newer = other.day > day ? other : *this;
  const DayCounts& older = other.day > day ? *this : other;
  DayCounts both = newer;
  for (int i = 0; i < kDays - (newer.day - older.day); ++i) {
    std::uint16_t& count = both.counts[static_cast<std::size_t>(i + newer.day - older.day)];
    int sum = count + older.counts[static_cast<std::size_t>(i)];
    count =
        static_cast<std::uint16_t>(std::min<int>(sum, std::numeric_limits<std::uint16_t>::max()));
  }
  *this = both;
}

void DayCounts::rebase(std::int32_t on_day) {
  if (day <= on_day) return;
  const int ahead = static_cast<int>(std::min<std::int64_t>(std::int64_t{day} - on_day, kDays - 1));
  int sum = 0;
  for (int i = 0; i <= ahead; ++i) sum += counts[static_cast<std::size_t>(i)];
  std::move(counts.begin() + ahead, counts.end(), counts.begin());
  std::fill(counts.end() - ahead, counts.end(), std::uint16_t{0});
  counts[0] =
      static_cast<std::uint16_t>(std::min<int>(sum, std::numeric_limits<std::uint16_t>::max()));
  day = on_day;
}

std::int64_t DayCounts::sum(std::int32_t on_day, int days) const {
  std::int64_t total = 0;
  for (int i = 0; i < kDays; ++i) {
    if (on_day - (day - i) < days) total += counts[static_cast<std::size_t>(i)];
  }
  return total;
}

int DayCounts::active(std::int32_t on_day, int days) const {
  int total = 0;
  for (int i = 0; i < kDays; ++i) {
    if (on_day - (day - i) < days && counts[static_cast<std::size_t>(i)] > 0) ++total;
  }
  return total;
}

Prompt* UserState::find_prompt(std::string_view id) {
  auto it =
      std::find_if(prompts.begin(), prompts.end(), [&](const Prompt& p) { return p.id == id; });
  return it == prompts.end() ? nullptr : &*it;
}

const Prompt* UserState::find_prompt(std::string_view id) const {
  return const_cast<UserState*>(this)->find_prompt(id);
}

const Prompt* UserState::prompt_of(std::string_view campaign) const {
  auto it = std::find_if(prompts.begin(), prompts.end(),
                         [&](const Prompt& p) { return p.campaign == campaign; });
  return it == prompts.end() ? nullptr : &*it;
}

const Lease* UserState::live_lease() const {
  return lease && lease->until_ms > last_ms ? &*lease : nullptr;
}

void cap_stamps(UserState& state, std::int64_t now_ms, std::int32_t day) {
  auto cap = [&](std::int64_t& ms) { ms = std::min(ms, now_ms); };
  for (std::int64_t* ms : {&state.first_seen_ms, &state.session_start_ms, &state.session_last_ms,
                           &state.last_prompt_ms, &state.activated_ms, &state.stage_ms}) {
    cap(*ms);
  }
  for (MilestoneRecord& milestone : state.milestones) cap(milestone.reached_ms);
  state.scores_day = std::min(state.scores_day, std::max(day, 1));
  for (auto& [name, event] : state.events) {
    cap(event.first_ms), cap(event.last_ms);
    event.days.rebase(day);
  }
  for (DayCounts* days :
       {&state.active_days, &state.session_days, &state.session_minutes, &state.active_minutes}) {
    days->rebase(day);
  }
  for (auto& [id, record] : state.campaigns) {
    cap(record.shown_ms), cap(record.ended_ms), cap(record.absent_ms);
    for (std::int64_t& ms : record.recent_ms) cap(ms);
  }
  for (PageView& view : state.views) cap(view.at_ms);
  for (Prompt& prompt : state.prompts) {
    cap(prompt.since_ms), cap(prompt.step_ms);
    for (Answer& answer : prompt.answers) answer.day = std::min(answer.day, day);
  }
  for (std::int64_t& ms : state.recent_prompts_ms) cap(ms);
  for (Busy& busy : state.busy) cap(busy.since_ms);
  cap(state.budget.refilled_ms);
  state.budget.quiet_day = std::min(state.budget.quiet_day, std::max(day - 1, 0));
  state.budget.charged_day = std::min(state.budget.charged_day, day);
}

}  // namespace docent
