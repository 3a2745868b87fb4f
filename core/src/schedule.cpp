// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/schedule.hpp"

#include <algorithm>

#include "docent/batch.hpp"
#include "gate.hpp"

namespace docent {
namespace {

/// Monday is 0; the epoch was a Thursday.
int weekday_of(std::int64_t day) { return static_cast<int>(((day + 3) % 7 + 7) % 7); }

/// The earliest time from `from_ms` on that lies in a window.
std::optional<std::int64_t> next_window_ms(const Schedule& schedule, std::int32_t offset_min,
                                           std::int64_t from_ms) {
  std::optional<std::int64_t> next;
  const std::int64_t today = local_day(from_ms, offset_min);
  // From yesterday, whose window may last over midnight, to this day of the next week.
  for (std::int64_t day = today - 1; day <= today + 7; ++day) {
    for (const Window& window : schedule.windows) {
      if ((window.days >> weekday_of(day) & 1) == 0) continue;
      const std::int64_t midnight = midnight_ms(day, offset_min);
      const std::int64_t begins = midnight + window.from_min * kMinuteMs;
      const std::int64_t ends = midnight + window.until_min * kMinuteMs +
                                (window.until_min <= window.from_min ? kDayMs : 0);
      if (ends <= from_ms) continue;
      const std::int64_t at = std::max(begins, from_ms);
      if (!next || at < *next) next = at;
    }
    if (next) return next;  // a later day has nothing earlier
  }
  return next;
}

}  // namespace

std::optional<std::int64_t> next_open_ms(const Schedule& schedule, std::int32_t offset_min,
                                         std::int64_t from_ms) {
  std::optional<std::int64_t> at = std::max(from_ms, schedule.from_ms);
  if (!schedule.windows.empty()) at = next_window_ms(schedule, offset_min, *at);
  if (at && schedule.until_ms != 0 && *at >= schedule.until_ms) return std::nullopt;
  return at;
}

Gate schedule_gate(const Campaign& campaign, const UserState& state, bool details) {
  const Schedule& schedule = campaign.schedule;
  const bool always = schedule.from_ms == 0 && schedule.until_ms == 0 && schedule.windows.empty();
  if (always) return open_gate("schedule", "always");
  const std::optional<std::int64_t> at = next_open_ms(schedule, state.offset_min, state.last_ms);
  const bool open = at == state.last_ms;
  const bool over = schedule.until_ms != 0 && state.last_ms >= schedule.until_ms;
  const std::string_view why = over                               ? "over"
                               : state.last_ms < schedule.from_ms ? "not_yet"
                                                                  : "outside_window";
  Gate gate = open ? open_gate("schedule", "open_now") : closed_gate("schedule", why, at);
  if (details) {
    if (schedule.from_ms != 0) note(gate, "from_ms", schedule.from_ms);
    if (schedule.until_ms != 0) note(gate, "until_ms", schedule.until_ms);
    if (gate.opens_at_ms) note(gate, "opens_at_ms", *gate.opens_at_ms);
  }
  return gate;
}

}  // namespace docent
