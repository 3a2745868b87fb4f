// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "docent/campaign.hpp"
#include "docent/state.hpp"

namespace docent {

/// What one event adds to the score.
struct ScorePart {
  std::string event;
  std::string dimension;  ///< of which it is a part; empty: of the weighted sum
  double count = 0;       ///< decayed
  double weight = 0;
  double points = 0;  ///< of 100, before anything is clamped
};

/// What one dimension adds to the score.
struct ScoreDimension {
  std::string id;
  double weight = 0, target = 0;
  double value = 0;   ///< the metric, or the weighted sum of the events
  double part = 0;    ///< value ÷ target, clamped to 0..1
  double points = 0;  ///< of 100: 100 · weight · part ÷ Σ weight
};

/// The engagement score of a user. Without dimensions it is the weighted sum of event counts, each
/// decayed by its half-life, scaled by the file's target. With dimensions it is the weighted mean
/// of their parts.
struct Score {
  double value = 0;  ///< 0..100, one decimal
  /// In points, neither clamped nor rounded: Σ weight · count over all events of the file, in its
  /// order, whether there are dimensions or not.
  double sum = 0;
  std::string band;
  std::vector<ScorePart> parts;            ///< events with a weight
  std::vector<ScoreDimension> dimensions;  ///< in file order
};

/// As of `at_ms`, which may be before the state's clock: the end of a day that is over. `metrics`
/// gives the dimensions their values; what it does not know is 0.
Score score_of(const UserState& state, const CampaignFile& file, std::int64_t at_ms,
               const Attributes& metrics = {});

/// The highest band that begins at or below the score; empty when the file has none.
std::string band_of(const CampaignFile& file, double score);

/// Whether the file says how to score at all.
bool scores_anything(const CampaignFile& file);

/// How many points the score is above the oldest of the weekly samples, which is 22 to 28 days old;
/// nothing before the first one is 7 days old.
std::optional<double> trend_of(const UserState& state, double score, std::int32_t on_day);

}  // namespace docent
