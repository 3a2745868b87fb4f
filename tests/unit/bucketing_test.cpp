// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/bucketing.hpp"

#include "catch.hpp"

using namespace docent;

// The numbers come from `hash` of npm @growthbook/growthbook 1.8.0.
TEST_CASE("hash version 2 gives the numbers of the GrowthBook SDK") {
  CHECK(*bucket_hash("b", "a", 2) == 0.665);
  CHECK(*bucket_hash("seed", "user-1", 2) == 0.4232);
  CHECK(*bucket_hash("", "\xC3\xA9\xF0\x9F\x98\x80", 2) == 0.3576);
}

TEST_CASE("hash version 1 gives the numbers of the GrowthBook SDK") {
  CHECK(*bucket_hash("b", "a", 1) == 0.946);
  CHECK(*bucket_hash("seed", "user-1", 1) == 0.657);
}

TEST_CASE("an unknown hash version has no number") {
  CHECK_FALSE(bucket_hash("seed", "user", 0));
  CHECK_FALSE(bucket_hash("seed", "user", 3));
}

TEST_CASE("equal weights share everything, and nobody gets none") {
  CHECK(equal_weights(4) == std::vector<double>{0.25, 0.25, 0.25, 0.25});
  CHECK(equal_weights(0).empty());
  CHECK(equal_weights(-1).empty());
}

TEST_CASE("ranges cover each variation's share by the coverage") {
  CHECK(bucket_ranges(2, 1, {}) == std::vector<BucketRange>{{0, 0.5}, {0.5, 1}});
  CHECK(bucket_ranges(2, 0.5, {0.4, 0.6}) == std::vector<BucketRange>{{0, 0.2}, {0.4, 0.7}});
}

TEST_CASE("weights that do not fit give way to equal ones") {
  CHECK(bucket_ranges(2, 1, {0.4, 0.1}) == bucket_ranges(2, 1, {}));
  CHECK(bucket_ranges(2, 1, {0.4, 0.4, 0.2}) == bucket_ranges(2, 1, {}));
}

TEST_CASE("coverage is taken between 0 and 1") {
  CHECK(bucket_ranges(2, -0.2, {}) == bucket_ranges(2, 0, {}));
  CHECK(bucket_ranges(2, 1.5, {}) == bucket_ranges(2, 1, {}));
}

TEST_CASE("a number falls into the range that holds it, or into none") {
  const std::vector<BucketRange> ranges = {{0, 0.2}, {0.4, 0.7}};
  CHECK(choose_variation(0, ranges) == 0);
  CHECK(choose_variation(0.2, ranges) == -1);
  CHECK(choose_variation(0.4, ranges) == 1);
  CHECK(choose_variation(0.7, ranges) == -1);
}

TEST_CASE("a namespace holds the users of its share") {
  const double share = *bucket_hash("__pricing", "user-1", 1);
  CHECK(in_namespace("user-1", {"pricing", share, 1}));
  CHECK_FALSE(in_namespace("user-1", {"pricing", 0, share}));
}
