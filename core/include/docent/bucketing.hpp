// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace docent {

/// From (inclusive) and to (exclusive), both 0..1.
using BucketRange = std::pair<double, double>;

/// A share of the hash space that excludes others of the same name.
struct Namespace {
  std::string_view id;
  double from = 0;
  double to = 1;
};

/// GrowthBook's FNV-1a bucketing over UTF-16 code units: version 1 (0..0.999) or 2 (0..0.9999);
/// nothing for another version.
std::optional<double> bucket_hash(std::string_view seed, std::string_view value, int version);

/// Equal weights for n variations; empty for n < 1.
std::vector<double> equal_weights(int n);

/// Ranges for n variations by coverage (clamped to 0..1) and weights (equal ones unless there are n
/// that sum to 1).
std::vector<BucketRange> bucket_ranges(int n, double coverage, const std::vector<double>& weights);

/// The index of the range that holds the number, or -1.
int choose_variation(double number, const std::vector<BucketRange>& ranges);

/// Whether the user falls into the namespace's share.
bool in_namespace(std::string_view user_id, const Namespace& space);

}  // namespace docent
