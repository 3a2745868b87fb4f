// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// Everything the fuzzers of tests/fuzz once found worth keeping, replayed. A broken rule ends the
// program with its sentence.
#ifndef __EMSCRIPTEN__  // natively only: see tests/CMakeLists.txt
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "../fuzz/fuzz_target.hpp"
#include "catch.hpp"

namespace {

std::size_t replay(const std::string& name, void (*target)(std::string_view)) {
  const std::string folder = "tests/fuzz/corpus/" + name + "/";
  std::vector<std::string> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(DOCENT_SOURCE_DIR) + "/" + folder)) {
    files.push_back(entry.path().filename().string());
  }
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) {
    INFO(folder + file);
    target(docent::fuzz::repository_file(folder + file));
  }
  return files.size();
}

}  // namespace

TEST_CASE("the kept campaign files of the fuzzer are read or refused") {
  CHECK(replay("campaign_file", docent::fuzz::campaign_file) > 10);
}

TEST_CASE("the kept lives of the fuzzer break no rule") {
  CHECK(replay("commands", docent::fuzz::commands) > 10);
}

TEST_CASE("the kept batches of the fuzzer break no rule") {
  CHECK(replay("batches", docent::fuzz::batches) > 10);
}

TEST_CASE("the kept snapshots of the fuzzer are read or refused") {
  CHECK(replay("snapshots", docent::fuzz::snapshots) > 10);
}

#endif
