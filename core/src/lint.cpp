// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/lint.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "docent/json.hpp"
#include "lint_rooms.hpp"

namespace docent {
namespace {

/// Every event that something asks for: the loader counts those beside the declared ones, so each
/// is looked for where it can be named.
class UsedEvents {
 public:
  explicit UsedEvents(const CampaignFile& file) {
    for (const Campaign& campaign : file.campaigns) add(campaign);
    for (const Feature& feature : file.features) add(feature.events);
    for (const Dimension& dimension : file.dimensions) {
      add(dimension.events);
      add_path(dimension.metric);
    }
    for (const Milestone& milestone : file.milestones) add(milestone.when);
    for (const Stage& stage : file.stages) add(stage.when);
    for (const Playbook& playbook : file.playbooks) add(playbook.audience);
    for (const QuietRule& rule : file.attention.quiet)
      add(std::vector<std::string>{rule.from, rule.until});
    add(file.activation.events);
    std::sort(names_.begin(), names_.end());
  }

  bool has(const std::string& name) const {
    return std::binary_search(names_.begin(), names_.end(), name);
  }

 private:
  void add(const std::vector<std::string>& names) {
    names_.insert(names_.end(), names.begin(), names.end());
  }

  void add_path(std::string_view path) {
    constexpr std::string_view kRoot = "events.";
    if (path.substr(0, kRoot.size()) != kRoot) return;
    path.remove_prefix(kRoot.size());
    names_.emplace_back(path.substr(0, path.find('.')));
  }

  void add(const Condition& condition) {
    for (const std::string& path : condition.attribute_paths()) add_path(path);
  }

  void add(const std::vector<Step>& steps) {
    for (const Step& step : steps) {
      if (step.advance.on == AdvanceOn::kEvent) names_.push_back(step.advance.name);
      if (step.advance.on == AdvanceOn::kCondition) add(step.advance.condition);
      add(step.show_if);
      add(step.done_when);
      names_.push_back(step.done_on);
      for (const Branch& branch : step.branches) add(branch.condition);
    }
  }

  void add(const Campaign& campaign) {
    add(campaign.audience);
    for (const Trigger& trigger : campaign.triggers) names_.push_back(trigger.event);
    add(campaign.cancel_on);
    add(campaign.steps);
    if (!campaign.experiment) return;
    for (const Variant& variant : campaign.experiment->variants) add(variant.steps);
  }

  std::vector<std::string> names_;
};

/// An event that is scored, a core action or asked for somewhere is of use; one that a saved group
/// or a text asks for is found by its name alone, to be on the safe side.
void lint_unused_events(LintReport& report, std::string_view text, const Place& root) {
  const UsedEvents used(report.file);
  const Place place(root, "events");
  const bool weights_count = report.file.dimensions.empty();
  for (const EventRule& rule : report.file.events) {
    const bool scored = weights_count && rule.weight != 0;
    if (scored || rule.core || used.has(rule.name)) continue;
    if (text.find("events." + rule.name + ".") != std::string_view::npos) continue;
    report.warn("unused_event", Place(place, rule.name),
                quoted(rule.name) + " is declared, but nothing in this file depends on it.",
                "Give it a `weight`, use it, or remove it: summaries count every event anyway.");
  }
}

void lint_top(LintReport& report, const Value& json, const Place& root) {
  if (report.file.holdout.share == 1) {
    report.warn("shown_to_nobody", Place(Place(root, "holdout"), "share"),
                "With everybody held out nothing is shown to anybody.",
                "Lower the share, or say `\"paused\": true`.");
  }
  const std::string& attribute = report.file.holdout.hash_attribute;
  if (json.find("holdout") == nullptr || attribute == "device_id") return;
  if (auto problem = attribute_problem(report.file, attribute, {})) {
    const Place place(root, "holdout");
    report.warn(problem->code, Place(place, "hash_attribute"), std::move(problem->message),
                std::move(problem->fix));
  }
}

}  // namespace

std::vector<Finding> lint(std::string_view text, const Host& host) {
  const LoadedFile loaded = load_campaign_file(text);
  const Result<Value> json = parse_json(text, {kMaxFileBytes, 32});
  std::vector<Finding> findings = findings_of(loaded.problems, json ? *json : Value());
  // What the loader refuses has no shape to rely on.
  if (!loaded.file) return findings;
  LintReport report(*loaded.file, host);
  const Place root;
  lint_top(report, *json, root);
  lint_unused_events(report, text, root);
  lint_measures(report, *json, root);
  lint_campaigns(report, *json->find("campaigns"), Place(root, "campaigns"));
  std::vector<Finding> more = report.take();
  std::move(more.begin(), more.end(), std::back_inserter(findings));
  return findings;
}

}  // namespace docent
