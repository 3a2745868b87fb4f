// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "condition_tree.hpp"
#include "pointer.hpp"

namespace docent {
namespace {

using Op = ConditionOp;
using Node = ConditionNode;

constexpr std::pair<std::string_view, Op> kOperators[] = {
    {"$eq", Op::kEq},
    {"$ne", Op::kNe},
    {"$lt", Op::kLt},
    {"$lte", Op::kLte},
    {"$gt", Op::kGt},
    {"$gte", Op::kGte},
    {"$veq", Op::kVersionEq},
    {"$vne", Op::kVersionNe},
    {"$vlt", Op::kVersionLt},
    {"$vlte", Op::kVersionLte},
    {"$vgt", Op::kVersionGt},
    {"$vgte", Op::kVersionGte},
    {"$exists", Op::kExists},
    {"$in", Op::kIn},
    {"$nin", Op::kNotIn},
    {"$ini", Op::kInIgnoringCase},
    {"$nini", Op::kNotInIgnoringCase},
    {"$inGroup", Op::kInGroup},
    {"$notInGroup", Op::kNotInGroup},
    {"$not", Op::kNotTest},
    {"$size", Op::kSize},
    {"$elemMatch", Op::kElementTest},
    {"$all", Op::kAllOf},
    {"$alli", Op::kAllOf},
    {"$regex", Op::kRegex},
    {"$regexi", Op::kRegexIgnoringCase},
    {"$type", Op::kType},
};

constexpr std::string_view kTypes[] = {"null",   "array",   "string",   "number",
                                       "object", "boolean", "undefined"};

bool is_operator(std::string_view key) { return !key.empty() && key[0] == '$'; }

std::size_t operator_count(const Value::Object& object) {
  return static_cast<std::size_t>(
      std::count_if(object.begin(), object.end(),
                    [](const Value::Member& member) { return is_operator(member.key); }));
}

/// Compiles one condition; a class only because every function of it reports into the same list.
class Compiler {
 public:
  explicit Compiler(std::vector<Problem>& problems) : problems_(problems) {}

  Node object(const Value& json, const std::string& path) {
    if (!json.is_object()) return never(json, path, "A condition is an object.");
    Node node{Op::kEvery, {}, &json, {}};
    node.children.reserve(json.as_object().size());
    for (const Value::Member& member : json.as_object()) {
      if (member.key == "$comment") continue;
      Node child = clause(member, pointer_to(path, member.key));
      child.key = member.key;
      node.children.push_back(std::move(child));
    }
    return node;
  }

 private:
  Node never(const Value& json, const std::string& path, std::string message) {
    problems_.push_back({Severity::kError, {ErrorCode::kBadCondition, path, std::move(message)}});
    return Node{Op::kNever, {}, &json, {}};
  }

  Node clause(const Value::Member& member, const std::string& path) {
    const std::string& key = member.key;
    const Value& json = member.value;
    if (key == "$and") return list(Op::kEvery, json, path);
    if (key == "$or") return list(Op::kOr, json, path);
    if (key == "$nor") return list(Op::kNor, json, path);
    if (key == "$not") {
      if (!json.is_object()) return never(json, path, "`$not` takes a condition.");
      return Node{Op::kNotEvery, {}, &json, {object(json, path)}};
    }
    if (key == "$savedGroup") {
      if (json.string_or("id", "").empty()) {
        return never(json, path, "`$savedGroup` takes an object with an `id`.");
      }
      return Node{Op::kSavedGroup, {}, &json, {}};
    }
    if (is_operator(key)) {
      return never(json, path, "`" + key + "` does not stand in the place of an attribute.");
    }
    return Node{Op::kAttribute, {}, &json, {tests(json, path, false)}};
  }

  Node list(Op op, const Value& json, const std::string& path) {
    if (!json.is_array()) return never(json, path, "This operator takes a list of conditions.");
    Node node{op, {}, &json, {}};
    node.children.reserve(json.as_array().size());
    for (const Value& item : json.as_array()) {
      node.children.push_back(object(item, pointer_to(path, node.children.size())));
    }
    return node;
  }

  /// What is asked of a value: the value itself, or operators.
  Node tests(const Value& json, const std::string& path, bool ignore_case) {
    if (json.is_string()) {
      return Node{ignore_case ? Op::kTextIgnoringCase : Op::kText, {}, &json, {}};
    }
    if (json.is_number()) return Node{Op::kNumber, {}, &json, {}};
    if (json.is_bool()) return Node{Op::kBool, {}, &json, {}};
    if (json.is_null()) return Node{Op::kNull, {}, &json, {}};
    if (json.is_array()) return Node{Op::kJson, {}, &json, {}};
    const Value::Object& members = json.as_object();
    const std::size_t operators = operator_count(members);
    if (operators == 0) return Node{Op::kJson, {}, &json, {}};
    if (operators != members.size()) {
      return never(json, path, "Operators and plain fields do not mix in one object.");
    }
    Node node{Op::kEveryTest, {}, &json, {}};
    node.children.reserve(members.size());
    for (const Value::Member& member : members) {
      if (member.key == "$comment") continue;
      Node child = operator_test(member, pointer_to(path, member.key));
      child.key = member.key;
      node.children.push_back(std::move(child));
    }
    return node;
  }

  Node operator_test(const Value::Member& member, const std::string& path) {
    const std::string& key = member.key;
    const Value& operand = member.value;
    const auto found = std::find_if(std::begin(kOperators), std::end(kOperators),
                                    [&](const auto& entry) { return entry.first == key; });
    if (found == std::end(kOperators)) {
      return never(operand, path, "There is no operator `" + key + "`.");
    }
    const auto wants = [&](std::string_view what) {
      return never(operand, path, "`" + key + "` takes " + std::string(what) + ".");
    };
    Node node{found->second, {}, &operand, {}};
    switch (node.op) {
      case Op::kIn:
      case Op::kNotIn:
      case Op::kInIgnoringCase:
      case Op::kNotInIgnoringCase:
        if (!operand.is_array()) return wants("a list");
        break;
      case Op::kInGroup:
      case Op::kNotInGroup:
        if (!operand.is_string()) return wants("the id of a saved group");
        break;
      case Op::kRegex:
      case Op::kRegexIgnoringCase:
        if (!operand.is_string()) return wants("a regular expression as a string");
        break;
      case Op::kType:
        if (!operand.is_string() || std::find(std::begin(kTypes), std::end(kTypes),
                                              operand.as_string()) == std::end(kTypes)) {
          return wants("`string`, `number`, `boolean`, `array`, `object` or `null`");
        }
        break;
      case Op::kNotTest:
      case Op::kSize:
        node.children.push_back(tests(operand, path, false));
        break;
      case Op::kAllOf:
        if (!operand.is_array()) return wants("a list");
        for (const Value& item : operand.as_array()) {
          node.children.push_back(
              tests(item, pointer_to(path, node.children.size()), key == "$alli"));
        }
        break;
      case Op::kElementTest:
        if (!operand.is_object()) return wants("a condition");
        if (operand.as_object().empty() ||
            operator_count(operand.as_object()) != operand.as_object().size()) {
          node.op = Op::kElementObject;
          node.children.push_back(object(operand, path));
        } else {
          node.children.push_back(tests(operand, path, false));
        }
        break;
      default:
        break;
    }
    return node;
  }

  std::vector<Problem>& problems_;
};

}  // namespace

ConditionNode compile_condition(const Value& json, const std::string& path,
                                std::vector<Problem>& problems) {
  return Compiler(problems).object(json, path);
}

}  // namespace docent
