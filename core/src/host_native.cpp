// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/host_native.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <cstdint>
#include <memory>
#include <string>

namespace docent {
namespace {

struct FreeCode {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
struct FreeMatch {
  void operator()(pcre2_match_data* match) const { pcre2_match_data_free(match); }
};
struct FreeContext {
  void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};

std::optional<bool> regex_test(void*, std::string_view pattern, std::string_view text,
                               bool ignore_case) {
  // As JavaScript: `$` only at the very end, `[]` matches nothing, `\u0041` is a letter, an unknown
  // escape its letter.
  const std::uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALLOW_EMPTY_CLASS |
                                PCRE2_ALT_BSUX | PCRE2_MATCH_UNSET_BACKREF |
                                PCRE2_NEVER_BACKSLASH_C | (ignore_case ? PCRE2_CASELESS : 0U);
  int error = 0;
  PCRE2_SIZE offset = 0;
  const std::unique_ptr<pcre2_code, FreeCode> code(
      pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), options, &error,
                    &offset, nullptr));
  if (code == nullptr) return std::nullopt;
  const std::unique_ptr<pcre2_match_data, FreeMatch> match(
      pcre2_match_data_create_from_pattern(code.get(), nullptr));
  const std::unique_ptr<pcre2_match_context, FreeContext> context(
      pcre2_match_context_create(nullptr));
  pcre2_set_match_limit(context.get(), 100'000);
  pcre2_set_depth_limit(context.get(), 10'000);
  const int found = pcre2_match(code.get(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(),
                                0, 0, match.get(), context.get());
  return found >= 0;
}

/// Lower case of one character of the alphabets that are tested natively.
std::uint32_t lower_point(std::uint32_t point) {
  const auto within = [point](std::uint32_t from, std::uint32_t to) {
    return point >= from && point <= to;
  };
  if (within('A', 'Z')) return point + 32;
  if (within(0xC0, 0xDE) && point != 0xD7) return point + 32;
  // Latin Extended-A comes in pairs: the capital is even, or odd between U+0139 and U+0148 and from
  // U+0179 on.
  if (point == 0x178) return 0xFF;
  const bool capital_is_odd = within(0x139, 0x148) || within(0x179, 0x17E);
  if (within(0x100, 0x17E) && point != 0x130 && point != 0x131 && point != 0x138 &&
      point != 0x149) {
    return (point % 2 == 1) == capital_is_odd ? point + 1 : point;
  }
  if (point == 0x386) return 0x3AC;
  if (within(0x388, 0x38A)) return point + 37;
  if (point == 0x38C) return 0x3CC;
  if (point == 0x38E || point == 0x38F) return point + 63;
  if (within(0x391, 0x3AB) && point != 0x3A2) return point + 32;
  if (within(0x400, 0x40F)) return point + 80;
  if (within(0x410, 0x42F)) return point + 32;
  return point;
}

std::string to_lower(void*, std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      out += static_cast<char>(lower_point(lead));
    } else if (lead >= 0xC0 && lead < 0xE0 && i + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[++i]);
      const std::uint32_t lower = lower_point(((lead & 0x1FU) << 6) | (next & 0x3FU));
      out += static_cast<char>(0xC0 | (lower >> 6));
      out += static_cast<char>(0x80 | (lower & 0x3F));
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

Host native_host() {
  Host host;
  host.regex_test = regex_test;
  host.to_lower = to_lower;
  return host;
}

}  // namespace docent
