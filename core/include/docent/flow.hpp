// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "docent/batch.hpp"
#include "docent/campaign.hpp"
#include "docent/decide.hpp"
#include "docent/host.hpp"
#include "docent/state.hpp"
#include "docent/value.hpp"

namespace docent {

/// What happens to prompts changes the state and appends effects (docs/engine.md) to `effects`, a
/// JSON array; the rest is what conditions look at.
struct Scene {
  UserState& state;
  const CampaignFile& file;
  const Host& host;
  const Here& here;
  Value& effects;

  Situation situation() const { return {state, file, here, host}; }
};

/// An event was tracked: goes on from the steps that waited for it.
void on_event(Scene& scene, std::string_view event, const Value& props);

/// A step appeared on screen. The first one of a prompt charges frequency, pause and budget.
void on_shown(Scene& scene, const Command& command);

/// A step could not be shown: its target is missing, or somebody refused it.
void on_target(Scene& scene, const Command& command);
void on_refused(UserState& state, const Command& command, Value& effects);

/// The user goes on or back; in a checklist, presses the button of an item.
void on_advance(Scene& scene, const Command& command);

void on_answer(Scene& scene, const Command& command);

/// Counts the button of an `outcome` command.
void on_pressed(UserState& state, const Command& command);

/// Counts the button of a step that a command names.
void count_button(UserState& state, std::string_view campaign, std::string_view step,
                  const Command& command);

/// Ends a prompt. `reason`: of the `outcome` effect.
void end_prompt(UserState& state, const CampaignFile& file, std::string_view prompt,
                Outcome outcome, std::string_view reason, Value& effects);

/// Begins a prompt of that campaign at the first step that is not passed over, or starts an open
/// one anew. `variant`: of its experiment (experiment.hpp); empty: the campaign's own steps.
Prompt& begin_prompt(Scene& scene, const Campaign& campaign, std::string_view id,
                     std::string_view variant, bool asked);

/// How going past the last step, or pressing "done", ends a prompt: a survey without an answer is
/// dismissed.
Outcome outcome_at_end(const Prompt& prompt, const Campaign& campaign);

/// Once in every batch, when its commands are recorded: ends prompts nobody came back to and those
/// whose step the file has no longer, forgets moments that passed and reservations whose tab is
/// gone, goes on from steps whose condition, page or timer came, and ends checklists that are done.
void expire(Scene& scene);

}  // namespace docent
