// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace docent {

/// Whether the text has the shape of a BCP 47 language tag: letters, then letters and digits, in
/// groups of 1 to 8.
bool is_language_tag(std::string_view text);

/// Whether two tags are equal; case does not count.
bool same_tag(std::string_view a, std::string_view b);

/// The next shorter range of RFC 4647 lookup ("zh-Hant-x-y" to "zh-Hant"), or "" at the end.
std::string_view shorter_tag(std::string_view tag);

}  // namespace docent
