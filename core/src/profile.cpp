// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/profile.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "docent/decay.hpp"
#include "docent/json.hpp"
#include "docent/score.hpp"

namespace docent {
namespace {

constexpr std::size_t kMaxTraitBytes = 4096;

/// "a.b.c" → {"a", "b.c"}.
std::pair<std::string_view, std::string_view> split_path(std::string_view path) {
  std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) return {path, {}};
  return {path.substr(0, dot), path.substr(dot + 1)};
}

Value id_or_null(const std::string& id) { return id.empty() ? Value() : Value(id); }

std::int64_t whole_days_since(std::int64_t then_ms, std::int64_t now_ms) {
  return now_ms > then_ms ? (now_ms - then_ms) / kDayMs : 0;
}

/// The count of an event as of a later time.
double decayed_count(const EventRecord& event, const EventRule* rule, std::int64_t at_ms) {
  if (rule == nullptr || !rule->half_life_days) return event.decayed;
  return event.decayed * half_life_factor(at_ms - event.last_ms, *rule->half_life_days);
}

/// So short that a snapshot of many events stays small. Beyond a billion nobody counts.
double to_millionths(double count) { return std::floor(std::min(count, 1e9) * 1e6 + 0.5) / 1e6; }

void unite_events(UserState& known, const UserState& anonymous, const CampaignFile& file) {
  for (const auto& [name, other] : anonymous.events) {
    EventRecord& event = known.events[name];
    if (event.total == 0) {
      event = other;
      continue;
    }
    const EventRule* rule = file.find_event(name);
    const std::int64_t at_ms = std::max(event.last_ms, other.last_ms);
    event.decayed =
        to_millionths(decayed_count(event, rule, at_ms) + decayed_count(other, rule, at_ms));
    event.total += other.total;
    event.first_ms = std::min(event.first_ms, other.first_ms);
    event.last_ms = at_ms;
    event.days.unite(other.days);
  }
}

}  // namespace

void record_activity(UserState& state) {
  bool idle_over = state.last_ms - state.session_last_ms > kSessionIdleMs;
  bool capped = state.last_ms - state.session_start_ms > kSessionCapMs;
  if (state.sessions == 0 || idle_over || capped) {
    ++state.sessions;
    state.session_start_ms = state.last_ms;
    state.paused = false;
    if (state.day) ++state.day->sessions;
  }
  state.session_last_ms = state.last_ms;
  state.active_days.add(state.last_day);
  if (state.day) {
    state.day->last_ms = state.last_ms;
    state.day->changed = true;
  }
}

void record_event(UserState& state, const CampaignFile& file, std::string_view name) {
  if (!file.counts(name)) return;
  EventRecord& event = state.events[std::string(name)];
  event.decayed = to_millionths(decayed_count(event, file.find_event(name), state.last_ms) + 1);
  if (event.total == 0) event.first_ms = state.last_ms;
  event.total += 1;
  event.last_ms = state.last_ms;
  event.days.add(state.last_day);
}

bool merge_traits(Value& traits, const Value& changes) {
  // Before the merge, which takes the square of their number.
  if (changes.as_object().size() > kMaxTraitBytes) return false;
  Value merged = traits;
  for (const Value::Member& change : changes.as_object()) {
    if (change.value.is_null()) {
      merged.erase(change.key);
    } else {
      merged.set(change.key, change.value);
    }
  }
  if (write_json(merged).size() > kMaxTraitBytes) return false;
  traits = std::move(merged);
  return true;
}

void unite(UserState& known, const UserState& anonymous, const CampaignFile& file) {
  for (const auto& [id, other] : anonymous.campaigns) {
    CampaignRecord& record = known.campaigns[id];
    if (other.ended_ms > record.ended_ms) {
      record.outcome = other.outcome;
      record.ended_ms = other.ended_ms;
    }
    record.shown_ms = std::max(record.shown_ms, other.shown_ms);
    record.shown_count += other.shown_count;
  }
  unite_events(known, anonymous, file);
  known.first_seen_ms = std::min(known.first_seen_ms, anonymous.first_seen_ms);
  known.active_days.unite(anonymous.active_days);
  known.sessions += anonymous.sessions;
  known.page_views += anonymous.page_views;
  known.session_start_ms = std::max(known.session_start_ms, anonymous.session_start_ms);
  known.session_last_ms = std::max(known.session_last_ms, anonymous.session_last_ms);
  // Who saw a prompt last, answered last.
  const bool answered_later = anonymous.last_prompt_ms > known.last_prompt_ms;
  if (anonymous.nps_last && (answered_later || !known.nps_last))
    known.nps_last = anonymous.nps_last;
  if (anonymous.ces_last && (answered_later || !known.ces_last))
    known.ces_last = anonymous.ces_last;
  known.last_prompt_ms = std::max(known.last_prompt_ms, anonymous.last_prompt_ms);
  if (!anonymous.account_id.empty()) {
    known.account_id = anonymous.account_id;
    known.account_traits = anonymous.account_traits;
  }
  known.clock_resets += anonymous.clock_resets;
  known.muted = known.muted || anonymous.muted;
  known.paused = anonymous.paused;
  known.consent = anonymous.consent;
  known.armed = anonymous.armed;
  known.views = anonymous.views;
  for (const Prompt& prompt : anonymous.prompts) {
    if (known.prompt_of(prompt.campaign) == nullptr) known.prompts.push_back(prompt);
  }
  if (anonymous.lease && known.find_prompt(anonymous.lease->prompt) != nullptr) {
    known.lease = anonymous.lease;
  }
  known.last_ms = std::max(known.last_ms, anonymous.last_ms);
  known.last_day = std::max(known.last_day, anonymous.last_day);
  known.offset_min = anonymous.offset_min;
}

