// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "snapshot_line.hpp"

#include <algorithm>

namespace docent {
namespace {

constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
/// Half of what a double counts exactly: adding to it for ever stays exact.
constexpr std::int64_t kMost = std::int64_t{1} << 52;

std::string base36(std::int64_t number) {
  std::string out;
  std::int64_t rest = number < 0 ? -number : number;
  do {
    out += kDigits[static_cast<std::size_t>(rest % 36)];
    rest /= 36;
  } while (rest > 0);
  if (number < 0) out += '-';
  std::reverse(out.begin(), out.end());
  return out;
}

/// Adds the digits to `number`; false when one is none, or there are none or too many.
bool read_base36(std::string_view digits, std::int64_t& number) {
  const bool negative = !digits.empty() && digits.front() == '-';
  if (negative) digits.remove_prefix(1);
  std::int64_t sum = 0;
  for (const char c : digits) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos || sum > kMost / 36) return false;
    sum = sum * 36 + static_cast<std::int64_t>(digit);
  }
  number = negative ? -sum : sum;
  return !digits.empty();
}

}  // namespace

std::string_view Line::next_word() {
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
  if (writes_) return put_word(base36(number));
  const std::string_view word = next_word();
  number = 0;
  if (!word.empty()) ok_ = read_base36(word, number) && ok_;
}

void Line::time(std::int64_t& ms) {
  // One off, so that 0 can stay 0.
  std::int64_t since = ms == 0 ? 0 : ms - epoch_ms_ + (ms >= epoch_ms_ ? 1 : 0);
  (*this)(since);
  if (!writes_) ms = since == 0 ? 0 : since + epoch_ms_ - (since > 0 ? 1 : 0);
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

void Line::operator()(DayCounts& days) {
  if (writes_) {
    std::size_t used = days.counts.size();
    while (used > 0 && days.counts[used - 1] == 0) --used;
    if (used == 0) return put_word("0");
    std::string word = base36(days.day) + ":";
    for (std::size_t i = 0; i < used; ++i) {
      const std::string digits = base36(days.counts[i]);
      word += digits.size() == 1 ? digits : "(" + digits + ")";
    }
    return put_word(word);
  }
  const std::string_view word = next_word();
  if (word.empty() || word == "0") return;
  const std::size_t colon = std::min(word.find(':'), word.size());
  std::int64_t day = 0;
  ok_ = read_base36(word.substr(0, colon), day) && colon < word.size() && ok_;
  constexpr std::int64_t kFarDay = 100'000'000;
  ok_ = ok_ && day > -kFarDay && day < kFarDay;
  if (!ok_) return;
  days.day = static_cast<std::int32_t>(day);
  std::size_t i = 0;
  for (std::size_t at = colon + 1; at < word.size() && ok_; ++i) {
    std::size_t length = 1;
    if (word[at] == '(') {
      ++at;
      length = std::min(word.find(')', at), word.size()) - at;
    }
    std::int64_t count = 0;
    ok_ = i < days.counts.size() && read_base36(word.substr(at, length), count) && count >= 0 &&
          count <= 65535;
    if (ok_) days.counts[i] = static_cast<std::uint16_t>(count);
    at += length;
    if (at < word.size() && word[at] == ')') ++at;
  }
}

void Line::rest(std::string& text) {
  if (!writes_) {
    ok_ = ok_ && (text_.empty() || text_.front() == '=');
    text = std::string(text_.substr(std::min<std::size_t>(1, text_.size())));
    text_ = {};
  } else if (!text.empty()) {
    put_word("=" + text);  // so that a text of "0" is none of the zeros at the end
  }
}

std::string Line::take() {
  while (out_.size() >= 2 && out_.substr(out_.size() - 2) == " 0") out_.resize(out_.size() - 2);
  return std::move(out_);
}

}  // namespace docent
