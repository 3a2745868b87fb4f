// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "docent/condition.hpp"

namespace docent {

/// What one node of a compiled condition asks.
enum class ConditionOp : std::uint8_t {
  // Asked of attributes.
  kEvery,       ///< all children; a condition object, or `$and`
  kOr,          ///< any child, or there are none
  kNor,         ///< not kOr
  kNotEvery,    ///< `$not` of a condition object
  kSavedGroup,  ///< the group the operand names
  kAttribute,   ///< the children, asked of the attribute's value
  // Asked of a value. Plain ones first: the condition is a value itself.
  kText,
  kTextIgnoringCase,
  kNumber,
  kBool,
  kNull,
  kJson,
  kEveryTest,  ///< all children
  kEq,
  kNe,
  kLt,
  kLte,
  kGt,
  kGte,
  kVersionEq,
  kVersionNe,
  kVersionLt,
  kVersionLte,
  kVersionGt,
  kVersionGte,
  kExists,
  kIn,
  kNotIn,
  kInIgnoringCase,
  kNotInIgnoringCase,
  kInGroup,
  kNotInGroup,
  kNotTest,
  kSize,
  kElementTest,    ///< `$elemMatch` of operators: they are asked of an element
  kElementObject,  ///< `$elemMatch` of a condition: its attributes are the element's members
  kAllOf,
  kRegex,
  kRegexIgnoringCase,
  kType,
  kNever,  ///< what could not be compiled
};

/// A node of a compiled condition. Its views and pointers lead into the JSON it was made from.
struct ConditionNode {
  ConditionOp op = ConditionOp::kNever;
  std::string_view key;            ///< its member key in the JSON; empty for an element of a list
  const Value* operand = nullptr;  ///< what stands at that place
  std::vector<ConditionNode> children;
};

/// Compiles the object `json`, which must outlive the node and stay where it is.
ConditionNode compile_condition(const Value& json, const std::string& path,
                                std::vector<Problem>& problems);

struct SavedGroups::Compiled {
  Value json;
  std::vector<ConditionNode> conditions;  ///< by member; `kNever` for one that is no condition

  /// Which member that is.
  std::size_t index_of(const Value* group) const {
    std::size_t index = 0;
    while (&json.as_object()[index].value != group) ++index;
    return index;
  }
};

/// What is found out of saved groups over one set of attributes, so that each is asked once.
struct GroupMemo {
  /// Groups may ask for each other in circles, and for those of the elements of lists: so often may
  /// any be asked in one evaluation. The rest hold nobody.
  static constexpr std::size_t kMostAsked = 4096;

  std::size_t* left;  ///< of those
  /// Where a circle was cut short, what was found holds on this way only.
  bool cut = false;
  std::vector<signed char> known = {};  ///< by group; -1: not yet
};

/// What evaluation sees.
struct ConditionScope {
  const Attributes& attributes;
  const Host& host;
  const SavedGroups& saved_groups;
  /// The saved groups that are being resolved, innermost first, so that a cycle ends.
  struct Visited {
    std::string_view id;
    const Visited* outer;
  };
  const Visited* visited = nullptr;
  GroupMemo* memo = nullptr;  ///< from the first group on

  const Value* group(std::string_view id) const { return saved_groups.json().find(id); }
};

/// Whether a node that is asked of attributes holds.
bool condition_holds(const ConditionNode& node, const ConditionScope& scope);

/// Whether a node that is asked of a value holds.
bool test_holds(const ConditionNode& node, const Value& value, const ConditionScope& scope);

}  // namespace docent
