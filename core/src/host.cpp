// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/host.hpp"

namespace docent {

Host plain_host() {
  Host host;
  host.regex_test = [](void*, std::string_view, std::string_view, bool) -> std::optional<bool> {
    return std::nullopt;
  };
  host.to_lower = [](void*, std::string_view text) {
    std::string out(text);
    for (char& c : out) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
  };
  return host;
}

}  // namespace docent
