// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/experiment.hpp"

#include <string>
#include <utility>

#include "docent/bucketing.hpp"
#include "docent/summary.hpp"
#include "javascript.hpp"

namespace docent {
namespace {

/// The attribute that is hashed, as text; empty: there is none.
std::string hash_value(std::string_view attribute, const Profile& profile) {
  const Value value = profile.get(attribute);
  return javascript::is_truthy(value) ? javascript::to_text(value) : std::string();
}

const Variant* variant_named(const Experiment& experiment, std::string_view id) {
  for (const Variant& variant : experiment.variants) {
    if (variant.id == id) return &variant;
  }
  return nullptr;
}

Assignment to_variant(const Variant& variant, std::optional<double> bucket) {
  return {.code = variant.show ? "in_variant" : "control", .variant = &variant, .bucket = bucket};
}

Assignment in_experiment(const Campaign& campaign, const Situation& s) {
  const Experiment& experiment = *campaign.experiment;
  const std::string value = hash_value(experiment.hash_attribute, {s.state, s.file, s.here});
  if (value.empty()) return {.code = "no_hash_value", .variant = nullptr, .bucket = {}};
  auto record = s.state.campaigns.find(campaign.id);
  if (experiment.sticky && record != s.state.campaigns.end()) {
    const Variant* sticky = variant_named(experiment, record->second.variant);
    if (sticky != nullptr) return to_variant(*sticky, {});
  }
  if (const auto& space = experiment.space;
      space && !in_namespace(value, {.id = space->id, .from = space->from, .to = space->to})) {
    return {.code = "other_namespace", .variant = nullptr, .bucket = {}};
  }
  const std::optional<double> bucket = bucket_hash(
      experiment.seed.empty() ? campaign.id : experiment.seed, value, experiment.hash_version);
  if (!bucket) return {.code = "not_covered", .variant = nullptr, .bucket = {}};
  const int count = static_cast<int>(experiment.variants.size());
  const int chosen =
      choose_variation(*bucket, bucket_ranges(count, experiment.coverage, experiment.weights));
  if (chosen < 0) return {.code = "not_covered", .variant = nullptr, .bucket = bucket};
  return to_variant(experiment.variants[static_cast<std::size_t>(chosen)], bucket);
}

}  // namespace

std::optional<double> held_out_bucket(const Profile& profile) {
  const Holdout& holdout = profile.file().holdout;
  if (holdout.share == 0) return std::nullopt;
  const std::string value = hash_value(holdout.hash_attribute, profile);
  if (value.empty()) return std::nullopt;
  const std::optional<double> bucket = bucket_hash(holdout.seed, value, 2);
  return *bucket < holdout.share ? bucket : std::nullopt;
}

Assignment assignment_of(const Campaign& campaign, const Situation& s) {
  if (const auto bucket = held_out_bucket({s.state, s.file, s.here})) {
    return {.code = "held_out", .variant = nullptr, .bucket = bucket};
  }
  if (campaign.sample < 1) {
    if (s.here.device_id.empty()) {
      return {.code = "no_hash_value", .variant = nullptr, .bucket = {}};
    }
    const std::optional<double> bucket = bucket_hash("sample:" + campaign.id, s.here.device_id, 2);
    if (*bucket >= campaign.sample) {
      return {.code = "not_sampled", .variant = nullptr, .bucket = bucket};
    }
  }
  return campaign.experiment ? in_experiment(campaign, s) : Assignment{};
}

Gate experiment_gate(const Campaign& campaign, const Situation& s, bool details) {
  const Assignment assignment = assignment_of(campaign, s);
  Gate gate{.gate = "experiment",
            .open = assignment.code == "none" || assignment.code == "in_variant",
            .code = assignment.code,
            .opens_at_ms = {},
            .closes_at_ms = {},
            .numbers = {}};
  if (details && (assignment.variant != nullptr || assignment.bucket)) {
    gate.numbers = Value::object();
    if (assignment.variant != nullptr) gate.numbers.set("variant", assignment.variant->id);
    if (assignment.bucket) gate.numbers.set("bucket", *assignment.bucket);
  }
  return gate;
}

std::string_view variant_to_show(const Campaign& campaign, const Situation& s) {
  const Assignment assignment = assignment_of(campaign, s);
  return assignment.code == "in_variant" ? assignment.variant->id : std::string_view();
}

void record_exposure(UserState& state, const Campaign& campaign, std::string_view variant) {
  CampaignRecord& record = state.campaigns[campaign.id];
  if (record.variant == variant) return;
  record.variant = variant;
  if (CampaignDay* day = campaign_day(state, campaign.id)) {
    day->variant = variant;
    ++day->exposed;
  }
}

}  // namespace docent
