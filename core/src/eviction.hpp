// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "docent/campaign.hpp"
#include "docent/state.hpp"

namespace docent {

/// The most a user's state may take in a browser's storage (design §5).
inline constexpr std::size_t kMaxStateBytes = 64 * 1024;

/// Notes since when campaigns are absent from the file, and forgets outcomes when the state grows
/// beyond its bound because of them: first of campaigns absent for 400 days, longest absent first,
/// then the oldest completed ones. What was forgotten is counted in the open day.
void keep_within_bounds(UserState& state, const CampaignFile& file);

}  // namespace docent
