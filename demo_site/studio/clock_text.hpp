// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

/// \file
/// Times as people read them, in the user's own zone.
#pragma once

#include <cstdint>
#include <string>

namespace studio {

/// "Sat 21 Nov 2026, 14:05"; with `seconds`, "…14:05:09".
[[nodiscard]] std::string time_text(std::int64_t epoch_ms, int offset_min, bool seconds = false);
/// "21 Nov".
[[nodiscard]] std::string short_day_text(std::int64_t epoch_ms, int offset_min);
/// A span in its two largest units: "2 d 4 h", "5 min", "now" for less than a second.
[[nodiscard]] std::string span_text(std::int64_t span_ms);

}  // namespace studio
