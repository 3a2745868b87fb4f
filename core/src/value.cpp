// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/value.hpp"

#include <algorithm>

#include "order.hpp"

// What every place that makes a Value would otherwise carry a copy of: a quarter of the wasm.
#define DOCENT_OUT_OF_LINE [[gnu::noinline]]

namespace docent {
namespace {

/// Below this many members a scan beats sorting.
constexpr std::size_t kScanLimit = 16;

std::vector<std::uint32_t> order_by_key(const Value::Object& object) {
  return order_of(object.size(),
                  [&](std::uint32_t a, std::uint32_t b) { return object[a].key < object[b].key; });
}

bool same_objects(const Value& a, const Value& b) {
  const Value::Object& left = a.as_object();
  const Value::Object& right = b.as_object();
  if (left.size() != right.size()) return false;
  if (left.size() <= kScanLimit) {
    return std::all_of(left.begin(), left.end(), [&](const Value::Member& member) {
      const Value* other = b.find(member.key);
      return other != nullptr && *other == member.value;
    });
  }
  // A hostile file must not cost the square of its size.
  const std::vector<std::uint32_t> left_order = order_by_key(left);
  const std::vector<std::uint32_t> right_order = order_by_key(right);
  for (std::size_t i = 0; i < left_order.size(); ++i) {
    const Value::Member& x = left[left_order[i]];
    const Value::Member& y = right[right_order[i]];
    if (x.key != y.key || !(x.value == y.value)) return false;
  }
  return true;
}

}  // namespace

DOCENT_OUT_OF_LINE Value::Value() = default;
DOCENT_OUT_OF_LINE Value::Value(const Value& other) = default;
DOCENT_OUT_OF_LINE Value::Value(Value&& other) noexcept = default;
DOCENT_OUT_OF_LINE Value& Value::operator=(const Value& other) = default;
DOCENT_OUT_OF_LINE Value& Value::operator=(Value&& other) noexcept = default;
DOCENT_OUT_OF_LINE Value::~Value() = default;
DOCENT_OUT_OF_LINE Value::Value(std::nullptr_t) {}
DOCENT_OUT_OF_LINE Value::Value(bool value) : data_(value) {}
DOCENT_OUT_OF_LINE Value::Value(double value) : data_(value) {}
DOCENT_OUT_OF_LINE Value::Value(int value) : data_(static_cast<double>(value)) {}
DOCENT_OUT_OF_LINE Value::Value(long value) : data_(static_cast<double>(value)) {}
DOCENT_OUT_OF_LINE Value::Value(long long value) : data_(static_cast<double>(value)) {}
DOCENT_OUT_OF_LINE Value::Value(unsigned value) : data_(static_cast<double>(value)) {}
DOCENT_OUT_OF_LINE Value::Value(unsigned long value) : data_(static_cast<double>(value)) {}
DOCENT_OUT_OF_LINE Value::Value(const char* value) : data_(std::string(value)) {}
DOCENT_OUT_OF_LINE Value::Value(std::string value) : data_(std::move(value)) {}
DOCENT_OUT_OF_LINE Value::Value(std::string_view value) : data_(std::string(value)) {}
DOCENT_OUT_OF_LINE Value::Value(Array value) : data_(std::move(value)) {}
DOCENT_OUT_OF_LINE Value::Value(Object value) : data_(std::move(value)) {}
DOCENT_OUT_OF_LINE Value Value::array() { return Value(Array{}); }
DOCENT_OUT_OF_LINE Value Value::object() { return Value(Object{}); }

DOCENT_OUT_OF_LINE const Value* Value::find(std::string_view key) const {
  if (!is_object()) return nullptr;
  for (const Member& member : as_object()) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

Value* Value::find(std::string_view key) {
  return const_cast<Value*>(static_cast<const Value*>(this)->find(key));
}

DOCENT_OUT_OF_LINE bool Value::bool_or(std::string_view key, bool fallback) const {
  const Value* value = find(key);
  return value != nullptr && value->is_bool() ? value->as_bool() : fallback;
}

DOCENT_OUT_OF_LINE double Value::number_or(std::string_view key, double fallback) const {
  const Value* value = find(key);
  return value != nullptr && value->is_number() ? value->as_number() : fallback;
}

DOCENT_OUT_OF_LINE std::string_view Value::string_or(std::string_view key,
                                                     std::string_view fallback) const {
  const Value* value = find(key);
  return value != nullptr && value->is_string() ? std::string_view(value->as_string()) : fallback;
}

DOCENT_OUT_OF_LINE Value& Value::set(std::string_view key, Value value) & {
  if (is_null()) data_ = Object{};
  if (!is_object()) return *this;
  if (Value* present = find(key)) {
    *present = std::move(value);
  } else {
    as_object().push_back(Member{std::string(key), std::move(value)});
  }
  return *this;
}

Value&& Value::set(std::string_view key, Value value) && {
  return std::move(set(key, std::move(value)));
}

void Value::erase(std::string_view key) {
  if (!is_object()) return;
  Object& members = as_object();
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Member& member) { return member.key == key; });
  if (found != members.end()) members.erase(found);
}

DOCENT_OUT_OF_LINE Value& Value::push(Value value) & {
  if (is_null()) data_ = Array{};
  if (is_array()) as_array().push_back(std::move(value));
  return *this;
}

Value&& Value::push(Value value) && { return std::move(push(std::move(value))); }

DOCENT_OUT_OF_LINE bool operator==(const Value& a, const Value& b) {
  if (a.data_.index() != b.data_.index()) return false;
  if (a.is_null()) return true;
  if (a.is_bool()) return a.as_bool() == b.as_bool();
  if (a.is_number()) return a.as_number() == b.as_number();
  if (a.is_string()) return a.as_string() == b.as_string();
  if (a.is_array()) return a.as_array() == b.as_array();
  return same_objects(a, b);
}

}  // namespace docent
