// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// Saved groups are compiled once, and each is asked once.
#include <string>

#include "catch.hpp"
#include "docent/condition.hpp"
#include "docent/json.hpp"

using docent::Condition;
using docent::SavedGroups;
using docent::Value;

namespace {

int asked = 0;

docent::Host counting_host() {
  docent::Host host = docent::plain_host();
  host.to_lower = [](void*, std::string_view text) {
    ++asked;
    return std::string(text);
  };
  return host;
}

Value json(const std::string& text) { return *docent::parse_json(text); }

Condition in_group(const std::string& id) {
  std::vector<docent::Problem> problems;
  return Condition::compile(json(R"({"$savedGroup": {"id": ")" + id + R"("}})"), "", problems);
}

std::string in(const std::string& id) { return R"({"$savedGroup": {"id": ")" + id + R"("}})"; }

std::string group(const std::string& id, const std::string& condition) {
  return "\"" + id + R"(": {"type": "condition", "condition": )" + condition + "}";
}

bool holds(const std::string& id, const SavedGroups& groups, const Value& attributes) {
  asked = 0;
  return in_group(id).matches(docent::attributes_of(attributes), counting_host(), groups);
}

}  // namespace

TEST_CASE("groups that ask for each other twice, thirty deep, ask each once") {
  std::string groups = "{" + group("g0", R"({"name": {"$ini": ["ZOË"]}})");
  for (int i = 1; i < 30; ++i) {
    const std::string below = in("g" + std::to_string(i - 1));
    groups += "," + group("g" + std::to_string(i), R"({"$and": [)" + below + "," + below + "]}");
  }
  CHECK(holds("g29", json(groups + "}"), json(R"({"name": "ZOË"})")));
  CHECK(asked == 2);
  CHECK_FALSE(holds("g29", json(groups + "}"), json(R"({"name": "ANNÄ"})")));
}

TEST_CASE("a group that comes back to itself holds nobody on that way, and is asked on another") {
  // By the SDK: from `a` the way over `b` back to `a` is cut and false; `b` alone reaches `a`.
  const Value groups = json("{" + group("a", R"({"$or": [)" + in("b") + R"(, {"x": 1}]})") + "," +
                            group("b", R"({"$not": )" + in("a") + "}") + "}");
  const Value x = json(R"({"x": 1})"), none = json("{}");
  CHECK(holds("a", groups, none));  // `b` is not the cut `a`
  CHECK_FALSE(holds("b", groups, x));
  CHECK(holds("b", groups, none));  // here `a` has its way over `b` cut
}

TEST_CASE("groups in circles, each asking for all the others, come to an end") {
  constexpr int kGroups = 24;
  std::string groups = "{";
  for (int i = 0; i < kGroups; ++i) {
    std::string all = R"({"name": {"$ini": ["ZOË"]}})";
    for (int k = 0; k < kGroups; ++k) all += "," + in("g" + std::to_string(k));
    groups += (i == 0 ? "" : ",") + group("g" + std::to_string(i), R"({"$or": [)" + all + "]}");
  }
  CHECK_FALSE(holds("g0", json(groups + "}"), json(R"({"name": "ANNÄ"})")));
  CHECK(asked <= 10'000);
  CHECK(holds("g0", json(groups + "}"), json(R"({"name": "ZOË"})")));
}

TEST_CASE("in the elements of a list a group is asked about the element") {
  const Value groups = json("{" + group("cheap", R"({"price": {"$lt": 5}})") + "}");
  std::vector<docent::Problem> problems;
  const Condition some =
      Condition::compile(json(R"({"$and": [{"$not": {"$savedGroup": {"id": "cheap"}}},
               {"items": {"$elemMatch": {"$savedGroup": {"id": "cheap"}, "no": null}}}]})"),
                         "", problems);
  const Value basket = json(R"({"price": 10, "items": [{"price": 7}, {"price": 3}]})");
  CHECK(some.matches(docent::attributes_of(basket), docent::plain_host(), groups));
  const Value dear = json(R"({"price": 10, "items": [{"price": 7}, {"price": 8}]})");
  CHECK_FALSE(some.matches(docent::attributes_of(dear), docent::plain_host(), groups));
}
