// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "content_url.hpp"

#include <algorithm>
#include <string>

namespace docent {

bool is_safe_url(std::string_view url) {
  if (url.empty() || url.front() == ' ' || url.back() == ' ') return false;
  const bool has_control = std::any_of(url.begin(), url.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (has_control) return false;
  const std::size_t colon = url.find(':');
  // A colon after the path, query or fragment began does not end a scheme.
  if (colon == std::string_view::npos || url.find_first_of("/?#\\") < colon) return true;
  std::string scheme(url.substr(0, colon));
  for (char& c : scheme) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return scheme == "https" || scheme == "http" || scheme == "mailto";
}

}  // namespace docent
