// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "docent/batch.hpp"
#include "docent/campaign.hpp"
#include "docent/state.hpp"
#include "docent/value.hpp"

namespace docent {

/// The longest list of past prompts anybody counts: the highest limit.
inline constexpr std::size_t kMaxRecent = 50;

/// One question on the way to a prompt, and its answer.
struct Gate {
  std::string_view gate;  ///< "audience", see docs/engine.md
  bool open = true;
  std::string_view code;  ///< why
  /// When time alone opens a closed gate; nothing when it does not.
  std::optional<std::int64_t> opens_at_ms;
  /// When an open gate closes by itself; nothing when it does not.
  std::optional<std::int64_t> closes_at_ms;
  Value numbers;  ///< what was compared, as an object; with details only
};

/// Whether this campaign's own clock and limits allow it again.
Gate frequency_gate(const Campaign& campaign, const UserState& state, bool details);

/// Whether the clock and the limits over all campaigns allow another prompt. Who said "later" asked
/// to be reminded: that waits for its own hours and not for the pause.
Gate pause_gate(const Campaign& campaign, const CampaignFile& file, const UserState& state,
                bool details);

/// When the pause is over that a prompt begins which ends then.
std::int64_t pause_end_ms(const CampaignFile& file, const UserState& state, std::int64_t ended_ms);

/// Whether this is a moment to leave the user alone: between the events of the file's `quiet`
/// rules, while they type, and while the product asks for it.
Gate quiet_gate(const CampaignFile& file, const UserState& state, bool typing, bool details);

/// An event happened: the user may be busy from now on, or no longer.
void keep_quiet(UserState& state, const CampaignFile& file, std::string_view event);

/// A prompt's first step is on screen: its campaign's frequency, the pause, the limits and the
/// budget are charged (what the user asked for, and what is passive, costs no attention).
void charge_first_shown(UserState& state, const CampaignFile& file, const Campaign& campaign,
                        const Prompt& prompt);

/// A prompt that was shown has ended: its campaign's frequency and the budget learn how.
void charge_outcome(UserState& state, const CampaignFile& file, const Prompt& prompt,
                    Outcome outcome);

}  // namespace docent
