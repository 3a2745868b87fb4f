// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "snapshot_line.hpp"

#include <algorithm>
#include <utility>

namespace docent {
namespace {

constexpr std::string_view kDigits =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.";
constexpr std::int64_t kBase = 64;
static_assert(kDigits.size() == kBase);
/// In counts of days: these digits are counts, the letters after them so many days without any.
constexpr int kMostDigit = 9;
constexpr std::string_view kRuns = "abcdefghijklmnopqrstuvwxyzA";
/// Before the text at the end.
constexpr char kRest = '=';
/// Half of what a double counts exactly: adding to it for ever stays exact.
constexpr std::int64_t kMost = std::int64_t{1} << 52;

std::string digits_of(std::int64_t number) {
  std::string out;
  std::int64_t rest = number < 0 ? -number : number;
  do {
    out += kDigits[static_cast<std::size_t>(rest % kBase)];
    rest /= kBase;
  } while (rest > 0);
  if (number < 0) out += '-';
  std::reverse(out.begin(), out.end());
  return out;
}

/// Adds the digits to `number`; false when one is none, or there are none or too many.
bool read_digits(std::string_view digits, std::int64_t& number) {
  const bool negative = !digits.empty() && digits.front() == '-';
  if (negative) digits.remove_prefix(1);
  std::int64_t sum = 0;
  for (const char c : digits) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos || sum > kMost / kBase) return false;
    sum = sum * kBase + static_cast<std::int64_t>(digit);
  }
  number = negative ? -sum : sum;
  return !digits.empty();
}

}  // namespace

std::string_view Line::next_word() {
  // What is older than the number has none before its text.
  if (!text_.empty() && text_.front() == kRest) return {};
  const std::size_t space = std::min(text_.find(' '), text_.size());
  const std::string_view word = text_.substr(0, space);
  text_.remove_prefix(std::min(space + 1, text_.size()));
  return word;
}

void Line::put_word(std::string_view word) {
  if (!out_.empty()) out_ += ' ';
  out_ += word;
}

void Line::operator()(std::int64_t& number) {
  // Counters saturate: what is written can be read.
  if (writes_) return put_word(digits_of(std::clamp(number, -kMost, kMost)));
  const std::string_view word = next_word();
  number = 0;
  if (!word.empty()) ok_ = read_digits(word, number) && ok_;
}

void Line::time(std::int64_t& ms) {
  // One off, so that 0 can stay 0.
  std::int64_t since = ms == 0 ? 0 : ms - frame_.epoch_ms + (ms >= frame_.epoch_ms ? 1 : 0);
  (*this)(since);
  if (!writes_) ms = since == 0 ? 0 : since + frame_.epoch_ms - (since > 0 ? 1 : 0);
}

void Line::operator()(std::vector<std::int64_t>& times) {
  auto count = static_cast<std::int64_t>(times.size());
  (*this)(count);
  constexpr std::int64_t kMostTimes = 1000;
  if (count < 0 || count > kMostTimes) {
    ok_ = false;
    return;
  }
  times.resize(static_cast<std::size_t>(count));
  for (std::int64_t& ms : times) time(ms);
}

void Line::after(std::int64_t& ms, std::int64_t start_ms) {
  const std::int64_t epoch_ms = std::exchange(frame_.epoch_ms, start_ms);
  time(ms);
  frame_.epoch_ms = epoch_ms;
}

void Line::operator()(DayCounts& days, std::int32_t usual_day) {
  if (writes_) return put_word(text_of(days, usual_day));
  const std::string_view word = next_word();
  if (word.empty() || word == "0") return;
  // Without a day of its own it is the usual one.
  const std::size_t colon = word.find(':');
  std::int64_t day = usual_day;
  if (colon != std::string_view::npos) ok_ = read_digits(word.substr(0, colon), day) && ok_;
  constexpr std::int64_t kFarDay = 100'000'000;
  ok_ = ok_ && day > -kFarDay && day < kFarDay;
  if (!ok_) return;
  days.day = static_cast<std::int32_t>(day);
  read_counts(word.substr(colon == std::string_view::npos ? 0 : colon + 1), days);
}

std::string Line::text_of(const DayCounts& days, std::int32_t usual_day) {
  std::size_t used = days.counts.size();
  while (used > 0 && days.counts[used - 1] == 0) --used;
  if (used == 0) return "0";
  std::string word;
  if (days.day != usual_day) word = digits_of(days.day) + ":";
  for (std::size_t i = 0; i < used; ++i) {
    std::size_t run = 0;
    while (days.counts[i + run] == 0) ++run;
    if (run > 1) {
      word += kRuns[run - 2];
      i += run - 1;
    } else if (days.counts[i] <= kMostDigit) {
      word += kDigits[days.counts[i]];
    } else {
      word += "(" + digits_of(days.counts[i]) + ")";
    }
  }
  return word;
}

void Line::read_counts(std::string_view word, DayCounts& days) {
  std::size_t i = 0;
  while (!word.empty() && ok_) {
    const std::size_t run = kRuns.find(word.front());
    if (run != std::string_view::npos) {
      i += run + 2;
      word.remove_prefix(1);
      continue;
    }
    const bool is_long = word.front() == '(';
    if (is_long) word.remove_prefix(1);
    const std::size_t length = is_long ? std::min(word.find(')'), word.size()) : 1;
    std::int64_t count = 0;
    ok_ = i < days.counts.size() && read_digits(word.substr(0, length), count) && count >= 0 &&
          count <= 65535;
    if (ok_) days.counts[i++] = static_cast<std::uint16_t>(count);
    word.remove_prefix(std::min(length + (is_long ? 1 : 0), word.size()));
  }
  ok_ = ok_ && i <= days.counts.size();
}

void Line::rest(std::string& text) {
  if (!writes_) {
    ok_ = ok_ && (text_.empty() || text_.front() == kRest);
    text = std::string(text_.substr(std::min<std::size_t>(1, text_.size())));
    text_ = {};
  } else if (!text.empty()) {
    put_word(kRest + text);
    has_rest_ = true;
  }
}

std::string Line::take() {
  // The text at the end may end in a zero of its own.
  while (!has_rest_ && out_.size() >= 2 && out_.substr(out_.size() - 2) == " 0") {
    out_.resize(out_.size() - 2);
  }
  return std::move(out_);
}

}  // namespace docent
