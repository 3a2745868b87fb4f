// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace docent {

/// 2^(−elapsed / half-life): the share of a quantity that is left. 1 for no elapsed time. By
/// multiplications of constants only, because glibc's and musl's `exp2` differ in their last bits
/// and the score must not.
double half_life_factor(std::int64_t elapsed_ms, double half_life_days);

}  // namespace docent
