// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// The user state as JSON. What is at its default is left out: most users have little of anything.
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "docent/decide.hpp"
#include "docent/json.hpp"
#include "docent/state.hpp"

namespace docent {
namespace {

/// Half of what a double counts exactly: adding to it for ever stays exact.
constexpr double kMostCount = 4503599627370496.0;

/// Reads members of one object; the first one of a wrong type marks the whole snapshot as damaged.
class Reader {
 public:
  Reader(const Value& json, std::string path, Error& damage)
      : json_(json), path_(std::move(path)), damage_(damage) {
    if (!json.is_object()) damaged("", "an object");
  }

  void read(std::string_view key, std::string& out) {
    if (const Value* v = want(key, &Value::is_string, "a string")) out = v->as_string();
  }
  void read(std::string_view key, bool& out) {
    if (const Value* v = want(key, &Value::is_bool, "a boolean")) out = v->as_bool();
  }
  void read(std::string_view key, double& out) {
    const Value* v = want(key, &Value::is_number, "a number");
    if (v == nullptr) return;
    // A count beyond this is no count, and two of them would make the score infinite.
    if (!(std::fabs(v->as_number()) <= kMostCount)) return damaged(key, "a smaller number");
    out = v->as_number();
  }
  void read(std::string_view key, std::int64_t& out) { read_integer(key, out); }
  void read(std::string_view key, std::int32_t& out) { read_integer(key, out); }
  void read(std::string_view key, std::optional<double>& out) {
    if (const Value* v = want(key, &Value::is_number, "a number")) out = v->as_number();
  }
  void read(std::string_view key, Value& out) {
    if (const Value* v = json_.find(key)) out = *v;
  }
  void read(std::string_view key, DayCounts& out) {
    const Value* v = want(key, &Value::is_array, "an array");
    if (v == nullptr) return;
    const Value::Array& list = v->as_array();
    if (list.empty() || list.size() > DayCounts::kDays + 1)
      return damaged(key, "29 numbers at most");
    for (std::size_t i = 0; i < list.size(); ++i) {
      const double number = list[i].is_number() ? list[i].as_number() : -1;
      if (!(i == 0 ? std::fabs(number) <= 1e8 : number >= 0 && number <= 65535)) {
        return damaged(key, "numbers");
      }
      if (i == 0) {
        out.day = static_cast<std::int32_t>(number);
      } else {
        out.counts[i - 1] = static_cast<std::uint16_t>(number);
      }
    }
  }
  template <typename Enum>
  void read(std::string_view key, Enum& out, std::optional<Enum> (*of)(std::string_view)) {
    const Value* v = want(key, &Value::is_string, "a word");
    if (v == nullptr) return;
    std::optional<Enum> word = of(v->as_string());
    if (word) {
      out = *word;
    } else {
      damaged(key, "a known word");
    }
  }
  /// Calls `each(key, reader)` for every member of the object under `key`.
  template <typename Each>
  void members(std::string_view key, Each each) {
    const Value* v = want(key, &Value::is_object, "an object");
    if (v == nullptr) return;
    for (const Value::Member& member : v->as_object()) {
      Reader inner(member.value, path_ + "/" + std::string(key) + "/" + member.key, damage_);
      each(member.key, inner);
    }
  }
  /// Calls `each(reader)` for every item of the array under `key`.
  template <typename Each>
  void items(std::string_view key, Each each) {
    const Value* v = want(key, &Value::is_array, "an array");
    if (v == nullptr) return;
    for (const Value& item : v->as_array()) {
      Reader inner(item, path_ + "/" + std::string(key), damage_);
      each(inner);
    }
  }
  void numbers(std::string_view key, std::map<std::string, std::int64_t>& out) {
    const Value* v = want(key, &Value::is_object, "an object");
    if (v == nullptr) return;
    Reader inner(*v, path_ + "/" + std::string(key), damage_);
    for (const Value::Member& member : v->as_object()) inner.read(member.key, out[member.key]);
  }
  template <typename List>
  void list_of_numbers(std::string_view key, List& out) {
    const Value* v = want(key, &Value::is_array, "an array");
    if (v == nullptr) return;
    for (const Value& item : v->as_array()) {
      if (!item.is_number() || !(std::fabs(item.as_number()) <= kMostCount)) {
        return damaged(key, "numbers");
      }
      out.push_back(static_cast<std::int64_t>(item.as_number()));
    }
  }
  void list_of_strings(std::string_view key, std::vector<std::string>& out) {
    const Value* v = want(key, &Value::is_array, "an array");
    if (v == nullptr) return;
    for (const Value& item : v->as_array()) {
      if (!item.is_string()) return damaged(key, "strings");
      out.push_back(item.as_string());
    }
  }
  bool has(std::string_view key) const { return json_.find(key) != nullptr; }
  void damaged(std::string_view key, std::string_view wanted) {
    if (!damage_.message.empty()) return;
    damage_ = {ErrorCode::kDamagedState, path_ + (key.empty() ? "" : "/" + std::string(key)),
               "The stored state should hold " + std::string(wanted) + " here."};
  }

