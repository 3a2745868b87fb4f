// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "eviction.hpp"

#include "campaign_file.hpp"
#include "docent/batch.hpp"
#include "docent/json.hpp"

using namespace docent;
using namespace docent::test;

namespace {

constexpr std::int64_t kNow = 1'795'280'400'000;
constexpr std::int64_t kDay = 86'400'000;

std::size_t bytes_of(const UserState& state) { return write_json(write_snapshot(state)).size(); }

std::string numbered(std::size_t i) { return "c" + std::to_string(100'000 + i); }

/// A user whose state takes exactly so many bytes, by campaigns that ended one after the other.
UserState state_of(std::size_t bytes, Outcome outcome) {
  UserState state;
  state.anonymous_id = "a_1";
  state.first_seen_ms = kNow - 500 * kDay;
  state.last_ms = kNow;
  state.day.emplace().id = "d";
  state.day->other_events = 1;  // so that counting what is forgotten takes but two bytes more
  std::size_t next = 0;
  for (std::size_t more = 1; more > 0; more = (bytes - bytes_of(state) - 400) / 60) {
    for (const std::size_t end = next + more; next < end; ++next) {
      CampaignRecord& record = state.campaigns[numbered(next)];
      record.shown_count = 1;
      record.shown_ms = kNow - 10 * kDay;
      record.ended_ms = kNow - 9 * kDay + static_cast<std::int64_t>(next);
      record.outcome = outcome;
    }
  }
  state.account_id = std::string(bytes - bytes_of(state) - 16, 'x');  // `,"account_id":""`
  state.account_id.resize(state.account_id.size() + bytes - bytes_of(state), 'x');
  REQUIRE(bytes_of(state) == bytes);
  return state;
}

/// A file of the campaigns that state remembers.
CampaignFile file_of(const UserState& state) {
  CampaignFile file;
  for (const auto& [id, record] : state.campaigns) {
    file.by_id.push_back(static_cast<std::uint32_t>(file.campaigns.size()));
    file.campaigns.emplace_back().id = id;
  }
  return file;
}

}  // namespace

TEST_CASE(
    "a state of exactly its bound forgets nothing, one byte more forgets the oldest completed") {
  UserState state = state_of(kMaxStateBytes, Outcome::kCompleted);
  const CampaignFile file = file_of(state);
  const std::size_t before = state.campaigns.size();
  keep_within_bounds(state, file);
  CHECK(state.campaigns.size() == before);
  CHECK(state.day->evicted == 0);
  state.account_id += 'x';
  keep_within_bounds(state, file);
  CHECK(bytes_of(state) <= kMaxStateBytes);
  CHECK(state.campaigns.size() == before - 1);
  CHECK(state.campaigns.count(numbered(0)) == 0);
  CHECK(state.day->evicted == 1);
  CHECK(state.day->changed);
}

TEST_CASE("what is absent from the file for 400 days is forgotten before anything completed") {
  UserState state = state_of(kMaxStateBytes - 10, Outcome::kCompleted);
  CampaignFile file;
  {
    UserState present = state;
    present.campaigns.erase(numbered(7));
    present.campaigns.erase(numbered(8));
    file = file_of(present);
  }
  state.campaigns[numbered(7)].absent_ms = kNow - 400 * kDay;
  state.campaigns[numbered(8)].absent_ms = kNow - 400 * kDay + 1;
  keep_within_bounds(state, file);
  CHECK(state.campaigns.count(numbered(7)) == 0);
  CHECK(state.campaigns.count(numbered(8)) == 1);
  CHECK(state.campaigns.count(numbered(0)) == 1);
}

TEST_CASE("what was dismissed is remembered, however large the state") {
  UserState state = state_of(kMaxStateBytes + 1000, Outcome::kDismissed);
  const std::size_t before = state.campaigns.size();
  keep_within_bounds(state, file_of(state));
  CHECK(state.campaigns.size() == before);
}

TEST_CASE("a campaign with an open prompt is not forgotten") {
  UserState state = state_of(kMaxStateBytes, Outcome::kCompleted);
  Prompt prompt;
  prompt.id = "p";
  prompt.campaign = numbered(0);
  state.prompts.push_back(prompt);
  keep_within_bounds(state, file_of(state));
  CHECK(bytes_of(state) <= kMaxStateBytes);
  CHECK(state.campaigns.count(numbered(0)) == 1);
  CHECK(state.campaigns.count(numbered(1)) == 0);
}

TEST_CASE("a campaign is absent from when the file first lacks it, until it is back") {
  UserState state;
  state.last_ms = kNow;
  state.last_day = local_day(kNow, 0);
  state.campaigns["c"].shown_count = 1;
  CampaignFile without;
  keep_within_bounds(state, without);
  CHECK(state.campaigns["c"].absent_ms == kNow);
  state.last_ms = kNow + kDay;
  state.last_day = local_day(state.last_ms, 0);
  keep_within_bounds(state, without);
  CHECK(state.campaigns["c"].absent_ms == kNow);
  const Result<UserState> restored = read_snapshot(write_json(write_snapshot(state)));
  REQUIRE(restored);
  CHECK(restored->campaigns.at("c").absent_ms == kNow);
  keep_within_bounds(state, file_of(state));
  CHECK(state.campaigns["c"].absent_ms == 0);
}
