// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <utility>

#include "lint_rooms.hpp"

namespace docent {
namespace {

/// Goes through the list `key` of an object, if there is one.
template <typename Use>
void each_of(const Value& owner, std::string_view key, const Place& place, Use use) {
  const Value* list = owner.find(key);
  if (list == nullptr || !list->is_array()) return;
  const Place list_place(place, key);
  for (std::size_t i = 0; i < list->as_array().size(); ++i) {
    use(list->as_array()[i], i, Place(list_place, i));
  }
}

void check_events(LintReport& report, const Value& owner, const Place& place) {
  each_of(owner, "events", place, [&](const Value& name, std::size_t, const Place& here) {
    report.check_event(name.as_string(), here);
  });
}

void lint_saved_groups(LintReport& report, const Value& json, const Place& root) {
  const Value* groups = json.find("saved_groups");
  if (groups == nullptr) return;
  const Place place(root, "saved_groups");
  for (const Value::Member& member : groups->as_object()) {
    if (!member.value.is_object()) continue;
    lint_condition(report, member.value, "condition", Place(place, member.key), {});
  }
}

void lint_score(LintReport& report, const Value& json, const Place& root) {
  const Value* score = json.find("score");
  if (score == nullptr) return;
  const Place place(root, "score");
  lint_texts(report, *score, place);
  each_of(*score, "dimensions", place, [&](const Value& dimension, std::size_t, const Place& here) {
    check_events(report, dimension, here);
    const std::string_view metric = dimension.string_or("metric", "");
    if (metric.empty()) return;
    if (auto problem = attribute_problem(report.file, metric, {})) {
      report.warn(problem->code, Place(here, "metric"), std::move(problem->message),
                  std::move(problem->fix));
    } else if (metric == "session_score" &&
               report.file.activity.session_length == SessionLength::kNeutral) {
      report.warn("absent_metric", Place(here, "metric"),
                  "While the length of a session is neutral there is no `session_score`: this part "
                  "is always 0.",
                  "Say in `activity.session_length` whether long sessions are good or bad.");
    }
  });
}

void lint_members(LintReport& report, const Value& json, std::string_view key, const Place& root) {
  const Value* members = json.find(key);
  if (members == nullptr) return;
  const Place place(root, key);
  for (const Value::Member& member : members->as_object()) {
    if (member.key == "$comment") continue;
    const Place here(place, member.key);
    lint_texts(report, member.value, here);
    if (key == "features") check_events(report, member.value, here);
  }
}

void lint_stages(LintReport& report, const Value& json, const Place& root) {
  bool closed = false;
  each_of(json, "stages", root, [&](const Value& stage, std::size_t i, const Place& place) {
    lint_texts(report, stage, place);
    const Truth truth = lint_condition(report, stage, "when", place, {});
    if (closed) {
      report.warn("unreachable_stage", place,
                  "A stage before this one always holds, so " + quoted(report.file.stages[i].id) +
                      " is never entered.",
                  "Move the stage without a `when` to the end.");
    }
    closed = closed || truth == Truth::kAlways;
  });
}

void lint_playbooks(LintReport& report, const Value& json, const Place& root) {
  each_of(json, "playbooks", root, [&](const Value& playbook, std::size_t i, const Place& place) {
    const Playbook& loaded = report.file.playbooks[i];
    lint_condition(report, playbook, "when", place, {AttributeScope::Over::kValue, nullptr});
    lint_condition(report, playbook, "audience", place, {});
    if (!loaded.from.empty() && loaded.from == loaded.to) {
      report.warn("no_change", Place(place, "to"),
                  "Going from " + quoted(loaded.from) +
                      " to itself is no change, so this never "
                      "happens.",
                  "Correct `from` or `to`.");
    }
    if (loaded.on == PlaybookOn::kActivation && report.file.activation.events.empty()) {
      report.warn("no_activation", Place(place, "on"),
                  "The file has no `activation`, so nobody is ever activated.",
                  "Declare `activation` with its events.");
    }
    if (loaded.late) {
      const auto& milestones = report.file.milestones;
      const bool any = std::any_of(milestones.begin(), milestones.end(), [&](const Milestone& m) {
        return m.deadline_days && (loaded.milestone.empty() || m.id == loaded.milestone);
      });
      if (!any) {
        report.warn("no_deadline", Place(place, "is"),
                    "Without a `deadline_days` a milestone is never late.",
                    "Give the milestone a `deadline_days`.");
      }
    }
  });
}

}  // namespace

void lint_measures(LintReport& report, const Value& json, const Place& root) {
  lint_saved_groups(report, json, root);
  lint_members(report, json, "events", root);
  lint_members(report, json, "features", root);
  lint_score(report, json, root);
  if (const Value* activation = json.find("activation")) {
    check_events(report, *activation, Place(root, "activation"));
  }
  each_of(json, "milestones", root, [&](const Value& milestone, std::size_t, const Place& place) {
    lint_texts(report, milestone, place);
    lint_condition(report, milestone, "when", place, {});
  });
  lint_stages(report, json, root);
  lint_playbooks(report, json, root);
  if (const Value* attention = json.find("attention")) {
    each_of(*attention, "quiet", Place(root, "attention"),
            [&](const Value& rule, std::size_t, const Place& place) {
              for (const std::string_view key : {"from", "until"}) {
                report.check_event(rule.string_or(key, ""), Place(place, key));
              }
            });
  }
}

}  // namespace docent
