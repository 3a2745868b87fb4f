// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "docent/result.hpp"

namespace docent {

/// Where the reader stands in the file: a chain on the stack, spelled out only when there is
/// something to say.
class Place {
 public:
  Place() = default;
  Place(const Place& parent, std::string_view key) : parent_(&parent), key_(key) {}
  Place(const Place& parent, std::size_t index) : parent_(&parent), index_(index) {}
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  /// The key of the member this is; empty for an element of a list.
  std::string_view key() const { return key_; }
  /// The JSON pointer.
  std::string pointer() const;

 private:
  static constexpr std::size_t kNoIndex = static_cast<std::size_t>(-1);
  const Place* parent_ = nullptr;
  std::string_view key_;
  std::size_t index_ = kNoIndex;
};

/// A word of the file as a problem's sentence says it: in backquotes, and cut (between characters)
/// when somebody made it long.
std::string quoted(std::string_view word);

/// Collects what is wrong with a file. A hostile file can have a problem every two bytes, so past a
/// thousand they are only counted.
class ProblemList {
 public:
  void error(ErrorCode code, const Place& place, std::string message) {
    add(Severity::kError, code, place, std::move(message));
  }
  void warning(ErrorCode code, const Place& place, std::string message) {
    add(Severity::kWarning, code, place, std::move(message));
  }
  /// Takes over problems whose paths begin at `place`.
  void add_below(const Place& place, std::vector<Problem> problems);

  bool has_error() const { return has_error_; }
  /// All of it; the list is empty afterwards.
  std::vector<Problem> take();

 private:
  static constexpr std::size_t kMaxListed = 1000;

  void add(Severity severity, ErrorCode code, const Place& place, std::string message);

  std::vector<Problem> problems_;
  std::size_t left_out_ = 0;
  bool has_error_ = false;
};

}  // namespace docent
