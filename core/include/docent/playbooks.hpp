// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "docent/campaign.hpp"
#include "docent/host.hpp"
#include "docent/state.hpp"
#include "docent/value.hpp"

namespace docent {

/// Something about the user became different.
struct Change {
  PlaybookOn on = PlaybookOn::kBand;
  std::string from = {}, to = {};  ///< bands or stages
  std::string milestone = {};      ///< which
  bool late = false;               ///< its deadline passed
};

/// Arms the campaigns whose trigger waited for the change, and runs its playbooks.
void play(UserState& state, const CampaignFile& file, const Host& host, const Change& change,
          Value& effects);

/// An answer was given. `before`: the one it replaces, or nullptr; a playbook that ran for that one
/// does not run again.
void play_answer(UserState& state, const CampaignFile& file, const Host& host,
                 const Campaign& campaign, const Question& question, const Value& answer,
                 const Value* before, Value& effects);

}  // namespace docent