 private:
  const Value* want(std::string_view key, bool (Value::*is)() const, std::string_view wanted) {
    const Value* v = json_.find(key);
    if (v == nullptr) return nullptr;
    if (!(v->*is)()) {
      damaged(key, wanted);
      return nullptr;
    }
    return v;
  }
  template <typename Integer>
  void read_integer(std::string_view key, Integer& out) {
    const Value* v = want(key, &Value::is_number, "a whole number");
    if (v == nullptr) return;
    double number = v->as_number();
    constexpr double kMost = sizeof(Integer) == 8
                                 ? kMostCount
                                 : static_cast<double>(std::numeric_limits<Integer>::max());
    if (std::fabs(number) > kMost || number != std::floor(number))
      return damaged(key, "a whole number");
    out = static_cast<Integer>(number);
  }

  const Value& json_;
  std::string path_;
  Error& damage_;
};

// Writers. Each leaves out what is at its default.
void put(Value& out, std::string_view key, std::int64_t number) {
  if (number != 0) out.set(key, number);
}
void put(Value& out, std::string_view key, const std::string& text) {
  if (!text.empty()) out.set(key, text);
}
void put(Value& out, std::string_view key, bool flag) {
  if (flag) out.set(key, true);
}
void put(Value& out, std::string_view key, const Value& value) {
  bool is_empty = value.is_null() || (value.is_object() && value.as_object().empty()) ||
                  (value.is_array() && value.as_array().empty());
  if (!is_empty) out.set(key, value);
}
void put(Value& out, std::string_view key, const DayCounts& days) {
  int used = DayCounts::kDays;
  while (used > 0 && days.counts[static_cast<std::size_t>(used - 1)] == 0) --used;
  if (used == 0) return;
  Value list = Value::array();
  list.push(days.day);
  for (int i = 0; i < used; ++i)
    list.push(static_cast<int>(days.counts[static_cast<std::size_t>(i)]));
  out.set(key, std::move(list));
}
Value numbers_json(const std::map<std::string, std::int64_t>& numbers) {
  Value out = Value::object();
  for (const auto& [name, number] : numbers) out.set(name, number);
  return out;
}
Value strings_json(const std::vector<std::string>& strings) {
  Value out = Value::array();
  for (const std::string& text : strings) out.push(text);
  return out;
}

Value event_json(const EventRecord& event) {
  Value out = Value::object();
  put(out, "total", event.total);
  put(out, "first_ms", event.first_ms);
  put(out, "last_ms", event.last_ms);
  if (event.decayed != static_cast<double>(event.total)) out.set("decayed", event.decayed);
  put(out, "days", event.days);
  return out;
}

EventRecord read_event(Reader& in) {
  EventRecord event;
  in.read("total", event.total);
  in.read("first_ms", event.first_ms);
  in.read("last_ms", event.last_ms);
  event.decayed = static_cast<double>(event.total);
  in.read("decayed", event.decayed);
  in.read("days", event.days);
  return event;
}

Value record_json(const CampaignRecord& record) {
  Value out = Value::object();
  put(out, "shown_count", record.shown_count);
  put(out, "first_shown_ms", record.first_shown_ms);
  put(out, "shown_ms", record.shown_ms);
  put(out, "ended_ms", record.ended_ms);
  if (record.outcome) out.set("outcome", name_of(*record.outcome));
  return out;
}

CampaignRecord read_record(Reader& in) {
  CampaignRecord record;
  in.read("shown_count", record.shown_count);
  in.read("first_shown_ms", record.first_shown_ms);
  in.read("shown_ms", record.shown_ms);
  in.read("ended_ms", record.ended_ms);
  if (in.has("outcome")) {
    Outcome outcome{};
    in.read("outcome", outcome, &outcome_of);
    record.outcome = outcome;
  }
  return record;
}

Value prompt_json(const Prompt& prompt) {
  Value out = Value::object();
  put(out, "id", prompt.id);
  put(out, "campaign", prompt.campaign);
  put(out, "step", prompt.step);
  put(out, "asked", prompt.asked);
  put(out, "wanted_by", prompt.wanted_by);
  put(out, "shown", prompt.shown);
  put(out, "backwards", prompt.backwards);
  put(out, "without_target", prompt.without_target);
  put(out, "since_ms", prompt.since_ms);
  Value answers = Value::array();
  for (const Answer& answer : prompt.answers) {
    answers.push(Value::object()
                     .set("step", answer.step)
                     .set("question", answer.question)
                     .set("value", answer.value)
                     .set("day", answer.day));
  }
  put(out, "answers", answers);
  return out;
}

Prompt read_prompt(Reader& in) {
  Prompt prompt;
  in.read("id", prompt.id);
  in.read("campaign", prompt.campaign);
  in.read("step", prompt.step);
  in.read("asked", prompt.asked);
  in.read("wanted_by", prompt.wanted_by);
  in.read("shown", prompt.shown);
  in.read("backwards", prompt.backwards);
  in.read("without_target", prompt.without_target);
  in.read("since_ms", prompt.since_ms);
  in.items("answers", [&](Reader& item) {
    Answer answer;
    item.read("step", answer.step);
    item.read("question", answer.question);
    item.read("value", answer.value);
    item.read("day", answer.day);
    prompt.answers.push_back(std::move(answer));
  });
  return prompt;
}

Value campaign_day_json(const CampaignDay& day) {
  Value out = Value::object();
  put(out, "shown", day.shown);
  for (std::size_t i = 0; i < day.outcomes.size(); ++i) {
    put(out, name_of(static_cast<Outcome>(i)), day.outcomes[i]);
  }
  put(out, "steps", numbers_json(day.steps));
  put(out, "buttons", numbers_json(day.buttons));
  return out;
}

CampaignDay read_campaign_day(Reader& in) {
  CampaignDay day;
  in.read("shown", day.shown);
  for (std::size_t i = 0; i < day.outcomes.size(); ++i) {
    in.read(name_of(static_cast<Outcome>(i)), day.outcomes[i]);
  }
  in.numbers("steps", day.steps);
  in.numbers("buttons", day.buttons);
  return day;
}

Value day_json(const Day& day) {
  Value out = Value::object();
  put(out, "id", day.id);
  put(out, "day", std::int64_t{day.day});
  put(out, "offset_min", std::int64_t{day.offset_min});
  put(out, "revision", day.revision);
  put(out, "changed", day.changed);
  put(out, "first_ms", day.first_ms);
  put(out, "last_ms", day.last_ms);
  put(out, "sessions", day.sessions);
  put(out, "page_views", day.page_views);
  put(out, "active_ms", day.active_ms);
  put(out, "events", numbers_json(day.events));
  put(out, "other_events", day.other_events);
  Value campaigns = Value::object();
  for (const auto& [id, campaign] : day.campaigns) campaigns.set(id, campaign_day_json(campaign));
  put(out, "campaigns", campaigns);
  Value answers = Value::object();
  for (const auto& [id, answer] : day.answers) {
    Value histogram = Value::array();
    for (std::int64_t count : answer.histogram) histogram.push(count);
    Value json = Value::object().set("type", answer.type).set("histogram", std::move(histogram));
    put(json, "texts", strings_json(answer.texts));
    answers.set(id, std::move(json));
  }
  put(out, "answers", answers);
  return out;
}

Day read_day(Reader& in) {
  Day day;
  in.read("id", day.id);
  in.read("day", day.day);
  in.read("offset_min", day.offset_min);
  in.read("revision", day.revision);
  in.read("changed", day.changed);
  in.read("first_ms", day.first_ms);
  in.read("last_ms", day.last_ms);
  in.read("sessions", day.sessions);
  in.read("page_views", day.page_views);
  in.read("active_ms", day.active_ms);
  in.numbers("events", day.events);
  in.read("other_events", day.other_events);
  in.members("campaigns", [&](const std::string& id, Reader& member) {
    day.campaigns[id] = read_campaign_day(member);
  });
  in.members("answers", [&](const std::string& id, Reader& member) {
    AnswerDay& answer = day.answers[id];
    member.read("type", answer.type);
    member.list_of_numbers("histogram", answer.histogram);
    member.list_of_strings("texts", answer.texts);
  });
  return day;
}

void write_behaviour(const UserState& state, Value& out) {
  put(out, "sessions", state.sessions);
  put(out, "page_views", state.page_views);
  put(out, "session_start_ms", state.session_start_ms);
  put(out, "session_last_ms", state.session_last_ms);
  put(out, "active_days", state.active_days);
  Value events = Value::object();
  for (const auto& [name, event] : state.events) events.set(name, event_json(event));
  put(out, "events", events);
}

void write_prompting(const UserState& state, Value& out) {
  Value campaigns = Value::object();
  for (const auto& [id, record] : state.campaigns) campaigns.set(id, record_json(record));
  put(out, "campaigns", campaigns);
  Value armed = Value::object();
  for (const auto& [id, moment] : state.armed) {
    armed.set(id, Value::object().set("due_ms", moment.due_ms));
  }
  put(out, "armed", armed);
  Value views = Value::array();
  for (const PageView& view : state.views) {
    Value json = Value::object().set("tab", view.tab).set("at_ms", view.at_ms);
    put(json, "refused", strings_json(view.refused));
    views.push(std::move(json));
  }
  put(out, "views", views);
  Value prompts = Value::array();
  for (const Prompt& prompt : state.prompts) prompts.push(prompt_json(prompt));
  put(out, "prompts", prompts);
  if (state.lease) {
    out.set("lease", Value::object()
                         .set("prompt", state.lease->prompt)
                         .set("tab", state.lease->tab)
                         .set("until_ms", state.lease->until_ms));
  }
  put(out, "last_prompt_ms", state.last_prompt_ms);
  if (state.nps_last) out.set("nps_last", *state.nps_last);
  if (state.ces_last) out.set("ces_last", *state.ces_last);
}

void read_behaviour(Reader& in, UserState& state) {
  in.read("sessions", state.sessions);
  in.read("page_views", state.page_views);
  in.read("session_start_ms", state.session_start_ms);
  in.read("session_last_ms", state.session_last_ms);
  in.read("active_days", state.active_days);
  in.members("events", [&](const std::string& name, Reader& member) {
    state.events[name] = read_event(member);
  });
}

void read_prompting(Reader& in, UserState& state) {
  in.members("campaigns", [&](const std::string& id, Reader& member) {
    state.campaigns[id] = read_record(member);
  });
  in.members("armed", [&](const std::string& id, Reader& member) {
    Armed& armed = state.armed[id];
    member.read("due_ms", armed.due_ms);
  });
  in.items("views", [&](Reader& item) {
    PageView view;
    item.read("tab", view.tab);
    item.read("at_ms", view.at_ms);
    item.list_of_strings("refused", view.refused);
    state.views.push_back(std::move(view));
  });
  in.items("prompts", [&](Reader& item) { state.prompts.push_back(read_prompt(item)); });
  in.read("last_prompt_ms", state.last_prompt_ms);
  in.read("nps_last", state.nps_last);
  in.read("ces_last", state.ces_last);
}

}  // namespace

Value write_snapshot(const UserState& state) {
  Value out = Value::object().set("version", kSnapshotVersion);
  put(out, "anonymous_id", state.anonymous_id);
  put(out, "user_id", state.user_id);
  put(out, "account_id", state.account_id);
  put(out, "traits", state.traits);
  put(out, "account_traits", state.account_traits);
  if (state.consent != Consent::kSummaries) out.set("consent", name_of(state.consent));
  put(out, "muted", state.muted);
  put(out, "paused", state.paused);
  put(out, "last_ms", state.last_ms);
  put(out, "last_day", std::int64_t{state.last_day});
  put(out, "offset_min", std::int64_t{state.offset_min});
  put(out, "first_seen_ms", state.first_seen_ms);
  put(out, "clock_resets", state.clock_resets);
  write_behaviour(state, out);
  write_prompting(state, out);
  if (state.day) out.set("day", day_json(*state.day));
  return out;
}

Result<UserState> read_snapshot(std::string_view text) {
  Result<Value> json = parse_json(text, {.max_bytes = kMaxSnapshotBytes, .max_depth = 32});
  if (!json) return Error{ErrorCode::kDamagedState, json.error().path, json.error().message};
  double version = json->number_or("version", 0);
  if (version > kSnapshotVersion) {
    return Error{ErrorCode::kNewerState, "/version",
                 "The stored state was written by a newer version of Docent."};
  }
  Error damage;
  Reader in(*json, "", damage);
  if (version != kSnapshotVersion) in.damaged("version", "1");
  UserState state;
  in.read("anonymous_id", state.anonymous_id);
  in.read("user_id", state.user_id);
  in.read("account_id", state.account_id);
  in.read("traits", state.traits);
  in.read("account_traits", state.account_traits);
  in.read("consent", state.consent, &consent_of);
  in.read("muted", state.muted);
  in.read("paused", state.paused);
  in.read("last_ms", state.last_ms);
  in.read("last_day", state.last_day);
  in.read("offset_min", state.offset_min);
  in.read("first_seen_ms", state.first_seen_ms);
  in.read("clock_resets", state.clock_resets);
  read_behaviour(in, state);
  read_prompting(in, state);
  if (const Value* lease = json->find("lease")) {
    Reader inner(*lease, "/lease", damage);
    state.lease.emplace();
    inner.read("prompt", state.lease->prompt);
    inner.read("tab", state.lease->tab);
    inner.read("until_ms", state.lease->until_ms);
    // No lease is longer than this; a longer one would keep every tab from showing anything.
    state.lease->until_ms = std::min(state.lease->until_ms, state.last_ms + kLeaseMs);
  }
  if (const Value* day = json->find("day")) {
    Reader inner(*day, "/day", damage);
    state.day = read_day(inner);
  }
  if (!state.traits.is_object() || !state.account_traits.is_object())
    in.damaged("traits", "an object");
  for (std::size_t i = 0; i < state.prompts.size(); ++i) {
    const std::string& id = state.prompts[i].id;
    if (id.empty() || state.find_prompt(id) != &state.prompts[i])
      in.damaged("prompts", "ids, each once");
  }
  if (!damage.message.empty()) return damage;
  return state;
}

}  // namespace docent
