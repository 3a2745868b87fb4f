// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "condition_tree.hpp"
#include "lint_truth.hpp"

namespace docent {

/// Kleene's three values.
enum class Verdict : std::uint8_t { kNo, kYes, kUnknown };

Verdict operator!(Verdict a);
Verdict operator&&(Verdict a, Verdict b);
Verdict operator||(Verdict a, Verdict b);

/// What each of the tests says to one class of values.
using Verdicts = std::vector<Verdict>;

/// The classes into which the tests of one attribute sort its values, each once; together they
/// cover the domain. Nothing when there are too many.
std::optional<std::vector<Verdicts>> value_classes(const std::vector<const ConditionNode*>& tests,
                                                   const Domain& domain);

}  // namespace docent
