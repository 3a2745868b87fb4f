// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/engine.hpp"

#include <algorithm>
#include <utility>

#include "clock.hpp"
#include "commands.hpp"
#include "docent/experiment.hpp"
#include "docent/explain.hpp"
#include "docent/flow.hpp"
#include "docent/json.hpp"
#include "docent/profile.hpp"
#include "docent/summary.hpp"
#include "docent/triggers.hpp"

namespace docent {
namespace {

constexpr JsonLimits kBatchLimits{.max_bytes = 4 << 20, .max_depth = 40};

Value error_json(const Error& error) {
  return Value::object()
      .set("code", code_name(error.code))
      .set("path", error.path)
      .set("message", error.message);
}

/// Says so once, whoever found out first.
void hide(const std::string& prompt, std::string_view reason, Value& effects) {
  for (const Value& effect : effects.as_array()) {
    if (effect.string_or("type", "") == "hide" && effect.string_or("prompt", "") == prompt) return;
  }
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
    tell_time(state_, file_, command.now_ms, command.offset_min, command.id, effects);
    record(command, {state_, file_, host_, batch->here, read_only_, effects});
  }
  const Here& here = batch->here;
  tell_time(state_, file_, here.now_ms, here.offset_min, here.id, effects);
  if (loaded_) expire(state_, file_, effects);
  settle(here, effects);
  // Whatever changed the day is in its next revision, committed together: a page that ends now can
  // still post it.
  post_day(state_, file_, false, effects);
  return write_json(effects);
}

void Engine::settle(const Here& here, Value& effects) {
  // A tab decides anew what it shows; while hidden it shows nothing new and holds nothing.
  if (state_.lease && state_.lease->tab == here.tab) state_.lease.reset();
  if (here.visible && loaded_) {
    Situation situation{state_, file_, here, host_, read_only_};
    Decision decision = decide(situation);
    if (decision.campaign != nullptr && decision.prompt.empty()) {
      const std::string variant(variant_to_show(*decision.campaign, situation));
      decision.prompt = begin_prompt(state_, *decision.campaign, here.id, variant, false).id;
    }
    if (!here.showing.empty() && here.showing != decision.prompt) {
      hide(here.showing, why_not_here(here.showing, situation), effects);
    }
    if (decision.campaign != nullptr) {
      Prompt& prompt = *state_.find_prompt(decision.prompt);
      if (prompt.shown) prompt.since_ms = state_.last_ms;
      state_.lease =
          Lease{.prompt = prompt.id, .tab = here.tab, .until_ms = state_.last_ms + kLeaseMs};
      bool resumed = prompt.shown && here.showing != prompt.id;
      effects.push(show_effect(prompt, *decision.campaign, situation, resumed));
    } else if (decision.wake_at_ms) {
      effects.push(Value::object().set("type", "wake").set("at_ms", *decision.wake_at_ms));
    }
    Value watch = watch_effect(situation);
    if (!watch.is_null()) effects.push(std::move(watch));
  }
}

Result<Engine::Question> Engine::read_question(std::string_view request) const {
  Result<Value> json = parse_json(request);
  if (!json) return json.error();
  const Value* here_json = json->find("here");
  Result<Here> here = read_here(here_json == nullptr ? Value() : *here_json);
  if (!here) return here.error();
  // As a batch without commands would find it; what it would have changed is forgotten.
  UserState then = state_;
  Value effects = Value::array();
  tell_time(then, file_, here->now_ms, here->offset_min, here->id, effects);
  if (loaded_) expire(then, file_, effects);
  return Question{.json = std::move(*json), .here = std::move(*here), .state = std::move(then)};
}

std::string Engine::explain(std::string_view request) const {
  Result<Question> question = read_question(request);
  if (!question) return write_json(Value::object().set("error", error_json(question.error())));
  const Campaign* campaign = file_.find_campaign(question->json.string_or("campaign", ""));
  if (campaign == nullptr) {
    Error error{ErrorCode::kUnknownCampaign, "/campaign",
                "The campaign file has no campaign of that id."};
    return write_json(Value::object().set("error", error_json(error)));
  }
  return write_json(
      docent::explain(*campaign, {question->state, file_, question->here, host_, read_only_}));
}

std::string Engine::attributes(std::string_view request) const {
  Result<Question> question = read_question(request);
  if (!question) return write_json(Value::object().set("error", error_json(question.error())));
  return write_json(Profile(question->state, file_, question->here).all());
}

}  // namespace docent
