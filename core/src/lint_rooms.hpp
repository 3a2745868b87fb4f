// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

// The rooms of lint. Each walks the JSON beside what was loaded from it, because findings need
// their place.

#include <string_view>
#include <vector>

#include "docent/campaign.hpp"
#include "docent/value.hpp"
#include "lint_attributes.hpp"
#include "lint_report.hpp"
#include "lint_truth.hpp"
#include "problem_list.hpp"

namespace docent {

// lint_conditions.cpp
/// Checks the condition `key` of an object: attributes, regular expressions, saved groups, and
/// whether anything depends on it. What it is, certainly; kAlways when there is none.
Truth lint_condition(LintReport& report, const Value& owner, std::string_view key,
                     const Place& place, const AttributeScope& scope);

/// Whether each of two conditions holds somewhere, but surely never both at once.
bool exclude_each_other(const LintReport& report, const Value& one, const Value& other,
                        const AttributeScope& scope);

/// Reports what in the condition `key` of a step holds for users who did not answer, because it
/// compares an answer by size. `answered`: the questions nobody comes here without.
void lint_unanswered(LintReport& report, const Value& owner, std::string_view key,
                     const Place& place, const AttributeScope& scope,
                     const std::vector<std::string_view>& answered);

// lint_steps.cpp
/// Checks the steps of a campaign, or of a variant, and the ways between them.
void lint_steps(LintReport& report, const Value& json, const std::vector<Step>& steps,
                const Campaign& campaign, const Place& place);

// lint_texts.cpp
/// Checks every text of an object that holds some: languages, links, attributes.
void lint_texts(LintReport& report, const Value& owner, const Place& place);
/// Checks the one text `key` of an object, if there is one.
void lint_text(LintReport& report, const Value& owner, std::string_view key, const Place& place);

// lint_campaigns.cpp
/// Checks each campaign, and what they ask of each other.
void lint_campaigns(LintReport& report, const Value& json, const Place& place);

// lint_measures.cpp
/// Checks what is counted, scored and told apart, and the playbooks.
void lint_measures(LintReport& report, const Value& json, const Place& root);

}  // namespace docent
