// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "docent/result.hpp"
#include "docent/value.hpp"

namespace docent {

/// Bounds of a JSON text; past them reading stops with `too_large` or `too_deep`.
struct JsonLimits {
  std::size_t max_bytes = 1 << 20;
  int max_depth = 32;
};

/// Reads one JSON text (RFC 8259, UTF-8). Of a key that appears twice the last one stays, as in
/// JavaScript. A number that overflows a double is `bad_json`.
Result<Value> parse_json(std::string_view text, JsonLimits limits = {});

/// Writes compact JSON in ASCII-safe UTF-8. Numbers as JavaScript prints them (`2`, not `2.0`); a
/// non-finite one is `null`.
std::string write_json(const Value& value);

/// A number as JavaScript's `String(number)` prints it.
std::string number_text(double number);

}  // namespace docent
