// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "clock.hpp"

#include <algorithm>
#include <string>

#include "docent/batch.hpp"
#include "docent/summary.hpp"

namespace docent {
namespace {

/// A clock that goes back by more than this is wrong for good, not a little late.
constexpr std::int64_t kMostBackMs = kDayMs;

/// Stamps after the clock's new time become that time: a clock that was ahead must not block
/// anything for as long as it was.
void rebase(UserState& state, std::int64_t now_ms, std::int32_t day) {
  auto cap = [&](std::int64_t& ms) { ms = std::min(ms, now_ms); };
  for (std::int64_t* ms : {&state.first_seen_ms, &state.session_start_ms, &state.session_last_ms,
                           &state.last_prompt_ms, &state.activated_ms, &state.stage_ms}) {
    cap(*ms);
  }
  for (MilestoneRecord& milestone : state.milestones) cap(milestone.reached_ms);
  state.scores_day = std::min(state.scores_day, day);
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
  for (auto& [id, armed] : state.armed) cap(armed.due_ms);
  for (PageView& view : state.views) cap(view.at_ms);
  for (Prompt& prompt : state.prompts) {
    cap(prompt.since_ms), cap(prompt.step_ms);
    for (Answer& answer : prompt.answers) answer.day = std::min(answer.day, day);
  }
  for (std::int64_t& ms : state.recent_prompts_ms) cap(ms);
  for (Busy& busy : state.busy) cap(busy.since_ms);
  cap(state.budget.refilled_ms);
  state.budget.quiet_day = std::min(state.budget.quiet_day, day - 1);
  state.budget.charged_day = std::min(state.budget.charged_day, day);
  state.lease.reset();
  ++state.clock_resets;
}

}  // namespace

void tell_time(UserState& state, const CampaignFile& file, std::int64_t now_ms,
               std::int32_t offset_min, std::string_view id, Value& effects) {
  bool first = state.last_ms == 0;
  if (first) {
    state.first_seen_ms = now_ms;
    if (state.anonymous_id.empty()) state.anonymous_id = "a_" + std::string(id);
  }
  bool jumped_back = now_ms < state.last_ms - kMostBackMs;
  if (jumped_back) rebase(state, now_ms, local_day(now_ms, offset_min));
  // While the engine's clock stands still no lease would run out.
  if (now_ms + kMinuteMs < state.last_ms) state.lease.reset();
  if (jumped_back || now_ms > state.last_ms) state.last_ms = now_ms;
  state.offset_min = offset_min;
  std::int32_t day = local_day(state.last_ms, offset_min);
  if (first || jumped_back || day > state.last_day) state.last_day = day;
  open_day(state, file, id, effects);
}

}  // namespace docent
