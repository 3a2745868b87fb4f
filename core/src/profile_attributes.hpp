// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "docent/campaign.hpp"
#include "docent/profile.hpp"
#include "docent/value.hpp"

namespace docent {

/// `group.name`, or `group` alone: one value of the user.
struct PlainAttribute {
  std::string_view group, name;
  Value (*get)(const Profile& profile);
};

/// `group.<name of something in the file>.name`: one value of each event, campaign, feature …
struct NamedAttribute {
  std::string_view group, name;
  std::vector<std::string_view> (*names)(const CampaignFile& file);
  Value (*get)(const Profile& profile, std::string_view of);
};

/// Each attribute once; both `Profile::get` and `Profile::all` go by these lists.
std::span<const PlainAttribute> plain_attributes();
std::span<const NamedAttribute> named_attributes();

/// `score.dimensions.<id>`: 0..100.
Value dimension_of(const Profile& profile, std::string_view id);

}  // namespace docent
