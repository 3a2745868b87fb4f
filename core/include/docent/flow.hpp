// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "docent/batch.hpp"
#include "docent/campaign.hpp"
#include "docent/decide.hpp"
#include "docent/state.hpp"
#include "docent/value.hpp"

namespace docent {

/// Moves through a campaign's steps. Each function changes the state and appends effects
/// (docs/engine.md) to `effects`, a JSON array.

/// Advances the steps that waited for this event.
void on_event(UserState& state, const CampaignFile& file, const Host& host, std::string_view event,
              const Value& props, Value& effects);

/// A step appeared on screen. The first one of a prompt charges frequency and pause.
void on_shown(UserState& state, const CampaignFile& file, const Command& command);

/// A step could not be shown: its target is missing, or somebody refused it.
void on_target(UserState& state, const CampaignFile& file, const Command& command, Value& effects);
void on_refused(UserState& state, const Command& command, Value& effects);

/// The user goes on or back.
void on_advance(UserState& state, const CampaignFile& file, const Command& command, Value& effects);

void on_answer(UserState& state, const CampaignFile& file, const Command& command, Value& effects);

/// Counts the button of an `outcome` command.
void on_pressed(UserState& state, const Command& command);

/// The user (or the clock) ends the prompt.
void end_prompt(UserState& state, const CampaignFile& file, std::string_view prompt,
                Outcome outcome, Value& effects);

/// Begins a prompt of that campaign at its first step, or starts an open one anew. `variant`: of
/// its experiment (experiment.hpp); empty: the campaign's own steps.
Prompt& begin_prompt(UserState& state, const Campaign& campaign, std::string_view id,
                     std::string_view variant, bool asked);

/// How going past the last step, or pressing "done", ends a prompt: a survey without an answer is
/// dismissed.
Outcome outcome_at_end(const Prompt& prompt, const Campaign& campaign);

/// Ends prompts nobody came back to, and forgets moments that passed and reservations whose tab is
/// gone.
void expire(UserState& state, const CampaignFile& file, Value& effects);

/// A way to find an element, as effects carry it.
Value locator_json(const Locator& locator);

/// The `show` effect of the prompt's step, every text resolved for `here`.
Value show_effect(const Prompt& prompt, const Campaign& campaign, const Situation& situation,
                  bool resumed);

}  // namespace docent
