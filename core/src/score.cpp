// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/score.hpp"

#include <algorithm>
#include <utility>

#include "docent/activity.hpp"
#include "rounding.hpp"

namespace docent {
namespace {

/// How often an event happened, decayed. Without a half-life every one counts for ever.
double count_of(const UserState& state, const EventRule& rule, std::int64_t at_ms) {
  const auto it = state.events.find(rule.name);
  if (it == state.events.end()) return 0;
  return rule.half_life_days ? decayed_count(it->second, &rule, at_ms)
                             : static_cast<double>(it->second.total);
}

/// One event's part of a sum that counts in full at `target` and is worth `points` then.
ScorePart part_of(const EventRule& rule, double count, double target, double points) {
  return {.event = rule.name,
          .dimension = {},
          .count = count,
          .weight = rule.weight,
          .points = points * rule.weight * count / target};
}

double weighted_mean(const UserState& state, const CampaignFile& file, std::int64_t at_ms,
                     const Attributes& metrics, Score& score) {
  double weights = 0, sum = 0;
  for (const Dimension& each : file.dimensions) weights += each.weight;
  for (const Dimension& each : file.dimensions) {
    ScoreDimension dimension{.id = each.id, .weight = each.weight, .target = each.target};
    const double most = 100 * each.weight / weights;
    if (!each.metric.empty() && metrics.get != nullptr) {
      const Value value = metrics(each.metric);
      if (value.is_number()) dimension.value = value.as_number();
      if (value.is_bool() && value.as_bool()) dimension.value = 1;
    }
    for (const std::string& event : each.events) {
      const EventRule* rule = file.find_event(event);
      if (rule == nullptr || rule->weight == 0) continue;
      ScorePart part = part_of(*rule, count_of(state, *rule, at_ms), each.target, most);
      part.dimension = each.id;
      dimension.value += part.weight * part.count;
      score.parts.push_back(std::move(part));
    }
    dimension.part = std::clamp(dimension.value / each.target, 0.0, 1.0);
    dimension.points = most * dimension.part;
    sum += each.weight * dimension.part;
    score.dimensions.push_back(std::move(dimension));
  }
  return 100 * sum / weights;
}

}  // namespace

Score score_of(const UserState& state, const CampaignFile& file, std::int64_t at_ms,
               const Attributes& metrics) {
  Score score;
  const bool is_sum = file.dimensions.empty();
  for (const EventRule& rule : file.events) {
    if (rule.weight == 0) continue;
    const double count = count_of(state, rule, at_ms);
    score.sum += rule.weight * count;
    if (is_sum) score.parts.push_back(part_of(rule, count, file.score_target, 100));
  }
  const double points = is_sum ? 100 * score.sum / file.score_target
                               : weighted_mean(state, file, at_ms, metrics, score);
  score.value = to_tenths(std::clamp(points, 0.0, 100.0));
  score.band = band_of(file, score.value);
  return score;
}

std::string band_of(const CampaignFile& file, double score) {
  std::string id;
  for (const Band& band : file.bands) {
    if (score >= band.from) id = band.id;
  }
  return id;
}

bool scores_anything(const CampaignFile& file) {
  return !file.dimensions.empty() ||
         std::any_of(file.events.begin(), file.events.end(),
                     [](const EventRule& rule) { return rule.weight != 0; });
}

std::optional<double> trend_of(const UserState& state, double score, std::int32_t on_day) {
  if (state.scores.empty()) return std::nullopt;
  constexpr std::int32_t kWeek = 7;
  const auto weeks_before = static_cast<std::int32_t>(state.scores.size()) - 1;
  const std::int32_t oldest_day = state.scores_day - kWeek * weeks_before;
  if (on_day - oldest_day < kWeek) return std::nullopt;
  return to_tenths(score - static_cast<double>(state.scores.back()) / 10);
}

}  // namespace docent
