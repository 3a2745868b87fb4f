// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "eviction.hpp"

#include <string>
#include <vector>

#include "docent/json.hpp"
#include "order.hpp"

namespace docent {
namespace {

constexpr std::int64_t kAbsentMs = std::int64_t{400} * 86'400'000;
/// More than a record takes beside its names: base-64 numbers and their spaces, quotes and commas.
constexpr std::size_t kRecordBytes = 64;
constexpr std::size_t kStampBytes = 10;
/// While the records take less than this, they are not what makes a state large, and measuring it
/// would only cost time.
constexpr std::size_t kUsualBytes = 8 * 1024;

/// A record that may be forgotten.
struct Candidate {
  std::string campaign;
  bool absent;            ///< for so long that it hardly comes back
  std::int64_t since_ms;  ///< absent, or completed
  std::size_t bytes;      ///< at most so many
};

std::size_t bytes_of(const std::string& id, const CampaignRecord& record) {
  return id.size() + record.variant.size() + kRecordBytes + record.recent_ms.size() * kStampBytes;
}

/// Everything that may be forgotten, in that order. A campaign with an open prompt may not.
std::vector<Candidate> candidates(const UserState& state) {
  std::vector<Candidate> found;
  for (const auto& [id, record] : state.campaigns) {
    const bool absent = record.absent_ms != 0 && state.last_ms - record.absent_ms >= kAbsentMs;
    const bool completed = record.outcome == Outcome::kCompleted;
    if ((!absent && !completed) || state.prompt_of(id) != nullptr) continue;
    found.push_back(
        {id, absent, absent ? record.absent_ms : record.ended_ms, bytes_of(id, record)});
  }
  const std::vector<std::uint32_t> order =
      order_of(found.size(), [&](std::uint32_t a, std::uint32_t b) {
        if (found[a].absent != found[b].absent) return found[a].absent;
        return found[a].since_ms < found[b].since_ms;
      });
  std::vector<Candidate> sorted;
  for (const std::uint32_t i : order) sorted.push_back(found[i]);
  return sorted;
}

}  // namespace

void keep_within_bounds(UserState& state, const CampaignFile& file) {
  std::size_t records = 0;
  for (auto& [id, record] : state.campaigns) {
    if (file.find_campaign(id) != nullptr) {
      record.absent_ms = 0;
    } else if (record.absent_ms == 0) {
      record.absent_ms = state.last_ms;
    }
    records += bytes_of(id, record);
  }
  if (records < kUsualBytes) return;
  const std::vector<Candidate> order = candidates(state);
  std::size_t next = 0;
  while (next < order.size()) {
    const std::size_t bytes = write_json(write_snapshot(state)).size();
    if (bytes <= kMaxStateBytes) return;
    // As many as may be enough; each was reckoned too large, so none too many.
    for (std::size_t freed = 0; freed < bytes - kMaxStateBytes && next < order.size(); ++next) {
      freed += order[next].bytes;
      state.campaigns.erase(order[next].campaign);
      if (!state.day) continue;
      ++state.day->evicted;
      state.day->changed = true;
    }
  }
}

}  // namespace docent
