// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "docent/state.hpp"

namespace docent {

/// A record as a line of words, numbers in base 36: a year of many events has to fit into a few
/// kilobytes of a browser's storage. One list of words serves both ways: writing appends them,
/// reading takes them off the front. Zeros at the end are left out.
class Line {
 public:
  /// A line to write; times are told from `epoch_ms` on.
  explicit Line(std::int64_t epoch_ms) : epoch_ms_(epoch_ms), writes_(true) {}
  /// A line to read.
  Line(std::int64_t epoch_ms, std::string_view text) : epoch_ms_(epoch_ms), text_(text) {}

  bool writes() const { return writes_; }
  void operator()(std::int64_t& number);
  /// An instant; 0 stays 0.
  void time(std::int64_t& ms);
  void operator()(std::vector<std::int64_t>& times);
  void operator()(DayCounts& days);
  /// The last word, which may have spaces.
  void rest(std::string& text);

  /// Whether everything that was read was a word that belongs there.
  bool ok() const { return ok_; }
  /// What was written.
  std::string take();

 private:
  std::string_view next_word();
  void put_word(std::string_view word);

  std::int64_t epoch_ms_;
  bool writes_ = false;
  bool ok_ = true;
  std::string out_;
  std::string_view text_;
};

}  // namespace docent
