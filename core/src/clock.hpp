// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "docent/campaign.hpp"
#include "docent/state.hpp"
#include "docent/value.hpp"

namespace docent {

/// Whether a clock that says so has gone back by more than a command is ever late: it was wrong.
bool is_set_back(const UserState& state, std::int64_t now_ms);

/// Moves the engine's clock. A small step back stands still; one of more than a day rebases every
/// later stamp and counts as a clock reset. Opens the local day, under `id`, when it has changed.
void tell_time(UserState& state, const CampaignFile& file, std::int64_t now_ms,
               std::int32_t offset_min, std::string_view id, Value& effects);

}  // namespace docent
