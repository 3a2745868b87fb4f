// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <string>
#include <utility>

#include "condition_tree.hpp"
#include "docent/json.hpp"
#include "lint_rooms.hpp"

namespace docent {
namespace {

using Op = ConditionOp;

class ConditionLinter {
 public:
  ConditionLinter(LintReport& report, const AttributeScope& scope)
      : report_(report), scope_(scope) {}

  Truth run(const Value& json, const Place& place) {
    std::vector<Problem> problems;
    const ConditionNode root = compile_condition(json, "", problems);
    paths(root, place);
    operands(json, place);
    const ConditionTruth truth = truth_of(root, [this](std::string_view path) {
      return attribute_domain(report_.file, path, scope_);
    });
    const std::string pointer = place.pointer();
    for (const CertainClauses& clauses : truth.clauses) certain(clauses, pointer);
    return truth.truth;
  }

 private:
  void paths(const ConditionNode& node, const Place& place) {
    const std::string_view key = node.key;
    if (node.op == Op::kAttribute) {
      attribute(key, Place(place, key));
      return;
    }
    const bool named = !key.empty();
    const Place here(place, named ? key : std::string_view());
    const bool in_list = node.operand->is_array();
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const Place& owner = named ? here : place;
      if (in_list) {
        paths(node.children[i], Place(owner, i));
      } else {
        paths(node.children[i], owner);
      }
    }
  }

  void attribute(std::string_view path, const Place& place) {
    std::optional<AttributeProblem> problem = attribute_problem(report_.file, path, scope_);
    if (!problem) return;
    report_.warn(problem->code, place, std::move(problem->message), std::move(problem->fix));
  }

  /// Regular expressions and saved groups, anywhere in a condition.
  void operands(const Value& json, const Place& place) {
    if (json.is_array()) {
      for (std::size_t i = 0; i < json.as_array().size(); ++i) {
        operands(json.as_array()[i], Place(place, i));
      }
    }
    if (!json.is_object()) return;
    for (const Value::Member& member : json.as_object()) {
      const Place here(place, member.key);
      const bool any_case = member.key == "$regexi";
      if ((any_case || member.key == "$regex") && member.value.is_string()) {
        regex(member.value.as_string(), any_case, here);
      } else if (member.key == "$inGroup" || member.key == "$notInGroup") {
        if (member.value.is_string()) group(member.value.as_string(), here);
      } else if (member.key == "$savedGroup") {
        group(member.value.string_or("id", ""), here);
      } else if (member.key != "$comment") {
        operands(member.value, here);
      }
    }
  }

  void regex(const std::string& pattern, bool any_case, const Place& place) {
    if (!report_.host_has_regex) return;
    if (report_.host.regex_test(report_.host.context, pattern, "", any_case)) return;
    report_.warn("bad_regex", place, "This is not a regular expression, so it matches nothing.",
                 "Correct the pattern. In JSON every backslash is written twice.");
  }

  void group(std::string_view id, const Place& place) {
    const Value& groups = report_.file.saved_groups.json();
    if (id.empty() || groups.find(id) != nullptr) return;
    Words ids;
    if (groups.is_object()) {
      for (const Value::Member& member : groups.as_object()) ids.push_back(member.key);
    }
    report_.warn("unknown_group", place,
                 "There is no saved group " + quoted(id) + ", so nobody is in it.",
                 did_you_mean(id, ids, "Add it to `saved_groups`, or correct the id."));
  }

  void certain(const CertainClauses& clauses, const std::string& pointer) {
    const std::string path = pointer + clauses.path;
    const ConditionNode& clause = *clauses.clauses.back();
    const bool one_attribute = clause.op == Op::kAttribute;
    const std::string what = one_attribute ? quoted(clause.key) : std::string();
    if (clauses.truth == Truth::kAlways) {
      report_.warn("always_true", path,
                   one_attribute ? "Every value of " + what + " satisfies this, so it asks nothing."
                                 : "This holds for everybody, so it asks nothing.",
                   "Remove it, or correct what it compares with" + possible(clause) + ".");
    } else if (!clauses.other_path.empty()) {
      report_.warn(
          "never_true", path,
          "This contradicts `" + pointer + clauses.other_path + "`: the two never hold together.",
          "Change one of the two, or put them into an `$or`.");
    } else if (clauses.clauses.size() > 1) {
      report_.warn("never_true", path,
                   "The clauses of this condition contradict each other: all of them never hold "
                   "together.",
                   "Change one of them, or put them into an `$or`.");
    } else {
      report_.warn(
          "never_true", path,
          one_attribute ? "No value of " + what + " satisfies this." : "Nothing satisfies this.",
          "Correct what it compares with, or remove it" + possible(clause) + ".");
    }
  }

