// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "docent/campaign.hpp"
#include "docent/host.hpp"
#include "docent/result.hpp"

namespace docent {

/// Everything wrong with a campaign file that its author should know: the loader's problems, and
/// what no schema sees.
std::vector<Problem> lint(std::string_view text, const Host& host);

}  // namespace docent
