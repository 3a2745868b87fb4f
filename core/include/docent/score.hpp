// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "docent/campaign.hpp"
#include "docent/state.hpp"

namespace docent {

/// What one event adds to the score.
struct ScorePart {
  std::string event;
  double count = 0;  ///< decayed
  double weight = 0;
  double points = 0;  ///< of 100: 100 · weight · count ÷ target
};

/// The engagement score of a user: a weighted sum of event counts, each decayed by its half-life,
/// scaled by the file's target.
struct Score {
  double value = 0;  ///< 0..100, one decimal
  std::string band;
  std::vector<ScorePart> parts;  ///< events with a weight, by name
};

/// As of `at_ms`, which may be before the state's clock: the end of a day that is over.
Score score_of(const UserState& state, const CampaignFile& file, std::int64_t at_ms);

}  // namespace docent
