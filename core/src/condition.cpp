// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/condition.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "condition_tree.hpp"
#include "javascript.hpp"
#include "pointer.hpp"

namespace docent {
namespace {

using Op = ConditionOp;

const Value* member_or_element(const Value& value, std::string_view key) {
  if (value.is_object()) return value.find(key);
  if (!value.is_array()) return nullptr;
  const std::int64_t index = javascript::array_index(key);
  if (index < 0 || index >= static_cast<std::int64_t>(value.as_array().size())) return nullptr;
  return &value.as_array()[static_cast<std::size_t>(index)];
}

/// Adds the clauses because of which a node does not come out as `wanted`.
void find_failures(const ConditionNode& node, const ConditionScope& scope, std::string path,
                   bool wanted, std::vector<FailedClause>& found);

/// Of the tests of an attribute the first that fails, or what all of them let pass.
FailedClause failed_test(const ConditionNode& node, const ConditionScope& scope, std::string path,
                         bool wanted) {
  Value actual = scope.attributes(node.key);
  const ConditionNode* test = &node.children[0];
  while (true) {
    if (test->op == Op::kNotTest) {
      wanted = !wanted;
      test = &test->children[0];
    } else if (test->op == Op::kEveryTest && (wanted || test->children.size() == 1)) {
      const auto& tests = test->children;
      const auto deciding = std::find_if(tests.begin(), tests.end(), [&](const auto& one) {
        return test_holds(one, actual, scope) != wanted;
      });
      if (deciding == tests.end()) break;
      test = &*deciding;
      path = pointer_to(path, test->key);
    } else {
      break;
    }
  }
  return {std::move(path), *test->operand, std::move(actual), !wanted};
}

/// The same inside a saved group.
void find_in_group(const ConditionNode& node, const ConditionScope& scope, const std::string& path,
                   bool wanted, std::vector<FailedClause>& found) {
  const std::string_view id = node.operand->string_or("id", "");
  const Value* group = scope.group(id);
  if (group == nullptr) return;
  const ConditionScope::Visited visited{id, scope.visited};
  for (const auto* outer = scope.visited; outer != nullptr; outer = outer->outer) {
    if (outer->id == id) return;
  }
  if (group->string_or("type", "") == "list") {
    const std::string_view key =
        node.operand->string_or("attributeKey", group->string_or("attributeKey", ""));
    found.push_back(
        {pointer_to(pointer_to(path, key), "$inGroup"), Value(id), scope.attributes(key), !wanted});
    return;
  }
  const SavedGroups::Compiled& groups = *scope.saved_groups.compiled();
  const ConditionNode& condition = groups.conditions[groups.index_of(group)];
  if (condition.op == Op::kNever) return;
  find_failures(condition, {scope.attributes, scope.host, scope.saved_groups, &visited, scope.memo},
                path, wanted, found);
}

void find_failures(const ConditionNode& node, const ConditionScope& scope, std::string path,
                   bool wanted, std::vector<FailedClause>& found) {
  const std::size_t before = found.size();
  if (node.op == Op::kNotEvery) {
    return find_failures(node.children[0], scope, std::move(path), !wanted, found);
  }
  if (node.op == Op::kAttribute) {
    return found.push_back(failed_test(node, scope, std::move(path), wanted));
  }
  if (node.op == Op::kSavedGroup) find_in_group(node, scope, path, wanted, found);
  const bool of_children = wanted != (node.op == Op::kNor);
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const ConditionNode& child = node.children[i];
    if (condition_holds(child, scope) == of_children) continue;
    const bool in_list = node.operand->is_array();
    find_failures(child, scope, in_list ? pointer_to(path, i) : pointer_to(path, child.key),
                  of_children, found);
    // Of alternatives, each could have been enough.
    if (node.op == Op::kEvery || !of_children) return;
  }
  if (found.size() > before) return;
  found.push_back(
      {std::move(path), node.operand == nullptr ? Value() : *node.operand, {}, !wanted});
}

void collect_paths(const ConditionNode& node, std::set<std::string, std::less<>>& seen,
                   std::vector<std::string>& paths) {
  const auto add = [&](std::string_view path) {
    if (seen.emplace(path).second) paths.emplace_back(path);
  };
  if (node.op == Op::kAttribute) {
    add(node.key);
    return;
  }
  if (node.op == Op::kSavedGroup) {
    const std::string_view key = node.operand->string_or("attributeKey", "");
    if (!key.empty()) add(key);
  }
  for (const ConditionNode& child : node.children) collect_paths(child, seen, paths);
}

}  // namespace

struct Condition::Compiled {
  Value json;
  ConditionNode root;  ///< leads into `json`
};

SavedGroups::SavedGroups(const Value& json) {
  if (!json.is_object()) return;
  auto compiled = std::make_shared<Compiled>();
  compiled->json = json;
  for (const Value::Member& group : compiled->json.as_object()) {
    std::vector<Problem> problems;
    const Value* condition = group.value.find("condition");
    const bool is_one = condition != nullptr && group.value.string_or("type", "") == "condition";
    compiled->conditions.push_back(is_one ? compile_condition(*condition, "", problems)
                                          : ConditionNode());
  }
  compiled_ = std::move(compiled);
}

const Value& SavedGroups::json() const {
  static const Value kNone;
  return compiled_ == nullptr ? kNone : compiled_->json;
}

Attributes attributes_of(const Value& object) {
  return {&object, [](const void* self, std::string_view path) {
            return value_at(*static_cast<const Value*>(self), path);
          }};
}

Value value_at(const Value& root, std::string_view path) {
  const Value* current = &root;
  while (true) {
    const std::size_t dot = path.find('.');
    const std::string_view key = path.substr(0, dot);
    const Value* next = member_or_element(*current, key);
    if (next == nullptr) {
      // A number has no members, so nothing can follow the length.
      const bool is_length =
          current->is_array() && key == "length" && dot == std::string_view::npos;
      return is_length ? Value(current->as_array().size()) : Value();
    }
    if (dot == std::string_view::npos) return *next;
    current = next;
    path.remove_prefix(dot + 1);
  }
}

Condition Condition::compile(const Value& json, const std::string& path,
                             std::vector<Problem>& problems) {
  Condition condition;
  auto compiled = std::make_shared<Compiled>();
  compiled->json = json;
  compiled->root = compile_condition(compiled->json, path, problems);
  const bool asks_nothing = compiled->root.op == Op::kEvery && compiled->root.children.empty();
  if (!asks_nothing) condition.compiled_ = std::move(compiled);
  return condition;
}

bool Condition::matches(const Attributes& attributes, const Host& host,
                        const SavedGroups& saved_groups) const {
  return empty() || condition_holds(compiled_->root, {attributes, host, saved_groups});
}

std::vector<FailedClause> Condition::failures(const Attributes& attributes, const Host& host,
                                              const SavedGroups& saved_groups) const {
  std::vector<FailedClause> found;
  if (matches(attributes, host, saved_groups)) return found;
  std::size_t left = GroupMemo::kMostAsked;
  GroupMemo memo{&left};
  find_failures(compiled_->root, {attributes, host, saved_groups, nullptr, &memo}, "", true, found);
  return found;
}

std::vector<std::string> Condition::attribute_paths() const {
  std::vector<std::string> paths;
  std::set<std::string, std::less<>> seen;
  if (!empty()) collect_paths(compiled_->root, seen, paths);
  return paths;
}

}  // namespace docent
