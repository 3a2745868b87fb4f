// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

// JavaScript's conversions and comparisons (ECMA-262) of JSON values: conditions and hashes must
// agree with SDKs that are written in it. Strings are UTF-8 here and compare by UTF-16 code unit.

#include <cstdint>
#include <string>
#include <string_view>

#include "docent/value.hpp"

namespace docent::javascript {

/// `String(value)`: an array joins its elements with commas, an object is "[object Object]".
std::string to_text(const Value& value);

/// `Number(value)`; NaN where JavaScript gives NaN.
double to_number(const Value& value);

/// `!!value`.
bool is_truthy(const Value& value);

/// `a === b` of two values that were parsed apart: never true for arrays and objects.
bool strictly_equal(const Value& a, const Value& b);

/// `JSON.stringify(a) === JSON.stringify(b)`: the order of members counts, except that JavaScript
/// puts keys that are array indices first.
bool same_json(const Value& a, const Value& b);

/// How two values stand to each other for `<`, `<=`, `>` and `>=`.
enum class Order {
  kLess,
  kEqual,
  kGreater,
  kUnordered,  ///< one of them is not a number: all four are false
};
Order compare(const Value& a, const Value& b);

/// Below, at or above zero, by UTF-16 code unit.
int compare_text(std::string_view a, std::string_view b);

/// The array index a key spells ("0", "17"; not "01"), or -1.
std::int64_t array_index(std::string_view key);

/// Calls `use(unit)` for every UTF-16 code unit of a UTF-8 text.
template <typename Use>
void each_utf16_unit(std::string_view text, Use use) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t j = 1; j < length && i + j < text.size(); ++j) {
      point = (point << 6) | (static_cast<unsigned char>(text[i + j]) & 0x3FU);
    }
    i += length;
    if (point < 0x10000) {
      use(static_cast<std::uint16_t>(point));
    } else {
      use(static_cast<std::uint16_t>(0xD800 + ((point - 0x10000) >> 10)));
      use(static_cast<std::uint16_t>(0xDC00 + ((point - 0x10000) & 0x3FF)));
    }
  }
}

}  // namespace docent::javascript
