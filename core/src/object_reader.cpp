// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "object_reader.hpp"

#include <cmath>

#include "docent/campaign.hpp"
#include "docent/json.hpp"

namespace docent {
namespace {

const Value::Object kNoMembers;

/// In backquotes, and cut (between characters) when somebody made it long.
std::string quoted(std::string_view word) {
  constexpr std::size_t kMaxBytes = 60;
  if (word.size() <= kMaxBytes) return "`" + std::string(word) + "`";
  std::size_t end = kMaxBytes;
  while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80) --end;
  return "`" + std::string(word.substr(0, end)) + "…`";
}

}  // namespace

ObjectReader::ObjectReader(const Value& json, const Place& place, ProblemList& problems)
    : members_(json.is_object() ? json.as_object() : kNoMembers),
      place_(place),
      problems_(problems),
      is_object_(json.is_object()),
      known_(members_.size(), false) {
  if (!is_object_) problems_.error(ErrorCode::kWrongType, place_, "This must be an object.");
}

ObjectReader::~ObjectReader() {
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const std::string& key = members_[i].key;
    if (known_[i] || key == "$comment") continue;
    problems_.warning(ErrorCode::kUnknownField, Place(place_, key),
                      quoted(key) + " means nothing here; it is ignored.");
  }
}

const Value* ObjectReader::find(std::string_view key) {
  for (std::size_t i = 0; i < members_.size(); ++i) {
    if (members_[i].key != key) continue;
    known_[i] = true;
    return &members_[i].value;
  }
  return nullptr;
}

const Value* ObjectReader::require(std::string_view key) {
  const Value* value = find(key);
  if (value == nullptr && is_object_) {
    error(ErrorCode::kMissingField, key, quoted(key) + " is missing.");
  }
  return value;
}

bool ObjectReader::boolean(std::string_view key, bool fallback) {
  const Value* value = find(key);
  if (value == nullptr) return fallback;
  if (value->is_bool()) return value->as_bool();
  wrong_type(key, "true or false");
  return fallback;
}

double ObjectReader::number(std::string_view key, double fallback, NumberRange range) {
  const Value* value = find(key);
  if (value == nullptr) return fallback;
  if (!value->is_number()) {
    wrong_type(key, "a number");
    return fallback;
  }
  return in_range(key, value->as_number(), range) ? value->as_number() : fallback;
}

std::int64_t ObjectReader::integer(std::string_view key, std::int64_t fallback, NumberRange range) {
  const Value* value = find(key);
  if (value == nullptr) return fallback;
  if (!value->is_number() || std::floor(value->as_number()) != value->as_number()) {
    wrong_type(key, "a whole number");
    return fallback;
  }
  if (!in_range(key, value->as_number(), range)) return fallback;
  return static_cast<std::int64_t>(value->as_number());
}

std::string ObjectReader::string(std::string_view key, std::string_view fallback,
                                 std::size_t max_bytes) {
  const Value* value = find(key);
  if (value == nullptr) return std::string(fallback);
  if (!value->is_string()) {
    wrong_type(key, "a string");
    return std::string(fallback);
  }
  if (value->as_string().size() > max_bytes) {
    error(ErrorCode::kTooLong, key,
          quoted(key) + " is longer than " + std::to_string(max_bytes) + " bytes.");
  }
  return value->as_string();
}

std::string ObjectReader::identifier(std::string_view key) {
  const Value* value = require(key);
  return value == nullptr ? std::string() : checked_identifier(key, *value);
}

std::string ObjectReader::optional_identifier(std::string_view key, std::string_view fallback) {
  const Value* value = find(key);
  return value == nullptr ? std::string(fallback) : checked_identifier(key, *value);
}

std::string ObjectReader::checked_identifier(std::string_view key, const Value& value) {
  if (!value.is_string()) {
    wrong_type(key, "a string");
    return {};
  }
  check_identifier(value.as_string(), Place(place_, key), problems_);
  return value.as_string();
}

bool ObjectReader::check_identifier(std::string_view text, const Place& place,
                                    ProblemList& problems) {
  if (text.empty()) {
    problems.error(ErrorCode::kOutOfRange, place, "A name must not be empty.");
    return false;
  }
  if (text.size() > kMaxNameBytes) {
    problems.error(ErrorCode::kTooLong, place,
                   "A name is at most " + std::to_string(kMaxNameBytes) + " bytes long.");
    return false;
  }
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte != '.' && byte >= 0x20 && byte != 0x7F) continue;
    problems.error(ErrorCode::kUnknownValue, place,
                   "A name has no dots and no control characters: attributes are dotted paths.");
    return false;
  }
  return true;
}

Text ObjectReader::text(std::string_view key) {
  const Value* value = find(key);
  if (value == nullptr) return {};
  std::vector<Problem> problems;
  Text text = Text::read(*value, "", problems);
  problems_.add_below(Place(place_, key), std::move(problems));
  return text;
}

Text ObjectReader::required_text(std::string_view key) {
  require(key);
  return text(key);
}

Condition ObjectReader::condition(std::string_view key) {
  const Value* value = find(key);
  if (value == nullptr) return {};
  std::vector<Problem> problems;
  Condition condition = Condition::compile(*value, "", problems);
  problems_.add_below(Place(place_, key), std::move(problems));
  return condition;
}

const Value::Array* ObjectReader::list(std::string_view key, std::size_t max_entries) {
  const Value* value = find(key);
  if (value == nullptr) return nullptr;
  if (!value->is_array()) {
    wrong_type(key, "a list");
    return nullptr;
  }
  if (value->as_array().size() > max_entries) {
    error(ErrorCode::kTooMany, key,
          quoted(key) + " has more than " + std::to_string(max_entries) + " entries.");
    return nullptr;
  }
  return &value->as_array();
}

void ObjectReader::error(ErrorCode code, std::string_view key, std::string message) {
  problems_.error(code, Place(place_, key), std::move(message));
}

std::optional<std::string_view> ObjectReader::as_word(std::string_view key, const Value& value) {
  if (value.is_string()) return value.as_string();
  wrong_type(key, "a string");
  return std::nullopt;
}

void ObjectReader::append_word(std::string& list, std::string_view word) {
  if (!list.empty()) list += ", ";
  list += quoted(word);
}

void ObjectReader::unknown_word(std::string_view key, std::string_view word,
                                const std::string& allowed) {
  error(ErrorCode::kUnknownValue, key, quoted(word) + " is not one of " + allowed + ".");
}

void ObjectReader::wrong_type(std::string_view key, std::string_view wanted) {
  error(ErrorCode::kWrongType, key, quoted(key) + " must be " + std::string(wanted) + ".");
}

bool ObjectReader::in_range(std::string_view key, double number, const NumberRange& range) {
  const bool above = range.from_excluded ? number > range.from : number >= range.from;
  if (above && number <= range.to) return true;
  error(ErrorCode::kOutOfRange, key,
        quoted(key) + " must be " + (range.from_excluded ? "above " : "at least ") +
            number_text(range.from) + " and at most " + number_text(range.to) + ".");
  return false;
}

}  // namespace docent
