// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "docent/campaign.hpp"
#include "docent/host.hpp"
#include "docent/lint.hpp"
#include "problem_list.hpp"

namespace docent {

/// What the rules of lint see, and where they report.
class LintReport {
 public:
  LintReport(const CampaignFile& its_file, const Host& its_host);

  const CampaignFile& file;
  const Host& host;
  const bool host_has_regex;  ///< a host without regular expressions cannot tell a bad one

  void warn(std::string_view code, const Place& place, std::string message, std::string fix);
  /// The same for a place that is known by its pointer.
  void warn(std::string_view code, std::string path, std::string message, std::string fix);

  /// Reports an event that is not in `events`. A file that declares events declares all of them, or
  /// somebody misspelt one.
  void check_event(std::string_view event, const Place& place);

  std::vector<Finding> take();

 private:
  std::vector<Finding> findings_;
  std::size_t left_out_ = 0;
};

using Words = std::vector<std::string_view>;

/// The word that was probably meant: the nearest by insertions, deletions, changes and swaps of
/// letters, if it is near; else "".
std::string_view nearest_word(std::string_view word, const Words& candidates);

/// "Did you mean `x`?", or the other sentence when nothing is near.
std::string did_you_mean(std::string_view word, const Words& candidates, std::string otherwise);

/// "`a`, `b` and `c`"; of many only the first.
std::string listed(const Words& words);

/// The ids of a list of things.
template <typename Item>
Words ids_of(const std::vector<Item>& items) {
  Words ids;
  for (const Item& item : items) ids.push_back(item.id);
  return ids;
}

/// The loader's problems with what to do about each. `json` is the file, null if it is none.
std::vector<Finding> findings_of(const std::vector<Problem>& problems, const Value& json);

}  // namespace docent
