// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "fuzz_target.hpp"
#include "random_life.hpp"

namespace docent::fuzz {

void commands(std::string_view input) { require_unbroken(RandomLife(input).live()); }

}  // namespace docent::fuzz

DOCENT_FUZZ_MAIN(commands)
