// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// Whole lives, made from random bytes and made shorter by rapidcheck when one breaks a rule of
// tests/fuzz/rules.hpp. RC_PARAMS (printed on failure) repeats a run.
#include <rapidcheck.h>

#include <cstdint>
#include <string>
#include <vector>

#include "../fuzz/random_life.hpp"
#include "../fuzz/rules.hpp"
#include "../unit/catch.hpp"

namespace {

using Bytes = std::vector<std::uint8_t>;

std::string broken_rule_of(const Bytes& bytes) {
  return docent::fuzz::RandomLife({reinterpret_cast<const char*>(bytes.data()), bytes.size()})
      .live();
}

/// A life whose every step is followed by `then` (random_life.cpp), with jumps of the clock as
/// often as `jumps` of 256.
Bytes life_of(const Bytes& random, std::uint8_t then, int jumps) {
  Bytes life;
  for (std::size_t i = 0; i + 2 < random.size(); i += 3) {
    life.push_back(random[i] < jumps ? static_cast<std::uint8_t>(128 + random[i] % 128)
                                     : static_cast<std::uint8_t>(random[i] % 128));
    life.push_back(random[i + 1]);
    // The life itself decides how many bytes an action takes, so this mostly lands where it should.
    life.push_back(random[i + 2]);
    life.push_back(then);
  }
  return life;
}

}  // namespace

TEST_CASE("a split trace equals the whole: an engine restarted at any moment says the same") {
  CHECK(rc::check("restarted after most batches", [](const Bytes& random) {
    const std::string broken = broken_rule_of(life_of(random, 1, 30));
    RC_ASSERT(broken == std::string());
  }));
}

TEST_CASE("snapshot and restore are the identity after any life") {
  CHECK(rc::check("written back after most batches", [](const Bytes& random) {
    const std::string broken = broken_rule_of(life_of(random, 3, 30));
    RC_ASSERT(broken == std::string());
  }));
}

TEST_CASE("a clock that jumps back or far ahead breaks no rule") {
  CHECK(rc::check("the clock jumps at every second step", [](const Bytes& random) {
    const std::string broken = broken_rule_of(life_of(random, 4, 128));
    RC_ASSERT(broken == std::string());
  }));
}

TEST_CASE("what explain says will show does show") {
  CHECK(rc::check("asked before every tick", [](const Bytes& random) {
    const std::string broken = broken_rule_of(life_of(random, 2, 60));
    RC_ASSERT(broken == std::string());
  }));
}
