// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "lint_truth.hpp"

#include <algorithm>
#include <limits>

#include "catch.hpp"
#include "docent/json.hpp"

using namespace docent;

namespace {

Value json_of(std::string text) {
  std::replace(text.begin(), text.end(), '\'', '"');
  const Result<Value> json = parse_json(text);
  REQUIRE(json);
  return *json;
}

Domain anything(std::string_view) { return {}; }

/// "never", "always" or "", then where: the clause and what it contradicts.
std::string said(const std::string& text, const DomainOf& domain_of = anything) {
  const Value json = json_of(text);
  std::vector<Problem> problems;
  const ConditionNode root = compile_condition(json, "", problems);
  const ConditionTruth truth = truth_of(root, domain_of);
  std::string out = truth.truth == Truth::kNever    ? "never"
                    : truth.truth == Truth::kAlways ? "always"
                                                    : "";
  for (const CertainClauses& clauses : truth.clauses) {
    out += std::string(clauses.truth == Truth::kNever ? " -" : " +") + clauses.path;
    if (!clauses.other_path.empty()) out += " x " + clauses.other_path;
  }
  return out;
}

/// A small generator of its own, so that a failure comes back on every machine.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : state_(seed * 2654435761U + 1) {}
  std::size_t roll(std::size_t sides) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state_ >> 33) % sides;
  }

 private:
  std::uint64_t state_;
};

const Value& scalars() {
  static const Value kScalars = json_of(
      "[null, true, false, -1, 0, 0.5, 1, 2, 3, 5, 10, 1e300, '', 'a', 'b', 'A', 'pro', '0', '1', "
      "'2', ' 1', '1.0', 'v1.2', '1.10.0', '2.0.0', 'Infinity', '[object Object]', 'a,b', 'true']");
  return kScalars;
}

const Value& composites() {
  static const Value kComposites = json_of(
      "[[], ['a'], ['a', 'b'], ['b', 1], [1], ['1'], [1, 2], [[1]], [null], [''], {}, {'a': 1}, "
      "{'b': []}]");
  return kComposites;
}

const Value& pick(Dice& dice, const Value& list) {
  return list.as_array()[dice.roll(list.as_array().size())];
}

Value any_value(Dice& dice) {
  return dice.roll(3) == 0 ? pick(dice, composites()) : pick(dice, scalars());
}

Value random_test(Dice& dice, int depth) {
  constexpr const char* kPlain[] = {"$eq", "$ne",  "$lt",  "$lte", "$gt",  "$gte", "$lt",
                                    "$gt", "$veq", "$vne", "$vlt", "$vgt", "$vgte"};
  constexpr const char* kLists[] = {"$in", "$nin", "$in", "$nin", "$ini", "$nini", "$all"};
  constexpr const char* kTypes[] = {"string", "number", "boolean", "array", "object", "null"};
  if (dice.roll(4) == 0) return any_value(dice);
  Value tests = Value::object();
  const std::size_t count = 1 + dice.roll(3);
  for (std::size_t i = 0; i < count; ++i) {
    switch (dice.roll(8)) {
      case 0:
        tests.set("$exists", dice.roll(2) == 0);
        break;
      case 1:
        tests.set("$type", kTypes[dice.roll(6)]);
        break;
      case 2:
      case 3: {
        Value list = Value::array();
        for (std::size_t n = dice.roll(4); n > 0; --n) list.push(pick(dice, scalars()));
        tests.set(kLists[dice.roll(7)], std::move(list));
        break;
      }
      case 4:
        if (depth > 0) {
          tests.set("$not", random_test(dice, depth - 1));
          break;
        }
        [[fallthrough]];
      case 5:
        if (dice.roll(4) == 0) {
          tests.set("$size", static_cast<int>(dice.roll(3)));
          break;
        }
        [[fallthrough]];
      default:
        tests.set(kPlain[dice.roll(13)], any_value(dice));
    }
  }
  return tests;
}

Value random_condition(Dice& dice, int depth) {
  constexpr const char* kPaths[] = {"x", "y"};
  constexpr const char* kGroups[] = {"$and", "$or", "$nor"};
  Value condition = Value::object();
  const std::size_t count = 1 + dice.roll(2);
  for (std::size_t i = 0; i < count; ++i) {
    if (depth == 0 || dice.roll(2) == 0) {
      condition.set(kPaths[dice.roll(2)], random_test(dice, 1));
    } else if (dice.roll(4) == 0) {
      condition.set("$not", random_condition(dice, depth - 1));
    } else {
      Value list = Value::array();
      for (std::size_t n = 1 + dice.roll(3); n > 0; --n) {
        list.push(random_condition(dice, depth - 1));
      }
      condition.set(kGroups[dice.roll(3)], std::move(list));
    }
  }
  return condition;
}

}  // namespace

TEST_CASE("a condition that no value can satisfy is found") {
  CHECK(said("{'x': {'$gt': 5, '$lt': 3}}") == "never -/x");
  CHECK(said("{'x': {'$in': ['a', 'b'], '$nin': ['a', 'b', 'c']}}") == "never -/x");
  CHECK(said("{'x': {'$in': []}}") == "never -/x");
  CHECK(said("{'x': {'$exists': false, '$eq': 1}}") == "never -/x");
  CHECK(said("{'x': {'$vgt': '2.0.0', '$vlt': '1.5.0'}}") == "never -/x");
  CHECK(said("{'x': {'$type': 'string', '$eq': 1}}") == "never -/x");
}

