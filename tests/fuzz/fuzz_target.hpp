// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

// A fuzz target is a function over bytes that ends the program when a rule is broken. libFuzzer
// calls each from a program of its own (DOCENT_FUZZ_PROGRAM), and the unit tests replay the kept
// corpora.

#include <string>
#include <string_view>

#include "docent/engine.hpp"

namespace docent::fuzz {

/// A campaign file: read, checked by lint, and lived with for a while when it is good.
void campaign_file(std::string_view input);
/// Random bytes as one user's life (random_life.hpp), against campaigns.json.
void commands(std::string_view input);
/// Lines as in a trace, whatever they say, against campaigns.json.
void batches(std::string_view input);
/// A snapshot that was kept somewhere: read, written back, lived on with.
void snapshots(std::string_view input);

/// The text of a file of the repository.
std::string repository_file(std::string_view path);
/// The text of tests/fuzz/campaigns.json, read once.
const std::string& rich_file();
/// An engine that has loaded it.
const Engine& rich_engine();

/// Ends the program with that sentence unless it is empty.
void require_unbroken(const std::string& broken_rule);

}  // namespace docent::fuzz

#ifdef DOCENT_FUZZ_PROGRAM
#define DOCENT_FUZZ_MAIN(target)                                                       \
  extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) { \
    docent::fuzz::target(std::string_view(reinterpret_cast<const char*>(data), size)); \
    return 0;                                                                          \
  }
#else
#define DOCENT_FUZZ_MAIN(target)
#endif
