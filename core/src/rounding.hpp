// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>

namespace docent {

/// To the nearest tenth, as scores are told; halves go up. One division of whole numbers, so that
/// it is the same everywhere.
inline double to_tenths(double number) { return std::floor(number * 10 + 0.5) / 10; }

/// To the nearest thousandth, as shares and averages are told.
inline double to_thousandths(double number) { return std::floor(number * 1000 + 0.5) / 1000; }

/// So short that a snapshot of many events stays small. Beyond a billion nobody counts.
inline double to_millionths(double count) {
  return std::floor(std::min(count, 1e9) * 1e6 + 0.5) / 1e6;
}

}  // namespace docent
