// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "eviction.hpp"

#include <string>

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

UserState state_of_now() {
  UserState state;
  state.last_ms = kNow;
  state.last_day = local_day(kNow, 0);
  return state;
}

/// A user whose state takes exactly so many bytes, by campaigns that ended one after the other.
UserState state_of(std::size_t bytes, Outcome outcome) {
  UserState state = state_of_now();
  state.anonymous_id = "a_1";
  state.first_seen_ms = kNow - 500 * kDay;
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

/// Keeps it so; the effects of that.
Value keep(UserState& state, const CampaignFile& file) {
  Value effects = Value::array();
  note_absent(state, file);
  keep_within_bounds(state, file, effects);
  return effects;
}

bool is_kept_within_bounds(const UserState& state) {
  const std::string text = write_json(write_snapshot(state));
  const Result<UserState> read = read_snapshot(text);
  return text.size() <= kMaxStateBytes && read && write_json(write_snapshot(*read)) == text;
}

/// A file of the campaigns that state remembers.
CampaignFile file_of(const UserState& state) {
  CampaignFile file;
  for (const auto& [id, record] : state.campaigns) {
    file.by_id.push_back(static_cast<std::uint32_t>(file.campaigns.size()));
    file.campaigns.emplace_back().id = id;
    file.ranked = file.by_id;
  }
  return file;
}

}  // namespace

TEST_CASE(
    "a state of exactly its bound forgets nothing, one byte more forgets the oldest completed") {
  UserState state = state_of(kMaxStateBytes, Outcome::kCompleted);
  const CampaignFile file = file_of(state);
  const std::size_t before = state.campaigns.size();
  keep(state, file);
  CHECK(state.campaigns.size() == before);
  CHECK(state.day->evicted == 0);
  state.account_id += 'x';
  keep(state, file);
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
  keep(state, file);
  CHECK(state.campaigns.count(numbered(7)) == 0);
  CHECK(state.campaigns.count(numbered(8)) == 1);
  CHECK(state.campaigns.count(numbered(0)) == 1);
}

TEST_CASE("what was dismissed is forgotten after all that was completed, the oldest first") {
  UserState state = state_of(kMaxStateBytes, Outcome::kDismissed);
  const CampaignFile file = file_of(state);
  const std::size_t before = state.campaigns.size();
  keep(state, file);
  CHECK(state.campaigns.size() == before);
  const std::string latest = numbered(before - 1);
  state.campaigns[latest].outcome = Outcome::kCompleted;
  state.account_id += 'x';
  keep(state, file);
  CHECK(state.campaigns.size() == before - 1);
  CHECK(state.campaigns.count(latest) == 0);
  state.account_id += std::string(kMaxStateBytes - bytes_of(state) + 1, 'x');
  keep(state, file);
  CHECK(state.campaigns.count(numbered(0)) == 0);
  CHECK(state.campaigns.count(numbered(1)) == 1);
  CHECK(is_kept_within_bounds(state));
}

TEST_CASE("of moments that wait, as many as have room are kept, those of the best rank") {
  UserState state;
  state.last_ms = kNow;
  CampaignFile file;
  constexpr std::size_t kRoom = kMaxMomentBytes / 64;
  for (std::size_t i = 0; i <= kRoom; ++i) {
    const std::string id = numbered(i) + std::string(32 - numbered(i).size(), 'x');
    file.by_id.push_back(static_cast<std::uint32_t>(i));
    file.campaigns.emplace_back().id = id;
    // The last ones of the file have the best rank.
    file.ranked.insert(file.ranked.begin(), static_cast<std::uint32_t>(i));
    if (i > 0) state.armed[id].due_ms = kNow;
  }
  keep(state, file);
  CHECK(state.armed.size() == kRoom);
  state.armed[file.campaigns[0].id].due_ms = kNow;
  keep(state, file);
  CHECK(state.armed.size() == kRoom);
  CHECK(state.armed.count(file.campaigns[0].id) == 0);
}

TEST_CASE("of a long answer the first words stay, before anything completed is forgotten") {
  UserState state = state_of(kMaxStateBytes - 2000, Outcome::kCompleted);
  const CampaignFile file = file_of(state);
  const std::size_t before = state.campaigns.size();
  Prompt& prompt = state.prompts.emplace_back();
  prompt.id = "p";
  prompt.campaign = "survey";
  std::string euros;
  for (int i = 0; i < 1000; ++i) euros += "\u20ac";
  // Sixty bytes end in the middle of a character of this one.
  prompt.answers = {{.step = "a", .question = "q", .value = std::string(120, 'x')},
                    {.step = "b", .question = "q", .value = "x" + euros}};
  keep(state, file);
  CHECK(is_kept_within_bounds(state));
  CHECK(state.campaigns.size() == before);
  const std::vector<Answer>& answers = state.prompts[0].answers;
  CHECK(answers[0].value.as_string().size() == 120);
  CHECK(answers[1].value.as_string() == "x" + euros.substr(0, 57) + "\u2026");
}

