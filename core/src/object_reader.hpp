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
#include "problem_list.hpp"

namespace docent {

/// A range of allowed numbers, as the problem says it.
struct NumberRange {
  double from;
  double to;
  bool from_excluded = false;
};

/// Reads the fields of one object of a campaign file. Each field is asked for by name, with its
/// type and bounds; what is wrong is reported and the fallback taken. At the end, what nobody asked
/// for is reported as unknown.
class ObjectReader {
 public:
  /// Reports `wrong_type` and reads as an empty object when `json` is none.
  ObjectReader(const Value& json, const Place& place, ProblemList& problems);
  ~ObjectReader();
  ObjectReader(const ObjectReader&) = delete;
  ObjectReader& operator=(const ObjectReader&) = delete;

  bool is_object() const { return is_object_; }
  const Place& place() const { return place_; }
  ProblemList& problems() { return problems_; }

  /// The member, or nullptr. It counts as known from now on.
  const Value* find(std::string_view key);
  /// As `find`, and reports `missing_field`.
  const Value* require(std::string_view key);

  bool boolean(std::string_view key, bool fallback);
  double number(std::string_view key, double fallback, NumberRange range);
  std::int64_t integer(std::string_view key, std::int64_t fallback, NumberRange range);
  std::string string(std::string_view key, std::string_view fallback, std::size_t max_bytes);
  /// A required identifier: 1 to 128 bytes without a dot (paths are dotted) and without control
  /// characters.
  std::string identifier(std::string_view key);
  std::string optional_identifier(std::string_view key, std::string_view fallback);
  Text text(std::string_view key);
  Text required_text(std::string_view key);
  Condition condition(std::string_view key);
  /// The list, or nullptr; reports `wrong_type` and `too_many`.
  const Value::Array* list(std::string_view key, std::size_t max_entries);

  /// One of the words; the fallback (which may be a std::optional) when absent or unknown.
  template <typename Result, typename Enum, std::size_t N>
  Result word(std::string_view key, Result fallback,
              const std::pair<std::string_view, Enum> (&words)[N]) {
    const Value* value = find(key);
    if (value == nullptr) return fallback;
    if (const std::optional<std::string_view> text = as_word(key, *value)) {
      for (const auto& [name, meaning] : words) {
        if (name == *text) return meaning;
      }
      std::string allowed;
      for (const auto& entry : words) append_word(allowed, entry.first);
      unknown_word(key, *text, allowed);
    }
    return fallback;
  }

  /// Reports nothing as unknown: what the object is could not be told.
  void accept_the_rest() { known_.assign(known_.size(), true); }

  void error(ErrorCode code, std::string_view key, std::string message);

  /// Whether the text can be an identifier; reports what is wrong with it at `place`.
  static bool check_identifier(std::string_view text, const Place& place, ProblemList& problems);

 private:
  std::optional<std::string_view> as_word(std::string_view key, const Value& value);
  static void append_word(std::string& list, std::string_view word);
  void unknown_word(std::string_view key, std::string_view word, const std::string& allowed);
  void wrong_type(std::string_view key, std::string_view wanted);
  bool in_range(std::string_view key, double number, const NumberRange& range);
  std::string checked_identifier(std::string_view key, const Value& value);

  const Value::Object& members_;
  const Place& place_;
  ProblemList& problems_;
  bool is_object_;
  std::vector<bool> known_;
};

}  // namespace docent
