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

/// A clock that was ahead must not block anything for as long as it was.
void rebase(UserState& state, std::int64_t now_ms, std::int32_t day) {
  cap_stamps(state, now_ms, day);
  for (auto& [id, armed] : state.armed) {
    const std::int64_t ahead_ms = std::max<std::int64_t>(armed.due_ms - now_ms, 0);
    armed.due_ms -= ahead_ms;
    armed.until_ms = std::max<std::int64_t>(armed.until_ms - ahead_ms, 0);
  }
  state.lease.reset();
  ++state.clock_resets;
}

}  // namespace

bool is_set_back(const UserState& state, std::int64_t now_ms) {
  return now_ms < state.last_ms - kMostBackMs;
}

void tell_time(UserState& state, const CampaignFile& file, std::int64_t now_ms,
               std::int32_t offset_min, std::string_view id, Value& effects) {
  bool first = state.last_ms == 0;
  if (first) {
    state.first_seen_ms = now_ms;
    if (state.anonymous_id.empty()) state.anonymous_id = "a_" + std::string(id);
  }
  bool jumped_back = is_set_back(state, now_ms);
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
