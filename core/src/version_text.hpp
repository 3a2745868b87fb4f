// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "docent/value.hpp"

namespace docent {

/// A version as a string that sorts as the version does (`paddedVersionString` of the GrowthBook
/// SDK): "v1.2.10+7" is "    1-    2-   10-~". What is no version is version 0.
std::string padded_version(const Value& version);

}  // namespace docent
