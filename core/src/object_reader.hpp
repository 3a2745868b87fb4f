// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "docent/condition.hpp"
#include "docent/text.hpp"
#include "docent/value.hpp"
#include "reading.hpp"

namespace docent {

/// A range of allowed numbers, as the problem says it.
struct NumberRange {
  double from;
  double to;
  bool from_excluded = false;
};

/// How many entries a list may have.
struct CountRange {
  std::size_t from;
  std::size_t to;
};

/// Reads a text; the engine counts the events whose numbers it inserts.
Text read_text(const Value& json, const Place& place, Reading& reading);

/// Reads the fields of one object of a campaign file. Each field is asked for by name, with its
/// type and bounds; what is wrong is reported and the fallback taken. At the end, what nobody asked
/// for is reported as unknown.
class ObjectReader {
 public:
  /// Reports `wrong_type` and reads as an empty object when `json` is none.
  ObjectReader(const Value& json, const Place& place, Reading& reading);
  ~ObjectReader();
  ObjectReader(const ObjectReader&) = delete;
  ObjectReader& operator=(const ObjectReader&) = delete;

  bool is_object() const { return is_object_; }
  const Place& place() const { return place_; }
  Reading& reading() { return reading_; }

  /// The member, or nullptr. It counts as known from now on.
  const Value* find(std::string_view key);
  /// As `find`, and reports `missing_field`.
  const Value* require(std::string_view key);

  bool boolean(std::string_view key, bool fallback);
  double number(std::string_view key, double fallback, NumberRange range);
  /// Points as the file has them, in the thousandths the engine reckons with.
  std::int64_t thousandths(std::string_view key, std::int64_t fallback, NumberRange points);
  std::int64_t integer(std::string_view key, std::int64_t fallback, NumberRange range);
  int small_integer(std::string_view key, int fallback, NumberRange range) {
    return static_cast<int>(integer(key, fallback, range));
  }
  std::string string(std::string_view key, std::string_view fallback, std::size_t max_bytes);

  /// A required identifier: 1 to 128 bytes without a dot (paths are dotted) and without control
  /// characters.
  std::string identifier(std::string_view key);
  std::string optional_identifier(std::string_view key, std::string_view fallback);
  /// The required `id`, which none of `others` may have; it joins them.
  std::string own_id(std::vector<std::string>& others);
  /// The required name of an event, which the engine counts from now on.
  std::string event(std::string_view key);
  /// An id of something in this file, which must exist; empty when absent.
  std::string reference(std::string_view key, IdKind kind);
  /// A list of identifiers, or (if `or_one`) just one.
  std::vector<std::string> names(std::string_view key, CountRange count, bool or_one = false);
  /// The same of events, which the engine counts from now on.
  std::vector<std::string> events(std::string_view key, CountRange count, bool or_one = false);

  Text text(std::string_view key);
  Text required_text(std::string_view key);
  /// A condition over the attributes.
  Condition condition(std::string_view key);
  /// A condition over something else: a page, an event's properties, an answer.
  Condition other_condition(std::string_view key);

  /// One of the words; the fallback (which may be a std::optional) when absent or unknown.
  template <typename Result, typename Enum, std::size_t N>
  Result word(std::string_view key, Result fallback,
              const std::pair<std::string_view, Enum> (&words)[N]) {
    const std::size_t index = word_index(key, {&words[0].first, sizeof(words[0]), N});
    return index == N ? fallback : Result(words[index].second);
  }
  /// The same, required: without it nothing else of the object can be told, and nothing of it is
  /// reported as unknown.
  template <typename Enum, std::size_t N>
  std::optional<Enum> deciding_word(std::string_view key,
                                    const std::pair<std::string_view, Enum> (&words)[N]) {
    require(key);
    const std::optional<Enum> found = word(key, std::optional<Enum>(), words);
    if (!found) known_.assign(known_.size(), true);
    return found;
  }

  /// Reads every entry of a list by `read(json, place)`. False when there is none that could be
  /// read.
  template <typename Read>
  bool each(std::string_view key, CountRange count, Read read) {
    return entries(key, count, false, caller_of(read), &read);
  }
  /// The same, or the one entry that stands in place of the list.
  template <typename Read>
  bool one_or_each(std::string_view key, CountRange count, Read read) {
    return entries(key, count, true, caller_of(read), &read);
  }
  /// Reads every entry of a list of objects by `read(reader)`.
  template <typename Read>
  bool each_object(std::string_view key, CountRange count, Read read) {
    return each(key, count, [&](const Value& json, const Place& place) {
      ObjectReader reader(json, place, reading_);
      read(reader);
    });
  }
  /// Reads an object of things by id, by `read(id, json, place)`.
  template <typename Read>
  void each_member(std::string_view key, std::size_t max, Read read) {
    const auto call = [&](const Value& json, const Place& place) {
      read(place.key(), json, place);
    };
    members(key, max, caller_of(call), &call);
  }
  /// Reads one object by `read(reader)`. False when there is none.
  template <typename Read>
  bool object(std::string_view key, Read read) {
    const Value* json = find(key);
    if (json == nullptr) return false;
    const Place place(place_, key);
    ObjectReader reader(*json, place, reading_);
    read(reader);
    return reader.is_object();
  }

  void error(ErrorCode code, std::string_view key, std::string message);
  void wrong_type(std::string_view key, std::string_view wanted);

  /// Whether the text can be an identifier; reports what is wrong with it at `place`.
  static bool check_identifier(std::string_view text, const Place& place, ProblemList& problems);

 private:
  /// Calls a lambda of any type: the loops below exist once, not once for each lambda.
  using Call = void (*)(const void* lambda, const Value& json, const Place& place);
  template <typename Lambda>
  static Call caller_of(const Lambda&) {
    return [](const void* lambda, const Value& json, const Place& place) {
      (*static_cast<const Lambda*>(lambda))(json, place);
    };
  }
  bool entries(std::string_view key, CountRange count, bool or_one, Call call, const void* lambda);
  void members(std::string_view key, std::size_t max, Call call, const void* lambda);

  /// The words of a table, whatever they mean.
  struct Words {
    const std::string_view* first;
    std::size_t stride, count;
    const std::string_view& operator[](std::size_t index) const;
  };
  std::size_t word_index(std::string_view key, Words words);
  bool in_range(std::string_view key, double number, const NumberRange& range);
  std::string checked_identifier(std::string_view key, const Value& value);

  const Value::Object& members_;
  const Place& place_;
  Reading& reading_;
  bool is_object_;
  std::vector<bool> known_;
};

}  // namespace docent
