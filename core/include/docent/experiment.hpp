// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "docent/attention.hpp"
#include "docent/campaign.hpp"
#include "docent/decide.hpp"
#include "docent/profile.hpp"

namespace docent {

/// The bucket of a user whom the file's holdout keeps from all prompts; nothing for everybody else,
/// and for who cannot be hashed.
std::optional<double> held_out_bucket(const Profile& profile);

/// Where bucketing puts the user: first the file's holdout, then the campaign's sample, then its
/// experiment (GrowthBook SDK specification 0.8.0; a sticky variant goes before everything of the
/// experiment itself).
struct Assignment {
  std::string_view code = "none";    ///< of the gate `experiment` in docs/engine.md
  const Variant* variant = nullptr;  ///< with `in_variant` and `control`
  std::optional<double> bucket;      ///< the hash that decided, 0..1
};
Assignment assignment_of(const Campaign& campaign, const Situation& situation);

/// Whether bucketing lets the user see the campaign.
Gate experiment_gate(const Campaign& campaign, const Situation& situation, bool details);

/// The variant of the campaign's experiment this user sees; empty without an experiment, for the
/// control, and for users who are not part of it: they see the campaign's own steps when they ask.
std::string_view variant_to_show(const Campaign& campaign, const Situation& situation);

/// The user would have seen the campaign now but for being its control: counted once.
void record_exposure(UserState& state, const Campaign& campaign, std::string_view variant);

}  // namespace docent
