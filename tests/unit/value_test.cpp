// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/value.hpp"

#include "catch.hpp"

using docent::Value;

TEST_CASE("a value knows its own type and no other") {
  CHECK(Value().is_null());
  CHECK(Value(true).is_bool());
  CHECK(Value(1).is_number());
  CHECK(Value("a").is_string());
  CHECK(Value::array().is_array());
  CHECK(Value::object().is_object());
  CHECK_FALSE(Value(0).is_bool());
  CHECK_FALSE(Value("").is_null());
}

TEST_CASE("set turns a null into an object, replaces a member in place and chains") {
  Value value;
  value.set("a", 1).set("b", 2).set("a", 3);
  REQUIRE(value.as_object().size() == 2);
  CHECK(value.as_object()[0].key == "a");
  CHECK(value.find("a")->as_number() == 3);
}

TEST_CASE("set and push leave a value of another type as it is") {
  Value text("x");
  text.set("a", 1);
  text.push(1);
  CHECK(text == Value("x"));
}

TEST_CASE("erase removes one member and ignores an absent one") {
  Value value = Value::object().set("a", 1).set("b", 2);
  value.erase("a");
  value.erase("nothing");
  CHECK(value == Value::object().set("b", 2));
}

TEST_CASE("an optional field of the wrong type gives the fallback") {
  const Value value = Value::object().set("flag", "yes").set("count", true).set("name", 1);
  CHECK(value.bool_or("flag", true));
  CHECK(value.number_or("count", 7) == 7);
  CHECK(value.string_or("name", "none") == "none");
  CHECK(Value(3).number_or("count", 7) == 7);
}

TEST_CASE("objects are equal whatever the order of their members") {
  CHECK(Value::object().set("a", 1).set("b", 2) == Value::object().set("b", 2).set("a", 1));
  CHECK_FALSE(Value::object().set("a", 1) == Value::object().set("a", 2));
  CHECK_FALSE(Value::object().set("a", 1) == Value::object().set("b", 1));
}

TEST_CASE("large objects are equal whatever the order of their members") {
  Value up;
  Value down;
  for (int i = 0; i < 40; ++i) up.set("key" + std::to_string(i), i);
  for (int i = 39; i >= 0; --i) down.set("key" + std::to_string(i), i);
  CHECK(up == down);
  down.set("key7", "other");
  CHECK_FALSE(up == down);
}

TEST_CASE("arrays are equal element by element, in order") {
  CHECK(Value(Value::Array{1, "a"}) == Value(Value::Array{1, "a"}));
  CHECK_FALSE(Value(Value::Array{1, 2}) == Value(Value::Array{2, 1}));
  CHECK_FALSE(Value(0) == Value(false));
}
