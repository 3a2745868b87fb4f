// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include "catch.hpp"
#include "docent/campaign.hpp"

namespace docent::test {

/// JSON in tests is easier to read with single quotes.
inline std::string single_quoted(std::string text) {
  std::replace(text.begin(), text.end(), '\'', '"');
  return text;
}

/// A file with these members beside its version.
inline std::string file_with(const std::string& members) {
  return single_quoted("{'version': 1, " + members + "}");
}

/// A file without campaigns.
inline std::string top_with(const std::string& members) {
  return file_with(members + ", 'campaigns': []");
}

/// A file of one tour with these members beside its id, kind and step.
inline std::string tour_with(const std::string& members) {
  return file_with("'campaigns': [{'id': 'c', 'kind': 'tour', 'steps': [{'id': 's'}], " + members +
                   "}]");
}

/// A file of one campaign of that kind whose step has these members beside its id.
inline std::string step_with(const std::string& members, const std::string& kind = "tour") {
  return file_with("'campaigns': [{'id': 'c', 'kind': '" + kind + "', 'steps': [{'id': 's', " +
                   members + "}]}]");
}

/// The entry so many times, with commas between; each `#` in it is its number.
inline std::string repeated(const std::string& entry, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) {
    if (i > 0) out += ',';
    for (const char c : entry) out += c == '#' ? std::to_string(i) : std::string(1, c);
  }
  return out;
}

inline CampaignFile accepted(const std::string& text) {
  LoadedFile loaded = load_campaign_file(text);
  for (const Problem& problem : loaded.problems)
    UNSCOPED_INFO(problem.error.path + " " + problem.error.message);
  REQUIRE(loaded.problems.empty());
  REQUIRE(loaded.file);
  return std::move(*loaded.file);
}

/// The one campaign of an accepted file.
inline Campaign campaign_of(const std::string& text) {
  return std::move(accepted(text).campaigns.at(0));
}

/// The first step of the one campaign of an accepted file.
inline Step step_of(const std::string& text) { return std::move(campaign_of(text).steps.at(0)); }

/// "code path" of the one problem of a refused file.
inline std::string refusal(const std::string& text) {
  const LoadedFile loaded = load_campaign_file(text);
  for (const Problem& problem : loaded.problems)
    UNSCOPED_INFO(problem.error.path + " " + problem.error.message);
  REQUIRE_FALSE(loaded.file);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].severity == Severity::kError);
  CHECK(loaded.problems[0].error.message.back() == '.');
  return std::string(code_name(loaded.problems[0].error.code)) + " " +
         loaded.problems[0].error.path;
}

/// "code path" of the one warning of an accepted file.
inline std::string warning(const std::string& text) {
  const LoadedFile loaded = load_campaign_file(text);
  REQUIRE(loaded.file);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].severity == Severity::kWarning);
  return std::string(code_name(loaded.problems[0].error.code)) + " " +
         loaded.problems[0].error.path;
}

}  // namespace docent::test
