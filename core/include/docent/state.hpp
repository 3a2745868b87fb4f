// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "docent/result.hpp"
#include "docent/value.hpp"

namespace docent {

/// How a prompt ended.
enum class Outcome {
  kCompleted,  ///< the last step was done
  kDismissed,  ///< closed by the user
  kSnoozed,    ///< "later"
  kOptedOut,   ///< "don't show me tips"
  kAbandoned,  ///< not finished within `resume_for_days`
};
inline constexpr std::size_t kOutcomes = 5;
std::string_view name_of(Outcome outcome);
std::optional<Outcome> outcome_of(std::string_view name);

/// What may be stored and posted (design §6).
enum class Consent {
  kFull,       ///< with user and account id, traits and free text
  kSummaries,  ///< under a random id, no traits, no free text
  kOff,        ///< nothing
};
std::string_view name_of(Consent consent);
std::optional<Consent> consent_of(std::string_view name);

/// Counts of the last 28 local days. `counts[0]` is `day`.
struct DayCounts {
  static constexpr int kDays = 28;
  std::int32_t day = 0;
  std::array<std::uint16_t, kDays> counts{};

  /// Adds on a day; a day before `day` counts as `day`. Saturates.
  void add(std::int32_t on_day, std::int64_t count = 1);
  /// Adds the counts of another user, day by day.
  void unite(const DayCounts& other);
  /// Days after `on_day` become that day: they were counted by a clock that was ahead.
  void rebase(std::int32_t on_day);
  /// The sum over the `days` days that end with `on_day`.
  std::int64_t sum(std::int32_t on_day, int days) const;
  /// The number of those days with any count.
  int active(std::int32_t on_day, int days) const;
};

/// What is remembered of one counted event.
struct EventRecord {
  std::int64_t total = 0;
  std::int64_t first_ms = 0, last_ms = 0;
  /// The count, decayed by the event's half-life, as of `last_ms`; rounded to millionths.
  double decayed = 0;
  DayCounts days;
};

/// What is remembered of one campaign.
struct CampaignRecord {
  std::int64_t shown_count = 0;
  std::int64_t shown_ms = 0;
  std::int64_t ended_ms = 0;
  std::int64_t absent_ms = 0;      ///< since when it is absent from the file; 0: it is there
  std::optional<Outcome> outcome;  ///< the latest
  bool answered = false;           ///< a survey that was closed or left after an answer
  std::string variant;             ///< of its experiment, sticky; empty: none yet
  /// When it was shown in the last 7 days, oldest first; only while the file limits it.
  std::vector<std::int64_t> recent_ms;
};

/// A moment that a trigger waited for has come.
struct Armed {
  std::int64_t due_ms = 0;    ///< when the trigger's delay is over
  std::string tab;            ///< it is good on that tab's page only; empty: anywhere
  std::int64_t until_ms = 0;  ///< how long it is good anywhere
};

/// The user is busy since an event of the file's `quiet` rules.
struct Busy {
  std::string from;  ///< the event
  std::int64_t since_ms = 0;
};

/// How a milestone stands to its deadline.
enum class Deadline {
  kAhead,      ///< not passed yet, or there is none
  kMissed,     ///< passed before the milestone was reached
  kNotJudged,  ///< had passed before anybody looked: what was done by then is not known
};

/// A milestone that is watched, from the first time it was looked at.
struct MilestoneRecord {
  std::string id;
  std::int64_t reached_ms = 0;  ///< 0: not yet
  Deadline deadline = Deadline::kAhead;
};

/// How long the user was in a lifecycle stage before the present one.
struct StageRecord {
  std::string id;
  std::int64_t total_ms = 0;
};

/// The attention budget, in thousandths of a point (design §3.10).
struct BudgetRecord {
  std::int64_t balance = 0, capacity = 0;
  std::int64_t refilled_ms = 0;  ///< as of when `balance` is; 0: full, never touched
  std::int32_t quiet_day = 0;    ///< the local day up to which quiet days have been rewarded
  std::int32_t charged_day = 0;  ///< the local day of the latest charge; 0: never
};

/// An answer given in an open prompt, kept so that it can be changed.
struct Answer {
  std::string step, question;
  Value value;
  std::int32_t day = 0;
};

/// One showing of a campaign, from its reservation to its outcome, over pages and reloads.
struct Prompt {
  std::string id, campaign, step;
  std::string variant;            ///< of the campaign's experiment
  std::vector<std::string> path;  ///< the steps on the way to `step`; of a checklist: items done
  bool asked = false;             ///< the user asked for it
  std::string wanted_by;          ///< the tab in which the user asked and has not seen it yet
  bool shown = false;             ///< some step was on screen: it has been charged
  bool backwards = false;         ///< the last move was back
  bool without_target = false;    ///< the step's target did not appear and `on_missing` is `center`
  std::int64_t since_ms = 0;      ///< reserved, shown or moved last
  std::int64_t step_ms = 0;       ///< `step` was first on screen, or begun if hidden; 0: not yet
  std::int64_t missed = 0;        ///< targets in a row that did not appear
  std::vector<Answer> answers;
};

/// Which tab shows the prompt, and until when without renewal.
struct Lease {
  std::string prompt, tab;
  std::int64_t until_ms = 0;
};

/// A tab's latest page view.
struct PageView {
  std::string tab;
  std::int64_t at_ms = 0;
  std::vector<std::string> refused;         ///< campaigns that could not be shown there
  std::vector<std::string> cancelled = {};  ///< events of a `cancel_on` that happened since
};

/// What happened to a campaign on one day.
struct CampaignDay {
  std::string variant;
  std::int64_t exposed = 0;  ///< would have been shown but for being the control
  std::int64_t shown = 0;
  std::array<std::int64_t, kOutcomes> outcomes{};  ///< by Outcome
  std::map<std::string, std::int64_t> steps, buttons;
};

/// The answers to one question on one day.
struct AnswerDay {
  std::string type;
  std::vector<std::int64_t> histogram;
  std::vector<std::string> texts;
};

/// The running total of one (user, local day): what a summary is made of.
struct Day {
  std::string id;
  std::int32_t day = 0;
  std::int32_t offset_min = 0;
  std::int64_t revision = 0;  ///< of the latest one posted
  bool changed = false;       ///< since that one
  std::int64_t first_ms = 0, last_ms = 0;
  std::int64_t sessions = 0, page_views = 0, active_ms = 0;
  std::int64_t session_ms = 0;  ///< from each session's first to its last sign of life
  std::map<std::string, std::int64_t> events;
  std::int64_t other_events = 0;
  /// Of names that took another one's place: how often they may have happened before.
  std::map<std::string, std::int64_t> before = {};
  std::vector<std::string> signals, milestones;  ///< raised and reached today
  bool activated = false;                        ///< today
  /// The file's holdout kept the user from all prompts, as of the last batch.
  bool held_out = false;
  std::int64_t evicted = 0;  ///< outcomes forgotten to keep the state small
  std::map<std::string, CampaignDay> campaigns;
  std::map<std::string, AnswerDay> answers;
};

/// Everything the engine remembers of one user. A plain value: copying it is a snapshot.
struct UserState {
  std::string anonymous_id;  ///< random; fixed by the first batch
  std::string user_id, account_id;
  Value traits = Value::object(), account_traits = Value::object();
  Consent consent = Consent::kSummaries;
  bool muted = false;   ///< the user wants no prompts
  bool paused = false;  ///< the product asked for quiet; ends with the session