TEST_CASE("a contradiction is found across $and and sibling fields") {
  CHECK(said("{'x': 'pro', '$and': [{'x': 'team'}]}") == "never -/$and/0/x x /x");
  CHECK(said("{'x': 'pro', '$and': [{'y': 1}, {'$and': [{'x': {'$ne': 'pro', '$type': "
             "'string'}}]}]}") == "never -/$and/1/$and/0/x x /x");
  // Also of lists: one that reads "pro" has no entry "team".
  CHECK(said("{'x': 'pro', '$and': [{'x': {'$in': ['free', 'team']}}]}") ==
        "never -/$and/0/x x /x");
  CHECK(said("{'x': {'$gt': 5}, '$or': [{'x': {'$lt': 2}}, {'x': 3}]}") == "never -/$or x /x");
}

TEST_CASE("three clauses can contradict although no two of them do") {
  CHECK(said("{'$and': [{'x': {'$in': [1, 2]}}, {'x': {'$ne': 1}}, {'x': {'$ne': 2}}, "
             "{'x': {'$type': 'number'}}]}") == "never -");
}

TEST_CASE("a condition that every value satisfies is found") {
  CHECK(said("{'$or': [{'x': {'$exists': true}}, {'x': {'$exists': false}}]}") == "always +/$or");
  CHECK(said("{'x': {'$nin': []}}") == "always +/x");
  CHECK(said("{'$nor': [{'x': {'$gt': 5, '$lt': 3}}]}") == "always +/$nor");
}

TEST_CASE("a dead alternative is found in a condition that can hold") {
  CHECK(said("{'$or': [{'x': 1}, {'x': {'$gt': 5, '$lt': 3}}]}") == " -/$or/1/x");
}

TEST_CASE("what is possible is left alone") {
  CHECK(said("{'x': {'$gt': 3, '$lt': 5}}").empty());
  CHECK(said("{'x': {'$gt': 3}, 'y': {'$lt': 3}}").empty());
  // A list holds both.
  CHECK(said("{'$and': [{'x': {'$in': ['a']}}, {'x': {'$in': ['b']}}]}").empty());
  // "5" is 5 for `$gte` and not for `$eq`.
  CHECK(said("{'x': {'$gte': 5, '$lte': 5, '$ne': 5}}").empty());
  // Nothing is known about regular expressions and saved groups.
  CHECK(said("{'x': {'$regex': 'a'}, '$and': [{'x': {'$not': {'$regex': 'a'}}}]}").empty());
  CHECK(said("{'$savedGroup': {'id': 'g'}}").empty());
  CHECK(said("{}") == "always");
}

TEST_CASE("what an attribute can be counts") {
  const auto share = [](std::string_view) {
    Domain domain;
    domain.is_number = true;
    domain.to = 100;
    return domain;
  };
  CHECK(said("{'x': {'$gt': 100}}", share) == "never -/x");
  CHECK(said("{'x': {'$gte': 100}}", share).empty());
  CHECK(said("{'x': {'$gte': 0}}", share) == "always +/x");
  CHECK(said("{'x': 'high'}", share) == "never -/x");
  const auto count = [](std::string_view) {
    Domain domain;
    domain.is_number = domain.is_whole = domain.can_be_absent = true;
    domain.to = std::numeric_limits<double>::infinity();
    return domain;
  };
  CHECK(said("{'x': {'$gt': 1, '$lt': 2}}", count) == "never -/x");
  CHECK(said("{'x': {'$gte': 0}}", count) == "always +/x");  // null counts as 0
  CHECK(said("{'x': {'$ne': null}}", count).empty());
  const auto device = [](std::string_view) {
    Domain domain;
    domain.values = {"phone", "tablet", "desktop"};
    return domain;
  };
  CHECK(said("{'x': 'mobile'}", device) == "never -/x");
  CHECK(said("{'x': {'$in': ['phone', 'tablet', 'desktop']}}", device) == "always +/x");
  CHECK(said("{'x': {'$ne': 'phone'}}", device).empty());
}

TEST_CASE("what is called certain holds for every value that was tried") {
  const Host host = plain_host();
  const Value none;
  int nevers = 0, always = 0;
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    Dice dice(seed);
    const Value json = random_condition(dice, 2);
    std::vector<Problem> problems;
    const ConditionNode root = compile_condition(json, "", problems);
    if (!problems.empty()) continue;
    const ConditionTruth truth = truth_of(root, anything);
    if (truth.clauses.empty()) continue;
    nevers += truth.truth == Truth::kNever ? 1 : 0;
    always += truth.truth == Truth::kAlways ? 1 : 0;
    Value refuted_by;
    for (int n = 0; n < 150; ++n) {
      Value user = Value::object().set("x", any_value(dice)).set("y", any_value(dice));
      const Attributes attributes = attributes_of(user);
      const ConditionScope scope{attributes, host, none};
      bool agrees = truth.truth == Truth::kSometimes ||
                    condition_holds(root, scope) == (truth.truth == Truth::kAlways);
      for (const CertainClauses& certain : truth.clauses) {
        const bool all = std::all_of(
            certain.clauses.begin(), certain.clauses.end(),
            [&](const ConditionNode* clause) { return condition_holds(*clause, scope); });
        agrees = agrees && all == (certain.truth == Truth::kAlways);
      }
      if (!agrees) refuted_by = std::move(user);
    }
    INFO("seed " << seed << ": " << write_json(json) << " by " << write_json(refuted_by));
    REQUIRE(refuted_by.is_null());
  }
  // The property would hold of a lint that finds nothing.
  CHECK(nevers > 150);
  CHECK(always > 50);
}
