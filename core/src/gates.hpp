// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

// The gates that need more than one room to answer: file, consent, audience, requires, trigger,
// prompt, lease, target. Those of frequency, pause and quiet are in attention.hpp, the others in
// the room of their name; `page` is in decide.cpp.

#include "docent/decide.hpp"

namespace docent {

/// Whether the prompt could not be shown on this page view.
bool refused_here(const Situation& situation, std::string_view campaign);
/// Whether an event of `cancel_on` took back what the page view of that tab was the moment of.
bool cancelled_in(std::string_view tab, const Campaign& campaign, const UserState& state);
/// Whether the user asked for it in this tab and has not seen it yet. nullptr: no.
bool is_wanted_here(const Prompt* prompt, const Situation& situation);

Gate file_gate(const Campaign& campaign, const Situation& situation, bool details);
Gate consent_gate(const Campaign& campaign, const Situation& situation, bool details);
Gate audience_gate(const Campaign& campaign, const Situation& situation, bool details);
Gate requires_gate(const Campaign& campaign, const Situation& situation, bool details);
Gate trigger_gate(const Campaign& campaign, const Situation& situation, bool details);
Gate prompt_gate(const Campaign& campaign, const Situation& situation, bool details);
Gate lease_gate(const Campaign& campaign, const Situation& situation, bool details);

}  // namespace docent
