// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "docent/campaign.hpp"
#include "docent/state.hpp"

namespace docent {

/// The most a user's state may take in a browser's storage (design §5).
inline constexpr std::size_t kMaxStateBytes = 64 * 1024;
/// The most the moments take that wait for their turn: those of the best rank are kept.
inline constexpr std::size_t kMaxMomentBytes = 16 * 1024;
/// A day that takes more is ended early when the state is too large, and goes on under another id.
inline constexpr std::size_t kMaxDayBytes = 16 * 1024;

/// Notes since when campaigns are absent from the file.
void note_absent(UserState& state, const CampaignFile& file);

/// Forgets what does the least harm when the state has grown beyond its bound: outcomes of
/// campaigns absent for 400 days, longest absent first; what follows the first words of long
/// answers in open prompts; the oldest completed outcomes; then whatever was longest not touched.
/// What was forgotten is counted in the open day.
void keep_within_bounds(UserState& state, const CampaignFile& file, Value& effects);

}  // namespace docent
