// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <utility>

#include "lint_rooms.hpp"

namespace docent {
namespace {

/// The ways out of one step.
struct Ways {
  std::vector<std::size_t> steps;
  bool ends = false;  ///< to the end, or by a button that closes the prompt
};

class StepLinter {
 public:
  StepLinter(LintReport& report, const std::vector<Step>& steps, const Campaign& campaign)
      : report_(report), steps_(steps), campaign_(campaign), ways_(steps.size()) {}

  void run(const Value& json, const Place& place) {
    const Value::Array& list = json.as_array();
    for (std::size_t i = 0; i < steps_.size(); ++i) step(list[i], i, Place(place, i));
    lint_texts(report_, json, place);
    for (std::size_t i = 0; i < steps_.size(); ++i) unanswered(list[i], i, Place(place, i));
    question(place);
    // The items of a checklist are all there at once.
    if (campaign_.is_passive()) return;
    const std::vector<bool> reached = reached_from_the_first(steps_.size());
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      if (reached[i]) continue;
      report_.warn("unreachable_step", Place(place, i),
                   "Nothing leads to the step " + quoted(steps_[i].id) + ".",
                   "Let a `goto` of an earlier step lead here, or remove the step.");
    }
    endless(reached, place);
  }

 private:
  void step(const Value& json, std::size_t i, const Place& place) {
    const Step& loaded = steps_[i];
    const AttributeScope with_answers{AttributeScope::Over::kAttributes, &steps_};
    const AttributeScope of_page{AttributeScope::Over::kPage, nullptr};
    lint_condition(report_, json, "page", place, of_page);
    lint_condition(report_, json, "show_if", place, with_answers);
    lint_condition(report_, json, "done_when", place, {});
    if (!loaded.done_on.empty()) report_.check_event(loaded.done_on, Place(place, "done_on"));
    if (const Value* advance = json.find("advance")) {
      const Place advance_place(place, "advance");
      lint_condition(report_, *advance, "page", advance_place, of_page);
      lint_condition(report_, *advance, "when", advance_place, with_answers);
      lint_condition(report_, *advance, "props", advance_place,
                     {AttributeScope::Over::kAnything, nullptr});
      if (loaded.advance.on == AdvanceOn::kEvent) {
        report_.check_event(loaded.advance.name, Place(advance_place, "event"));
      }
    }
    measures(loaded, Place(place, "content"));
    branches(json, i, Place(place, "goto"));
    if (loaded.on_missing == OnMissing::kGoto) lead(i, loaded.missing_step);
    if (loaded.on_missing == OnMissing::kEnd && !loaded.targets.empty()) ways_[i].ends = true;
    for (const Button& button : loaded.buttons) {
      const bool stays =
          button.action == ButtonAction::kNext || button.action == ButtonAction::kBack;
      ways_[i].ends = ways_[i].ends || !stays;
    }
  }

  /// What progress measures is an attribute.
  void measures(const Step& loaded, const Place& place) {
    for (std::size_t b = 0; b < loaded.blocks.size(); ++b) {
      const Block& block = loaded.blocks[b];
      if (block.type != Block::Type::kProgress) continue;
      auto problem = attribute_problem(report_.file, block.measure, {});
      if (!problem) continue;
      const Place block_place(place, b);
      report_.warn(problem->code, Place(block_place, "measure"), std::move(problem->message),
                   std::move(problem->fix));
    }
  }

  void branches(const Value& json, std::size_t i, const Place& place) {
    const Value* list = json.find("goto");
    bool closed = false;
    for (std::size_t b = 0; b < steps_[i].branches.size(); ++b) {
      const Place branch_place(place, b);
      if (closed) {
        report_.warn("unreachable_branch", branch_place,
                     "The branch before this one always holds, so this one is never taken.",
                     "Give the one before an `if`, or move it to the end.");
        break;
      }
      const Truth truth = lint_condition(report_, list->as_array()[b], "if", branch_place,
                                         {AttributeScope::Over::kAttributes, &steps_});
      if (truth != Truth::kNever) lead(i, steps_[i].branches[b].step);
      closed = truth == Truth::kAlways;
    }
    if (closed) return;
    if (i + 1 < steps_.size()) {
      ways_[i].steps.push_back(i + 1);
    } else {
      ways_[i].ends = true;
    }
  }

