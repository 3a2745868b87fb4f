// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

// What must hold whatever happened. Each function gives a sentence about the first rule that is
// broken, or "".

#include <string>
#include <string_view>

#include "docent/engine.hpp"

namespace docent::fuzz {

/// Of the state between two batches.
std::string broken_rule_of_state(const Engine& engine);
/// Of its snapshot: what was restored writes itself back.
std::string broken_rule_of_snapshot(const Engine& engine);
/// Of the effects of the batch that `here` stepped. Read the state after it.
std::string broken_rule_of_effects(const Engine& engine, std::string_view effects,
                                   std::string_view tab);
/// Of an answer to `attributes`.
std::string broken_rule_of_attributes(std::string_view attributes);

}  // namespace docent::fuzz
