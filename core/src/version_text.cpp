// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "version_text.hpp"

#include <algorithm>
#include <string_view>

#include "docent/json.hpp"

namespace docent {
namespace {

/// Without a leading `v`, and without the build information from the first `+` on. As in the SDK's
/// regular expression, whose `.` does not match a line's end, only the last line has build
/// information.
std::string_view without_build(std::string_view text) {
  std::size_t last_line = 0;
  for (const std::string_view line_end : {"\n", "\r", "\xE2\x80\xA8", "\xE2\x80\xA9"}) {
    const std::size_t found = text.rfind(line_end);
    if (found != std::string_view::npos) last_line = std::max(last_line, found + line_end.size());
  }
  text = text.substr(0, text.find('+', last_line));
  if (!text.empty() && text[0] == 'v') text.remove_prefix(1);
  return text;
}

bool is_number(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string padded_version(const Value& version) {
  std::string text = version.is_string()   ? version.as_string()
                     : version.is_number() ? number_text(version.as_number())
                                           : std::string();
  if (text.empty()) text.push_back('0');
  std::string out;
  int parts = 0;
  std::string_view rest = without_build(text);
  while (true) {
    const std::size_t end = rest.find_first_of("-.");
    const std::string_view part = rest.substr(0, end);
    if (parts++ > 0) out += '-';
    // Padded with blanks, so that "9" sorts before "10".
    if (is_number(part) && part.size() < 5) out.append(5 - part.size(), ' ');
    out += part;
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  // "~" sorts after every letter: a release is newer than its pre-releases.
  if (parts == 3) out += "-~";
  return out;
}

}  // namespace docent