  /// What the attribute of a clause can be, where that is known.
  std::string possible(const ConditionNode& clause) const {
    if (clause.op != Op::kAttribute) return {};
    const Domain domain = attribute_domain(report_.file, clause.key, scope_);
    const std::string what = ": " + quoted(clause.key) + " is ";
    if (domain.is_number) {
      const std::string kind = domain.is_whole ? "a whole number" : "a number";
      const std::string from = " from " + number_text(domain.from);
      return what + kind + from + (std::isinf(domain.to) ? "" : " to " + number_text(domain.to)) +
             (domain.can_be_absent ? ", or absent" : "");
    }
    Words words;
    bool absent = false;
    for (const Value& value : domain.values) {
      if (value.is_string()) words.push_back(value.as_string());
      if (value.is_bool()) words.push_back(value.as_bool() ? "true" : "false");
      absent = absent || value.is_null();
    }
    if (words.empty()) return absent ? what + "always absent" : "";
    return what + (words.size() > 1 ? "one of " : "") + listed(words) +
           (absent ? ", or absent" : "");
  }

  LintReport& report_;
  const AttributeScope& scope_;
};

/// Finds comparisons by size that hold for an answer that was not given.
class UnansweredLinter {
 public:
  UnansweredLinter(LintReport& report, const Words& answered, const AttributeScope& scope)
      : report_(report), answered_(answered), scope_(scope) {}

  void run(const Value& json, const Place& place) {
    std::vector<Problem> problems;
    const ConditionNode root = compile_condition(json, "", problems);
    asked_whether_given(root);
    find(root, place, false);
  }

 private:
  static bool has(const ConditionNode& test, std::initializer_list<Op> ops) {
    if (std::find(ops.begin(), ops.end(), test.op) != ops.end()) return true;
    return std::any_of(test.children.begin(), test.children.end(),
                       [&](const ConditionNode& child) { return has(child, ops); });
  }

  /// Notes the answers of which the condition asks somewhere whether they are given.
  void asked_whether_given(const ConditionNode& node) {
    if (node.op == Op::kAttribute && has(node, {Op::kExists, Op::kNull}))
      asked_.push_back(node.key);
    for (const ConditionNode& child : node.children) asked_whether_given(child);
  }

  void find(const ConditionNode& node, const Place& place, bool negated) {
    if (node.op == Op::kAttribute) return attribute(node, Place(place, node.key), negated);
    const bool turned = node.op == Op::kNor || node.op == Op::kNotEvery;
    const bool in_list = node.operand->is_array();
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const Place named(place, node.key);
      const Place& owner = node.key.empty() ? place : named;
      if (in_list) {
        find(node.children[i], Place(owner, i), negated != turned);
      } else {
        find(node.children[i], owner, negated != turned);
      }
    }
  }

  void attribute(const ConditionNode& node, const Place& place, bool negated) {
    constexpr std::string_view kAnswers = "answers.";
    const std::string_view path = node.key;
    if (path.substr(0, kAnswers.size()) != kAnswers) return;
    const std::string_view question = path.substr(kAnswers.size());
    const auto is_in = [](const Words& words, std::string_view word) {
      return std::find(words.begin(), words.end(), word) != words.end();
    };
    if (is_in(answered_, question) || is_in(asked_, path)) return;
    if (attribute_problem(report_.file, path, scope_)) return;  // no such question
    if (!has(node, {Op::kLt, Op::kLte, Op::kGt, Op::kGte})) return;
    const Value nothing = Value::object();
    const Attributes absent = attributes_of(nothing);
    const ConditionScope scope{absent, report_.host, report_.file.saved_groups};
    if (condition_holds(node, scope) == negated) return;
    report_.warn("holds_unanswered", place,
                 "An answer that was not given compares as 0, so this also means users who did "
                 "not answer " +
                     quoted(question) + ".",
                 "Ask `$exists` as well, or make the question `required`.");
  }

  LintReport& report_;
  const Words& answered_;
  const AttributeScope& scope_;
  Words asked_;
};

}  // namespace

void lint_unanswered(LintReport& report, const Value& owner, std::string_view key,
                     const Place& place, const AttributeScope& scope, const Words& answered) {
  const Value* json = owner.find(key);
  if (json == nullptr || !json->is_object()) return;
  UnansweredLinter(report, answered, scope).run(*json, Place(place, key));
}

Truth lint_condition(LintReport& report, const Value& owner, std::string_view key,
                     const Place& place, const AttributeScope& scope) {
  const Value* json = owner.find(key);
  if (json == nullptr) return Truth::kAlways;
  return ConditionLinter(report, scope).run(*json, Place(place, key));
}

bool exclude_each_other(const LintReport& report, const Value& one, const Value& other,
                        const AttributeScope& scope) {
  const auto is_never = [&](const Value& json) {
    std::vector<Problem> problems;
    const ConditionNode root = compile_condition(json, "", problems);
    return truth_of(root, [&](std::string_view path) {
             return attribute_domain(report.file, path, scope);
           }).truth == Truth::kNever;
  };
  return !is_never(one) && !is_never(other) &&
         is_never(Value::object().set("$and", Value::array().push(one).push(other)));
}

}  // namespace docent
