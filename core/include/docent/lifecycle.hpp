// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "docent/campaign.hpp"
#include "docent/host.hpp"
#include "docent/state.hpp"
#include "docent/value.hpp"

namespace docent {

/// Brings what is measured over time up to the state's clock: the weekly samples of the score,
/// activation, milestones and their deadlines, the lifecycle stage, the score's band. Each change
/// arms the campaigns that wait for it and runs its playbooks, once.
///
/// To be called when a batch's commands are recorded; and, when the clock comes to another local
/// day, before it (what was done still counts on the day that ends) and after it (what the night
/// changed).
///
/// What already held when Docent first looked is no change: the first band of a user, and the
/// milestones, the stage and the activation of somebody who was known for a day before the file
/// asked for them, are noted in silence. A new user's first stage is a change from "".
///
/// The conditions see no page, device or locale: where the user is says nothing about how far they
/// came.
void settle_measures(UserState& state, const CampaignFile& file, const Host& host, Value& effects);

/// How long the user has been in a stage, all times together, as of `at_ms`.
std::int64_t stage_ms(const UserState& state, std::string_view stage, std::int64_t at_ms);

}  // namespace docent
