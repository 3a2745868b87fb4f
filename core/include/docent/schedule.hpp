// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

#include "docent/attention.hpp"
#include "docent/campaign.hpp"
#include "docent/state.hpp"

namespace docent {

/// The earliest time from `from_ms` on at which the schedule is open, in the zone of the user's
/// present offset; nothing when it never is again.
std::optional<std::int64_t> next_open_ms(const Schedule& schedule, std::int32_t offset_min,
                                         std::int64_t from_ms);

/// Whether the campaign's schedule is open.
Gate schedule_gate(const Campaign& campaign, const UserState& state, bool details);

}  // namespace docent