  void lead(std::size_t from, const std::string& to) {
    const int index = step_index(steps_, to);
    if (index < 0) {
      ways_[from].ends = true;
    } else {
      ways_[from].steps.push_back(static_cast<std::size_t>(index));
    }
  }

  /// The steps one can come to without coming by a certain one.
  std::vector<bool> reached_from_the_first(std::size_t without) const {
    std::vector<bool> reached(steps_.size(), false);
    std::vector<std::size_t> open{0};
    while (!open.empty()) {
      const std::size_t i = open.back();
      open.pop_back();
      if (reached[i] || i == without) continue;
      reached[i] = true;
      open.insert(open.end(), ways_[i].steps.begin(), ways_[i].steps.end());
    }
    return reached;
  }

  /// Whether nobody leaves the step without an answer.
  static bool always_answered(const Step& step) {
    return step.question && step.question->required && step.show_if.empty() &&
           step.targets.empty() && step.advance.on == AdvanceOn::kNothing;
  }

  /// Conditions that mean those who did not answer as well, without saying so.
  void unanswered(const Value& json, std::size_t i, const Place& place) {
    Words answered;
    for (std::size_t q = 0; q < steps_.size(); ++q) {
      if (q == i || !always_answered(steps_[q]) || reached_from_the_first(q)[i]) continue;
      answered.push_back(steps_[q].question->id);
    }
    const AttributeScope scope{AttributeScope::Over::kAttributes, &steps_};
    lint_unanswered(report_, json, "show_if", place, scope, answered);
    if (const Value* advance = json.find("advance")) {
      lint_unanswered(report_, *advance, "when", Place(place, "advance"), scope, answered);
    }
    if (always_answered(steps_[i])) answered.push_back(steps_[i].question->id);
    const Value* list = json.find("goto");
    if (list == nullptr) return;
    const Place branches(place, "goto");
    for (std::size_t b = 0; b < list->as_array().size(); ++b) {
      lint_unanswered(report_, list->as_array()[b], "if", Place(branches, b), scope, answered);
    }
  }

  /// Reports the first step from which no way leads to the end. Closing the prompt is always
  /// possible, but that is not what a tour is for.
  void endless(const std::vector<bool>& reached, const Place& place) {
    std::vector<bool> can_end(steps_.size(), false);
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i < steps_.size(); ++i) {
        const Ways& ways = ways_[i];
        const bool ends = ways.ends || std::any_of(ways.steps.begin(), ways.steps.end(),
                                                   [&](std::size_t to) { return can_end[to]; });
        changed = changed || (ends && !can_end[i]);
        can_end[i] = ends;
      }
    }
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      if (!reached[i] || can_end[i]) continue;
      report_.warn("endless_steps", Place(place, i),
                   "From the step " + quoted(steps_[i].id) +
                       " on the steps go round for ever: no way leads to the end.",
                   "Give a branch of the circle an `if`, or let one lead to `end`.");
      return;
    }
  }

  void question(const Place& place) {
    if (campaign_.kind != CampaignKind::kSurvey) return;
    const bool asks = std::any_of(steps_.begin(), steps_.end(),
                                  [](const Step& each) { return each.question.has_value(); });
    if (asks) return;
    report_.warn("survey_without_question", place,
                 "A survey without a question can never be completed.",
                 "Give a step a `question`, or make it an announcement.");
  }

  LintReport& report_;
  const std::vector<Step>& steps_;
  const Campaign& campaign_;
  std::vector<Ways> ways_;
};

}  // namespace

void lint_steps(LintReport& report, const Value& json, const std::vector<Step>& steps,
                const Campaign& campaign, const Place& place) {
  StepLinter(report, steps, campaign).run(json, place);
}

}  // namespace docent
