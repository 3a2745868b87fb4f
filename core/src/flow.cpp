// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/flow.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "checklist.hpp"
#include "docent/attention.hpp"
#include "docent/playbooks.hpp"
#include "docent/summary.hpp"
#include "docent/triggers.hpp"
#include "walk.hpp"

namespace docent {
namespace {

/// The longest word for a button that is counted: actions are short.
constexpr std::size_t kMaxButtonBytes = 32;
/// How many different ones of a campaign are counted in a day.
constexpr std::size_t kMaxButtons = 256;

Value effect(std::string_view type) { return Value::object().set("type", type); }

/// The open prompt a command speaks of, if it is still at the step the command speaks of.
Prompt* prompt_at_step(UserState& state, const Command& command) {
  Prompt* prompt = state.find_prompt(command.body.string_or("prompt", ""));
  return prompt != nullptr && prompt->step == command.body.string_or("step", prompt->step)
             ? prompt
             : nullptr;
}

void release(UserState& state, std::string_view prompt) {
  if (state.lease && state.lease->prompt == prompt) state.lease.reset();
}

void forget(UserState& state, std::string_view prompt) {
  release(state, prompt);
  std::string id(prompt);
  state.prompts.erase(std::remove_if(state.prompts.begin(), state.prompts.end(),
                                     [&](const Prompt& p) { return p.id == id; }),
                      state.prompts.end());
}

void refuse_here(UserState& state, std::string_view tab, const std::string& campaign) {
  auto view = std::find_if(state.views.begin(), state.views.end(),
                           [&](const PageView& one) { return one.tab == tab; });
  if (view == state.views.end()) {
    // Forgotten among many tabs: without it the refusal would be asked for again and again.
    state.views.push_back({.tab = std::string(tab), .at_ms = state.last_ms, .refused = {}});
    if (state.views.size() > UserState::kMaxViews) state.views.erase(state.views.begin());
    view = std::prev(state.views.end());
  }
  if (std::find(view->refused.begin(), view->refused.end(), campaign) == view->refused.end()) {
    view->refused.push_back(campaign);
  }
}

/// A prompt ends, or one that nobody saw or asked for is forgotten.
void finish(Scene& scene, const Prompt& prompt, const Campaign& campaign, std::string_view reason) {
  if (!prompt.shown && !prompt.asked) return forget(scene.state, prompt.id);
  end_prompt(scene.state, scene.file, prompt.id, outcome_at_end(prompt, campaign), reason,
             scene.effects);
}

/// Puts a prompt at a step, as if it had just come there.
void put(UserState& state, Prompt& prompt, const Step& step) {
  // Who comes by again goes back from there to where they were before the first time, and the way
  // never grows beyond the number of steps.
  const auto before = std::find(prompt.path.begin(), prompt.path.end(), step.id);
  prompt.path.erase(before, prompt.path.end());
  prompt.step = step.id;
  prompt.backwards = prompt.without_target = false;
  prompt.since_ms = state.last_ms;
  prompt.step_ms = step.hidden ? state.last_ms : 0;
}

/// An open prompt at a step that the file still has.
struct At {
  Prompt* prompt = nullptr;
  const Campaign* campaign = nullptr;
  int index = 0;

