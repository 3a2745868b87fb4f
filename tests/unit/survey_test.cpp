// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/survey.hpp"

#include <cmath>
#include <cstdint>
#include <vector>

#include "catch.hpp"

using namespace docent;

using Counts = std::vector<std::int64_t>;

TEST_CASE("NPS is promoters minus detractors, with the margin of their difference") {
  // 50 promoters, 30 passives, 20 detractors of 100: 30 points, variance 0.7 - 0.09 = 0.61.
  const auto result = nps(Counts{5, 0, 0, 0, 0, 5, 10, 10, 20, 30, 20});
  REQUIRE(result);
  CHECK(result->n == 100);
  CHECK(result->promoters == Approx(0.5));
  CHECK(result->passives == Approx(0.3));
  CHECK(result->detractors == Approx(0.2));
  CHECK(result->value == Approx(30));
  CHECK(result->margin == Approx(15.3081).epsilon(1e-4));
}

TEST_CASE("NPS spans from everybody detracting to everybody promoting, both without a margin") {
  const auto worst = nps(Counts{3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  const auto best = nps(Counts{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7});
  CHECK(worst->value == -100);
  CHECK(best->value == 100);
  CHECK(worst->margin == 0);
  CHECK(best->margin == 0);
}

TEST_CASE("CES of seven gives mean, margin, top box and index") {
  const auto result = ces(Counts{1, 0, 1, 2, 2, 2, 2});
  REQUIRE(result);
  CHECK(result->n == 10);
  CHECK(result->mean == Approx(4.8));
  CHECK(result->margin == Approx(1.96 * std::sqrt(31.6 / 9 / 10)));
  CHECK(result->top_box == Approx(0.6));
  CHECK(result->index == Approx(20));
}

TEST_CASE("CES of five counts 4 and 5 as easy, 1 and 2 as hard") {
  const auto result = ces(Counts{1, 1, 2, 3, 3});
  REQUIRE(result);
  CHECK(result->mean == Approx(3.6));
  CHECK(result->top_box == Approx(0.6));
  CHECK(result->index == Approx(40));
}

TEST_CASE("one answer has no margin") { CHECK(ces(Counts{0, 0, 0, 0, 0, 0, 1})->margin == 0); }

TEST_CASE("CSAT is the share of the top two of five") {
  const auto result = csat(Counts{1, 1, 2, 4, 2});
  REQUIRE(result);
  CHECK(result->value == Approx(60));
  CHECK(result->margin == Approx(100 * 1.96 * std::sqrt(0.6 * 0.4 / 10)));
}

TEST_CASE("no answers give zeros") {
  CHECK(nps(Counts(11, 0))->value == 0);
  CHECK(ces(Counts(7, 0))->mean == 0);
  CHECK(csat(Counts(5, 0))->margin == 0);
}

TEST_CASE("another length, a negative or an impossible count gives nothing") {
  CHECK_FALSE(nps(Counts(10, 1)));
  CHECK_FALSE(ces(Counts(6, 1)));
  CHECK_FALSE(csat(Counts{}));
  CHECK_FALSE(csat(Counts{1, 1, -1, 1, 1}));
  CHECK_FALSE(csat(Counts(5, INT64_MAX)));
}
