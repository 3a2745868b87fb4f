// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace docent {

/// A JSON value: small, comparable, copyable. Objects keep the order of their members, as
/// JavaScript does, and hold each key once. Numbers are doubles, as in JavaScript.
class Value {
 public:
  struct Member;
  using Array = std::vector<Value>;
  using Object = std::vector<Member>;

  Value();
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept;
  ~Value();
  Value(std::nullptr_t);          // NOLINT(google-explicit-constructor): JSON literals
  Value(bool value);              // NOLINT(google-explicit-constructor)
  Value(double value);            // NOLINT(google-explicit-constructor)
  Value(int value);               // NOLINT(google-explicit-constructor)
  Value(long value);              // NOLINT(google-explicit-constructor)
  Value(long long value);         // NOLINT(google-explicit-constructor)
  Value(unsigned value);          // NOLINT(google-explicit-constructor)
  Value(unsigned long value);     // NOLINT(google-explicit-constructor)
  Value(const char* value);       // NOLINT(google-explicit-constructor)
  Value(std::string value);       // NOLINT(google-explicit-constructor)
  Value(std::string_view value);  // NOLINT(google-explicit-constructor)
  Value(Array value);             // NOLINT(google-explicit-constructor)
  Value(Object value);            // NOLINT(google-explicit-constructor)

  static Value array();
  static Value object();

  bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  bool is_bool() const { return std::holds_alternative<bool>(data_); }
  bool is_number() const { return std::holds_alternative<double>(data_); }
  bool is_string() const { return std::holds_alternative<std::string>(data_); }
  bool is_array() const { return std::holds_alternative<Array>(data_); }
  bool is_object() const { return std::holds_alternative<Object>(data_); }

  /// Each of these needs the matching `is_…` to be true.
  bool as_bool() const { return *std::get_if<bool>(&data_); }
  double as_number() const { return *std::get_if<double>(&data_); }
  const std::string& as_string() const { return *std::get_if<std::string>(&data_); }
  const Array& as_array() const { return *std::get_if<Array>(&data_); }
  Array& as_array() { return *std::get_if<Array>(&data_); }
  const Object& as_object() const { return *std::get_if<Object>(&data_); }
  Object& as_object() { return *std::get_if<Object>(&data_); }

  /// The member of that key, or nullptr when there is none or this is no object.
  const Value* find(std::string_view key) const;
  Value* find(std::string_view key);

  /// The member's value if it has the wanted type, else the fallback. For optional fields.
  bool bool_or(std::string_view key, bool fallback) const;
  double number_or(std::string_view key, double fallback) const;
  std::string_view string_or(std::string_view key, std::string_view fallback) const;

  /// Sets or replaces a member; turns a null into an object first. Returns this, for chaining.
  Value& set(std::string_view key, Value value) &;
  Value&& set(std::string_view key, Value value) &&;
  /// Removes a member if it is there.
  void erase(std::string_view key);
  /// Appends to an array; turns a null into an array first.
  Value& push(Value value) &;
  Value&& push(Value value) &&;

  /// Deep equality; objects are equal whatever the order of their members.
  friend bool operator==(const Value& a, const Value& b);

 private:
  std::variant<std::monostate, bool, double, std::string, Array, Object> data_;
};

/// One key and its value.
struct Value::Member {
  std::string key;
  Value value;
};

}  // namespace docent
