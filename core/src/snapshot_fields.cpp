// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "snapshot_fields.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace docent {
namespace {

/// Half of what a double counts exactly: adding to it for ever stays exact.
constexpr double kMostCount = 4503599627370496.0;

/// Counters saturate: what is written can be read.
std::int64_t saturated(std::int64_t number) {
  constexpr auto kMost = static_cast<std::int64_t>(kMostCount);
  return std::clamp(number, -kMost, kMost);
}

}  // namespace

Fields::Fields(const Value& in, std::string path, Error& damage)
    : in_(&in), path_(std::move(path)), damage_(&damage) {
  if (!in.is_object()) damaged("", "an object");
}

Fields Fields::below(const Value& in, std::string_view key) const {
  Fields inner(in, path_ + "/" + std::string(key), *damage_);
  inner.frame_ = frame_;
  return inner;
}

void Fields::damaged(std::string_view key, std::string_view wanted) {
  if (!damage_->message.empty()) return;
  *damage_ = {ErrorCode::kDamagedState, path_ + (key.empty() ? "" : "/" + std::string(key)),
              "The stored state should hold " + std::string(wanted) + " here."};
}

const Value* Fields::find(std::string_view key) const { return in_->find(key); }

const Value* Fields::want(std::string_view key, bool (Value::*is)() const,
                          std::string_view wanted) {
  const Value* value = in_->find(key);
  if (value == nullptr || (value->*is)()) return value;
  damaged(key, wanted);
  return nullptr;
}

const Value* Fields::sub_object(std::string_view key) {
  return writes() ? nullptr : want(key, &Value::is_object, "an object");
}

const Value* Fields::sub_array(std::string_view key) {
  return want(key, &Value::is_array, "a list");
}

bool Fields::whole_number(std::string_view key, double most, std::int64_t& out) {
  const Value* value = want(key, &Value::is_number, "a whole number");
  if (value == nullptr) return false;
  const double number = value->as_number();
  if (!(std::fabs(number) <= most) || number != std::floor(number)) {
    damaged(key, "a whole number");
    return false;
  }
  out = static_cast<std::int64_t>(number);
  return true;
}

void Fields::put(std::string_view key, Value value) {
  const bool is_empty = value.is_null() || (value.is_object() && value.as_object().empty()) ||
                        (value.is_array() && value.as_array().empty());
  if (!is_empty) out_->set(key, std::move(value));
}

void Fields::operator()(std::string_view key, std::string& text) {
  if (writes()) {
    if (!text.empty()) out_->set(key, text);
  } else if (const Value* value = want(key, &Value::is_string, "a string")) {
    text = value->as_string();
  }
}

void Fields::operator()(std::string_view key, bool& flag) {
  if (writes()) {
    if (flag) out_->set(key, true);
  } else if (const Value* value = want(key, &Value::is_bool, "true or false")) {
    flag = value->as_bool();
  }
}

void Fields::operator()(std::string_view key, std::int64_t& number) {
  if (writes()) {
    if (number != 0) out_->set(key, saturated(number));
  } else {
    whole_number(key, kMostCount, number);
  }
}

void Fields::operator()(std::string_view key, std::int32_t& number) {
  std::int64_t wide = number;
  if (writes()) return (*this)(key, wide);
  whole_number(key, std::numeric_limits<std::int32_t>::max(), wide);
  number = static_cast<std::int32_t>(wide);
}

void Fields::operator()(std::string_view key, std::optional<double>& number) {
  if (writes()) {
    if (number) out_->set(key, *number);
  } else if (const Value* value = want(key, &Value::is_number, "a number")) {
    number = value->as_number();
  }
}

void Fields::operator()(std::string_view key, Value& value) {
  if (writes()) {
    put(key, value);
  } else if (const Value* found = find(key)) {
    value = *found;
  }
}

void Fields::operator()(std::string_view key, DayCounts& days) {
  std::string text;
  if (writes()) {
    Line out(frame_);
    out(days, frame_.today);
    text = out.take();
    if (text == "0") text.clear();
  }
  (*this)(key, text);
  if (writes()) return;
  Line in(frame_, text);
  in(days, frame_.today);
  if (!in.ok()) damaged(key, "counts of days");
}

void Fields::operator()(std::string_view key, std::vector<std::string>& texts) {
  if (writes()) {
    Value json = Value::array();
    for (const std::string& text : texts) json.push(text);
    return put(key, std::move(json));
  }
  const Value* list = sub_array(key);
  for (std::size_t i = 0; list != nullptr && i < list->as_array().size(); ++i) {
    const Value& text = list->as_array()[i];
    if (!text.is_string()) return damaged(key, "strings");
    texts.push_back(text.as_string());
  }
}

void Fields::operator()(std::string_view key, std::vector<std::int64_t>& numbers) {
  if (writes()) {
    Value json = Value::array();
    for (const std::int64_t number : numbers) json.push(saturated(number));
    return put(key, std::move(json));
  }
  const Value* list = sub_array(key);
  for (std::size_t i = 0; list != nullptr && i < list->as_array().size(); ++i) {
    const Value& number = list->as_array()[i];
    if (!number.is_number() || !(std::fabs(number.as_number()) <= kMostCount)) {
      return damaged(key, "numbers");
    }
    numbers.push_back(static_cast<std::int64_t>(number.as_number()));
  }
}

void Fields::operator()(std::string_view key, std::map<std::string, std::int64_t>& numbers) {
  if (writes()) {
    Value json = Value::object();
    for (const auto& [name, number] : numbers) json.set(name, saturated(number));
    return put(key, std::move(json));
  }
  const Value* in = sub_object(key);
  if (in == nullptr) return;
  Fields inner = below(*in, key);
  for (const Value::Member& member : in->as_object()) inner(member.key, numbers[member.key]);
}

void Fields::operator()(std::string_view key, Consent& consent) {
  std::string word;
  if (writes()) {
    if (consent != Consent::kSummaries) out_->set(key, name_of(consent));
    return;
  }
  (*this)(key, word);
  if (word.empty()) return;
  if (const std::optional<Consent> known = consent_of(word)) {
    consent = *known;
  } else {
    damaged(key, "a known word");
  }
}

}  // namespace docent
