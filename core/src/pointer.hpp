// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace docent {

/// A JSON pointer (RFC 6901) one member deeper.
std::string pointer_to(std::string_view parent, std::string_view key);
/// A JSON pointer one element deeper.
std::string pointer_to(std::string_view parent, std::size_t index);

}  // namespace docent
