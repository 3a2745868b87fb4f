// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "readers.hpp"

namespace docent {
namespace {

constexpr std::size_t kMaxVariants = 10;

std::string read_hash_attribute(ObjectReader& reader) {
  std::string path = reader.string("hash_attribute", "device_id", kMaxNameBytes);
  if (path.empty()) {
    reader.error(ErrorCode::kOutOfRange, "hash_attribute", "An attribute's path is not empty.");
  }
  return path;
}

void read_variants(ObjectReader& reader, CampaignKind kind, Experiment& experiment) {
  std::vector<std::string> ids;
  reader.require("variants");
  reader.each_object("variants", {2, kMaxVariants}, [&](ObjectReader& entry) {
    Variant variant;
    variant.id = entry.own_id(ids);
    variant.show = entry.boolean("show", true);
    if (entry.find("steps") != nullptr) variant.steps = read_steps(entry, kind);
    if (entry.find("weight") != nullptr) {
      experiment.weights.push_back(entry.number("weight", 0, {0, 1}));
    }
    experiment.variants.push_back(std::move(variant));
  });
  if (!experiment.weights.empty() && experiment.weights.size() != experiment.variants.size()) {
    reader.error(ErrorCode::kMissingField, "variants",
                 "Either every variant has a `weight`, or none.");
  }
}

const Question* question_of(const std::vector<Step>& steps, std::string_view id) {
  for (const Step& step : steps) {
    if (step.question && step.question->id == id) return &*step.question;
  }
  return nullptr;
}

/// The answers to one question are counted together, whatever steps asked it.
void check_questions(ObjectReader& reader, const Campaign& of, const Experiment& experiment) {
  for (const Variant& variant : experiment.variants) {
    for (const Step& step : variant.steps) {
      if (!step.question) continue;
      const Question& mine = *step.question;
      const auto differs = [&](const std::vector<Step>& steps) {
        const Question* other = question_of(steps, mine.id);
        return other != nullptr &&
               (other->type != mine.type || other->histogram_size() != mine.histogram_size());
      };
      bool conflict = differs(of.steps);
      for (const Variant& other : experiment.variants) conflict = conflict || differs(other.steps);
      if (!conflict) continue;
      reader.error(ErrorCode::kConflict, "variants",
                   "The question " + quoted(mine.id) + " is of different types in two variants.");
      return;
    }
  }
}

}  // namespace

std::optional<Experiment> read_experiment(ObjectReader& campaign, const Campaign& of) {
  if (campaign.find("experiment") == nullptr) return std::nullopt;
  Experiment experiment;
  campaign.object("experiment", [&](ObjectReader& reader) {
    experiment.seed = reader.string("seed", of.id, kMaxNameBytes);
    experiment.hash_attribute = read_hash_attribute(reader);
    experiment.hash_version = reader.small_integer("hash_version", 2, {1, 2});
    experiment.coverage = reader.number("coverage", 1, {0, 1});
    reader.object("namespace", [&](ObjectReader& space) {
      NamespaceShare share;
      share.id = space.identifier("id");
      space.require("from");
      share.from = space.number("from", 0, {0, 1});
      space.require("to");
      share.to = space.number("to", 1, {share.from, 1, true});
      experiment.space = std::move(share);
    });
    experiment.sticky = reader.boolean("sticky", true);
    read_variants(reader, of.kind, experiment);
    check_questions(reader, of, experiment);
  });
  return experiment;
}

Holdout read_holdout(ObjectReader& top) {
  Holdout holdout;
  top.object("holdout", [&](ObjectReader& reader) {
    reader.require("share");
    holdout.share = reader.number("share", 0, {0, 1});
    holdout.seed = reader.string("seed", "holdout", kMaxNameBytes);
    holdout.hash_attribute = read_hash_attribute(reader);
    if (holdout.hash_attribute == "held_out") {
      reader.error(ErrorCode::kUnknownValue, "hash_attribute",
                   "Who is held out cannot decide who is held out.");
    }
  });
  return holdout;
}

}  // namespace docent
