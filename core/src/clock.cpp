// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "clock.hpp"

#include <algorithm>
#include <string>

#include "docent/activity.hpp"
#include "docent/batch.hpp"
#include "docent/summary.hpp"

namespace docent {
namespace {

/// A clock that goes back by more than this is wrong for good.
constexpr std::int64_t kMostBackMs = kDayMs;
/// By less, and the batch has only waited for another tab's.
constexpr std::int64_t kLittleBackMs = kSecondMs;
/// A clock that is ahead loses one second of so many: nobody sees a timer run so much slower, and
/// it is right again after a few days. Where nobody is, it waits.
constexpr std::int64_t kLoses = 8;

struct Clock {
  std::int64_t ms, ahead_ms;
};

Clock moved(const UserState& state, std::int64_t now_ms) {
  const std::int64_t passed_ms = now_ms - state.real_ms();
  if (passed_ms < -kLittleBackMs) return {state.last_ms, state.ahead_ms - passed_ms};
  if (passed_ms <= 0) return {state.last_ms, state.ahead_ms};
  const std::int64_t lost_ms =
      std::min(state.ahead_ms, passed_ms > kSessionIdleMs ? passed_ms : passed_ms / kLoses);
  return {state.last_ms + passed_ms - lost_ms, state.ahead_ms - lost_ms};
}

/// A clock that was ahead must not block anything for as long as it was. What runs now runs on.
void rebase(UserState& state, std::int64_t now_ms, std::int32_t day) {
  const auto go_back = [back_ms = state.last_ms - now_ms](std::int64_t& ms) {
    if (ms != 0) ms = std::max<std::int64_t>(ms - back_ms, 1);
  };
  for (auto& [id, armed] : state.armed) go_back(armed.due_ms), go_back(armed.until_ms);
  for (PageView& view : state.views) go_back(view.at_ms);
  for (Prompt& prompt : state.prompts) go_back(prompt.step_ms);
  if (state.lease) go_back(state.lease->until_ms);
  cap_stamps(state, now_ms, day);
  state.last_ms = now_ms;
  state.ahead_ms = 0;
  ++state.clock_resets;
}

}  // namespace

std::int64_t clock_at(const UserState& state, std::int64_t now_ms) {
  return moved(state, now_ms).ms;
}

std::int64_t real_ms_of(const UserState& state, std::int64_t ms) {
  const std::int64_t left_ms = ms - state.last_ms;
  // By then it has lost so much; in a long while it stands still until they agree.
  const std::int64_t slow_ms = left_ms + (left_ms + kLoses - 2) / (kLoses - 1);
  return slow_ms > kSessionIdleMs ? ms : std::min(ms, state.real_ms() + slow_ms);
}

void tell_time(UserState& state, const CampaignFile& file, std::int64_t now_ms,
               std::int32_t offset_min, std::string_view id, Value& effects) {
  const bool first = state.last_ms == 0;
  if (first) {
    state.first_seen_ms = now_ms;
    if (state.anonymous_id.empty()) state.anonymous_id = "a_" + std::string(id);
  }
  const Clock clock = moved(state, now_ms);
  const bool set_back = clock.ahead_ms > kMostBackMs;
  if (set_back) {
    rebase(state, now_ms, local_day(now_ms, offset_min));
  } else {
    state.last_ms = clock.ms;
    state.ahead_ms = clock.ahead_ms;
  }
  state.offset_min = offset_min;
  std::int32_t day = local_day(state.last_ms, offset_min);
  if (first || set_back || day > state.last_day) state.last_day = day;
  open_day(state, file, id, effects);
}

}  // namespace docent
