// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/value.hpp"

#include <algorithm>

namespace docent {
namespace {

/// Below this many members a scan beats sorting.
constexpr std::size_t kScanLimit = 16;

std::vector<const Value::Member*> sorted_by_key(const Value::Object& object) {
  std::vector<const Value::Member*> members;
  members.reserve(object.size());
  for (const Value::Member& member : object) members.push_back(&member);
  std::sort(members.begin(), members.end(),
            [](const Value::Member* a, const Value::Member* b) { return a->key < b->key; });
  return members;
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
  const auto sorted_left = sorted_by_key(left);
  const auto sorted_right = sorted_by_key(right);
  return std::equal(sorted_left.begin(), sorted_left.end(), sorted_right.begin(),
                    [](const Value::Member* x, const Value::Member* y) {
                      return x->key == y->key && x->value == y->value;
                    });
}

}  // namespace

const Value* Value::find(std::string_view key) const {
  if (!is_object()) return nullptr;
  for (const Member& member : as_object()) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

Value* Value::find(std::string_view key) {
  return const_cast<Value*>(static_cast<const Value*>(this)->find(key));
}

bool Value::bool_or(std::string_view key, bool fallback) const {
  const Value* value = find(key);
  return value != nullptr && value->is_bool() ? value->as_bool() : fallback;
}

double Value::number_or(std::string_view key, double fallback) const {
  const Value* value = find(key);
  return value != nullptr && value->is_number() ? value->as_number() : fallback;
}

std::string_view Value::string_or(std::string_view key, std::string_view fallback) const {
  const Value* value = find(key);
  return value != nullptr && value->is_string() ? std::string_view(value->as_string()) : fallback;
}

Value& Value::set(std::string_view key, Value value) {
  if (is_null()) data_ = Object{};
  if (!is_object()) return *this;
  if (Value* present = find(key)) {
    *present = std::move(value);
  } else {
    as_object().push_back(Member{std::string(key), std::move(value)});
  }
  return *this;
}

void Value::erase(std::string_view key) {
  if (!is_object()) return;
  Object& members = as_object();
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Member& member) { return member.key == key; });
  if (found != members.end()) members.erase(found);
}

Value& Value::push(Value value) {
  if (is_null()) data_ = Array{};
  if (is_array()) as_array().push_back(std::move(value));
  return *this;
}

bool operator==(const Value& a, const Value& b) {
  if (a.data_.index() != b.data_.index()) return false;
  if (a.is_null()) return true;
  if (a.is_bool()) return a.as_bool() == b.as_bool();
  if (a.is_number()) return a.as_number() == b.as_number();
  if (a.is_string()) return a.as_string() == b.as_string();
  if (a.is_array()) return a.as_array() == b.as_array();
  return same_objects(a, b);
}

}  // namespace docent
