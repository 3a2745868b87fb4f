// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/activity.hpp"

#include <algorithm>

#include "docent/decay.hpp"
#include "rounding.hpp"

namespace docent {
namespace {

constexpr int kWeek = 7;

/// To the nearest. What is counted is the difference of two of these, so that many short times sum
/// up to as much as one long one.
std::int64_t minutes(std::int64_t ms) { return (ms + kMinuteMs / 2) / kMinuteMs; }

bool in_first_week(const UserState& state) {
  return state.last_ms < start_of(state) + kFirstWeekMs;
}

}  // namespace

std::int64_t created_ms(const Value& traits) {
  // So small a number is of seconds.
  constexpr double kFewestMs = 1e11;
  const Value* created = traits.find("created_at");
  if (created == nullptr || (created->is_number() && created->as_number() < kFewestMs)) return 0;
  return instant_ms(*created);
}

std::int64_t start_of(const UserState& state) {
  const std::int64_t since = created_ms(state.traits);
  return since == 0 ? state.first_seen_ms : since;
}

std::int64_t whole_days(std::int64_t from_ms, std::int64_t to_ms) {
  return to_ms > from_ms ? (to_ms - from_ms) / kDayMs : 0;
}

void record_activity(UserState& state) {
  const bool idle_over = state.last_ms - state.session_last_ms > kSessionIdleMs;
  const bool capped = state.last_ms - state.session_start_ms > kSessionCapMs;
  if (state.sessions == 0 || idle_over || capped) {
    ++state.sessions;
    state.session_start_ms = state.last_ms;
    state.session_days.add(state.last_day);
    state.paused = false;
    if (state.day) ++state.day->sessions;
  } else {
    const std::int64_t before_ms = state.session_last_ms - state.session_start_ms;
    const std::int64_t now_ms = state.last_ms - state.session_start_ms;
    state.session_minutes.add(state.last_day, minutes(now_ms) - minutes(before_ms));
    if (state.day) state.day->session_ms += now_ms - before_ms;
  }
  state.session_last_ms = state.last_ms;
  const bool is_new_day = state.active_days.active(state.last_day, 1) == 0;
  if (is_new_day && in_first_week(state)) ++state.week1_active_days;
  state.active_days.add(state.last_day);
  if (state.day) {
    state.day->last_ms = state.last_ms;
    state.day->changed = true;
  }
}

void record_active_time(UserState& state, double active_ms) {
  if (!(active_ms > 0 && active_ms <= static_cast<double>(kDayMs))) return;
  const auto ms = static_cast<std::int64_t>(active_ms);
  state.active_minutes.add(state.last_day,
                           minutes(state.active_ms + ms) - minutes(state.active_ms));
  state.active_ms += ms;
  if (state.day) state.day->active_ms += ms;
}

double decayed_count(const EventRecord& event, const EventRule* rule, std::int64_t at_ms) {
  if (rule == nullptr || !rule->half_life_days) return event.decayed;
  return event.decayed * half_life_factor(at_ms - event.last_ms, *rule->half_life_days);
}

void record_event(UserState& state, const CampaignFile& file, std::string_view name) {
  if (in_first_week(state)) ++state.week1_events;
  if (!file.counts(name)) return;
  EventRecord& event = state.events[std::string(name)];
  event.decayed = to_millionths(decayed_count(event, file.find_event(name), state.last_ms) + 1);
  if (event.total == 0) event.first_ms = state.last_ms;
  event.total += 1;
  event.last_ms = state.last_ms;
  event.days.add(state.last_day);
}

double cadence_of(const UserState& state, Cadence cadence, std::int32_t on_day) {
  constexpr int kWeeks = DayCounts::kDays / kWeek;
  switch (cadence) {
    case Cadence::kDaily:
      return static_cast<double>(state.active_days.active(on_day, DayCounts::kDays)) /
             DayCounts::kDays;
    case Cadence::kWeekly: {
      int weeks = 0;
      for (int i = 0; i < kWeeks; ++i) {
        const bool visited = state.active_days.active(on_day, kWeek * (i + 1)) >
                             state.active_days.active(on_day, kWeek * i);
        weeks += visited ? 1 : 0;
      }
      return static_cast<double>(weeks) / kWeeks;
    }
    case Cadence::kMonthly:
      return state.active_days.active(on_day, DayCounts::kDays) > 0 ? 1 : 0;
  }
  return 0;
}

}  // namespace docent
