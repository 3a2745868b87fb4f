// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "docent/value.hpp"

namespace docent {

/// A gate of `explain` as a plain sentence for a product manager. Times are given in UTC. `locale`:
/// English for now, whatever it says.
std::string sentence(const Value& gate, std::string_view locale);

}  // namespace docent
