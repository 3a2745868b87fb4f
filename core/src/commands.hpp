// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "docent/batch.hpp"
#include "docent/campaign.hpp"
#include "docent/host.hpp"
#include "docent/result.hpp"
#include "docent/state.hpp"
#include "docent/value.hpp"

namespace docent {

/// What a command may change, and what it may look at.
struct Recording {
  UserState& state;
  const CampaignFile& file;
  const Host& host;
  const Here& here;  ///< the document that is stepping
  bool read_only;
  Value& effects;
};

/// Writes down what happened (docs/engine.md lists the commands). Decides nothing.
void record(const Command& command, Recording recording);

/// The `error` effect.
Value error_effect(const Error& error);

}  // namespace docent
