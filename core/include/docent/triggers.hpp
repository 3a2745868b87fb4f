// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "docent/campaign.hpp"
#include "docent/decide.hpp"
#include "docent/host.hpp"
#include "docent/state.hpp"
#include "docent/value.hpp"

namespace docent {

/// Moments: what a trigger waits for has happened. An armed campaign is a candidate for the next
/// decision; all its other gates stay. Page views are not armed: they are asked for when deciding.

/// Arms a campaign after `delay_ms`. With a `tab`, only there and while it stays on its page view;
/// else for kMomentMs. A moment that is still to come stays: what keeps happening must not put it
/// off for ever.
void arm(UserState& state, const Campaign& campaign, std::string_view tab,
         std::int64_t delay_ms = 0);

/// The same for what became of the user (an outcome, an answer, a stage), which is not over in ten
/// minutes: the prompt that led there has just begun the pause. It is good until that is over, and
/// for kNewsMs of visits after it.
void arm_on_news(UserState& state, const CampaignFile& file, const Campaign& campaign,
                 std::int64_t delay_ms = 0);

/// An event happened and has been counted: arms the campaigns whose trigger waited for it, and
/// disarms those it cancels (`cancel_on`), with their prompts that were not shown yet.
void arm_on_event(UserState& state, const CampaignFile& file, const Host& host,
                  std::string_view event, const Value& props, Value& effects);

/// The user's stage (`kStage`) or band (`kBand`) changed.
void arm_on_change(UserState& state, const CampaignFile& file, TriggerOn kind,
                   std::string_view from, std::string_view to);

/// A prompt of a campaign ended.
void arm_on_outcome(UserState& state, const CampaignFile& file, std::string_view campaign,
                    Outcome outcome);

/// The shell saw what a trigger of this tab's page waits for. The command is `moment {campaign,
/// trigger}`; one that fits no trigger is ignored: the file may have changed meanwhile.
void arm_on_moment(UserState& state, const CampaignFile& file, std::string_view tab,
                   const Value& command);

/// The tab is on another page view: moments of the one before are over.
void disarm_tab(UserState& state, std::string_view tab);

/// Forgets moments nobody used in time.
void expire_moments(UserState& state);

/// The `watch` effect: what the shell should look out for on this page; null for nothing.
Value watch_effect(const Situation& situation);

}  // namespace docent
