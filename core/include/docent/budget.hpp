// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "docent/attention.hpp"
#include "docent/campaign.hpp"
#include "docent/state.hpp"

namespace docent {

/// The attention budget (design §3.10), in thousandths of a point. Prompts spend it, time refills
/// it, dismissals shrink its capacity; completions and quiet days give it back. Refilling is not
/// stored: the balance is computed from the last change, so that looking more often changes
/// nothing.

/// The budget as it is now.
BudgetRecord budget_at(const UserState& state, const CampaignFile& file);
/// The same as of another time than the state's clock.
BudgetRecord budget_at(const UserState& state, const CampaignFile& file, std::int64_t at_ms,
                       std::int32_t on_day);

/// Whether the balance is enough for the campaign's variant, and if not, when it will be.
Gate budget_gate(const Campaign& campaign, const CampaignFile& file, const UserState& state,
                 bool details, std::string_view variant = {});

/// A prompt is shown for the first time.
void charge_budget(UserState& state, const CampaignFile& file, std::int64_t cost);

/// A charged prompt ended so.
void learn_outcome(UserState& state, const CampaignFile& file, Outcome outcome);

}  // namespace docent
