// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "docent/state.hpp"

namespace docent {

/// What times and days of a line are told from.
struct Frame {
  std::int64_t epoch_ms = 0;    ///< times
  std::int32_t offset_min = 0;  ///< the day of a time
  std::int32_t today = 0;       ///< counts of days without a time
};

/// A record as a line of words, numbers in base 64 (digits, small and capital letters, `_`, `.`): a
/// year of many events has to fit into a few kilobytes of a browser's storage. One list of words
/// serves both ways: writing appends them, reading takes them off the front. Zeros at the end are
/// left out.
class Line {
 public:
  /// A line to write.
  explicit Line(const Frame& frame) : frame_(frame), writes_(true) {}
  /// A line to read.
  Line(const Frame& frame, std::string_view text) : frame_(frame), text_(text) {}

  const Frame& frame() const { return frame_; }

  bool writes() const { return writes_; }
  void operator()(std::int64_t& number);
  /// An instant; 0 stays 0.
  void time(std::int64_t& ms);
  void operator()(std::vector<std::int64_t>& times);
  /// An instant told from another one, which it follows closely.
  void after(std::int64_t& ms, std::int64_t start_ms);
  /// Counts of days, the newest first: digits, letters for days without any (`a` two, `b` three),
  /// and before a colon the newest day, unless it is the usual one.
  void operator()(DayCounts& days, std::int32_t usual_day);
  /// The last word, which may have spaces.
  void rest(std::string& text);

  /// Whether everything that was read was a word that belongs there.
  bool ok() const { return ok_; }
  /// What was written.
  std::string take();

 private:
  std::string_view next_word();
  void put_word(std::string_view word);
  static std::string text_of(const DayCounts& days, std::int32_t usual_day);
  void read_counts(std::string_view word, DayCounts& days);

  Frame frame_;
  bool writes_ = false;
  bool ok_ = true;
  bool has_rest_ = false;
  std::string out_;
  std::string_view text_;
};

}  // namespace docent
