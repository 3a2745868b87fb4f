// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "docent/condition.hpp"
#include "docent/result.hpp"
#include "docent/value.hpp"

namespace docent {

/// Bound of one string of a text.
inline constexpr std::size_t kMaxTextBytes = 64 * 1024;

/// Words a product manager wrote: one string, or one per BCP 47 language tag.
class Text {
 public:
  Text() = default;
  /// Reads a string or an object of strings; problems (`bad_text`, `too_long`) go to `problems`.
  static Text read(const Value& json, const std::string& path, std::vector<Problem>& problems);

  bool empty() const { return json_.is_null(); }

  /// The best entry for the locale (exact tag, then shorter ones: RFC 4647 lookup; then
  /// `default_locale`, then the first), with
  /// `{{path|fallback}}` replaced by the attribute, or by the fallback when it is absent or null.
  std::string resolve(std::string_view locale, std::string_view default_locale,
                      const Attributes& attributes) const;

  /// The attributes it inserts, in all its languages.
  std::vector<std::string> attribute_paths() const;

 private:
  Value json_;
};

}  // namespace docent
