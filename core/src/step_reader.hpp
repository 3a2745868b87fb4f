// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "docent/campaign.hpp"
#include "docent/value.hpp"
#include "problem_list.hpp"

namespace docent {

/// Reads one step of a campaign of that kind.
Step read_step(const Value& json, CampaignKind kind, const Place& place, ProblemList& problems);

}  // namespace docent
