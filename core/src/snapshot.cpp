// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// The user state as JSON. Each list of fields below is both written and read; what is at its
// default is left out, since most users have little of anything.
#include <algorithm>
#include <string>
#include <utility>

#include "docent/decide.hpp"
#include "docent/json.hpp"
#include "docent/state.hpp"
#include "snapshot_fields.hpp"
#include "snapshot_line.hpp"

namespace docent {
namespace {

void number(Line& line, std::int32_t& narrow) {
  std::int64_t wide = narrow;
  line(wide);
  narrow = static_cast<std::int32_t>(wide);
}

void event_line(Line& line, EventRecord& event) {
  line(event.total);
  line.time(event.first_ms);
  line.time(event.last_ms);
  // In millionths, to which it is always rounded; 0 when it is the total.
  const bool undecayed = event.decayed == static_cast<double>(event.total);
  constexpr double kMostDecayed = 1e9;
  auto millionths =
      static_cast<std::int64_t>(std::min(event.decayed, kMostDecayed) * 1e6 + 0.5) + 1;
  if (line.writes() && undecayed) millionths = 0;
  line(millionths);
  event.decayed = millionths == 0 ? static_cast<double>(event.total)
                                  : static_cast<double>(millionths - 1) / 1e6;
  line(event.days, local_day(event.last_ms, line.frame().offset_min));
}

void campaign_line(Line& line, CampaignRecord& record) {
  line(record.shown_count);
  line.time(record.shown_ms);
  line.after(record.ended_ms, record.shown_ms);
  // From 1; after those, each with an answer.
  constexpr auto kMany = static_cast<std::int64_t>(kOutcomes);
  std::int64_t outcome = record.outcome ? static_cast<std::int64_t>(*record.outcome) + 1 : 0;
  if (record.answered) outcome += kMany;
  line(outcome);
  record.answered = outcome > kMany;
  if (record.answered) outcome -= kMany;
  const bool known = outcome > 0 && outcome <= kMany;
  record.outcome = known ? std::optional(static_cast<Outcome>(outcome - 1)) : std::nullopt;
  line.time(record.absent_ms);
  line(record.recent_ms);
  line.rest(record.variant);
}

void armed_line(Line& line, Armed& armed) {
  line.time(armed.due_ms);
  line.after(armed.until_ms, armed.due_ms);
  line.rest(armed.tab);
}

void busy_line(Line& line, Busy& busy) {
  line.time(busy.since_ms);
  line.rest(busy.from);
}

void milestone_line(Line& line, MilestoneRecord& milestone) {
  line.time(milestone.reached_ms);
  auto deadline = static_cast<std::int64_t>(milestone.deadline);
  line(deadline);
  const bool known = deadline >= 0 && deadline <= static_cast<std::int64_t>(Deadline::kNotJudged);
  milestone.deadline = known ? static_cast<Deadline>(deadline) : Deadline::kNotJudged;
  line.rest(milestone.id);
}

void stage_line(Line& line, StageRecord& stage) {
  line(stage.total_ms);
  line.rest(stage.id);
}

void budget_line(Line& line, BudgetRecord& budget) {
  line(budget.balance);
  line(budget.capacity);
  line.time(budget.refilled_ms);
  number(line, budget.quiet_day);
  number(line, budget.charged_day);
}

void view_fields(Fields& io, PageView& view) {
  io("tab", view.tab);
  io("at_ms", view.at_ms);
  io("refused", view.refused);
  io("cancelled", view.cancelled);
}

void answer_fields(Fields& io, Answer& answer) {
  io("step", answer.step);
  io("question", answer.question);
  io("value", answer.value);
  io("day", answer.day);
}

void prompt_fields(Fields& io, Prompt& prompt) {
  io("id", prompt.id);
  io("campaign", prompt.campaign);
  io("step", prompt.step);
  io("variant", prompt.variant);
  io("path", prompt.path);
  io("asked", prompt.asked);
  io("wanted_by", prompt.wanted_by);
  io("shown", prompt.shown);
  io("backwards", prompt.backwards);
  io("without_target", prompt.without_target);
  io("since_ms", prompt.since_ms);
  io("step_ms", prompt.step_ms);
  io("missed", prompt.missed);
  io.list("answers", prompt.answers, answer_fields);
}

void lease_fields(Fields& io, Lease& lease) {
  io("prompt", lease.prompt);
  io("tab", lease.tab);
  io("until_ms", lease.until_ms);
}

void campaign_day_fields(Fields& io, CampaignDay& day) {
  io("variant", day.variant);
  io("exposed", day.exposed);
  io("shown", day.shown);
  for (std::size_t i = 0; i < day.outcomes.size(); ++i) {
    io(name_of(static_cast<Outcome>(i)), day.outcomes[i]);
  }
  io("steps", day.steps);
  io("buttons", day.buttons);
}

void answer_day_fields(Fields& io, AnswerDay& day) {
  io("type", day.type);
  io("histogram", day.histogram);
  io("texts", day.texts);
}

void day_line(Line& line, Day& day) {
  number(line, day.day);
  number(line, day.offset_min);
  line(day.revision);
  std::int64_t changed = day.changed ? 1 : 0;
  line(changed);
  day.changed = changed != 0;
  line.time(day.first_ms);
  line.time(day.last_ms);
  line(day.sessions);
  line(day.page_views);
  line(day.active_ms);
  line(day.session_ms);
  line(day.other_events);
  line(day.evicted);
}

void day_fields(Fields& io, Day& day) {
  io("id", day.id);
  io.line("numbers", day, day_line);
  io("events", day.events);
  io("before", day.before);
  io("signals", day.signals);
  io("milestones", day.milestones);
  io("activated", day.activated);
  io("held_out", day.held_out);
  io.by_name("campaigns", day.campaigns, campaign_day_fields);
  io.by_name("answers", day.answers, answer_day_fields);
}

void identity_fields(Fields& io, UserState& state) {
  io("anonymous_id", state.anonymous_id);
  io("user_id", state.user_id);
  io("account_id", state.account_id);
  io("traits", state.traits);
  io("account_traits", state.account_traits);
  io("consent", state.consent);
  io("muted", state.muted);
  io("paused", state.paused);
  io("last_ms", state.last_ms);
  io("ahead_ms", state.ahead_ms);
  io("last_day", state.last_day);
  io("offset_min", state.offset_min);
  io("first_seen_ms", state.first_seen_ms);
  io("clock_resets", state.clock_resets);
  io.count_from(
      {.epoch_ms = state.first_seen_ms, .offset_min = state.offset_min, .today = state.last_day});
}

void visits_line(Line& line, UserState& state) {
  line(state.sessions);
  line(state.page_views);
  line.time(state.session_start_ms);
  line.time(state.session_last_ms);
  line(state.active_ms);
  line(state.week1_events);
  number(line, state.week1_active_days);
}

void behaviour_fields(Fields& io, UserState& state) {
  io.line("visits", state, visits_line);
  io("active_days", state.active_days);
  io("session_days", state.session_days);
  io("session_minutes", state.session_minutes);
  io("active_minutes", state.active_minutes);
  io.lines("events", state.events, event_line);
  io("activated_ms", state.activated_ms);
  io.lines("milestones", state.milestones, milestone_line);
  io("stage", state.stage);
  io("stage_ms", state.stage_ms);
  io.lines("stages", state.stages, stage_line);
  io("band", state.band);
  io("scores", state.scores);
  io("scores_day", state.scores_day);
}

void prompting_fields(Fields& io, UserState& state) {
  io.lines("campaigns", state.campaigns, campaign_line);
  io.lines("armed", state.armed, armed_line);
  io.list("views", state.views, view_fields);
  io.list("prompts", state.prompts, prompt_fields);
  io.object("lease", state.lease, lease_fields);
  io("last_prompt_ms", state.last_prompt_ms);
  io("recent_prompts_ms", state.recent_prompts_ms);
  io.line("budget", state.budget, budget_line);
  io.lines("busy", state.busy, busy_line);
  io("nps_last", state.nps_last);
  io("ces_last", state.ces_last);
  io("csat_last", state.csat_last);
}

void state_fields(Fields& io, UserState& state) {
  identity_fields(io, state);
  behaviour_fields(io, state);
  prompting_fields(io, state);
  io.object("day", state.day, day_fields);
}

/// How often an event happened on the open day, as its own record has it.
std::int64_t count_on(const Day& day, const EventRecord& event) {
  return event.days.day == day.day ? event.days.counts[0] : 0;
}

/// Whether every event that was recorded today is counted in the open day: then most of its counts
/// need not be written twice.
bool events_tell_of(const Day& day, const UserState& state) {
  return std::all_of(state.events.begin(), state.events.end(), [&](const auto& entry) {
    return count_on(day, entry.second) == 0 || day.events.count(entry.first) > 0;
  });
}

void leave_out_told(const UserState& state, Value& day_json) {
  Value* events = day_json.find("events");
  if (events == nullptr) return;
  for (const auto& [name, event] : state.events) {
    const auto today = state.day->events.find(name);
    if (today == state.day->events.end()) continue;
    if (today->second == count_on(*state.day, event)) events->erase(name);
  }
  if (events->as_object().empty()) day_json.erase("events");
  day_json.set("told", true);
}

/// Takes back what `leave_out_told` left out.
void put_back_told(UserState& state) {
  for (const auto& [name, event] : state.events) {
    const std::int64_t count = count_on(*state.day, event);
    if (count > 0) state.day->events.emplace(name, count);
  }
}

/// What a snapshot must be beyond the types of its fields.
void check(Fields& io, UserState& state) {
  if (!state.traits.is_object() || !state.account_traits.is_object()) {
    io.damaged("traits", "an object");
  }
  for (std::size_t i = 0; i < state.prompts.size(); ++i) {
    const std::string& id = state.prompts[i].id;
    if (id.empty() || state.find_prompt(id) != &state.prompts[i]) {
      io.damaged("prompts", "ids, each once");
    }
  }
  // Days are counted up one by one in places: a day that is far from the clock would take for ever.
  constexpr std::int64_t kMostApart = 2;  // by time zones
  const std::int64_t apart =
      std::int64_t{state.last_day} - local_day(state.last_ms, state.offset_min);
  if (apart < -kMostApart || apart > kMostApart) io.damaged("last_day", "the day of its clock");
  if (state.scores_day < 0 || state.budget.quiet_day < 0) io.damaged("", "days since 1970");
  // A state that was tampered with must not keep anything from happening until then. One without a
  // clock is what is left of a user before consent: its prompt is as old as it says.
  state.ahead_ms = std::clamp<std::int64_t>(state.ahead_ms, 0, kDayMs);
  if (state.last_ms > 0) cap_stamps(state, state.last_ms, state.last_day);
  // No lease is longer than this; a longer one would keep every tab from showing anything.
  if (state.lease)
    state.lease->until_ms = std::min(state.lease->until_ms, state.last_ms + kLeaseMs);
}

}  // namespace

Value write_snapshot(const UserState& state) {
  Value out = Value::object().set("version", kSnapshotVersion);
  Fields io(out);
  // The same lists read, so they take what they could change; writing changes nothing.
  state_fields(io, const_cast<UserState&>(state));
  // A day on which nothing is noted is left out as a whole.
  Value* day = out.find("day");
  if (state.day && day != nullptr && events_tell_of(*state.day, state)) {
    leave_out_told(state, *day);
  }
  return out;
}

Result<UserState> read_snapshot(std::string_view text) {
  Result<Value> json =
      parse_json(text, {.max_bytes = kMaxSnapshotBytes, .max_depth = kMaxBatchDepth});
  if (!json) return Error{ErrorCode::kDamagedState, json.error().path, json.error().message};
  const double version = json->number_or("version", 0);
  if (version > kSnapshotVersion) {
    return Error{ErrorCode::kNewerState, "/version",
                 "The stored state was written by a newer version of Docent."};
  }
  Error damage;
  Fields io(*json, "", damage);
  if (version != kSnapshotVersion) io.damaged("version", "1");
  UserState state;
  state_fields(io, state);
  const Value* day = json->find("day");
  if (state.day && day->bool_or("told", false)) put_back_told(state);
  check(io, state);
  if (!damage.message.empty()) return damage;
  return state;
}

}  // namespace docent
