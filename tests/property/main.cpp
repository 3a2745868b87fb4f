// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#define CATCH_CONFIG_RUNNER
#include <cstdlib>

#include "../unit/catch.hpp"

int main(int argc, char** argv) {
  // Longer lives than rapidcheck's own hundred; whoever repeats a run or wants more says it in
  // RC_PARAMS.
  setenv("RC_PARAMS", "max_success=300 max_size=250", 0);
  return Catch::Session().run(argc, argv);
}
