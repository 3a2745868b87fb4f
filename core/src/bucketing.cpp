// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/bucketing.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "javascript.hpp"

namespace docent {
namespace {

/// 32-bit FNV-1a (Fowler, Noll, Vo) that eats UTF-16 code units, as GrowthBook's SDKs do.
class Fnv1a {
 public:
  Fnv1a& add(std::string_view text) {
    javascript::each_utf16_unit(text, [this](std::uint16_t unit) {
      hash_ ^= unit;
      hash_ *= 0x01000193U;
    });
    return *this;
  }
  std::uint32_t value() const { return hash_; }

 private:
  std::uint32_t hash_ = 0x811C9DC5U;
};

}  // namespace

std::optional<double> bucket_hash(std::string_view seed, std::string_view value, int version) {
  if (version == 2) {
    const std::uint32_t first = Fnv1a().add(seed).add(value).value();
    return Fnv1a().add(std::to_string(first)).value() % 10000 / 10000.0;
  }
  if (version == 1) return Fnv1a().add(value).add(seed).value() % 1000 / 1000.0;
  return std::nullopt;
}

/// More than anybody varies; a larger number is a mistake that must not take all memory.
constexpr int kMaxVariations = 10'000;

std::vector<double> equal_weights(int n) {
  if (n < 1 || n > kMaxVariations) return {};
  return std::vector<double>(static_cast<std::size_t>(n), 1.0 / n);
}

std::vector<BucketRange> bucket_ranges(int n, double coverage, const std::vector<double>& weights) {
  const double covered = std::clamp(coverage, 0.0, 1.0);
  double total = 0;
  for (const double weight : weights) total += weight;
  const bool usable = weights.size() == static_cast<std::size_t>(std::max(n, 0)) &&
                      !(total < 0.99) && !(total > 1.01);
  std::vector<BucketRange> ranges;
  double cumulative = 0;
  for (const double weight : usable ? weights : equal_weights(n)) {
    ranges.emplace_back(cumulative, cumulative + covered * weight);
    cumulative += weight;
  }
  return ranges;
}

int choose_variation(double number, const std::vector<BucketRange>& ranges) {
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    if (number >= ranges[i].first && number < ranges[i].second) return static_cast<int>(i);
  }
  return -1;
}

bool in_namespace(std::string_view user_id, const Namespace& space) {
  const std::string seed = "__" + std::string(space.id);
  const double share = *bucket_hash(seed, user_id, 1);
  return share >= space.from && share < space.to;
}

}  // namespace docent
