// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "docent/attention.hpp"

namespace docent {

inline Gate open_gate(std::string_view gate, std::string_view code) {
  return {.gate = gate,
          .open = true,
          .code = code,
          .opens_at_ms = {},
          .closes_at_ms = {},
          .numbers = {}};
}

/// Without `opens_at_ms`, time alone does not open it.
inline Gate closed_gate(std::string_view gate, std::string_view code,
                        std::optional<std::int64_t> opens_at_ms = {}) {
  return {.gate = gate,
          .open = false,
          .code = code,
          .opens_at_ms = opens_at_ms,
          .closes_at_ms = {},
          .numbers = {}};
}

/// Adds a number that was compared.
inline void note(Gate& gate, std::string_view key, Value value) {
  if (!gate.numbers.is_object()) gate.numbers = Value::object();
  gate.numbers.set(key, std::move(value));
}

/// The instant at which a local day begins.
inline std::int64_t midnight_ms(std::int64_t day, std::int32_t offset_min) {
  return day * kDayMs - offset_min * kMinuteMs;
}

}  // namespace docent
