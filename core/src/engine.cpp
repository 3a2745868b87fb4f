// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/engine.hpp"

#include <algorithm>
#include <utility>

#include "checklist.hpp"
#include "clock.hpp"
#include "commands.hpp"
#include "docent/activity.hpp"
#include "docent/experiment.hpp"
#include "docent/explain.hpp"
#include "docent/flow.hpp"
#include "docent/json.hpp"
#include "docent/lifecycle.hpp"
#include "docent/profile.hpp"
#include "docent/summary.hpp"
#include "docent/triggers.hpp"
#include "eviction.hpp"
#include "show.hpp"
#include "walk.hpp"

namespace docent {
namespace {

constexpr JsonLimits kBatchLimits{.max_bytes = 4 << 20, .max_depth = kMaxBatchDepth};

Value error_json(const Error& error) {
  return Value::object()
      .set("code", code_name(error.code))
      .set("path", error.path)
      .set("message", error.message);
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
    candidates_.reset(file_);
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

  const Here& here = batch->here;
  // Only the clock of the page that steps tells of a clock set back: a command may be left over
  // from days ago, and is late then. Before them, or they would count on days to come.
  if (here.now_ms < state_.real_ms()) {
    step_clock(here.now_ms, here.offset_min, here.id, here, effects);
  }
  for (const Command& command : batch->commands) {
    const std::int64_t now_ms = std::max(command.now_ms, state_.real_ms());
    // What was done before in this batch counts on the day that ends.
    const bool first = &command == &batch->commands.front();
    if (!first && is_next_day(now_ms, command.offset_min)) measure(effects);
    step_clock(now_ms, command.offset_min, command.id, here, effects);
    record(command, {state_, file_, host_, here, read_only_, effects});
  }
  if (!batch->commands.empty() && is_next_day(here.now_ms, here.offset_min)) measure(effects);
  step_clock(here.now_ms, here.offset_min, here.id, here, effects);
  Scene scene{state_, file_, host_, here, effects};
  if (loaded_) expire(scene);
  measure(effects);
  settle(here, effects);
  if (loaded_ && !read_only_) note_absent(state_, file_);
  keep_within_bounds(state_, file_, effects);
  // Whatever changed the day is in its next revision, committed together: a page that ends now can
  // still post it.
  post_day(state_, file_, false, effects);
  return write_json(effects);
}

void Engine::measure(Value& effects) {
  if (loaded_ && !read_only_) settle_measures(state_, file_, host_, effects);
}

bool Engine::is_next_day(std::int64_t now_ms, std::int32_t offset_min) const {
  return state_.last_ms != 0 && local_day(clock_at(state_, now_ms), offset_min) > state_.last_day;
}

void Engine::step_clock(std::int64_t now_ms, std::int32_t offset_min, std::string_view id,
                        const Here& here, Value& effects) {
  const bool next_day = is_next_day(now_ms, offset_min);
  tell_time(state_, file_, now_ms, offset_min, id, effects);
  // Kept on the day, since a summary is also made where nobody knows the device.
  if (state_.day) {
    state_.day->held_out = held_out_bucket({state_, file_, here}).has_value();
  }
  // What the night changed, before anything of the new day is recorded.
  if (next_day) measure(effects);
}

Decision Engine::decide_and_expose(const Situation& situation) {
  Decision decision = decide(situation);
  for (const Campaign* campaign : decision.exposed) {
    record_exposure(state_, *campaign, assignment_of(*campaign, situation).variant->id);
  }
  return decision;
}

void Engine::settle(const Here& here, Value& effects) {
  // A tab decides anew what it shows; while hidden it shows nothing new and holds nothing.
  if (state_.lease && state_.lease->tab == here.tab) state_.lease.reset();
  if (here.visible && loaded_) {
    Situation situation{state_, file_, here, host_, read_only_, &candidates_};
    Decision decision = decide_and_expose(situation);
    Scene scene{state_, file_, host_, here, effects};
    const auto begin = [&](const Campaign& campaign) {
      const std::string variant(variant_to_show(campaign, situation));
      return begin_prompt(scene, campaign, here.id, variant, false).id;
    };
    for (const Campaign* campaign : decision.hidden) begin(*campaign);
    if (decision.campaign != nullptr && decision.prompt.empty()) {
      decision.prompt = begin(*decision.campaign);
    }
    if (!here.showing.empty() && here.showing != decision.prompt) {
      hide_once(here.showing, why_not_here(here.showing, situation), effects);
    }
    if (decision.campaign != nullptr) {
      Prompt& prompt = *state_.find_prompt(decision.prompt);
      if (prompt.shown) prompt.since_ms = state_.last_ms;
      state_.lease =
          Lease{.prompt = prompt.id, .tab = here.tab, .until_ms = state_.last_ms + kLeaseMs};
      bool resumed = prompt.shown && here.showing != prompt.id;
      effects.push(show_effect(prompt, *decision.campaign, situation, resumed));
    }
    settle_passive(scene, situation);
    std::optional<std::int64_t> wake_at_ms = next_timer_ms(state_, file_);
    if (decision.campaign == nullptr && decision.wake_at_ms &&
        (!wake_at_ms || *decision.wake_at_ms < *wake_at_ms)) {
      wake_at_ms = decision.wake_at_ms;
    }
    if (wake_at_ms) {
      std::int64_t at_ms = real_ms_of(state_, *wake_at_ms);
      // Nor does the clock stand still while a page waits.
      if (state_.ahead_ms > 0) at_ms = std::min(at_ms, state_.real_ms() + kSessionIdleMs);
      effects.push(Value::object().set("type", "wake").set("at_ms", at_ms));
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
  Scene scene{then, file_, host_, *here, effects};
  if (loaded_) expire(scene);
  if (loaded_ && !read_only_) settle_measures(then, file_, host_, effects);
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
