// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

// What is certain about a condition before anybody's attributes are known.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "condition_tree.hpp"

namespace docent {

/// What a condition is for all attributes there can be.
enum class Truth {
  kSometimes,  ///< it depends, or it is too large to tell
  kNever,      ///< nothing satisfies it
  kAlways,     ///< everything satisfies it
};

/// What an attribute can be. Without anything set: whatever JSON can be.
struct Domain {
  std::vector<Value> values;   ///< exactly these, if there are any
  bool is_number = false;      ///< a number of the range below
  double from = 0, to = 0;     ///< both can be reached; infinity: no limit
  bool is_whole = false;       ///< a whole number
  bool can_be_absent = false;  ///< or null; only with `is_number`
};

/// The domain of an attribute, by its path.
using DomainOf = std::function<Domain(std::string_view path)>;

/// Clauses that are certain together although they look as if they asked something.
struct CertainClauses {
  Truth truth = Truth::kSometimes;  ///< kNever or kAlways
  std::string path;                 ///< JSON pointer of the (last) clause, in the condition
  std::string other_path;           ///< of the one that contradicts it; "": it is alone
  std::vector<const ConditionNode*> clauses;  ///< all hold never, or each holds always
};

/// What a whole condition is, and the smallest clauses that are certain.
struct ConditionTruth {
  Truth truth = Truth::kSometimes;
  std::vector<CertainClauses> clauses;
};

/// Never wrong, not always able: the values of each attribute are sorted into classes which all
/// tests of the condition see alike (points, gaps between them, kinds), and every combination of
/// classes is tried, in three-valued logic where a test is not understood (regular expressions,
/// saved groups, elements of lists).
ConditionTruth truth_of(const ConditionNode& root, const DomainOf& domain_of);

}  // namespace docent
