// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "docent/activity.hpp"
#include "docent/batch.hpp"
#include "docent/campaign.hpp"
#include "docent/condition.hpp"
#include "docent/score.hpp"
#include "docent/state.hpp"

namespace docent {

/// Everything an audience can ask about (docs/campaigns.md, "Attributes"). The parts must outlive
/// it and stay as they are meanwhile.
class Profile {
 public:
  Profile(const UserState& state, const CampaignFile& file, const Here& here)
      : Profile(state, file, here, {state.last_ms, state.last_day}) {}
  /// As of another time than the state's clock: the end of a day that is over, before anything of
  /// the next one is recorded.
  Profile(const UserState& state, const CampaignFile& file, const Here& here, Moment at)
      : state_(state), file_(file), here_(here), at_(at) {}

  /// The attribute at a dotted path, or null.
  Value get(std::string_view path) const;
  /// The same as a port for conditions.
  Attributes attributes() const;
  /// All attributes as one object, for people and tests.
  Value all() const;
  /// The score, computed when it is first asked for.
  const Score& score() const;

  const UserState& state() const { return state_; }
  const CampaignFile& file() const { return file_; }
  Moment at() const { return at_; }

 private:
  const UserState& state_;
  const CampaignFile& file_;
  const Here& here_;
  Moment at_;
  mutable std::optional<Score> score_;
};

}  // namespace docent
