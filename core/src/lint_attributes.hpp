// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "docent/campaign.hpp"
#include "lint_truth.hpp"

namespace docent {

/// What a condition or a placeholder may ask for.
struct AttributeScope {
  enum class Over {
    kAttributes,  ///< everything known about the user
    kPage,        ///< the fields of the page, without `page.`
    kAnything,    ///< an event's properties, or something else that nobody declares
    kValue,       ///< `value`: an answer
  };
  Over over = Over::kAttributes;
  /// Where `answers.<question>` is known too: the questions of these steps.
  const std::vector<Step>* steps = nullptr;
};

/// Why there is no such attribute.
struct AttributeProblem {
  std::string_view code;
  std::string message, fix;
};

/// What is wrong with the path of an attribute; nothing when there is one, or could be.
std::optional<AttributeProblem> attribute_problem(const CampaignFile& file, std::string_view path,
                                                  const AttributeScope& scope);

/// The values the attribute can have.
Domain attribute_domain(const CampaignFile& file, std::string_view path,
                        const AttributeScope& scope);

/// Whether lint knows `group.name` (or `group.<id>.name` when it is named): to be compared with
/// what the profile offers.
bool knows_attribute(std::string_view group, std::string_view name, bool named);

}  // namespace docent
