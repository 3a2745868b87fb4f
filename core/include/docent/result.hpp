// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace docent {

/// Everything that can be wrong with what the engine is given. Errors are values; nothing throws.
enum class ErrorCode {
  kBadJson,          ///< the text is not JSON
  kTooLarge,         ///< the text is longer than its bound
  kTooDeep,          ///< nested deeper than its bound
  kNotAnObject,      ///< an object was expected at the top
  kMissingField,     ///< a required field is absent
  kWrongType,        ///< a field has another JSON type than the reference says
  kOutOfRange,       ///< a number outside its range
  kTooLong,          ///< a string longer than its bound
  kTooMany,          ///< a list or object with more entries than its bound
  kDuplicateId,      ///< an id that must be unique appears twice
  kUnknownValue,     ///< a word that is not one of the allowed ones
  kUnknownField,     ///< a field the reference does not know (a warning)
  kBadCondition,     ///< not a valid GrowthBook condition
  kBadLocator,       ///< not a way to find an element
  kBadUrl,           ///< a scheme that content must not use
  kBadText,          ///< neither a string nor an object of strings by language tag
  kConflict,         ///< two fields that exclude each other
  kUnsupported,      ///< reserved for a later version
  kUnknownCampaign,  ///< no campaign of that id in the file
  kUnknownCommand,   ///< a command type the engine does not know
  kDamagedState,     ///< a snapshot that cannot be read
  kNewerState,       ///< a snapshot written by a newer engine
  kNoCampaignFile,   ///< nothing was loaded yet
};

/// The code as it stands in JSON and in the docs: `kBadJson` is "bad_json".
std::string_view code_name(ErrorCode code);

/// One thing that is wrong, where, in a plain sentence.
struct Error {
  ErrorCode code{};
  std::string path;     ///< JSON pointer into the input; "" is the whole of it
  std::string message;  ///< one sentence, ends with a full stop
};

/// How bad a problem of a campaign file is: an error refuses the file, a warning does not.
enum class Severity { kError, kWarning };

/// A problem of a campaign file.
struct Problem {
  Severity severity = Severity::kError;
  Error error;
};

/// A value or the error that took its place.
template <typename T>
class Result {
 public:
  Result(T value)
      : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor): reads as `return value`
  Result(Error error)
      : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor): reads as `return error`
  explicit operator bool() const { return value_.has_value(); }
  /// Only when the result holds a value.
  const T& operator*() const { return *value_; }
  T& operator*() { return *value_; }
  const T* operator->() const { return &*value_; }
  T* operator->() { return &*value_; }
  /// Only when the result holds no value.
  const Error& error() const { return error_; }

 private:
  std::optional<T> value_;
  Error error_;
};

}  // namespace docent
