// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace docent {

/// Whether item `a` comes before item `b` of whatever `context` is.
using ComesBefore = bool (*)(const void* context, std::uint32_t a, std::uint32_t b);

/// The numbers 0 to `size` − 1 in that order; what is equal keeps its order. One sort serves all:
/// every other instance of std::sort would be 2 KB of wasm, and a sort over one kind of number
/// makes the order total without thinking.
std::vector<std::uint32_t> order_of(std::size_t size, ComesBefore comes_before,
                                    const void* context);

/// The same with a lambda of two numbers.
template <typename Less>
std::vector<std::uint32_t> order_of(std::size_t size, const Less& less) {
  return order_of(
      size,
      [](const void* context, std::uint32_t a, std::uint32_t b) {
        return (*static_cast<const Less*>(context))(a, b);
      },
      &less);
}

}  // namespace docent
