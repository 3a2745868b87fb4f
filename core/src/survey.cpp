// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/survey.hpp"

#include <cmath>
#include <cstddef>

namespace docent {
namespace {

using Histogram = std::span<const std::int64_t>;

/// The 97.5 % point of the normal distribution, as everybody rounds it.
constexpr double kZ = 1.96;

std::optional<std::int64_t> total(Histogram histogram) {
  // Sums stay exact in a double, and cannot overflow.
  constexpr std::int64_t kMaxCount = std::int64_t{1} << 53;
  std::int64_t sum = 0;
  for (const std::int64_t count : histogram) {
    if (count < 0 || count > kMaxCount - sum) return std::nullopt;
    sum += count;
  }
  return sum;
}

/// The share of the answers from one entry up to another, both included.
double share(Histogram histogram, std::size_t from, std::size_t to, std::int64_t n) {
  std::int64_t sum = 0;
  for (std::size_t i = from; i <= to; ++i) sum += histogram[i];
  return static_cast<double>(sum) / static_cast<double>(n);
}

}  // namespace

std::optional<NpsResult> nps(Histogram histogram) {
  const std::optional<std::int64_t> n = total(histogram);
  if (histogram.size() != 11 || !n) return std::nullopt;
  NpsResult result;
  result.n = *n;
  if (*n == 0) return result;
  result.detractors = share(histogram, 0, 6, *n);
  result.passives = share(histogram, 7, 8, *n);
  result.promoters = share(histogram, 9, 10, *n);
  const double score = result.promoters - result.detractors;
  const double variance = result.promoters + result.detractors - score * score;
  result.value = 100 * score;
  // Rounding can leave a variance just below zero when everybody answered the same.
  result.margin = variance > 0 ? 100 * kZ * std::sqrt(variance / static_cast<double>(*n)) : 0;
  return result;
}

std::optional<CesResult> ces(Histogram histogram) {
  const std::optional<std::int64_t> n = total(histogram);
  const bool seven = histogram.size() == 7;
  if ((!seven && histogram.size() != 5) || !n) return std::nullopt;
  CesResult result;
  result.n = *n;
  if (*n == 0) return result;
  const auto count = static_cast<double>(*n);
  double sum = 0;
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    sum += static_cast<double>(i + 1) * static_cast<double>(histogram[i]);
  }
  result.mean = sum / count;
  double squares = 0;
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    const double off = static_cast<double>(i + 1) - result.mean;
    squares += off * off * static_cast<double>(histogram[i]);
  }
  if (*n > 1) result.margin = kZ * std::sqrt(squares / (count - 1) / count);
  const std::size_t last = histogram.size() - 1;
  result.top_box = share(histogram, seven ? 4 : 3, last, *n);
  const double easy = share(histogram, seven ? 5 : 3, last, *n);
  const double hard = share(histogram, 0, seven ? 2 : 1, *n);
  result.index = 100 * (easy - hard);
  return result;
}

std::optional<CsatResult> csat(Histogram histogram) {
  const std::optional<std::int64_t> n = total(histogram);
  if (histogram.size() != 5 || !n) return std::nullopt;
  CsatResult result;
  result.n = *n;
  if (*n == 0) return result;
  const double satisfied = share(histogram, 3, 4, *n);
  result.value = 100 * satisfied;
  result.margin = 100 * kZ * std::sqrt(satisfied * (1 - satisfied) / static_cast<double>(*n));
  return result;
}

}  // namespace docent
