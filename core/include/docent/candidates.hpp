// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "docent/campaign.hpp"
#include "docent/condition.hpp"
#include "docent/value.hpp"

namespace docent {

struct Situation;

/// The campaigns that a decision has to look at, of the thousands a file may have. A cache of the
/// engine and no part of the state: every decision is the same without it.
///
/// Most campaigns are not for this user or not for this page, and one event changes little about
/// that. So whether audience and page hold is kept per campaign, with the attributes that were
/// read to find out; it is asked again when one of these has another value. What an event costs
/// grows with the campaigns it could start and with the attributes the file asks for, not with the
/// number of campaigns.
class Candidates {
 public:
  /// Begins anew with a file.
  void reset(const CampaignFile& file);

  /// Every campaign that is armed, and every one whose moment is the page, or something to be seen
  /// on it, if that page and its audience hold: indices into `CampaignFile::campaigns` in order of
  /// rank. All others are closed at `audience` or `trigger`, and time alone opens neither. The file
  /// must be the one of the last `reset`. Valid until the next call.
  const std::vector<std::uint32_t>& of(const Situation& situation);

 private:
  /// An attribute that some campaign has read, and the value it had.
  struct Source {
    std::string path;
    bool of_page = false;  ///< read by a trigger, from the page alone
    Value value;
    std::vector<std::uint32_t> readers;  ///< ranks, ascending
  };
  /// Attributes that note who reads them.
  struct Reader {
    Candidates& candidates;
    const Attributes& attributes;
    bool of_page;
    std::uint32_t rank;
    Attributes port() const;
  };

  void note(const Reader& reader, std::string_view path, const Value& value);
  /// Finds out whose answer may have changed.
  void look_at_sources(const Attributes& attributes, const Attributes& page);

  std::vector<Source> sources_;         ///< sorted by `of_page`, then `path`
  std::vector<std::uint32_t> rank_of_;  ///< by campaign
  std::vector<std::uint32_t> stale_;    ///< ranks to ask again
  std::vector<std::uint32_t> holding_;  ///< ranks whose page and audience hold, ascending
  std::vector<std::uint32_t> answer_;
};

/// The situation's candidates, or every campaign when it has none, in order of rank.
const std::vector<std::uint32_t>& candidates_of(const Situation& situation);

}  // namespace docent