TEST_CASE("a day beyond its bound is posted for good when the state is too large, and no sooner") {
  UserState state;
  state.anonymous_id = "a_1";
  state.last_ms = kNow;
  Day& day = state.day.emplace();
  day.id = "d";
  const auto grow_to = [&](std::size_t bytes) {
    day.events[std::string(bytes - bytes_of(state) - 6, 'e')] = 1;
    if (bytes_of(state) != bytes) day.id += std::string(bytes - bytes_of(state), 'd');
    REQUIRE(bytes_of(state) == bytes);
  };
  day.events["first"] = 1;
  grow_to(kMaxStateBytes);
  CHECK(keep(state, {}).as_array().empty());
  REQUIRE(state.day);
  state.prompts.emplace_back().id = "p";
  state.prompts[0].answers = {{.step = "a", .question = "q", .value = 9, .day = 7}};
  const Value effects = keep(state, {});
  REQUIRE(effects.as_array().size() == 1);
  CHECK(effects.as_array()[0].string_or("type", "") == "post");
  CHECK(effects.as_array()[0].bool_or("final", false));
  CHECK_FALSE(state.day);
  REQUIRE(state.prompts.size() == 1);
  CHECK(state.prompts[0].answers[0].day == 0);
}

TEST_CASE("whatever is long, everything together stays within its bound") {
  UserState state = state_of_now();
  const auto longest = [](std::size_t i, char c) {
    return numbered(i) + std::string(128 - numbered(i).size(), c);
  };
  state.traits.set("t", std::string(4000, '"'));
  state.account_traits = state.traits;
  for (std::size_t i = 0; i < 256; ++i) {
    EventRecord& event = state.events[longest(i, '"')];
    event.total = 1'000'000'000;
    event.first_ms = event.last_ms = kNow - static_cast<std::int64_t>(i);
    event.days.day = 20'000;
    event.days.counts.fill(60'000);
    state.armed[longest(i, '"')] = {.due_ms = kNow, .tab = longest(i, '\t'), .until_ms = kNow};
    CampaignRecord& record = state.campaigns[longest(i, '"')];
    record.shown_count = 1;
    record.recent_ms.resize(50, kNow);
  }
  for (std::size_t i = 0; i < UserState::kMaxViews; ++i) {
    PageView& view = state.views.emplace_back();
    view.tab = longest(i, '\t');
    for (std::size_t j = 0; j < 256; ++j) view.refused.push_back(longest(j, '"'));
    view.cancelled = view.refused;
  }
  for (std::size_t i = 0; i < 64; ++i) {
    Prompt& prompt = state.prompts.emplace_back();
    prompt.id = longest(i, '\t');
    prompt.campaign = longest(i, '"');
    prompt.shown = true;
    prompt.path.resize(20, longest(i, '"'));
    Value all = Value::array();
    for (std::size_t j = 0; j < 20; ++j) all.push(longest(j, '"'));
    prompt.answers.resize(i == 0 ? 200 : 2,
                          {.step = longest(i, '"'), .question = longest(i, '"'), .value = all});
  }
  for (std::size_t i = 0; i < 32; ++i) {
    state.milestones.push_back({.id = longest(i, '"'), .reached_ms = kNow});
    if (i < 20) state.busy.push_back({.from = longest(i, '"'), .since_ms = kNow});
    if (i < 16) state.stages.push_back({.id = longest(i, '"'), .total_ms = kNow});
  }
  state.day.emplace().id = "d";
  for (std::size_t i = 0; i < 200; ++i) state.day->campaigns[longest(i, '"')].exposed = 1;
  keep(state, {});
  CHECK(is_kept_within_bounds(state));
  CHECK(state.milestones.size() == 32);
  CHECK(state.traits.find("t") != nullptr);
}

TEST_CASE("a state that is too large by what nobody could make so large begins anew") {
  UserState state = state_of_now();
  state.muted = true;
  state.consent = Consent::kOff;
  state.stage = std::string(kMaxStateBytes, 's');
  keep(state, {});
  CHECK(is_kept_within_bounds(state));
  CHECK(state.muted);
  CHECK(state.consent == Consent::kOff);
  CHECK(state.last_ms == kNow);
}

TEST_CASE("a campaign with an open prompt is not forgotten") {
  UserState state = state_of(kMaxStateBytes, Outcome::kCompleted);
  Prompt prompt;
  prompt.id = "p";
  prompt.campaign = numbered(0);
  state.prompts.push_back(prompt);
  keep(state, file_of(state));
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
  keep(state, without);
  CHECK(state.campaigns["c"].absent_ms == kNow);
  state.last_ms = kNow + kDay;
  state.last_day = local_day(state.last_ms, 0);
  keep(state, without);
  CHECK(state.campaigns["c"].absent_ms == kNow);
  const Result<UserState> restored = read_snapshot(write_json(write_snapshot(state)));
  REQUIRE(restored);
  CHECK(restored->campaigns.at("c").absent_ms == kNow);
  keep(state, file_of(state));
  CHECK(state.campaigns["c"].absent_ms == 0);
}
