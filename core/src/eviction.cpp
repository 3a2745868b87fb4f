// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "eviction.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "docent/flow.hpp"
#include "docent/json.hpp"
#include "docent/summary.hpp"
#include "order.hpp"

namespace docent {
namespace {

constexpr std::int64_t kAbsentMs = std::int64_t{400} * 86'400'000;
/// More than a record takes beside its names: base-64 numbers and their spaces, quotes and commas.
constexpr std::size_t kRecordBytes = 64;
constexpr std::size_t kStampBytes = 10;
/// The same of an event, with the counts of its days.
constexpr std::size_t kEventBytes = 220;
/// The same of a prompt, or a campaign's day, with the names of its fields.
constexpr std::size_t kPromptBytes = 260;
/// What is always there: the names of the fields, the clock, the counts of all days.
constexpr std::size_t kFrameBytes = 4 * 1024;
/// What stays of a long answer.
constexpr std::size_t kKeptTextBytes = 60;

/// At most what that takes as JSON, where a control character takes six bytes.
std::size_t most(std::string_view text) { return 6 * text.size() + 8; }

std::size_t most(const std::vector<std::string>& texts) {
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += most(text);
  return bytes;
}

std::size_t most(const std::map<std::string, std::int64_t>& counts) {
  std::size_t bytes = 0;
  for (const auto& [name, count] : counts) bytes += most(name) + 2 * kStampBytes;
  return bytes;
}

std::size_t most(const Day& day) {
  std::size_t bytes =
      most(day.events) + most(day.before) + most(day.signals) + most(day.milestones);
  for (const auto& [id, campaign] : day.campaigns) {
    bytes += most(id) + most(campaign.variant) + most(campaign.steps) + most(campaign.buttons) +
             kPromptBytes;
  }
  for (const auto& [question, answers] : day.answers) {
    bytes += most(question) + most(answers.texts) + kRecordBytes +
             answers.histogram.size() * 2 * kStampBytes;
  }
  return bytes;
}

/// Of what cannot be forgotten.
std::size_t most_of_the_rest(const UserState& state) {
  std::size_t bytes = kFrameBytes + (state.day ? most(*state.day) : 0) +
                      write_json(state.traits).size() + write_json(state.account_traits).size() +
                      (state.scores.size() + state.recent_prompts_ms.size()) * 2 * kStampBytes;
  for (const std::string* text :
       {&state.anonymous_id, &state.user_id, &state.account_id, &state.stage, &state.band}) {
    bytes += most(*text);
  }
  if (state.lease) bytes += most(state.lease->prompt) + most(state.lease->tab);
  for (const MilestoneRecord& each : state.milestones) bytes += most(each.id) + kRecordBytes;
  for (const StageRecord& each : state.stages) bytes += most(each.id) + kRecordBytes;
  for (const Busy& each : state.busy) bytes += most(each.from) + kRecordBytes;
  return bytes;
}

/// In which order things are forgotten.
enum class Turn : std::uint8_t { kAbsent, kLongText, kCompleted, kAnything };
enum class Room : std::uint8_t { kCampaign, kText, kEvent, kMoment, kView, kPrompt };

/// Something that may be forgotten.
struct Candidate {
  Turn turn;
  Room room;
  std::int64_t since_ms;  ///< absent, completed, or not touched
  std::size_t bytes;      ///< at most
  std::string_view key;   ///< of a map, which it leads into
  std::size_t index = 0;  ///< of a list
  std::size_t answer = 0;
};

void find_prompts(const UserState& state, std::vector<Candidate>& found) {
  for (std::size_t i = 0; i < state.prompts.size(); ++i) {
    const Prompt& prompt = state.prompts[i];
    std::size_t bytes = kPromptBytes + most(prompt.path) + most(prompt.id) + most(prompt.campaign) +
                        most(prompt.step) + most(prompt.variant) + most(prompt.wanted_by);
    for (std::size_t a = 0; a < prompt.answers.size(); ++a) {
      const Answer& answer = prompt.answers[a];
      const std::size_t size = write_json(answer.value).size();
      bytes += most(answer.step) + most(answer.question) + kRecordBytes;
      const bool is_long =
          answer.value.is_string() && answer.value.as_string().size() > 2 * kKeptTextBytes;
      if (is_long) {
        found.push_back({Turn::kLongText, Room::kText, prompt.since_ms, size, {}, i, a});
      } else {
        bytes += size;
      }
    }
    found.push_back({Turn::kAnything, Room::kPrompt, prompt.since_ms, bytes, {}, i});
  }
}

/// Everything that may be forgotten. A campaign with an open prompt may only after that.
std::vector<Candidate> find_candidates(const UserState& state) {
  std::vector<Candidate> found;
  for (const auto& [id, record] : state.campaigns) {
    const bool absent = record.absent_ms != 0 && state.last_ms - record.absent_ms >= kAbsentMs;
    const bool completed = record.outcome == Outcome::kCompleted;
    found.push_back(
        {absent      ? Turn::kAbsent
         : completed ? Turn::kCompleted
                     : Turn::kAnything,
         Room::kCampaign,
         absent      ? record.absent_ms
         : completed ? record.ended_ms
                     : std::max(record.ended_ms, record.shown_ms),
         most(id) + most(record.variant) + kRecordBytes + record.recent_ms.size() * kStampBytes,
         id});
  }
  for (const auto& [name, event] : state.events) {
    found.push_back({Turn::kAnything, Room::kEvent, event.last_ms, most(name) + kEventBytes, name});
  }
  for (const auto& [id, armed] : state.armed) {
    found.push_back({Turn::kAnything, Room::kMoment, armed.due_ms,
                     most(id) + most(armed.tab) + kRecordBytes, id});
  }
  for (std::size_t i = 0; i < state.views.size(); ++i) {
    const PageView& view = state.views[i];
    found.push_back({Turn::kAnything,
                     Room::kView,
                     view.at_ms,
                     most(view.tab) + most(view.refused) + most(view.cancelled) + kRecordBytes,
                     {},
                     i});
  }
  find_prompts(state, found);
  return found;
}

/// Whether that has anything to give now.
bool can_give(const Candidate& one, const UserState& state) {
  if (one.room == Room::kCampaign) return state.prompt_of(one.key) == nullptr;
  if (one.room != Room::kView) return true;
  const PageView& view = state.views[one.index];
  return !view.refused.empty() || !view.cancelled.empty();
}

/// The first words of a text: that it was answered counts for conditions, and whoever goes back
/// sees which answer it was.
Value cut(const std::string& text) {
  std::size_t end = kKeptTextBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "\u2026";
}

void drop(const Candidate& one, UserState& state, const CampaignFile& file, Value& effects) {
  switch (one.room) {
    case Room::kCampaign:
      state.campaigns.erase(std::string(one.key));
      break;
    case Room::kText: {
      Value& value = state.prompts[one.index].answers[one.answer].value;
      value = cut(value.as_string());
      break;
    }
    case Room::kEvent:
      state.events.erase(std::string(one.key));
      break;
    case Room::kMoment:
      state.armed.erase(std::string(one.key));
      break;
    case Room::kView:
      state.views[one.index].refused.clear();
      state.views[one.index].cancelled.clear();
      break;
    case Room::kPrompt: {
      const std::string id = state.prompts[one.index].id;
      end_prompt(state, file, id, Outcome::kAbandoned, "replaced", effects);
      break;
    }
  }
  if (!state.day) return;
  ++state.day->evicted;
  state.day->changed = true;
}

/// Forgets so many bytes, or a little less: each thing was reckoned too large, so none too many.
/// False when there is nothing to forget.
bool forget(std::size_t bytes, UserState& state, const CampaignFile& file, Value& effects) {
  const std::vector<Candidate> found = find_candidates(state);
  const std::vector<std::uint32_t> order =
      order_of(found.size(), [&](std::uint32_t a, std::uint32_t b) {
        if (found[a].turn != found[b].turn) return found[a].turn < found[b].turn;
        return found[a].since_ms < found[b].since_ms;
      });
  std::size_t freed = 0;
  for (const std::uint32_t i : order) {
    if (!can_give(found[i], state)) continue;
    freed += found[i].bytes;
    drop(found[i], state, file, effects);
    // The end of a prompt moves the others, and may bring new moments.
    if (freed >= bytes || found[i].room == Room::kPrompt) break;
  }
  return freed > 0;
}

void keep_best_moments(UserState& state, const CampaignFile& file) {
  std::size_t bytes = 0;
  const auto has_room = [&](const auto& moment) {
    bytes += moment.first.size() + moment.second.tab.size() + kRecordBytes / 2;
    return bytes <= kMaxMomentBytes;
  };
  if (std::all_of(state.armed.begin(), state.armed.end(), has_room)) return;
  bytes = 0;
  auto all = std::exchange(state.armed, {});
  for (const std::uint32_t index : file.ranked) {
    auto moment = all.find(file.campaigns[index].id);
    if (moment == all.end()) continue;
    if (!has_room(*moment)) return;
    state.armed[moment->first] = std::move(moment->second);
  }
}

/// Posts the day for good; the next batch opens another one.
void end_day(UserState& state, const CampaignFile& file, Value& effects) {
  state.day->changed = true;
  post_day(state, file, true, effects);
  state.day.reset();
  // What was answered has been posted with it, and is not the next one's to take back.
  for (Prompt& prompt : state.prompts) {
    for (Answer& answer : prompt.answers) answer.day = 0;
  }
}

/// Only a state that was tampered with is too large by what no page and no file could make so
/// large: the user is a new one, whose wishes hold.
void start_anew(UserState& state) {
  UserState fresh;
  fresh.consent = state.consent;
  fresh.muted = state.muted;
  fresh.last_ms = fresh.first_seen_ms = state.last_ms;
  fresh.last_day = state.last_day;
  fresh.offset_min = state.offset_min;
  state = std::move(fresh);
}

/// Measures, and forgets until it is enough.
void shrink(UserState& state, const CampaignFile& file, Value& effects) {
  bool ends_day = false;
  while (true) {
    const Value json = write_snapshot(state);
    std::size_t bytes = write_json(json).size();
    const Value* day = json.find("day");
    if (bytes > kMaxStateBytes && day != nullptr) {
      const std::size_t day_bytes = write_json(*day).size();
      ends_day = ends_day || day_bytes > kMaxDayBytes;
      if (ends_day) bytes -= day_bytes;
    }
    if (bytes <= kMaxStateBytes) break;
    if (!forget(bytes - kMaxStateBytes, state, file, effects)) return start_anew(state);
  }
  if (ends_day) end_day(state, file, effects);
}

}  // namespace

void note_absent(UserState& state, const CampaignFile& file) {
  for (auto& [id, record] : state.campaigns) {
    if (file.find_campaign(id) != nullptr) {
      record.absent_ms = 0;
    } else if (record.absent_ms == 0) {
      record.absent_ms = state.last_ms;
    }
  }
}

void keep_within_bounds(UserState& state, const CampaignFile& file, Value& effects) {
  keep_best_moments(state, file);
  // Measuring a state costs as much as keeping it: only what may be too large is measured.
  std::size_t bytes = most_of_the_rest(state);
  for (const Candidate& one : find_candidates(state)) bytes += one.bytes;
  if (bytes > kMaxStateBytes) shrink(state, file, effects);
}

}  // namespace docent