  explicit operator bool() const { return prompt != nullptr; }
  const std::vector<Step>& steps() const { return campaign->steps_of(prompt->variant); }
  const Step& step() const { return steps()[static_cast<std::size_t>(index)]; }
};

At at_step(Prompt* prompt, const CampaignFile& file) {
  const Campaign* campaign = prompt == nullptr ? nullptr : file.find_campaign(prompt->campaign);
  if (campaign == nullptr) return {};
  const int index = step_index(campaign->steps_of(prompt->variant), prompt->step);
  return index < 0 ? At{} : At{prompt, campaign, index};
}

/// Goes to a step, or to where one arrives from there; past the end the prompt is over.
void go_to(Scene& scene, const At& at, int index, std::string_view reason) {
  if (index == Walk::kEnd) return finish(scene, *at.prompt, *at.campaign, reason);
  put(scene.state, *at.prompt, at.steps()[static_cast<std::size_t>(index)]);
}

/// Where going on from the prompt's step arrives.
int arrival_after(const Scene& scene, const At& at) {
  const Situation situation = scene.situation();
  const Walk walk(at.steps(), at.prompt, situation);
  return walk.arrival(walk.after(at.index));
}

void go_on(Scene& scene, const At& at, std::string_view reason) {
  const int index = arrival_after(scene, at);
  at.prompt->path.push_back(at.prompt->step);
  go_to(scene, at, index, reason);
}

/// Goes back to where the user came from, past what is hidden or would go on at once. Says whether
/// there was anything to go back to.
bool go_back(Scene& scene, const At& at) {
  const Situation situation = scene.situation();
  const Walk walk(at.steps(), at.prompt, situation);
  std::vector<std::string>& path = at.prompt->path;
  for (std::size_t i = path.size(); i-- > 0;) {
    const int index = step_index(at.steps(), path[i]);
    if (index < 0 || walk.passes_over(index)) continue;
    const Step& step = at.steps()[static_cast<std::size_t>(index)];
    if (step.hidden) continue;
    path.resize(i);
    put(scene.state, *at.prompt, step);
    at.prompt->backwards = true;
    return true;
  }
  return false;
}

/// Leaves room for another prompt: the oldest goes of those nobody has seen or asked for, else of
/// those nobody has seen.
void make_room(Scene& scene) {
  std::vector<Prompt>& prompts = scene.state.prompts;
  const auto worth = [](const Prompt& prompt) { return prompt.shown ? 2 : prompt.asked ? 1 : 0; };
  while (prompts.size() >= kMaxPrompts) {
    const auto least =
        std::min_element(prompts.begin(), prompts.end(),
                         [&](const Prompt& a, const Prompt& b) { return worth(a) < worth(b); });
    const std::string id = least->id;
    if (worth(*least) == 0) {
      forget(scene.state, id);
    } else {
      end_prompt(scene.state, scene.file, id, Outcome::kAbandoned, "replaced", scene.effects);
    }
  }
}

/// The step whose question a command answers: the prompt's, or the entry of a resource centre it
/// names.
At at_asked(Scene& scene, const Command& command) {
  At at = at_step(scene.state.find_prompt(command.body.string_or("prompt", "")), scene.file);
  if (!at || !at.campaign->is_passive())
    return at_step(prompt_at_step(scene.state, command), scene.file);
  at.index = step_index(at.steps(), command.body.string_or("step", ""));
  return at.index < 0 ? At{} : at;
}

/// Whether an unfinished prompt that is not on screen is over, and how.
enum class Left { kNo, kForgotten, kExpired, kReplaced };

Left is_left(const Prompt& prompt, const CampaignFile& file, const UserState& state) {
  const Campaign* campaign = file.find_campaign(prompt.campaign);
  const Step* step = campaign == nullptr ? nullptr : step_of(prompt, *campaign);
  const std::int64_t idle_ms = state.last_ms - prompt.since_ms;
  if (campaign != nullptr && step == nullptr && !campaign->is_passive()) {
    return prompt.shown ? Left::kReplaced : Left::kForgotten;
  }
  const Lease* lease = state.live_lease();
  if (lease != nullptr && lease->prompt == prompt.id) return Left::kNo;
  // News wait in the feed until somebody opens it.
  const bool waits = (step != nullptr && step->hidden) || (campaign && campaign->is_feed());
  if (prompt.shown || waits) {
    const double days = campaign == nullptr ? 0 : campaign->resume_for_days;
    if (static_cast<double>(idle_ms) <= days * static_cast<double>(kDayMs)) return Left::kNo;
    if (!prompt.shown) return Left::kForgotten;
    return campaign == nullptr ? Left::kReplaced : Left::kExpired;
  }
  // A reservation ends with its tab; but what was asked for, what came out of a hidden step, and
  // what needs no lease is good for as long as a moment.
  const bool lasts = !prompt.wanted_by.empty() || !prompt.path.empty() ||
                     (campaign != nullptr && campaign->is_passive());
  return lasts && idle_ms <= kMomentMs ? Left::kNo : Left::kForgotten;
}

void end_what_is_left(Scene& scene) {
  std::vector<std::string> ids;
  for (const Prompt& prompt : scene.state.prompts) ids.push_back(prompt.id);
  for (const std::string& id : ids) {
    switch (is_left(*scene.state.find_prompt(id), scene.file, scene.state)) {
      case Left::kNo:
        break;
      case Left::kForgotten:
        forget(scene.state, id);
        break;
      case Left::kExpired:
        end_prompt(scene.state, scene.file, id, Outcome::kAbandoned, "expired", scene.effects);
        break;
      case Left::kReplaced:
        end_prompt(scene.state, scene.file, id, Outcome::kAbandoned, "replaced", scene.effects);
        break;
    }
  }
}

/// The open prompts whose step fulfils a predicate. By id: what one of them does may end others.
template <typename Predicate>
std::vector<std::string> prompts_where(Scene& scene, const Predicate& predicate) {
  std::vector<std::string> ids;
  for (Prompt& prompt : scene.state.prompts) {
    const At at = at_step(&prompt, scene.file);
    if (at && !at.campaign->is_passive() && predicate(at)) ids.push_back(prompt.id);
  }
  return ids;
}

void go_on_each(Scene& scene, const std::vector<std::string>& ids, std::string_view reason) {
  for (const std::string& id : ids) {
    if (const At at = at_step(scene.state.find_prompt(id), scene.file)) go_on(scene, at, reason);
  }
}

}  // namespace

Outcome outcome_at_end(const Prompt& prompt, const Campaign& campaign) {
  bool unanswered = campaign.kind == CampaignKind::kSurvey && prompt.answers.empty();
  return unanswered ? Outcome::kDismissed : Outcome::kCompleted;
}

void on_event(Scene& scene, std::string_view event, const Value& props) {
  go_on_each(scene,
             prompts_where(scene,
                           [&](const At& at) {
                             const Advance& advance = at.step().advance;
                             return advance.on == AdvanceOn::kEvent && advance.name == event &&
                                    advance.condition.matches(attributes_of(props), scene.host,
                                                              scene.file.saved_groups);
                           }),
             "event");
}

void on_shown(Scene& scene, const Command& command) {
  UserState& state = scene.state;
  const CampaignFile& file = scene.file;
  Prompt* prompt = prompt_at_step(state, command);
  const Campaign* campaign = prompt == nullptr ? nullptr : file.find_campaign(prompt->campaign);
  if (campaign == nullptr) return;
  CampaignDay* day = campaign_day(state, prompt->campaign);
  // Of a checklist, the items that are done are counted instead.
  if (day != nullptr && !campaign->is_passive()) ++day->steps[prompt->step];
  prompt->since_ms = state.last_ms;
  prompt->missed = 0;
  if (prompt->step_ms == 0) prompt->step_ms = state.last_ms;
  prompt->wanted_by.clear();
  if (!campaign->is_passive() && !prompt->asked) state.last_prompt_ms = state.last_ms;
  if (prompt->shown) return;
  prompt->shown = true;
  if (day != nullptr) ++day->shown;
  charge_first_shown(state, file, *campaign, *prompt);
  // News are read by being seen, and stay in the feed without a prompt.
  if (campaign->is_feed()) {
    end_prompt(state, file, prompt->id, Outcome::kCompleted, "last_step", scene.effects);
  }
}

void on_target(Scene& scene, const Command& command) {
  UserState& state = scene.state;
  const At at = at_step(prompt_at_step(state, command), scene.file);
  if (!at || at.campaign->is_passive() || command.body.bool_or("found", true)) return;
  Prompt& prompt = *at.prompt;
  const Step& step = at.step();
  if (step.on_missing == OnMissing::kCenter) {
    prompt.without_target = true;
    return;
  }
  // Nothing goes round in circles over steps none of which can be shown.
  const bool in_circles = ++prompt.missed > static_cast<std::int64_t>(at.steps().size());
  if (step.on_missing != OnMissing::kEnd && !in_circles) {
    if (step.on_missing == OnMissing::kSkip && prompt.backwards && go_back(scene, at)) return;
    const Situation situation = scene.situation();
    const Walk walk(at.steps(), &prompt, situation);
    const int index = step.on_missing == OnMissing::kGoto
                          ? walk.arrival(step_index(at.steps(), step.missing_step))
                          : walk.arrival(walk.after(at.index));
    if (index != Walk::kEnd || prompt.shown) return go_to(scene, at, index, "target_missing");
  } else if (prompt.shown) {
    return end_prompt(state, scene.file, prompt.id, Outcome::kAbandoned, "target_missing",
                      scene.effects);
  }
  // No step of it was ever on screen: nothing is charged, and it is not tried again on this page.
  refuse_here(state, command.tab, prompt.campaign);
  forget(state, prompt.id);
}

void on_refused(UserState& state, const Command& command, Value& effects) {
  Prompt* prompt = state.find_prompt(command.body.string_or("prompt", ""));
  if (prompt == nullptr) return;
  refuse_here(state, command.tab, prompt->campaign);
  if (prompt->shown) {
    release(state, prompt->id);
    effects.push(effect("hide").set("prompt", prompt->id).set("reason", "hidden"));
  } else {
    forget(state, prompt->id);
  }
}

void on_advance(Scene& scene, const Command& command) {
  if (press_item(scene, command)) return;
  const At at = at_step(prompt_at_step(scene.state, command), scene.file);
  if (!at) return;
  on_pressed(scene.state, command);
  if (command.body.string_or("to", "next") == "back") {
    go_back(scene, at);
  } else {
    go_on(scene, at, "last_step");
  }
}

void on_answer(Scene& scene, const Command& command) {
  UserState& state = scene.state;
  const At at = at_asked(scene, command);
  if (!at) return;
  const std::optional<Question>& question = at.step().question;
  const Value* value = command.body.find("value");
  const bool other_question =
      question && command.body.string_or("question", question->id) != question->id;
  if (!question || other_question || value == nullptr ||
      question->histogram_entries(*value).empty()) {
    scene.effects.push(effect("error")
                           .set("code", code_name(ErrorCode::kOutOfRange))
                           .set("path", "/value")
                           .set("message", "The answer does not fit the question of this step."));
    return;
  }
  // Feedback is given again and again: nothing of it is kept, and none replaces the one before.
  std::vector<Answer> nobodys;
  std::vector<Answer>& answers = at.campaign->is_passive() ? nobodys : at.prompt->answers;
  auto given = std::find_if(answers.begin(), answers.end(), [&](const Answer& a) {
    return a.step == at.prompt->step && a.question == question->id;
  });
  count_answer(state, *at.campaign, *question, *value, given == answers.end() ? nullptr : &*given);
  Answer answer{
      .step = at.prompt->step, .question = question->id, .value = *value, .day = state.last_day};
  // The latest answer comes last: two steps may ask the same question.
  std::optional<Value> before;
  if (given != answers.end()) {
    before = std::move(given->value);
    answers.erase(given);
  }
  answers.push_back(std::move(answer));
  if (question->type == QuestionType::kNps) state.nps_last = value->as_number();
  if (question->type == QuestionType::kCes) state.ces_last = value->as_number();
  if (question->type == QuestionType::kCsat) state.csat_last = value->as_number();
  play_answer(state, scene.file, scene.host, *at.campaign, *question, *value,
              before ? &*before : nullptr, scene.effects);
}

void count_button(UserState& state, std::string_view campaign, std::string_view step,
                  const Command& command) {
  std::string_view button = command.body.string_or("button", "");
  if (button.empty() || button.size() > kMaxButtonBytes) return;
  if (CampaignDay* day = campaign_day(state, campaign)) {
    const std::string name = std::string(step) + "." + std::string(button);
    // Of a campaign there are no more; a page could make them up.
    if (day->buttons.size() < kMaxButtons || day->buttons.count(name) > 0) ++day->buttons[name];
  }
}

void on_pressed(UserState& state, const Command& command) {
  const Prompt* prompt = state.find_prompt(command.body.string_or("prompt", ""));
  if (prompt != nullptr) count_button(state, prompt->campaign, prompt->step, command);
}

void end_prompt(UserState& state, const CampaignFile& file, std::string_view prompt_id,
                Outcome outcome, std::string_view reason, Value& effects) {
  Prompt* found = state.find_prompt(prompt_id);
  if (found == nullptr) return;
  Prompt prompt = *found;
  forget(state, prompt.id);
  if (prompt.shown) {
    charge_outcome(state, file, prompt, outcome);
    if (CampaignDay* day = campaign_day(state, prompt.campaign)) {
      ++day->outcomes[static_cast<std::size_t>(outcome)];
    }
  }
  state.armed.erase(prompt.campaign);
  if (prompt.shown) arm_on_outcome(state, file, prompt.campaign, outcome);
  if (outcome == Outcome::kOptedOut) state.muted = true;
  effects.push(effect("hide").set("prompt", prompt.id).set("reason", name_of(outcome)));
  effects.push(effect("outcome")
                   .set("prompt", prompt.id)
                   .set("campaign", prompt.campaign)
                   .set("outcome", name_of(outcome))
                   .set("reason", reason));
}

Prompt& begin_prompt(Scene& scene, const Campaign& campaign, std::string_view id,
                     std::string_view variant, bool asked) {
  UserState& state = scene.state;
  for (Prompt& open : state.prompts) {
    if (open.campaign != campaign.id) continue;
    open.asked = open.asked || asked;
    if (campaign.is_passive()) return open;
    open.path.clear();
    const Step* first = entry_step(campaign, open.variant, scene.situation());
    put(state, open, first == nullptr ? campaign.steps_of(open.variant).front() : *first);
    return open;
  }
  make_room(scene);
  std::string unique_id(id);
  // What begins hidden or passive leaves room for another one in the same batch.
  if (state.find_prompt(id) != nullptr) unique_id += "." + campaign.id;
  const Step* first = entry_step(campaign, variant, scene.situation());
  state.prompts.push_back({.id = std::move(unique_id),
                           .campaign = campaign.id,
                           .step = {},
                           .variant = std::string(variant),
                           .path = {},
                           .asked = asked,
                           .wanted_by = {},
                           .shown = false,
                           .backwards = false,
                           .without_target = false,
                           .since_ms = state.last_ms,
                           .step_ms = 0,
                           .missed = 0,
                           .answers = {}});
  Prompt& prompt = state.prompts.back();
  put(state, prompt, first == nullptr ? campaign.steps_of(variant).front() : *first);
  return prompt;
}

void expire(Scene& scene) {
  UserState& state = scene.state;
  for (Prompt& prompt : state.prompts) {
    // Asked for in a tab that is gone by now.
    if (prompt.shown && state.last_ms - prompt.since_ms > kMomentMs) prompt.wanted_by.clear();
  }
  for (auto it = state.events.begin(); it != state.events.end();) {
    it = scene.file.counts(it->first) ? std::next(it) : state.events.erase(it);
  }
  expire_moments(state);
  end_what_is_left(scene);
  const Situation situation = scene.situation();
  go_on_each(
      scene,
      prompts_where(
          scene,
          [&](const At& at) {
            return Walk(at.steps(), at.prompt, situation).goes_on(at.step(), at.prompt->step_ms);
          }),
      "last_step");
  check_items(scene);
}

}  // namespace docent
