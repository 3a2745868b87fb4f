// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "javascript.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>
#include <vector>

#include "docent/json.hpp"
#include "order.hpp"

namespace docent::javascript {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// The length in bytes of the white space or line terminator the text begins with, or 0.
std::size_t leading_space(std::string_view text) {
  if (text.empty()) return 0;
  const auto first = static_cast<unsigned char>(text[0]);
  if (first == ' ' || (first >= 0x09 && first <= 0x0D)) return 1;
  if (text.substr(0, 2) == "\xC2\xA0") return 2;
  const std::string_view three = text.substr(0, 3);
  if (three.size() < 3) return 0;
  if (three == "\xE1\x9A\x80" || three == "\xE2\x80\xA8" || three == "\xE2\x80\xA9" ||
      three == "\xE2\x80\xAF" || three == "\xE2\x81\x9F" || three == "\xE3\x80\x80" ||
      three == "\xEF\xBB\xBF") {
    return 3;
  }
  // U+2000 to U+200A
  const auto last = static_cast<unsigned char>(three[2]);
  return three.substr(0, 2) == "\xE2\x80" && last >= 0x80 && last <= 0x8A ? 3 : 0;
}

std::string_view trimmed(std::string_view text) {
  while (const std::size_t length = leading_space(text)) text.remove_prefix(length);
  while (!text.empty()) {
    std::size_t start = text.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
    if (leading_space(text.substr(start)) != text.size() - start) break;
    text = text.substr(0, start);
  }
  return text;
}

std::size_t count_digits(std::string_view text) {
  const auto end =
      std::find_if(text.begin(), text.end(), [](char c) { return c < '0' || c > '9'; });
  return static_cast<std::size_t>(end - text.begin());
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 99;
}

double radix_number(std::string_view digits, int radix) {
  if (digits.empty()) return kNaN;
  double number = 0;
  for (const char c : digits) {
    const int digit = digit_of(c);
    if (digit >= radix) return kNaN;
    number = number * radix + digit;
  }
  return number;
}

/// ECMAScript's StringToNumber.
double text_to_number(std::string_view raw) {
  const std::string_view text = trimmed(raw);
  if (text.empty()) return 0;
  if (text.size() > 2 && text[0] == '0') {
    const char prefix = static_cast<char>(text[1] | 0x20);
    if (prefix == 'x') return radix_number(text.substr(2), 16);
    if (prefix == 'o') return radix_number(text.substr(2), 8);
    if (prefix == 'b') return radix_number(text.substr(2), 2);
  }
  std::string_view rest = text;
  const bool negative = rest[0] == '-';
  if (negative || rest[0] == '+') rest.remove_prefix(1);
  if (rest == "Infinity") {
    return negative ? -std::numeric_limits<double>::infinity()
                    : std::numeric_limits<double>::infinity();
  }
  // strtod takes more than JavaScript does (hexadecimal fractions, "nan", "inf"), so the grammar is
  // checked here.
  std::size_t digits = count_digits(rest);
  rest.remove_prefix(digits);
  if (!rest.empty() && rest[0] == '.') {
    rest.remove_prefix(1);
    const std::size_t decimals = count_digits(rest);
    rest.remove_prefix(decimals);
    digits += decimals;
  }
  if (digits == 0) return kNaN;
  if (!rest.empty() && (rest[0] == 'e' || rest[0] == 'E')) {
    rest.remove_prefix(1);
    if (!rest.empty() && (rest[0] == '-' || rest[0] == '+')) rest.remove_prefix(1);
    const std::size_t exponent_digits = count_digits(rest);
    if (exponent_digits == 0) return kNaN;
    rest.remove_prefix(exponent_digits);
  }
  if (!rest.empty()) return kNaN;
  return std::strtod(std::string(text).c_str(), nullptr);
}

/// The members as JSON.stringify visits them.
std::vector<const Value::Member*> visiting_order(const Value::Object& object) {
  std::vector<std::int64_t> indices;
  for (const Value::Member& member : object) {
    const std::int64_t index = array_index(member.key);
    indices.push_back(index < 0 ? std::numeric_limits<std::int64_t>::max() : index);
  }
  std::vector<const Value::Member*> out;
  for (const std::uint32_t i : order_of(object.size(), [&](std::uint32_t a, std::uint32_t b) {
         return indices[a] < indices[b];
       })) {
    out.push_back(&object[i]);
  }
  return out;
}

}  // namespace

