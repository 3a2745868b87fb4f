// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/engine.hpp"

#include <algorithm>
#include <utility>

#include "docent/explain.hpp"
#include "docent/flow.hpp"
#include "docent/json.hpp"
#include "docent/profile.hpp"
#include "docent/summary.hpp"

namespace docent {
namespace {

/// A clock that goes back by more than this is wrong for good, not a little late.
constexpr std::int64_t kMostBackMs = kDayMs;
constexpr JsonLimits kBatchLimits{.max_bytes = 4 << 20, .max_depth = 40};

Value error_effect(const Error& error) {
  return Value::object()
      .set("type", "error")
      .set("code", code_name(error.code))
      .set("path", error.path)
      .set("message", error.message);
}

Value error_json(const Error& error) {
  return Value::object()
      .set("code", code_name(error.code))
      .set("path", error.path)
      .set("message", error.message);
}

/// Stamps after the clock's new time become that time: a clock that was ahead must not block
/// anything for as long as it was.
void rebase(UserState& state, std::int64_t now_ms) {
  auto cap = [&](std::int64_t& ms) { ms = std::min(ms, now_ms); };
  for (std::int64_t* ms : {&state.first_seen_ms, &state.session_start_ms, &state.session_last_ms,
                           &state.last_prompt_ms}) {
    cap(*ms);
  }
  for (auto& [name, event] : state.events) cap(event.first_ms), cap(event.last_ms);
  for (auto& [id, record] : state.campaigns) {
    cap(record.first_shown_ms), cap(record.shown_ms), cap(record.ended_ms);
  }
  for (auto& [id, armed] : state.armed) cap(armed.since_ms), cap(armed.due_ms);
  for (PageView& view : state.views) cap(view.at_ms);
  for (Prompt& prompt : state.prompts) cap(prompt.since_ms);
  state.lease.reset();
  ++state.clock_resets;
}

bool has_effect(const Value& effects, std::string_view type, std::string_view prompt) {
  return std::any_of(effects.as_array().begin(), effects.as_array().end(),
                     [&](const Value& effect) {
                       return effect.string_or("type", "") == type &&
                              (prompt.empty() || effect.string_or("prompt", "") == prompt);
                     });
}

/// Says so once, whoever found out first.
void hide(const std::string& prompt, std::string_view reason, Value& effects) {
  if (has_effect(effects, "hide", prompt)) return;
  effects.push(Value::object().set("type", "hide").set("prompt", prompt).set("reason", reason));
}

/// Why a prompt that is on screen here must go.
std::string_view why_not_here(std::string_view id, const Situation& s) {
  const Prompt* prompt = s.state.find_prompt(id);
  const Lease* lease = s.state.live_lease();
  if (prompt == nullptr || (lease != nullptr && lease->tab != s.here.tab)) return "lease_lost";
  const Campaign* campaign = s.file.find_campaign(prompt->campaign);
  return campaign != nullptr && !fits_page(*prompt, *campaign, s) ? "page" : "paused";
}

}  // namespace

std::string Engine::load(std::string_view text) {
  LoadedFile loaded = load_campaign_file(text);
  Value out = Value::object()
                  .set("ok", loaded.file.has_value())
                  .set("problems", problems_json(loaded.problems));
  if (loaded.file) {
    file_ = std::move(*loaded.file);
    loaded_ = true;
  }
  return write_json(out);
}

std::string Engine::restore(std::string_view text) {
  state_ = {};
  read_only_ = false;
  if (text.empty()) return R"({"ok":true})";
  Result<UserState> state = read_snapshot(text);
  if (!state) {
    read_only_ = state.error().code == ErrorCode::kNewerState;
    return write_json(Value::object().set("ok", false).set("error", error_json(state.error())));
  }
  state_ = std::move(*state);
  return R"({"ok":true})";
}

std::string Engine::snapshot() const { return write_json(write_snapshot(state_)); }

std::string Engine::handle(std::string_view text) {
  Value effects = Value::array();
  Result<Value> json = parse_json(text, kBatchLimits);
  if (!json) return write_json(effects.push(error_effect(json.error())));
  std::vector<Error> errors;
  Result<Batch> batch = read_batch(*json, errors);
  for (const Error& error : errors) effects.push(error_effect(error));
  if (!batch) return write_json(effects.push(error_effect(batch.error())));

  for (const Command& command : batch->commands) {
    tell_time(command.now_ms, command.offset_min, command.id, effects);
    record(command, effects);
  }
  const Here& here = batch->here;
  tell_time(here.now_ms, here.offset_min, here.id, effects);
  expire(state_, file_, effects);
  settle(here, effects);
  return write_json(effects);
}

void Engine::tell_time(std::int64_t now_ms, std::int32_t offset_min, std::string_view id,
                       Value& effects) {
  bool first = state_.last_ms == 0;
  if (first) {
    state_.first_seen_ms = now_ms;
    if (state_.anonymous_id.empty()) state_.anonymous_id = id;
  }
  bool jumped_back = now_ms < state_.last_ms - kMostBackMs;
  if (jumped_back) rebase(state_, now_ms);
  if (jumped_back || now_ms > state_.last_ms) state_.last_ms = now_ms;
  state_.offset_min = offset_min;
  std::int32_t day = local_day(state_.last_ms, offset_min);
  if (first || jumped_back || day > state_.last_day) state_.last_day = day;
  open_day(state_, file_, id, effects);
}

void Engine::record(const Command& command, Value& effects) {
  const Value& body = command.body;
  std::string_view type = command.type;
  if (type == "page") {
    record_activity(state_);
    view_page(command);
  } else if (type == "track") {
    std::string_view event = body.string_or("event", "");
    const Value* props = body.find("props");
    record_activity(state_);
    record_event(state_, file_, event);
    count_event(state_, file_, event);
    on_event(state_, file_, host_, event, props == nullptr ? Value::object() : *props, effects);
  } else if (type == "activity") {
    record_activity(state_);
    double ms = body.number_or("active_ms", 0);
    if (state_.day && ms > 0 && ms <= static_cast<double>(kDayMs)) {
      state_.day->active_ms += static_cast<std::int64_t>(ms);
    }
  } else if (type == "identify") {
    identify(command, effects);
  } else if (type == "group") {
    state_.account_id = body.string_or("account_id", "");
    const Value* traits = body.find("traits");
    if (traits != nullptr && traits->is_object()) merge_traits(state_.account_traits, *traits);
  } else if (type == "start") {
    const Campaign* campaign = file_.find_campaign(body.string_or("campaign", ""));
    if (campaign == nullptr) {
      effects.push(error_effect({ErrorCode::kUnknownCampaign, "/campaign",
                                 "The campaign file has no campaign of that id."}));
    } else if (!file_.paused && !campaign->paused && !read_only_) {
      begin_prompt(state_, *campaign, command.id, true);
    }
  } else if (type == "shown") {
    on_shown(state_, file_, command);
  } else if (type == "refused") {
    on_refused(state_, command, effects);
  } else if (type == "target") {
    on_target(state_, file_, command, effects);
  } else if (type == "advance") {
    on_advance(state_, file_, command, effects);
  } else if (type == "answer") {
    on_answer(state_, file_, command, effects);
    post_day(state_, file_, false, effects);
  } else if (type == "outcome") {
    std::optional<Outcome> outcome = outcome_of(body.string_or("outcome", ""));
    if (outcome) end_prompt(state_, body.string_or("prompt", ""), *outcome, effects);
  } else if (type == "visibility") {
    bool visible = body.bool_or("visible", true);
    if (!visible && state_.lease && state_.lease->tab == command.tab) state_.lease.reset();
    if (!visible) post_day(state_, file_, false, effects);
  } else if (type == "consent") {
    std::optional<Consent> mode = consent_of(body.string_or("mode", ""));
    if (mode) state_.consent = *mode;
    if (state_.consent == Consent::kOff) state_.day.reset();
    open_day(state_, file_, command.id, effects);
  } else if (type == "mute") {
    state_.muted = body.bool_or("muted", true);
  } else if (type == "pause") {
    state_.paused = body.bool_or("paused", true);
  } else if (type == "reset") {
    while (!state_.prompts.empty()) {
      end_prompt(state_, std::string(state_.prompts.back().id), Outcome::kAbandoned, effects);
    }
    post_day(state_, file_, true, effects);
    Consent consent = state_.consent;
    state_ = {};
    state_.consent = consent;
    tell_time(command.now_ms, command.offset_min, command.id, effects);
  } else if (type != "ack") {
    effects.push(error_effect({ErrorCode::kUnknownCommand, "/type",
                               "The engine knows no command of type \"" + command.type + "\"."}));
  }
}

void Engine::view_page(const Command& command) {
  ++state_.page_views;
  if (state_.day) ++state_.day->page_views;
  auto& views = state_.views;
  views.erase(std::remove_if(views.begin(), views.end(),
                             [&](const PageView& view) { return view.tab == command.tab; }),
              views.end());
  views.push_back({.tab = command.tab, .at_ms = state_.last_ms, .refused = {}});
  if (views.size() > UserState::kMaxViews) views.erase(views.begin());
}

void Engine::identify(const Command& command, Value& effects) {
  std::string user_id(command.body.string_or("user_id", ""));
  if (user_id.empty()) {
    effects.push(error_effect(
        {ErrorCode::kMissingField, "/user_id", "To identify somebody, give a user id."}));
    return;
  }
  const Value* stored = command.body.find("state");
  Result<UserState> known = stored != nullptr && stored->is_string()
                                ? read_snapshot(stored->as_string())
                                : Result<UserState>(UserState{});
  bool has_known = stored != nullptr && stored->is_string() && known;
  if (user_id != state_.user_id) {
    if (state_.user_id.empty() && has_known) {
      // The anonymous user turns out to be a known one.
      post_day(state_, file_, true, effects);
      UserState anonymous = std::move(state_);
      state_ = std::move(*known);
      unite(state_, anonymous);
      open_day(state_, file_, command.id, effects);
    } else if (!state_.user_id.empty()) {
      // From one named user to another nothing is taken along.
      post_day(state_, file_, false, effects);
      Consent consent = state_.consent;
      state_ = has_known ? std::move(*known) : UserState{};
      state_.consent = consent;
      tell_time(command.now_ms, command.offset_min, command.id, effects);
    }
    state_.user_id = user_id;
  }
  const Value* traits = command.body.find("traits");
  if (traits != nullptr && traits->is_object() && !merge_traits(state_.traits, *traits)) {
    effects.push(
        error_effect({ErrorCode::kTooLarge, "/traits",
                      "The traits of a user must stay under 4 KiB; these were not taken."}));
  }
  if (state_.day) state_.day->changed = true;
}

void Engine::settle(const Here& here, Value& effects) {
  // A tab decides anew what it shows; while hidden it shows nothing new and holds nothing.
  if (state_.lease && state_.lease->tab == here.tab) state_.lease.reset();
  if (here.visible && loaded_) {
    Situation situation{state_, file_, here, host_, read_only_};
    Decision decision = decide(situation);
    if (decision.campaign != nullptr && decision.prompt.empty()) {
      decision.prompt = begin_prompt(state_, *decision.campaign, here.id, false).id;
    }
    if (!here.showing.empty() && here.showing != decision.prompt) {
      hide(here.showing, why_not_here(here.showing, situation), effects);
    }
    if (decision.campaign != nullptr) {
      const Prompt& prompt = *state_.find_prompt(decision.prompt);
      state_.lease =
          Lease{.prompt = prompt.id, .tab = here.tab, .until_ms = state_.last_ms + kLeaseMs};
      bool resumed = prompt.shown && here.showing != prompt.id;
      effects.push(show_effect(prompt, *decision.campaign, situation, resumed));
    } else if (decision.wake_at_ms) {
      effects.push(Value::object().set("type", "wake").set("at_ms", *decision.wake_at_ms));
    }
  }
  if (has_effect(effects, "outcome", {})) post_day(state_, file_, false, effects);
}

std::string Engine::explain(std::string_view request) const {
  Result<Value> json = parse_json(request);
  if (!json) return write_json(Value::object().set("error", error_json(json.error())));
  const Campaign* campaign = file_.find_campaign(json->string_or("campaign", ""));
  if (campaign == nullptr) {
    Error error{ErrorCode::kUnknownCampaign, "/campaign",
                "The campaign file has no campaign of that id."};
    return write_json(Value::object().set("error", error_json(error)));
  }
  const Value* here_json = json->find("here");
  Result<Here> here = read_here(here_json == nullptr ? Value() : *here_json);
  if (!here) return write_json(Value::object().set("error", error_json(here.error())));
  UserState then = state_;
  then.last_ms = std::max(then.last_ms, here->now_ms);
  then.last_day = std::max(then.last_day, local_day(then.last_ms, here->offset_min));
  return write_json(docent::explain(*campaign, {then, file_, *here, host_, read_only_}));
}

std::string Engine::attributes(std::string_view request) const {
  Result<Value> json = parse_json(request);
  if (!json) return write_json(Value::object().set("error", error_json(json.error())));
  const Value* here_json = json->find("here");
  Result<Here> here = read_here(here_json == nullptr ? Value() : *here_json);
  if (!here) return write_json(Value::object().set("error", error_json(here.error())));
  UserState then = state_;
  then.last_ms = std::max(then.last_ms, here->now_ms);
  then.last_day = std::max(then.last_day, local_day(then.last_ms, here->offset_min));
  return write_json(Profile(then, file_, *here).all());
}

}  // namespace docent
