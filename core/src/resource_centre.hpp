// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "docent/decide.hpp"
#include "docent/flow.hpp"
#include "show.hpp"

namespace docent {

/// A resource centre is a passive prompt (checklist.hpp) whose steps are its entries. What is new
/// for the user stands in its feed: announcements with the surface `feed`. Each of them is a prompt
/// of its own while it is unread. It is over, and its campaign completed, once it was on screen.

/// Adds to the `show` of a resource centre how much of its feed is unread; and the entries and the
/// feed, if the user has opened it.
void put_resources(Value& show, Scene& scene, const Prompt& prompt, const Words& words, bool open);

/// Something in it was pressed: an entry was read, a link was followed, a button of its feed.
void press_entry(UserState& state, const CampaignFile& file, const Prompt& prompt,
                 const Step* entry, const Command& command);

}  // namespace docent
