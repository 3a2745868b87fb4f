// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace docent {

/// Whether content may lead there: `https:`, `http:`, `mailto:`, or a relative address. Control
/// characters and blanks around it are refused, because browsers drop them and see another scheme
/// than the reader of the file does.
bool is_safe_url(std::string_view url);

}  // namespace docent
