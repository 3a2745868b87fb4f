// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "docent/campaign.hpp"
#include "docent/state.hpp"
#include "docent/value.hpp"

namespace docent {

/// Events of a day that the file does not refer to: the 64 most frequent have names, the rest
/// counts as `other_events`. By Space-Saving (Metwally, Agrawal, El Abbadi 2005), which keeps every
/// name that is more than 1/64 of them; what is counted under a name happened since it was kept, so
/// that names and the rest add up.
inline constexpr std::size_t kMaxOtherEvents = 64;

/// Makes sure the state has a day for its clock's local day: closes the one before (its final
/// revision is posted) and opens the new one under `id`. Nothing with consent `off`.
void open_day(UserState& state, const CampaignFile& file, std::string_view id, Value& effects);

/// Posts the open day's next revision if anything changed since the last one.
void post_day(UserState& state, const CampaignFile& file, bool final, Value& effects);

/// Each counts on the open day, and does nothing when there is none. What `campaign_day` gives is
/// to be changed.
void count_event(UserState& state, const CampaignFile& file, std::string_view event);
void count_answer(UserState& state, const Campaign& campaign, const Question& question,
                  const Value& answer, const Answer* before);
CampaignDay* campaign_day(UserState& state, std::string_view campaign);

/// The summary of docs/summary.md.
Value summary_json(const UserState& state, const CampaignFile& file, bool final);

}  // namespace docent
