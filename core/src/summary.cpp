// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/summary.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "docent/engine.hpp"
#include "docent/profile.hpp"

namespace docent {
namespace {

/// Texts of one day together; what is longer is counted, not quoted.
constexpr std::size_t kMaxTextBytesPerDay = 16 * 1024;

bool has_room_for_text(const Day& day, const std::string& text) {
  std::size_t bytes = text.size();
  for (const auto& [question, answers] : day.answers) {
    for (const std::string& other : answers.texts) bytes += other.size();
  }
  return bytes <= kMaxTextBytesPerDay;
}

/// If as many other names are kept as may be, the rarest gives way, and hands on its count.
void make_room_for(const std::string& name, Day& day, const CampaignFile& file) {
  std::size_t others = 0;
  auto rarest = day.events.end();
  std::int64_t least = 0;
  for (auto it = day.events.begin(); it != day.events.end(); ++it) {
    if (file.counts(it->first)) continue;
    ++others;
    const auto before = day.before.find(it->first);
    const std::int64_t count = it->second + (before == day.before.end() ? 0 : before->second);
    if (rarest != day.events.end() && count >= least) continue;
    rarest = it;
    least = count;
  }
  if (others < kMaxOtherEvents) return;
  day.other_events += rarest->second;
  day.before.erase(rarest->first);
  day.events.erase(rarest);
  day.before[name] = least;
}

Value user_json(const UserState& state, const CampaignFile& file) {
  bool full = state.consent == Consent::kFull;
  auto id_json = [&](const std::string& id) { return full && !id.empty() ? Value(id) : Value(); };
  Value traits = Value::object();
  for (const std::string& name : file.report_traits) {
    const Value* trait = full ? state.traits.find(name) : nullptr;
    if (trait != nullptr) traits.set(name, *trait);
  }
  return Value::object()
      .set("id", id_json(state.user_id))
      .set("anonymous_id", state.anonymous_id)
      .set("account_id", id_json(state.account_id))
      .set("traits", std::move(traits));
}

Value campaign_json(const CampaignDay& day) {
  Value out = Value::object();
  if (!day.variant.empty()) out.set("variant", day.variant).set("exposed", day.exposed);
  out.set("shown", day.shown);
  for (std::size_t i = 0; i < day.outcomes.size(); ++i) {
    out.set(name_of(static_cast<Outcome>(i)), day.outcomes[i]);
  }
  Value steps = Value::object();
  for (const auto& [step, count] : day.steps) steps.set(step, count);
  Value buttons = Value::object();
  for (const auto& [button, count] : day.buttons) buttons.set(button, count);
  return out.set("steps", std::move(steps)).set("buttons", std::move(buttons));
}

Value list_json(const std::vector<std::string>& texts) {
  Value list = Value::array();
  for (const std::string& text : texts) list.push(text);
  return list;
}

std::int64_t count_of(const Day& day, const std::string& event) {
  const auto found = day.events.find(event);
  return found == day.events.end() ? 0 : found->second;
}

std::int64_t core_actions(const Day& day, const CampaignFile& file) {
  std::int64_t sum = 0;
  for (const EventRule& rule : file.events) sum += rule.core ? count_of(day, rule.name) : 0;
  return sum;
}

Value features_json(const Day& day, const CampaignFile& file) {
  Value used = Value::array();
  for (const Feature& feature : file.features) {
    const bool is_used =
        std::any_of(feature.events.begin(), feature.events.end(),
                    [&](const std::string& event) { return count_of(day, event) > 0; });
    if (is_used) used.push(feature.id);
  }
  return used;
}

Value attention_json(const Profile& profile) {
  if (!profile.file().attention.budget.on) return {};
  return Value::object()
      .set("balance", profile.get("attention.balance"))
      .set("capacity", profile.get("attention.capacity"));
}

Value answer_json(const AnswerDay& day, bool with_texts) {
  Value histogram = Value::array();
  for (std::int64_t count : day.histogram) histogram.push(count);
  return Value::object()
      .set("type", day.type)
      .set("histogram", std::move(histogram))
      .set("texts", with_texts ? list_json(day.texts) : Value::array());
}

}  // namespace

void open_day(UserState& state, const CampaignFile& file, std::string_view id, Value& effects) {
  if (state.day && state.day->day != state.last_day) {
    post_day(state, file, true, effects);
    state.day.reset();
  }
  if (state.day || state.consent == Consent::kOff) return;
  state.day.emplace();
  state.day->id = id;
  state.day->day = state.last_day;
  state.day->offset_min = state.offset_min;
  state.day->first_ms = state.day->last_ms = state.last_ms;
}

void post_day(UserState& state, const CampaignFile& file, bool final, Value& effects) {
  if (!state.day || state.consent == Consent::kOff) return;
  if (!state.day->changed && !(final && state.day->revision > 0)) return;
  ++state.day->revision;
  state.day->changed = false;
  effects.push(Value::object()
                   .set("type", "post")
                   .set("id", state.day->id)
                   .set("revision", state.day->revision)
                   .set("final", final)
                   .set("summary", summary_json(state, file, final)));
}

void count_event(UserState& state, const CampaignFile& file, std::string_view event) {
  if (!state.day) return;
  Day& day = *state.day;
  std::string name(event);
  if (day.events.count(name) == 0 && !file.counts(event)) make_room_for(name, day, file);
  ++day.events[name];
}

void count_answer(UserState& state, const Campaign& campaign, const Question& question,
                  const Value& answer, const Answer* before) {
  const std::vector<int> entries = question.histogram_entries(answer);
  if (!state.day || entries.empty()) return;
  state.day->changed = true;
  AnswerDay& day = state.day->answers[campaign.id + "." + question.id];
  day.type = name_of(question.type);
  day.histogram.resize(static_cast<std::size_t>(question.histogram_size()));
  if (before != nullptr && before->day == state.day->day) {
    // A changed mind replaces today's earlier answer; one of an earlier day has been posted for
    // good.
    for (const int earlier : question.histogram_entries(before->value)) {
      std::int64_t& count = day.histogram[static_cast<std::size_t>(earlier)];
      if (count > 0) --count;
    }
    if (question.type == QuestionType::kText && before->value.is_string()) {
      auto earlier = std::find(day.texts.rbegin(), day.texts.rend(), before->value.as_string());
      if (earlier != day.texts.rend()) day.texts.erase(std::next(earlier).base());
    }
  }
  for (const int entry : entries) ++day.histogram[static_cast<std::size_t>(entry)];
  if (question.type == QuestionType::kText && state.consent == Consent::kFull &&
      has_room_for_text(*state.day, answer.as_string())) {
    day.texts.push_back(answer.as_string());
  }
}

CampaignDay* campaign_day(UserState& state, std::string_view campaign) {
  if (!state.day) return nullptr;
  state.day->changed = true;
  return &state.day->campaigns[std::string(campaign)];
}

Value summary_json(const UserState& state, const CampaignFile& file, bool final) {
  const Day& day = *state.day;
  const Here nowhere;
  const Profile profile(state, file, nowhere, {day.last_ms, day.day});
  const Score& score = profile.score();
  Value events = Value::object();
  for (const auto& [name, count] : day.events) events.set(name, count);
  Value campaigns = Value::object();
  for (const auto& [id, campaign] : day.campaigns) campaigns.set(id, campaign_json(campaign));
  Value answers = Value::object();
  for (const auto& [id, answer] : day.answers) {
    answers.set(id, answer_json(answer, state.consent == Consent::kFull));
  }
  return Value::object()
      .set("id", day.id)
      .set("revision", day.revision)
      .set("final", final)
      .set("day", day_text(day.day))
      .set("offset_min", day.offset_min)
      .set("first_ms", day.first_ms)
      .set("last_ms", day.last_ms)
      .set("user", user_json(state, file))
      .set("test", state.traits.bool_or("internal", false))
      .set("held_out", day.held_out)
      .set("sessions", day.sessions)
      .set("page_views", day.page_views)
      .set("active_ms", day.active_ms)
      .set("session_minutes", (day.session_ms + kMinuteMs / 2) / kMinuteMs)
      .set("events", std::move(events))
      .set("other_events", day.other_events)
      .set("core_actions", core_actions(day, file))
      .set("features", features_json(day, file))
      .set("score", score.value)
      .set("score_sum", score.sum)
      .set("band", score.band)
      .set("trend", profile.get("score.trend"))
      .set("dimensions", profile.get("score.dimensions"))
      .set("stage", profile.get("stage"))
      .set("activated", day.activated)
      .set("milestones", list_json(day.milestones))
      .set("attention", attention_json(profile))
      .set("campaigns", std::move(campaigns))
      .set("answers", std::move(answers))
      .set("signals", list_json(day.signals))
      .set("dropped", day.evicted)
      .set("clock_resets", state.clock_resets)
      .set("campaign_file", file.revision)
      .set("widget", kVersion);
}

}  // namespace docent