Value Profile::user(std::string_view rest) const {
  if (rest == "id") return id_or_null(state_.user_id);
  if (rest == "anonymous") return state_.user_id.empty();
  if (rest == "age_days") {
    const Value* created = state_.traits.find("created_at");
    std::int64_t since = created == nullptr ? 0 : instant_ms(*created);
    return whole_days_since(since == 0 ? state_.first_seen_ms : since, state_.last_ms);
  }
  return value_at(state_.traits, rest);
}

Value Profile::event(std::string_view rest) const {
  // The last part is the question, what is before it the event's name.
  std::size_t dot = rest.rfind('.');
  if (dot == std::string_view::npos) return {};
  std::string_view what = rest.substr(dot + 1);
  auto it = state_.events.find(std::string(rest.substr(0, dot)));
  bool never = it == state_.events.end();
  if (what == "total") return never ? 0 : it->second.total;
  if (what == "last7") return never ? 0 : it->second.days.sum(state_.last_day, 7);
  if (what == "last28") return never ? 0 : it->second.days.sum(state_.last_day, 28);
  if (never) return {};
  if (what == "days_since_first") return whole_days_since(it->second.first_ms, state_.last_ms);
  if (what == "days_since_last") return whole_days_since(it->second.last_ms, state_.last_ms);
  return {};
}

Value Profile::campaign(std::string_view rest) const {
  std::size_t dot = rest.rfind('.');
  if (dot == std::string_view::npos) return {};
  std::string_view what = rest.substr(dot + 1);
  auto it = state_.campaigns.find(std::string(rest.substr(0, dot)));
  bool never = it == state_.campaigns.end();
  if (what == "shown_count") return never ? 0 : it->second.shown_count;
  if (never) return {};
  if (what == "outcome") return it->second.outcome ? Value(name_of(*it->second.outcome)) : Value();
  if (what == "days_since_shown" && it->second.shown_count > 0) {
    return whole_days_since(it->second.shown_ms, state_.last_ms);
  }
  return {};
}

Value Profile::get(std::string_view path) const {
  auto [root, rest] = split_path(path);
  if (root == "user") return user(rest);
  if (root == "account") {
    return rest == "id" ? id_or_null(state_.account_id) : value_at(state_.account_traits, rest);
  }
  if (root == "page") return value_at(here_.page, rest);
  if (root == "device") return rest == "kind" ? Value(here_.device_kind) : Value();
  if (root == "locale") return Value(here_.locale);
  if (root == "score") {
    Score score = score_of(state_, file_, state_.last_ms);
    return rest == "value" ? Value(score.value) : rest == "band" ? Value(score.band) : Value();
  }
  if (root == "sessions") {
    return rest == "count"        ? Value(state_.sessions)
           : rest == "page_views" ? Value(state_.page_views)
                                  : Value();
  }
  if (root == "active_days") {
    return rest == "last7"    ? Value(state_.active_days.active(state_.last_day, 7))
           : rest == "last28" ? Value(state_.active_days.active(state_.last_day, 28))
                              : Value();
  }
  if (root == "events") return event(rest);
  if (root == "campaigns") return campaign(rest);
  if (root == "nps" && rest == "last") return state_.nps_last ? Value(*state_.nps_last) : Value();
  if (root == "ces" && rest == "last") return state_.ces_last ? Value(*state_.ces_last) : Value();
  return {};
}

Attributes Profile::attributes() const {
  return {this, [](const void* self, std::string_view path) {
            return static_cast<const Profile*>(self)->get(path);
          }};
}

Value Profile::all() const {
  Value user_json = state_.traits;
  user_json.set("id", user("id"))
      .set("anonymous", user("anonymous"))
      .set("age_days", user("age_days"));
  Value account = state_.account_traits;
  account.set("id", id_or_null(state_.account_id));
  Value events = Value::object();
  for (const std::string& name : file_.counted_events) {
    Value json = Value::object();
    for (const char* what : {"total", "last7", "last28", "days_since_first", "days_since_last"}) {
      json.set(what, event(name + "." + what));
    }
    events.set(name, std::move(json));
  }
  Value campaigns = Value::object();
  for (const Campaign& c : file_.campaigns) {
    Value json = Value::object();
    for (const char* what : {"outcome", "shown_count", "days_since_shown"}) {
      json.set(what, campaign(c.id + "." + what));
    }
    campaigns.set(c.id, std::move(json));
  }
  Score score = score_of(state_, file_, state_.last_ms);
  Value parts = Value::array();
  for (const ScorePart& part : score.parts) {
    parts.push(Value::object()
                   .set("event", part.event)
                   .set("count", part.count)
                   .set("weight", part.weight)
                   .set("points", part.points));
  }
  auto pair_of = [&](std::string_view root, std::string_view a, std::string_view b) {
    std::string prefix = std::string(root) + ".";
    return Value::object()
        .set(a, get(prefix + std::string(a)))
        .set(b, get(prefix + std::string(b)));
  };
  return Value::object()
      .set("user", std::move(user_json))
      .set("account", std::move(account))
      .set("page", here_.page)
      .set("device", Value::object().set("kind", here_.device_kind))
      .set("locale", here_.locale)
      .set("score", Value::object()
                        .set("value", score.value)
                        .set("band", score.band)
                        .set("parts", std::move(parts)))
      .set("sessions", pair_of("sessions", "count", "page_views"))
      .set("active_days", pair_of("active_days", "last7", "last28"))
      .set("events", std::move(events))
      .set("campaigns", std::move(campaigns))
      .set("nps", Value::object().set("last", get("nps.last")))
      .set("ces", Value::object().set("last", get("ces.last")));
}

}  // namespace docent