std::string to_text(const Value& value) {
  if (value.is_null()) return "null";
  if (value.is_bool()) return value.as_bool() ? "true" : "false";
  if (value.is_number()) return number_text(value.as_number());
  if (value.is_string()) return value.as_string();
  if (value.is_object()) return "[object Object]";
  std::string out;
  bool first = true;
  for (const Value& item : value.as_array()) {
    if (!first) out += ',';
    first = false;
    if (!item.is_null()) out += to_text(item);
  }
  return out;
}

double to_number(const Value& value) {
  if (value.is_null()) return 0;
  if (value.is_bool()) return value.as_bool() ? 1 : 0;
  if (value.is_number()) return value.as_number();
  if (value.is_string()) return text_to_number(value.as_string());
  return text_to_number(to_text(value));
}

bool is_truthy(const Value& value) {
  if (value.is_null()) return false;
  if (value.is_bool()) return value.as_bool();
  if (value.is_number()) return value.as_number() != 0 && !std::isnan(value.as_number());
  if (value.is_string()) return !value.as_string().empty();
  return true;
}

bool strictly_equal(const Value& a, const Value& b) {
  if (a.is_array() || a.is_object()) return false;
  return a == b;
}

bool same_json(const Value& a, const Value& b) {
  if (a.is_array() && b.is_array()) {
    return std::equal(a.as_array().begin(), a.as_array().end(), b.as_array().begin(),
                      b.as_array().end(), same_json);
  }
  if (a.is_object() && b.is_object()) {
    if (a.as_object().size() != b.as_object().size()) return false;
    const auto left = visiting_order(a.as_object());
    const auto right = visiting_order(b.as_object());
    return std::equal(left.begin(), left.end(), right.begin(),
                      [](const Value::Member* x, const Value::Member* y) {
                        return x->key == y->key && same_json(x->value, y->value);
                      });
  }
  return a == b;
}

Order compare(const Value& a, const Value& b) {
  const auto is_text = [](const Value& value) {
    return value.is_string() || value.is_array() || value.is_object();
  };
  if (is_text(a) && is_text(b)) {
    const int compared = a.is_string() && b.is_string() ? compare_text(a.as_string(), b.as_string())
                                                        : compare_text(to_text(a), to_text(b));
    return compared < 0 ? Order::kLess : compared > 0 ? Order::kGreater : Order::kEqual;
  }
  const double left = to_number(a);
  const double right = to_number(b);
  if (left < right) return Order::kLess;
  if (left > right) return Order::kGreater;
  return left == right ? Order::kEqual : Order::kUnordered;
}

int compare_text(std::string_view a, std::string_view b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < shorter; ++i) {
    if (a[i] == b[i]) continue;
    // UTF-8 sorts by code point. UTF-16 sorts surrogates (of four-byte characters) before U+E000 to
    // U+FFFF.
    const auto rank = [](char c) {
      const int byte = static_cast<unsigned char>(c);
      if (byte >= 0xF0) return byte - 2;
      return byte >= 0xEE ? byte + 0x10 : byte;
    };
    return rank(a[i]) - rank(b[i]);
  }
  return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

std::int64_t array_index(std::string_view key) {
  if (key.empty() || key.size() > 10 || (key[0] == '0' && key.size() > 1)) return -1;
  std::int64_t index = 0;
  for (const char c : key) {
    if (c < '0' || c > '9') return -1;
    index = index * 10 + (c - '0');
  }
  return index < 4'294'967'295 ? index : -1;
}

}  // namespace docent::javascript
