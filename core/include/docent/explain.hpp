// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "docent/decide.hpp"
#include "docent/value.hpp"

namespace docent {

/// Why a campaign would or would not be shown here, now: every gate with its verdict and the
/// numbers it compared (docs/engine.md, "Explain").
Value explain(const Campaign& campaign, const Situation& situation);

}  // namespace docent
