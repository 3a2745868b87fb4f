// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/decay.hpp"

#include "docent/batch.hpp"

namespace docent {
namespace {

// 2^(-1/2), 2^(-1/4), … : the factor of each binary digit of the exponent's fraction, correctly
// rounded.
constexpr double kRoots[] = {
    0x1.6a09e667f3bcdp-1, 0x1.ae89f995ad3adp-1, 0x1.d5818dcfba487p-1, 0x1.ea4afa2a490dap-1,
    0x1.f50765b6e4540p-1, 0x1.fa7c1819e90d8p-1, 0x1.fd3c22b8f71f1p-1, 0x1.fe9d96b2a23d9p-1,
    0x1.ff4eaca4391b6p-1, 0x1.ffa74ea381efcp-1, 0x1.ffd3a565efb65p-1, 0x1.ffe9d237fe372p-1,
    0x1.fff4e8fd40081p-1, 0x1.fffa7476f029dp-1, 0x1.fffd3a398c1bbp-1, 0x1.fffe9d1c4b0f3p-1,
    0x1.ffff4e8e06c7fp-1, 0x1.ffffa746fbb40p-1, 0x1.ffffd3a37bee0p-1, 0x1.ffffe9d1bd7c0p-1,
};
// After so many halvings nothing that is printed is left.
constexpr double kMostHalvings = 256;

}  // namespace

double half_life_factor(std::int64_t elapsed_ms, double half_life_days) {
  if (elapsed_ms <= 0) return 1;
  double halvings =
      static_cast<double>(elapsed_ms) / (half_life_days * static_cast<double>(kDayMs));
  if (!(halvings < kMostHalvings)) return 0;
  double factor = 1;
  for (; halvings >= 1; halvings -= 1) factor *= 0.5;
  for (double root : kRoots) {
    halvings *= 2;
    if (halvings >= 1) {
      halvings -= 1;
      factor *= root;
    }
  }
  return factor;
}

}  // namespace docent
