// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "docent/campaign.hpp"
#include "docent/state.hpp"
#include "docent/value.hpp"

namespace docent {

/// Shallow merge; a null deletes. Refuses (false) what would make the traits larger than 4 KiB.
bool merge_traits(Value& traits, const Value& changes);

/// What an unknown user did becomes part of a known one (design §3.9): counters are added, the
/// latest outcome and the earliest milestone win, the known user's traits, stage and variants stay.
void unite(UserState& known, const UserState& anonymous, const CampaignFile& file);

}  // namespace docent
