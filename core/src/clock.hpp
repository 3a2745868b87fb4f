// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "docent/campaign.hpp"
#include "docent/state.hpp"
#include "docent/value.hpp"

namespace docent {

/// What the engine's clock says when the real one says that. It never goes back: when the real one
/// does, it goes on from where it was, ahead of it, and loses a little until they agree.
std::int64_t clock_at(const UserState& state, std::int64_t now_ms);

/// When the real clock will be where the engine's says that, now or later.
std::int64_t real_ms_of(const UserState& state, std::int64_t ms);

/// Moves the engine's clock. A step back that would leave it more than a day ahead rebases every
/// later stamp and counts as a clock reset. Opens the local day, under `id`, when it has changed.
void tell_time(UserState& state, const CampaignFile& file, std::int64_t now_ms,
               std::int32_t offset_min, std::string_view id, Value& effects);

}  // namespace docent
