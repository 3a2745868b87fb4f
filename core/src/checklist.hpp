// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "docent/batch.hpp"
#include "docent/decide.hpp"
#include "docent/flow.hpp"

namespace docent {

/// Checklists, hotspots and resource centres are passive prompts: beside everything else, without a
/// lease, in every visible tab. Their steps are the items. `Prompt::path` holds those that are
/// done: what was done once stays done, whatever its condition says later. A beacon is done once
/// its tooltip was read; of a resource centre (resource_centre.hpp) nothing ever is.

/// Notes what has been done by now, and ends the open checklists of which everything is.
void check_items(Scene& scene);

/// The button of an item was pressed: counts it; an item that waits for nothing else is done by it.
/// False when the command is not about something passive.
bool press_item(Scene& scene, const Command& command);

/// Puts what is passive and belongs on this tab's screen there, and takes off what does not.
void settle_passive(Scene& scene, const Situation& situation);

}  // namespace docent
