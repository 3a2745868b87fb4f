// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/score.hpp"

#include <algorithm>
#include <cmath>

#include "docent/decay.hpp"

namespace docent {

Score score_of(const UserState& state, const CampaignFile& file, std::int64_t at_ms) {
  Score score;
  double sum = 0;
  for (const EventRule& rule : file.events) {
    if (rule.weight == 0) continue;
    ScorePart part{.event = rule.name, .count = 0, .weight = rule.weight, .points = 0};
    if (auto it = state.events.find(rule.name); it != state.events.end()) {
      const EventRecord& event = it->second;
      part.count = rule.half_life_days ? event.decayed * half_life_factor(at_ms - event.last_ms,
                                                                          *rule.half_life_days)
                                       : static_cast<double>(event.total);
    }
    sum += part.weight * part.count;
    part.points = 100 * part.weight * part.count / file.score_target;
    score.parts.push_back(std::move(part));
  }
  double scaled = std::clamp(100 * sum / file.score_target, 0.0, 100.0);
  score.value = std::floor(scaled * 10 + 0.5) / 10;
  for (const Band& band : file.bands) {
    if (score.value >= band.from) score.band = band.id;
  }
  return score;
}

}  // namespace docent
