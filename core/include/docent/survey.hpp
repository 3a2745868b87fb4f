// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace docent {

/// Net Promoter Score (Reichheld 2003) of a histogram of answers 0..10.
struct NpsResult {
  std::int64_t n = 0;
  double promoters = 0;   ///< share of 9 and 10, 0..1
  double passives = 0;    ///< share of 7 and 8
  double detractors = 0;  ///< share of 0 to 6
  double value = 0;       ///< −100..100
  /// Half of the 95 % confidence interval, in points: 1.96 · sqrt((P + D − (P − D)²) / n) · 100.
  /// Zero when n is 0.
  double margin = 0;
};

/// Customer Effort Score: answers 1..7 (CES 2.0) or 1..5, a higher one means less effort.
struct CesResult {
  std::int64_t n = 0;
  double mean = 0;  ///< 1..7 or 1..5
  double margin =
      0;  ///< half of the 95 % interval of the mean, by the sample variance; 0 when n < 2
  double top_box = 0;  ///< share of the answers at and above 5 of 7 (4 of 5), 0..1
  double index =
      0;  ///< 100 · (share of 6–7 − share of 1–3) for 7; (4–5 minus 1–2) for 5: −100..100
};

/// Customer Satisfaction: the share of the top two of five.
struct CsatResult {
  std::int64_t n = 0;
  double value = 0;   ///< 0..100
  double margin = 0;  ///< half of the 95 % interval (Wald), in points
};

/// Each takes counts by answer (11; 7 or 5; 5 entries) and gives nothing for another length or a
/// negative count.
std::optional<NpsResult> nps(std::span<const std::int64_t> histogram);
std::optional<CesResult> ces(std::span<const std::int64_t> histogram);
std::optional<CsatResult> csat(std::span<const std::int64_t> histogram);

}  // namespace docent
