// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

#include "campaign_words.hpp"
#include "order.hpp"
#include "readers.hpp"

namespace docent {
namespace {

constexpr double kMaxWeight = 1000;
constexpr double kMaxTarget = 1e9;
constexpr std::size_t kMaxBands = 20;
constexpr std::size_t kMaxDimensions = 12;
constexpr std::size_t kMaxFeatures = 64;
constexpr std::size_t kMaxMilestones = 32;
constexpr std::size_t kMaxStages = 16;

/// Ids that would hide an attribute of that name beside them.
constexpr std::string_view kReservedFeatures[] = {"tried", "breadth", "depth", "never_tried"};
constexpr std::string_view kReservedMilestones[] = {"next", "reached_count"};

void check_not_reserved(std::string_view id, std::span<const std::string_view> reserved,
                        const Place& place, ProblemList& problems) {
  if (std::find(reserved.begin(), reserved.end(), id) == reserved.end()) return;
  problems.error(ErrorCode::kUnknownValue, place,
                 quoted(id) + " is reserved: an attribute has this name.");
}

void read_events(ObjectReader& top, CampaignFile& file) {
  std::vector<EventRule> rules;
  top.each_member("events", kMaxCountedEvents,
                  [&](std::string_view name, const Value& json, const Place& place) {
                    ObjectReader reader(json, place, top.reading());
                    EventRule rule;
                    rule.name = std::string(name);
                    rule.label = reader.text("label");
                    rule.core = reader.boolean("core", false);
                    rule.weight = reader.number("weight", 0, {-kMaxWeight, kMaxWeight});
                    if (reader.find("half_life_days") != nullptr) {
                      rule.half_life_days = reader.number("half_life_days", 1, {0, kMaxDays, true});
                    }
                    top.reading().events.push_back(rule.name);
                    rules.push_back(std::move(rule));
                  });
  const std::vector<std::uint32_t> order =
      order_of(rules.size(),
               [&](std::uint32_t a, std::uint32_t b) { return rules[a].name < rules[b].name; });
  for (const std::uint32_t i : order) file.events.push_back(std::move(rules[i]));
}

void read_bands(ObjectReader& score, CampaignFile& file) {
  if (score.find("bands") == nullptr) return;
  file.bands.clear();
  std::vector<std::string> ids;
  score.each_object("bands", {1, kMaxBands}, [&](ObjectReader& reader) {
    Band band;
    band.id = reader.own_id(ids);
    reader.require("from");
    band.from = reader.number("from", 0, {0, 100});
    band.label = reader.text("label");
    if (file.bands.empty() && band.from != 0) {
      reader.error(ErrorCode::kOutOfRange, "from", "The first band starts at 0.");
    } else if (!file.bands.empty() && band.from <= file.bands.back().from) {
      reader.error(ErrorCode::kOutOfRange, "from", "Each band starts above the one before it.");
    }
    file.bands.push_back(std::move(band));
  });
}

/// Whether the value of an attribute follows from the score, or may: a holdout can hash it.
bool follows_from_score(std::string_view path) {
  return path == "stage" || path == "held_out" || path == "score" || path.substr(0, 6) == "score.";
}

Dimension read_dimension(ObjectReader& reader, std::vector<std::string>& ids) {
  Dimension dimension;
  dimension.id = reader.own_id(ids);
  dimension.label = reader.text("label");
  dimension.weight = reader.number("weight", 1, {0, kMaxWeight, true});
  reader.require("target");
  dimension.target = reader.number("target", 1, {0, kMaxTarget, true});
  if (reader.find("events") != nullptr) {
    dimension.events = reader.events("events", {1, kMaxEventList});
    if (reader.find("metric") != nullptr) {
      reader.error(ErrorCode::kConflict, "metric",
                   "A dimension measures a `metric` or counts `events`, not both.");
    }
    return dimension;
  }
  if (reader.require("metric") == nullptr) return dimension;
  dimension.metric = reader.string("metric", "", kMaxTextBytes);
  reader.reading().refers_to_attribute(dimension.metric);
  if (dimension.metric.empty()) {
    reader.error(ErrorCode::kOutOfRange, "metric", "An attribute's path is not empty.");
  } else if (follows_from_score(dimension.metric)) {
    reader.error(ErrorCode::kUnknownValue, "metric",
                 "The score cannot be made of what follows from it.");
  }
  return dimension;
}

void read_score(ObjectReader& top, CampaignFile& file) {
  file.bands = {{"low", 0, {}}, {"medium", 30, {}}, {"high", 70, {}}};
  top.object("score", [&](ObjectReader& reader) {
    file.score_target = reader.number("target", 100, {0, kMaxTarget, true});
    read_bands(reader, file);
    std::vector<std::string> ids;
    reader.each_object("dimensions", {1, kMaxDimensions}, [&](ObjectReader& dimension) {
      file.dimensions.push_back(read_dimension(dimension, ids));
    });
    if (!file.dimensions.empty() && reader.find("target") != nullptr) {
      reader.error(ErrorCode::kConflict, "target",
                   "Each dimension has a target of its own: `target` and `dimensions` exclude "
                   "each other.");
    }
  });
}

void read_use(ObjectReader& top, CampaignFile& file) {
  top.each_member("features", kMaxFeatures,
                  [&](std::string_view id, const Value& json, const Place& place) {
                    ObjectReader reader(json, place, top.reading());
                    Feature feature;
                    feature.id = std::string(id);
                    check_not_reserved(id, kReservedFeatures, place, top.reading().problems);
                    feature.label = reader.text("label");
                    reader.require("events");
                    feature.events = reader.events("events", {1, kMaxEventList});
                    file.features.push_back(std::move(feature));
                  });
  top.object("activity", [&](ObjectReader& reader) {
    ActivityRules& rules = file.activity;
    rules.cadence = reader.word("cadence", rules.cadence, kCadences);
    rules.session_length = reader.word("session_length", rules.session_length, kSessionLengths);
    rules.session_target_minutes =
        reader.number("session_target_minutes", rules.session_target_minutes, {0, 1440, true});
  });
  top.object("activation", [&](ObjectReader& reader) {
    reader.require("events");
    file.activation.events = reader.events("events", {1, kMaxEventList});
    file.activation.within_days = reader.number("within_days", 14, {0, kMaxDays, true});
  });
}

void read_life(ObjectReader& top, CampaignFile& file) {
  std::vector<std::string> ids;
  top.each_object("milestones", {0, kMaxMilestones}, [&](ObjectReader& reader) {
    Milestone milestone;
    milestone.id = reader.own_id(ids);
    check_not_reserved(milestone.id, kReservedMilestones, Place(reader.place(), "id"),
                       reader.reading().problems);
    milestone.label = reader.text("label");
    reader.require("when");
    milestone.when = reader.condition("when");
    if (reader.find("deadline_days") != nullptr) {
      milestone.deadline_days = reader.number("deadline_days", 1, {0, kMaxDays, true});
    }
    file.milestones.push_back(std::move(milestone));
  });
  ids.clear();
  top.each_object("stages", {0, kMaxStages}, [&](ObjectReader& reader) {
    Stage stage;
    stage.id = reader.own_id(ids);
    stage.label = reader.text("label");
    stage.when = reader.condition("when");
    stage.min_days = reader.number("min_days", 0, {0, kMaxDays});
    file.stages.push_back(std::move(stage));
  });
}

}  // namespace

void read_measures(ObjectReader& top, CampaignFile& file) {
  read_events(top, file);
  read_score(top, file);
  read_use(top, file);
  read_life(top, file);
}

}  // namespace docent
