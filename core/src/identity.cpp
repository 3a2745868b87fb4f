// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/identity.hpp"

#include <algorithm>
#include <utility>

#include "docent/activity.hpp"
#include "docent/attention.hpp"
#include "docent/json.hpp"
#include "rounding.hpp"

namespace docent {
namespace {

constexpr std::size_t kMaxTraitBytes = 4096;

void unite_times(std::vector<std::int64_t>& known, const std::vector<std::int64_t>& others) {
  for (const std::int64_t ms : others) {
    known.insert(std::upper_bound(known.begin(), known.end(), ms), ms);
  }
  // No limit looks at more.
  if (known.size() > kMaxRecent) known.erase(known.begin(), known.end() - kMaxRecent);
}

void unite_campaigns(UserState& known, const UserState& anonymous) {
  for (const auto& [id, other] : anonymous.campaigns) {
    CampaignRecord& record = known.campaigns[id];
    if (other.ended_ms > record.ended_ms) {
      record.outcome = other.outcome;
      record.answered = other.answered;
      record.ended_ms = other.ended_ms;
    }
    record.shown_ms = std::max(record.shown_ms, other.shown_ms);
    record.shown_count += other.shown_count;
    unite_times(record.recent_ms, other.recent_ms);
    if (record.variant.empty()) record.variant = other.variant;
  }
}

void unite_events(UserState& known, const UserState& anonymous, const CampaignFile& file) {
  for (const auto& [name, other] : anonymous.events) {
    EventRecord& event = known.events[name];
    if (event.total == 0) {
      event = other;
      continue;
    }
    const EventRule* rule = file.find_event(name);
    const std::int64_t at_ms = std::max(event.last_ms, other.last_ms);
    event.decayed =
        to_millionths(decayed_count(event, rule, at_ms) + decayed_count(other, rule, at_ms));
    event.total += other.total;
    event.first_ms = std::min(event.first_ms, other.first_ms);
    event.last_ms = at_ms;
    event.days.unite(other.days);
  }
}

/// Of what happens once the earlier time counts; 0 is never.
bool is_earlier(std::int64_t ms, std::int64_t than_ms) {
  return ms != 0 && (than_ms == 0 || ms < than_ms);
}

/// Of each of the two, what was surely done in the first week of both.
void unite_first_week(UserState& known, const UserState& anonymous, std::int64_t known_start_ms) {
  const std::int64_t start_ms = start_of(known);
  const auto counts = [&](const UserState& one, std::int64_t its_start_ms) {
    return its_start_ms == start_ms || one.last_ms < start_ms + kFirstWeekMs;
  };
  if (!counts(known, known_start_ms)) known.week1_events = known.week1_active_days = 0;
  if (!counts(anonymous, start_of(anonymous))) return;
  known.week1_events += anonymous.week1_events;
  // Which days they were is not kept, and a day must not count twice.
  known.week1_active_days = std::max(known.week1_active_days, anonymous.week1_active_days);
}

void unite_activity(UserState& known, const UserState& anonymous) {
  const std::int64_t known_start_ms = start_of(known);
  if (is_earlier(anonymous.first_seen_ms, known.first_seen_ms)) {
    known.first_seen_ms = anonymous.first_seen_ms;
  }
  unite_first_week(known, anonymous, known_start_ms);
  known.active_days.unite(anonymous.active_days);
  known.session_days.unite(anonymous.session_days);
  known.session_minutes.unite(anonymous.session_minutes);
  known.active_minutes.unite(anonymous.active_minutes);
  known.active_ms += anonymous.active_ms;
  known.sessions += anonymous.sessions;
  known.page_views += anonymous.page_views;
  known.session_start_ms = std::max(known.session_start_ms, anonymous.session_start_ms);
  known.session_last_ms = std::max(known.session_last_ms, anonymous.session_last_ms);
}

void unite_lifecycle(UserState& known, const UserState& anonymous) {
  if (is_earlier(anonymous.activated_ms, known.activated_ms)) {
    known.activated_ms = anonymous.activated_ms;
  }
  for (const MilestoneRecord& other : anonymous.milestones) {
    const auto same = std::find_if(known.milestones.begin(), known.milestones.end(),
                                   [&](const MilestoneRecord& one) { return one.id == other.id; });
    if (same == known.milestones.end()) {
      known.milestones.push_back(other);
    } else if (is_earlier(other.reached_ms, same->reached_ms)) {
      *same = other;
    }
  }
  if (known.stage.empty()) {
    known.stage = anonymous.stage;
    known.stage_ms = anonymous.stage_ms;
    known.stages = anonymous.stages;
  }
  if (known.band.empty()) known.band = anonymous.band;
  if (known.scores_day == 0) {
    known.scores = anonymous.scores;
    known.scores_day = anonymous.scores_day;
  }
}

void unite_answers(UserState& known, const UserState& anonymous) {
  // Who saw a prompt last, answered last.
  const bool answered_later = anonymous.last_prompt_ms > known.last_prompt_ms;
  for (std::optional<double> UserState::*last :
       {&UserState::nps_last, &UserState::ces_last, &UserState::csat_last}) {
    if (anonymous.*last && (answered_later || !(known.*last))) known.*last = anonymous.*last;
  }
}

/// One person's attention was spent by both: what is left is the less of the two.
void unite_attention(UserState& known, const UserState& anonymous) {
  known.last_prompt_ms = std::max(known.last_prompt_ms, anonymous.last_prompt_ms);
  unite_times(known.recent_prompts_ms, anonymous.recent_prompts_ms);
  known.busy = anonymous.busy;
  const BudgetRecord& other = anonymous.budget;
  if (other.refilled_ms == 0) return;
  BudgetRecord& budget = known.budget;
  if (budget.refilled_ms == 0) {
    budget = other;
    return;
  }
  budget.balance = std::min(budget.balance, other.balance);
  budget.capacity = std::min(budget.capacity, other.capacity);
  budget.refilled_ms = std::max(budget.refilled_ms, other.refilled_ms);
  budget.quiet_day = std::max(budget.quiet_day, other.quiet_day);
  budget.charged_day = std::max(budget.charged_day, other.charged_day);
}

/// What is going on now is the anonymous user's: of two prompts of a campaign the latest stays, and
/// none that one of them had begun before the other saw another one end.
void unite_prompts(UserState& known, const UserState& anonymous) {
  known.muted = known.muted || anonymous.muted;
  known.paused = anonymous.paused;
  known.consent = anonymous.consent;
  // What waited for a page of the known user has lost it.
  std::erase_if(known.armed, [](const auto& entry) { return !entry.second.tab.empty(); });
  for (const auto& [id, armed] : anonymous.armed) known.armed[id] = armed;
  known.views = anonymous.views;
  for (const Prompt& prompt : anonymous.prompts) {
    const auto record = known.campaigns.find(prompt.campaign);
    const std::string variant = record == known.campaigns.end() ? "" : record->second.variant;
    // The bucket of `known` sticks: what nobody has seen yet begins anew in that one.
    if (!prompt.shown && !variant.empty() && variant != prompt.variant) continue;
    const Prompt* other = known.prompt_of(prompt.campaign);
    if (other != nullptr && other->since_ms > prompt.since_ms) continue;
    std::erase_if(known.prompts, [&](const Prompt& one) {
      return one.campaign == prompt.campaign || one.id == prompt.id;
    });
    known.prompts.push_back(prompt);
  }
  std::erase_if(known.prompts, [&](const Prompt& prompt) {
    const auto record = known.campaigns.find(prompt.campaign);
    return record != known.campaigns.end() && record->second.ended_ms > prompt.since_ms;
  });
  known.lease = anonymous.lease;
  if (known.lease && known.find_prompt(known.lease->prompt) == nullptr) known.lease.reset();
}

}  // namespace

bool merge_traits(Value& traits, const Value& changes) {
  // Before the merge, which takes the square of their number.
  if (changes.as_object().size() > kMaxTraitBytes) return false;
  Value merged = traits;
  for (const Value::Member& change : changes.as_object()) {
    if (change.value.is_null()) {
      merged.erase(change.key);
    } else {
      merged.set(change.key, change.value);
    }
  }
  if (write_json(merged).size() > kMaxTraitBytes) return false;
  traits = std::move(merged);
  return true;
}

void unite(UserState& known, const UserState& anonymous, const CampaignFile& file) {
  unite_campaigns(known, anonymous);
  unite_events(known, anonymous, file);
  unite_activity(known, anonymous);
  unite_lifecycle(known, anonymous);
  unite_answers(known, anonymous);
  unite_attention(known, anonymous);
  unite_prompts(known, anonymous);
  if (!anonymous.account_id.empty()) {
    known.account_id = anonymous.account_id;
    known.account_traits = anonymous.account_traits;
  }
  known.clock_resets += anonymous.clock_resets;
  const std::int64_t real_ms = std::max(known.real_ms(), anonymous.real_ms());
  known.last_ms = std::max(known.last_ms, anonymous.last_ms);
  known.ahead_ms = known.last_ms - real_ms;
  if (known.lease) known.lease->until_ms += known.last_ms - anonymous.last_ms;
  known.last_day = std::max(known.last_day, anonymous.last_day);
  known.offset_min = anonymous.offset_min;
}

}  // namespace docent
