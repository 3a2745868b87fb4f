// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "docent/batch.hpp"
#include "docent/decide.hpp"
#include "docent/flow.hpp"

namespace docent {

/// Checklists are passive prompts: beside everything else, without a lease, in every visible tab.
/// Their steps are the items. `Prompt::path` holds those that are done: what was done once stays
/// done, whatever its condition says later.

/// Notes what has been done by now, and ends the open checklists of which everything is.
void check_items(Scene& scene);

/// The button of an item was pressed: counts it; an item that waits for nothing else is done by it.
/// False when the command is not about a checklist.
bool press_item(Scene& scene, const Command& command);

/// Puts the checklists that belong on this tab's screen there, and takes off those that do not.
void settle_checklists(Scene& scene, const Situation& situation);

}  // namespace docent
