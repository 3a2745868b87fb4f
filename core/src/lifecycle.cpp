// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/lifecycle.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "docent/activity.hpp"
#include "docent/playbooks.hpp"
#include "docent/profile.hpp"

namespace docent {
namespace {

constexpr std::int32_t kWeek = 7;
constexpr std::size_t kSamples = 4;

std::int64_t from_days(double days) {
  return static_cast<std::int64_t>(days * static_cast<double>(kDayMs));
}

/// One review of the user: what changed is noted first and played when all of it has.
struct Review {
  UserState& state;
  const CampaignFile& file;
  const Host& host;
  std::vector<Change> changes;

  /// Known for so short that what holds now came about while Docent looked.
  bool is_new_user() const { return state.last_ms - state.first_seen_ms < kDayMs; }
  bool holds(const Condition& condition) const {
    const Here nowhere;
    const Profile profile(state, file, nowhere);
    return condition.matches(profile.attributes(), host, file.saved_groups);
  }
};

/// Keeps the score at the end of every seventh local day. Nothing that is recorded is newer than
/// the days that are over: this runs before anything of the new day is.
void sample_scores(Review& review) {
  UserState& state = review.state;
  if (!scores_anything(review.file)) return;
  // 0 is none; a clock that starts again in 1970 has no week before it.
  if (state.scores_day == 0) state.scores_day = std::max(state.last_day - kWeek, 1);
  // More would be pushed out at once.
  const std::int32_t weeks = (state.last_day - 1 - state.scores_day) / kWeek;
  const auto kept = static_cast<std::int32_t>(kSamples);
  if (weeks > kept) state.scores_day += (weeks - kept) * kWeek;
  while (state.last_day > state.scores_day + kWeek) {
    state.scores_day += kWeek;
    const std::int64_t end_ms = (state.scores_day + 1) * kDayMs - state.offset_min * kMinuteMs - 1;
    const Here nowhere;
    const Profile then(state, review.file, nowhere,
                       {std::min(end_ms, state.last_ms), state.scores_day});
    state.scores.insert(state.scores.begin(),
                        static_cast<std::int64_t>(then.score().value * 10 + 0.5));
    if (state.scores.size() > kSamples) state.scores.pop_back();
  }
}

void settle_activation(Review& review) {
  UserState& state = review.state;
  const Activation& rule = review.file.activation;
  if (rule.events.empty() || state.activated_ms != 0) return;
  const std::int64_t until_ms = start_of(state) + from_days(rule.within_days);
  std::int64_t last_ms = 0;
  for (const std::string& name : rule.events) {
    const auto event = state.events.find(name);
    if (event == state.events.end() || event->second.first_ms > until_ms) return;
    last_ms = std::max(last_ms, event->second.first_ms);
  }
  state.activated_ms = last_ms;
  // The file may have begun to ask long after.
  if (state.last_ms - last_ms >= kDayMs) return;
  if (state.day) state.day->activated = state.day->changed = true;
  review.changes.push_back({.on = PlaybookOn::kActivation});
}

MilestoneRecord& milestone_record(Review& review, const Milestone& milestone) {
  std::vector<MilestoneRecord>& records = review.state.milestones;
  for (MilestoneRecord& record : records) {
    if (record.id == milestone.id) return record;
  }
  return records.emplace_back(MilestoneRecord{.id = milestone.id});
}

void settle_milestone(Review& review, const Milestone& milestone) {
  UserState& state = review.state;
  const std::size_t known = state.milestones.size();
  MilestoneRecord& record = milestone_record(review, milestone);
  if (record.reached_ms != 0) return;
  // Of somebody long known, what had happened when the file began to ask is not news.
  const bool is_news = known == state.milestones.size() || review.is_new_user();
  if (review.holds(milestone.when)) {
    record.reached_ms = state.last_ms;
    if (!is_news) return;
    if (state.day) {
      state.day->milestones.push_back(milestone.id);
      state.day->changed = true;
    }
    review.changes.push_back({.on = PlaybookOn::kMilestone, .milestone = milestone.id});
  } else if (milestone.deadline_days && record.deadline == Deadline::kAhead) {
    const std::int64_t deadline_ms = start_of(state) + from_days(*milestone.deadline_days);
    if (state.last_ms < deadline_ms) return;
    const bool judged = is_news && deadline_ms > state.first_seen_ms;
    record.deadline = judged ? Deadline::kMissed : Deadline::kNotJudged;
    if (!judged) return;
    review.changes.push_back(
        {.on = PlaybookOn::kMilestone, .milestone = milestone.id, .late = true});
  }
}

const Stage* find_stage(const CampaignFile& file, std::string_view id) {
  for (const Stage& stage : file.stages) {
    if (stage.id == id) return &stage;
  }
  return nullptr;
}

void leave_stage(UserState& state, const CampaignFile& file) {
  if (find_stage(file, state.stage) == nullptr) return;
  const auto same = std::find_if(state.stages.begin(), state.stages.end(),
                                 [&](const StageRecord& one) { return one.id == state.stage; });
  StageRecord& record = same == state.stages.end()
                            ? state.stages.emplace_back(StageRecord{.id = state.stage})
                            : *same;
  record.total_ms += state.last_ms - state.stage_ms;
}

void settle_stage(Review& review) {
  UserState& state = review.state;
  if (review.file.stages.empty()) return;
  const Stage* present = find_stage(review.file, state.stage);
  if (present != nullptr && state.last_ms - state.stage_ms < from_days(present->min_days)) return;
  for (const Stage& stage : review.file.stages) {
    if (!review.holds(stage.when)) continue;
    if (&stage == present) return;
    // A stage the file has no longer was not left by the user.
    const bool is_news = present != nullptr || (state.stage.empty() && review.is_new_user());
    if (is_news) {
      review.changes.push_back({.on = PlaybookOn::kStage, .from = state.stage, .to = stage.id});
    }
    leave_stage(state, review.file);
    state.stage = stage.id;
    state.stage_ms = state.last_ms;
    return;
  }
}

void settle_band(Review& review) {
  UserState& state = review.state;
  if (review.file.bands.empty()) return;
  const Here nowhere;
  std::string band = Profile(state, review.file, nowhere).score().band;
  if (band == state.band) return;
  const bool is_known = std::any_of(review.file.bands.begin(), review.file.bands.end(),
                                    [&](const Band& one) { return one.id == state.band; });
  if (is_known) review.changes.push_back({.on = PlaybookOn::kBand, .from = state.band, .to = band});
  state.band = std::move(band);
}

}  // namespace

void settle_measures(UserState& state, const CampaignFile& file, const Host& host, Value& effects) {
  if (state.last_ms == 0) return;
  Review review{state, file, host, {}};
  sample_scores(review);
  settle_activation(review);
  for (const Milestone& milestone : file.milestones) settle_milestone(review, milestone);
  settle_stage(review);
  settle_band(review);
  for (const Change& change : review.changes) play(state, file, host, change, effects);
}

std::int64_t stage_ms(const UserState& state, std::string_view stage, std::int64_t at_ms) {
  std::int64_t ms = state.stage == stage && at_ms > state.stage_ms ? at_ms - state.stage_ms : 0;
  for (const StageRecord& record : state.stages) {
    if (record.id == stage) ms += record.total_ms;
  }
  return ms;
}

}  // namespace docent
