// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "docent/host.hpp"

namespace docent {

/// The host port of native programs (tests, benchmarks, fuzzers), over PCRE2 with UTF and a match
/// limit: a pattern that takes too long finds nothing. Lower-cases ASCII, Latin-1, Latin
/// Extended-A, Greek and Cyrillic; other letters stay as they are. JavaScript's RegExp and PCRE2
/// differ in rare syntax: tests that run on both use what they share.
Host native_host();

}  // namespace docent
