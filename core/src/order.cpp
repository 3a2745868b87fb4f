// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "order.hpp"

#include <algorithm>
#include <numeric>

namespace docent {

std::vector<std::uint32_t> order_of(std::size_t size, ComesBefore comes_before,
                                    const void* context) {
  std::vector<std::uint32_t> order(size);
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (comes_before(context, a, b)) return true;
    return !comes_before(context, b, a) && a < b;
  });
  return order;
}

}  // namespace docent