  std::int64_t last_ms = 0;   ///< the engine's clock, which all times here are told by
  std::int64_t ahead_ms = 0;  ///< of the real one, which was set back; at most a day
  std::int32_t last_day = 0;
  std::int32_t offset_min = 0;
  std::int64_t first_seen_ms = 0;
  std::int64_t clock_resets = 0;

  std::int64_t sessions = 0, page_views = 0;
  std::int64_t session_start_ms = 0, session_last_ms = 0;
  DayCounts active_days;
  DayCounts session_days;      ///< sessions begun
  DayCounts session_minutes;   ///< from each session's first to its last sign of life
  DayCounts active_minutes;    ///< visible and in use
  std::int64_t active_ms = 0;  ///< over all time
  std::int64_t week1_events = 0;
  std::int32_t week1_active_days = 0;
  std::map<std::string, EventRecord> events;

  std::int64_t activated_ms = 0;  ///< 0: not yet
  std::vector<MilestoneRecord> milestones;
  std::string stage;
  std::int64_t stage_ms = 0;         ///< entered
  std::vector<StageRecord> stages;   ///< left ones
  std::string band;                  ///< of the score, as of the latest batch
  std::vector<std::int64_t> scores;  ///< at the end of each 7 days back, newest first, in tenths; 4
  std::int32_t scores_day = 0;       ///< the local day of the newest

  std::map<std::string, CampaignRecord> campaigns;
  std::map<std::string, Armed> armed;  ///< by campaign
  std::vector<PageView> views;         ///< newest last, at most kMaxViews
  std::vector<Prompt> prompts;         ///< open ones, oldest first
  std::optional<Lease> lease;
  std::int64_t last_prompt_ms = 0;  ///< a prompt was last shown or ended; 0: never
  /// When prompts were shown in the last 7 days, oldest first; only while the file limits them.
  std::vector<std::int64_t> recent_prompts_ms;
  BudgetRecord budget;
  std::vector<Busy> busy;
  std::optional<double> nps_last, ces_last, csat_last;
  std::optional<Day> day;

  static constexpr std::size_t kMaxViews = 8;

  /// The real clock, as of the latest batch.
  std::int64_t real_ms() const { return last_ms - ahead_ms; }
  Prompt* find_prompt(std::string_view id);
  const Prompt* find_prompt(std::string_view id) const;
  const Prompt* prompt_of(std::string_view campaign) const;
  /// The lease if it is still valid.
  const Lease* live_lease() const;
};

/// Nothing happened after `now_ms` and the local day `day`: stamps after that become that. What is
/// yet to come (a moment that is due) stays.
void cap_stamps(UserState& state, std::int64_t now_ms, std::int32_t day);

/// The version of the snapshot format this engine writes, and the newest it reads.
inline constexpr int kSnapshotVersion = 1;
/// The longest text that is read as a snapshot.
inline constexpr std::size_t kMaxSnapshotBytes = 1 << 20;

Value write_snapshot(const UserState& state);
/// `damaged_state` or `newer_state` when it cannot be used.
Result<UserState> read_snapshot(std::string_view text);

}  // namespace docent
