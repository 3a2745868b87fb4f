// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// Evaluation of compiled conditions, rule by rule as the GrowthBook SDK for JavaScript does it
// (mongrule.ts).
#include <algorithm>
#include <utility>

#include "condition_tree.hpp"
#include "javascript.hpp"
#include "version_text.hpp"

namespace docent {
namespace {

using Op = ConditionOp;
using Node = ConditionNode;
using Scope = ConditionScope;
namespace js = javascript;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool same_ignoring_case(std::string_view a, std::string_view b, const Host& host) {
  // The host is asked only when it must be: a call into JavaScript costs more than the comparison.
  // Both must be ASCII, because the Kelvin sign's lower case is an ASCII "k".
  if (!is_ascii(a) || !is_ascii(b)) {
    return host.to_lower(host.context, a) == host.to_lower(host.context, b);
  }
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

bool is_one_of(const Value& value, const Value::Array& list, bool ignore_case, const Host& host) {
  const auto is_listed = [&](const Value& item) {
    return std::any_of(list.begin(), list.end(), [&](const Value& entry) {
      if (ignore_case && item.is_string() && entry.is_string()) {
        return same_ignoring_case(item.as_string(), entry.as_string(), host);
      }
      return js::strictly_equal(item, entry);
    });
  };
  if (!value.is_array()) return is_listed(value);
  return std::any_of(value.as_array().begin(), value.as_array().end(), is_listed);
}

/// The values of a saved group for `$inGroup` and `$notInGroup`; nullptr when the entry has none to
/// give.
const Value::Array* group_values(const Value* entry) {
  static const Value::Array kNone;
  if (entry == nullptr) return &kNone;
  if (entry->is_array()) return &entry->as_array();
  const Value* values = entry->find("values");
  const bool is_list = entry->string_or("type", "") == "list";
  return is_list && values != nullptr && values->is_array() ? &values->as_array() : nullptr;
}

/// Whether the condition of a group holds; asked once, unless a circle was cut short.
bool group_holds(std::string_view id, const Value* entry, const Scope& scope) {
  const SavedGroups::Compiled& groups = *scope.saved_groups.compiled();
  const std::size_t index = groups.index_of(entry);
  std::size_t left = GroupMemo::kMostAsked;
  GroupMemo first{&left};
  GroupMemo& memo = scope.memo == nullptr ? first : *scope.memo;
  memo.known.resize(groups.conditions.size(), -1);
  if (memo.known[index] >= 0) return memo.known[index] != 0;
  if (*memo.left == 0) return false;
  --*memo.left;
  const bool was_cut = std::exchange(memo.cut, false);
  const Scope::Visited visited{id, scope.visited};
  const bool holds =
      condition_holds(groups.conditions[index],
                      Scope{scope.attributes, scope.host, scope.saved_groups, &visited, &memo});
  if (!memo.cut) memo.known[index] = holds ? 1 : 0;
  memo.cut = memo.cut || was_cut;
  return holds;
}

bool in_saved_group(const Value& reference, const Scope& scope) {
  const std::string_view id = reference.string_or("id", "");
  for (const Scope::Visited* visited = scope.visited; visited; visited = visited->outer) {
    if (visited->id != id) continue;
    scope.memo->cut = true;
    return false;
  }
  const Value* entry = scope.group(id);
  if (entry == nullptr || !entry->is_object()) return false;
  const Value* override_key = reference.find("attributeKey");
  if (override_key != nullptr && !override_key->is_string()) return false;
  const std::string_view type = entry->string_or("type", "");
  if (type == "list") {
    const Value* key = override_key != nullptr ? override_key : entry->find("attributeKey");
    const Value* values = entry->find("values");
    if (key == nullptr || !key->is_string() || values == nullptr || !values->is_array()) {
      return false;
    }
    return is_one_of(scope.attributes(key->as_string()), values->as_array(), false, scope.host);
  }
  return group_holds(id, entry, scope);
}

bool any_element(const Node& node, const Value& value, const Scope& scope) {
  if (!value.is_array()) return false;
  return std::any_of(value.as_array().begin(), value.as_array().end(), [&](const Value& element) {
    if (element.is_null()) return false;
    if (node.op == Op::kElementTest) return test_holds(node.children[0], element, scope);
    const Attributes members = attributes_of(element);
    GroupMemo memo{scope.memo == nullptr ? nullptr : scope.memo->left};
    const bool holds = condition_holds(node.children[0],
                                       Scope{members, scope.host, scope.saved_groups, scope.visited,
                                             scope.memo == nullptr ? nullptr : &memo});
    if (memo.cut) scope.memo->cut = true;
    return holds;
  });
}

bool has_all(const Node& node, const Value& value, const Scope& scope) {
  if (!value.is_array()) return false;
  return std::all_of(node.children.begin(), node.children.end(), [&](const Node& test) {
    return std::any_of(value.as_array().begin(), value.as_array().end(),
                       [&](const Value& element) { return test_holds(test, element, scope); });
  });
}

bool in_order(Op op, const Value& value, const Value& operand) {
  const js::Order order = js::compare(value, operand);
  switch (op) {
    case Op::kLt:
      return order == js::Order::kLess;
    case Op::kLte:
      return order == js::Order::kLess || order == js::Order::kEqual;
    case Op::kGt:
      return order == js::Order::kGreater;
    default:
      return order == js::Order::kGreater || order == js::Order::kEqual;
  }
}

bool version_holds(Op op, const Value& value, const Value& operand) {
  const int compared = js::compare_text(padded_version(value), padded_version(operand));
  switch (op) {
    case Op::kVersionEq:
      return compared == 0;
    case Op::kVersionNe:
      return compared != 0;
    case Op::kVersionLt:
      return compared < 0;
    case Op::kVersionLte:
      return compared <= 0;
    case Op::kVersionGt:
      return compared > 0;
    default:
      return compared >= 0;
  }
}

bool found_by_regex(const Node& node, const Value& value, const Scope& scope) {
  const std::optional<bool> found =
      scope.host.regex_test(scope.host.context, node.operand->as_string(), js::to_text(value),
                            node.op == Op::kRegexIgnoringCase);
  return found.value_or(false);
}

std::string_view type_of(const Value& value) {
  if (value.is_null()) return "null";
  if (value.is_bool()) return "boolean";
  if (value.is_number()) return "number";
  if (value.is_string()) return "string";
  return value.is_array() ? "array" : "object";
}

}  // namespace

bool condition_holds(const ConditionNode& node, const ConditionScope& scope) {
  const auto holds = [&](const Node& child) { return condition_holds(child, scope); };
  const auto& children = node.children;
  switch (node.op) {
    case Op::kEvery:
      return std::all_of(children.begin(), children.end(), holds);
    case Op::kOr:
      return children.empty() || std::any_of(children.begin(), children.end(), holds);
    case Op::kNor:
      return !children.empty() && std::none_of(children.begin(), children.end(), holds);
    case Op::kNotEvery:
      return !holds(children[0]);
    case Op::kSavedGroup:
      return in_saved_group(*node.operand, scope);
    case Op::kAttribute:
      return test_holds(children[0], scope.attributes(node.key), scope);
    default:
      return false;
  }
}

bool test_holds(const ConditionNode& node, const Value& value, const ConditionScope& scope) {
  const Value& operand = *node.operand;
  switch (node.op) {
    case Op::kText:
      return value.is_string() ? value.as_string() == operand.as_string()
                               : js::to_text(value) == operand.as_string();
    case Op::kTextIgnoringCase:
      return same_ignoring_case(js::to_text(value), operand.as_string(), scope.host);
    case Op::kNumber:
      return js::to_number(value) == operand.as_number();
    case Op::kBool:
      return !value.is_null() && js::is_truthy(value) == operand.as_bool();
    case Op::kNull:
      return value.is_null();
    case Op::kJson:
      return js::same_json(value, operand);
    case Op::kEveryTest:
      return std::all_of(node.children.begin(), node.children.end(),
                         [&](const Node& child) { return test_holds(child, value, scope); });
    case Op::kEq:
      return js::strictly_equal(value, operand);
    case Op::kNe:
      return !js::strictly_equal(value, operand);
    case Op::kLt:
    case Op::kLte:
    case Op::kGt:
    case Op::kGte:
      return in_order(node.op, value, operand);
    case Op::kVersionEq:
    case Op::kVersionNe:
    case Op::kVersionLt:
    case Op::kVersionLte:
    case Op::kVersionGt:
    case Op::kVersionGte:
      return version_holds(node.op, value, operand);
    case Op::kExists:
      return js::is_truthy(operand) != value.is_null();
    case Op::kIn:
      return is_one_of(value, operand.as_array(), false, scope.host);
    case Op::kNotIn:
      return !is_one_of(value, operand.as_array(), false, scope.host);
    case Op::kInIgnoringCase:
      return is_one_of(value, operand.as_array(), true, scope.host);
    case Op::kNotInIgnoringCase:
      return !is_one_of(value, operand.as_array(), true, scope.host);
    case Op::kInGroup:
    case Op::kNotInGroup: {
      const Value::Array* values = group_values(scope.group(operand.as_string()));
      if (values == nullptr) return false;  // of both: an entry nobody can read holds nobody
      return is_one_of(value, *values, false, scope.host) == (node.op == Op::kInGroup);
    }
    case Op::kNotTest:
      return !test_holds(node.children[0], value, scope);
    case Op::kSize:
      return value.is_array() &&
             test_holds(node.children[0], Value(value.as_array().size()), scope);
    case Op::kElementTest:
    case Op::kElementObject:
      return any_element(node, value, scope);
    case Op::kAllOf:
      return has_all(node, value, scope);
    case Op::kRegex:
    case Op::kRegexIgnoringCase:
      return found_by_regex(node, value, scope);
    case Op::kType:
      return type_of(value) == operand.as_string();
    default:
      return false;
  }
}

}  // namespace docent
