// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "object_reader.hpp"

#include <algorithm>
#include <cmath>

#include "docent/campaign.hpp"
#include "docent/json.hpp"

namespace docent {
namespace {

const Value::Object kNoMembers;

}  // namespace

Text read_text(const Value& json, const Place& place, Reading& reading) {
  std::vector<Problem> problems;
  Text text = Text::read(json, "", problems);
  reading.problems.add_below(place, std::move(problems));
  for (const std::string& path : text.attribute_paths()) reading.refers_to_attribute(path);
  return text;
}

ObjectReader::ObjectReader(const Value& json, const Place& place, Reading& reading)
    : members_(json.is_object() ? json.as_object() : kNoMembers),
      place_(place),
      reading_(reading),
      is_object_(json.is_object()),
      known_(members_.size(), false) {
  if (!is_object_)
    reading_.problems.error(ErrorCode::kWrongType, place_, "This must be an object.");
}

ObjectReader::~ObjectReader() {
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const std::string& key = members_[i].key;
    if (known_[i] || key == "$comment") continue;
    reading_.problems.warning(ErrorCode::kUnknownField, Place(place_, key),
                              quoted(key) + " means nothing here; it is ignored.");
  }
}

const Value* ObjectReader::find(std::string_view key) {
  if (reading_.asked != nullptr) reading_.asked(reading_.listener, place_, key);
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

std::int64_t ObjectReader::thousandths(std::string_view key, std::int64_t fallback,
                                       NumberRange points) {
  const double number = this->number(key, static_cast<double>(fallback) / 1000, points);
  return static_cast<std::int64_t>(std::floor(number * 1000 + 0.5));
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

std::string ObjectReader::own_id(std::vector<std::string>& others) {
  std::string id = identifier("id");
  if (id.empty()) return id;
  if (std::find(others.begin(), others.end(), id) != others.end()) {
    error(ErrorCode::kDuplicateId, "id", "Another entry of this list has this id.");
  }
  others.push_back(id);
  return id;
}

std::string ObjectReader::event(std::string_view key) {
  std::string name = identifier(key);
  reading_.events.push_back(name);
  return name;
}

std::string ObjectReader::reference(std::string_view key, IdKind kind) {
  std::string id = optional_identifier(key, "");
  reading_.refers_to(kind, id, Place(place_, key));
  return id;
}

std::vector<std::string> ObjectReader::names(std::string_view key, CountRange count, bool or_one) {
  std::vector<std::string> names;
  const auto read = [&](const Value& json, const Place& place) {
    if (!json.is_string()) {
      reading_.problems.error(ErrorCode::kWrongType, place, "A name is a string.");
    } else if (check_identifier(json.as_string(), place, reading_.problems)) {
      names.push_back(json.as_string());
    }
  };
  entries(key, count, or_one, caller_of(read), &read);
  return names;
}

std::vector<std::string> ObjectReader::events(std::string_view key, CountRange count, bool or_one) {
  std::vector<std::string> found = names(key, count, or_one);
  reading_.events.insert(reading_.events.end(), found.begin(), found.end());
  return found;
}

std::string ObjectReader::checked_identifier(std::string_view key, const Value& value) {
  if (!value.is_string()) {
    wrong_type(key, "a string");
    return {};
  }
  check_identifier(value.as_string(), Place(place_, key), reading_.problems);
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
  return value == nullptr ? Text() : read_text(*value, Place(place_, key), reading_);
}

Text ObjectReader::required_text(std::string_view key) {
  require(key);
  return text(key);
}

Condition ObjectReader::other_condition(std::string_view key) {
  const Value* value = find(key);
  if (value == nullptr) return {};
  std::vector<Problem> problems;
  Condition condition = Condition::compile(*value, "", problems);
  reading_.problems.add_below(Place(place_, key), std::move(problems));
  return condition;
}

Condition ObjectReader::condition(std::string_view key) {
  Condition condition = other_condition(key);
  for (const std::string& path : condition.attribute_paths()) reading_.refers_to_attribute(path);
  return condition;
}

bool ObjectReader::entries(std::string_view key, CountRange count, bool or_one, Call call,
                           const void* lambda) {
  const Value* value = find(key);
  if (value == nullptr) return false;
  const Place place(place_, key);
  if (!value->is_array()) {
    if (or_one) {
      call(lambda, *value, place);
    } else {
      wrong_type(key, "a list");
    }
    return or_one;
  }
  const Value::Array& list = value->as_array();
  if (list.size() < count.from) {
    error(ErrorCode::kOutOfRange, key,
          quoted(key) + " needs at least " + number_text(static_cast<double>(count.from)) +
              (count.from == 1 ? " entry." : " entries."));
  }
  if (list.size() > count.to) {
    error(ErrorCode::kTooMany, key,
          quoted(key) + " has more than " + std::to_string(count.to) + " entries.");
    return false;
  }
  for (std::size_t i = 0; i < list.size(); ++i) call(lambda, list[i], Place(place, i));
  return true;
}

void ObjectReader::members(std::string_view key, std::size_t max, Call call, const void* lambda) {
  const Value* value = find(key);
  if (value == nullptr) return;
  if (!value->is_object()) return wrong_type(key, "an object by id");
  const Place place(place_, key);
  const Value::Object& members = value->as_object();
  if (members.size() > max) {
    return error(ErrorCode::kTooMany, key,
                 quoted(key) + " has more than " + std::to_string(max) + " entries.");
  }
  for (const Value::Member& member : members) {
    if (member.key == "$comment") continue;
    const Place member_place(place, member.key);
    check_identifier(member.key, member_place, reading_.problems);
    call(lambda, member.value, member_place);
  }
}

void ObjectReader::error(ErrorCode code, std::string_view key, std::string message) {
  reading_.problems.error(code, Place(place_, key), std::move(message));
}

const std::string_view& ObjectReader::Words::operator[](std::size_t index) const {
  return *reinterpret_cast<const std::string_view*>(reinterpret_cast<const char*>(first) +
                                                    index * stride);
}

std::size_t ObjectReader::word_index(std::string_view key, Words words) {
  const Value* value = find(key);
  if (value == nullptr) return words.count;
  if (!value->is_string()) {
    wrong_type(key, "a string");
    return words.count;
  }
  const std::string& text = value->as_string();
  std::string allowed;
  for (std::size_t i = 0; i < words.count; ++i) {
    if (words[i] == text) return i;
    allowed += (i == 0 ? "" : ", ") + quoted(words[i]);
  }
  error(ErrorCode::kUnknownValue, key, quoted(text) + " is not one of " + allowed + ".");
  return words.count;
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
