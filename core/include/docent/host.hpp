// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace docent {

/// What the core asks of the program around it, because no two libraries agree on it and linking
/// one would double the wasm: JavaScript's RegExp in pages and Node, PCRE2 natively. Both functions
/// must be pure.
struct Host {
  void* context = nullptr;
  /// Whether the pattern is found in the text; nothing when the pattern is bad.
  std::optional<bool> (*regex_test)(void* context, std::string_view pattern, std::string_view text,
                                    bool ignore_case) = nullptr;
  /// Lower case of the whole of Unicode, without a locale.
  std::string (*to_lower)(void* context, std::string_view text) = nullptr;
};

/// A host that knows no regular expressions (every pattern is bad) and lower-cases ASCII only.
Host plain_host();

}  // namespace docent
