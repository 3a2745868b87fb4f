// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/flow.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "docent/attention.hpp"
#include "docent/summary.hpp"
#include "docent/triggers.hpp"

namespace docent {
namespace {

/// The longest word for a button that is counted: actions are short.
constexpr std::size_t kMaxButtonBytes = 32;

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
    view = std::prev(state.views.end());
  }
  if (std::find(view->refused.begin(), view->refused.end(), campaign) == view->refused.end()) {
    view->refused.push_back(campaign);
  }
}

/// Moves by one step; past the last one the prompt ends.
void move(UserState& state, const CampaignFile& file, Prompt& prompt, bool back, Value& effects) {
  const Campaign* campaign = file.find_campaign(prompt.campaign);
  if (campaign == nullptr) return;
  const std::vector<Step>& steps = campaign->steps_of(prompt.variant);
  int index = step_index(steps, prompt.step) + (back ? -1 : 1);
  if (index < 0) index = 0;
  if (index >= static_cast<int>(steps.size())) {
    return end_prompt(state, file, prompt.id, outcome_at_end(prompt, *campaign), effects);
  }
  prompt.step = steps[static_cast<std::size_t>(index)].id;
  prompt.backwards = back && index > 0;
  prompt.without_target = false;
  prompt.since_ms = state.last_ms;
}

/// Resolves the texts of one showing: the user's language, attributes inserted.
struct Words {
  const Situation& situation;
  Profile profile;

  std::string operator()(const Text& text) const {
    return text.resolve(situation.here.locale, situation.file.default_locale, profile.attributes());
  }
  void put(Value& out, std::string_view key, const Text& text) const {
    if (!text.empty()) out.set(key, (*this)(text));
  }
};

Value block_json(const Block& block, const Words& words) {
  switch (block.type) {
    case Block::Type::kText:
      return Value::object().set("type", "text").set("text", words(block.texts.front()));
    case Block::Type::kList: {
      Value items = Value::array();
      for (const Text& item : block.texts) items.push(words(item));
      return Value::object().set("type", "list").set("items", std::move(items));
    }
    case Block::Type::kImage:
      return Value::object()
          .set("type", "image")
          .set("src", block.url)
          .set("alt", block.texts.empty() ? std::string() : words(block.texts.front()));
    case Block::Type::kLink:
      return Value::object()
          .set("type", "link")
          .set("label", words(block.texts.front()))
          .set("url", block.url);
  }
  return {};
}

Value question_json(const Question& question, const Prompt& prompt, const Words& words) {
  Value out = Value::object()
                  .set("id", question.id)
                  .set("type", name_of(question.type))
                  .set("required", question.required);
  words.put(out, "label", question.label);
  words.put(out, "low", question.low);
  words.put(out, "high", question.high);
  words.put(out, "placeholder", question.placeholder);
  for (const Answer& answer : prompt.answers) {
    if (answer.step == prompt.step && answer.question == question.id)
      out.set("value", answer.value);
  }
  return out;
}

Value content_json(const Step& step, const Prompt& prompt, const Words& words) {
  Value out = Value::object();
  words.put(out, "title", step.title);
  words.put(out, "body", step.body);
  Value blocks = Value::array();
  for (const Block& block : step.blocks) blocks.push(block_json(block, words));
  out.set("blocks", std::move(blocks));
  if (step.question) out.set("question", question_json(*step.question, prompt, words));
  if (!step.buttons.empty()) {
    Value buttons = Value::array();
    for (const Button& button : step.buttons) {
      Value json = Value::object()
                       .set("label", words(button.label))
                       .set("action", name_of(button.action))
                       .set("style", button.style);
      if (!button.url.empty()) json.set("url", button.url);
      buttons.push(std::move(json));
    }
    out.set("buttons", std::move(buttons));
  }
  return out;
}

}  // namespace

Value locator_json(const Locator& locator) {
  Value out = Value::object();
  if (!locator.css.empty()) out.set("css", locator.css);
  if (!locator.text.empty()) out.set("text", locator.text);
  if (locator.nth != 0) out.set("nth", locator.nth);
  return out;
}

Outcome outcome_at_end(const Prompt& prompt, const Campaign& campaign) {
  bool unanswered = campaign.kind == CampaignKind::kSurvey && prompt.answers.empty();
  return unanswered ? Outcome::kDismissed : Outcome::kCompleted;
}

void on_event(UserState& state, const CampaignFile& file, const Host& /*host*/,
              std::string_view event, const Value& /*props*/, Value& effects) {
  std::vector<std::string> waiting;
  for (const Prompt& prompt : state.prompts) {
    const Campaign* campaign = file.find_campaign(prompt.campaign);
    const Step* step = campaign == nullptr ? nullptr : step_of(prompt, *campaign);
    if (step == nullptr || step->advance.on != AdvanceOn::kEvent) continue;
    if (step->advance.name == event) waiting.push_back(prompt.id);
  }
  for (const std::string& id : waiting) {
    if (Prompt* prompt = state.find_prompt(id)) move(state, file, *prompt, false, effects);
  }
}

void on_shown(UserState& state, const CampaignFile& file, const Command& command) {
  Prompt* prompt = prompt_at_step(state, command);
  const Campaign* campaign = prompt == nullptr ? nullptr : file.find_campaign(prompt->campaign);
  if (campaign == nullptr) return;
  CampaignDay* day = campaign_day(state, prompt->campaign);
  if (day != nullptr) ++day->steps[prompt->step];
  prompt->since_ms = state.last_ms;
  prompt->wanted_by.clear();
  if (!campaign->is_passive()) state.last_prompt_ms = state.last_ms;
  if (prompt->shown) return;
  prompt->shown = true;
  if (day != nullptr) ++day->shown;
  charge_first_shown(state, file, *campaign, *prompt);
}

void on_target(UserState& state, const CampaignFile& file, const Command& command, Value& effects) {
  Prompt* prompt = prompt_at_step(state, command);
  if (prompt == nullptr || command.body.bool_or("found", true)) return;
  const Campaign* campaign = file.find_campaign(prompt->campaign);
  const Step* step = campaign == nullptr ? nullptr : step_of(*prompt, *campaign);
  if (step == nullptr) return;
  bool is_last = step == &campaign->steps_of(prompt->variant).back();
  switch (step->on_missing) {
    case OnMissing::kGoto:
    case OnMissing::kCenter:
      prompt->without_target = true;
      return;
    case OnMissing::kSkip:
      if (!is_last || prompt->shown) return move(state, file, *prompt, prompt->backwards, effects);
      break;
    case OnMissing::kEnd:
      if (prompt->shown) return end_prompt(state, file, prompt->id, Outcome::kAbandoned, effects);
      break;
  }
  // No step of it was ever on screen: nothing is charged, and it is not tried again on this page.
  refuse_here(state, command.tab, prompt->campaign);
  forget(state, prompt->id);
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

void on_advance(UserState& state, const CampaignFile& file, const Command& command,
                Value& effects) {
  Prompt* prompt = prompt_at_step(state, command);
  if (prompt == nullptr) return;
  on_pressed(state, command);
  move(state, file, *prompt, command.body.string_or("to", "next") == "back", effects);
}

void on_answer(UserState& state, const CampaignFile& file, const Command& command, Value& effects) {
  Prompt* prompt = prompt_at_step(state, command);
  const Campaign* campaign = prompt == nullptr ? nullptr : file.find_campaign(prompt->campaign);
  const Step* step = campaign == nullptr ? nullptr : step_of(*prompt, *campaign);
  if (step == nullptr) return;
  const std::optional<Question>& question = step->question;
  const Value* value = command.body.find("value");
  bool other_question =
      question && command.body.string_or("question", question->id) != question->id;
  if (!question || other_question || value == nullptr ||
      question->histogram_entries(*value).empty()) {
    effects.push(effect("error")
                     .set("code", code_name(ErrorCode::kOutOfRange))
                     .set("path", "/value")
                     .set("message", "The answer does not fit the question of this step."));
    return;
  }
  auto given = std::find_if(prompt->answers.begin(), prompt->answers.end(), [&](const Answer& a) {
    return a.step == prompt->step && a.question == question->id;
  });
  count_answer(state, *campaign, *question, *value,
               given == prompt->answers.end() ? nullptr : &*given);
  Answer answer{
      .step = prompt->step, .question = question->id, .value = *value, .day = state.last_day};
  if (given == prompt->answers.end()) {
    prompt->answers.push_back(std::move(answer));
  } else {
    *given = std::move(answer);
  }
  if (question->type == QuestionType::kNps) state.nps_last = value->as_number();
  if (question->type == QuestionType::kCes) state.ces_last = value->as_number();
}

void on_pressed(UserState& state, const Command& command) {
  const Prompt* prompt = state.find_prompt(command.body.string_or("prompt", ""));
  std::string_view button = command.body.string_or("button", "");
  if (prompt == nullptr || button.empty() || button.size() > kMaxButtonBytes) return;
  if (CampaignDay* day = campaign_day(state, prompt->campaign)) {
    ++day->buttons[prompt->step + "." + std::string(button)];
  }
}

void end_prompt(UserState& state, const CampaignFile& file, std::string_view prompt_id,
                Outcome outcome, Value& effects) {
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
                   .set("outcome", name_of(outcome)));
}

Prompt& begin_prompt(UserState& state, const Campaign& campaign, std::string_view id,
                     std::string_view variant, bool asked) {
  for (Prompt& open : state.prompts) {
    if (open.campaign != campaign.id) continue;
    open.step = campaign.steps_of(open.variant).front().id;
    open.backwards = open.without_target = false;
    open.asked = open.asked || asked;
    open.since_ms = state.last_ms;
    return open;
  }
  state.prompts.push_back({.id = std::string(id),
                           .campaign = campaign.id,
                           .step = campaign.steps_of(variant).front().id,
                           .variant = std::string(variant),
                           .path = {},
                           .asked = asked,
                           .wanted_by = {},
                           .shown = false,
                           .backwards = false,
                           .without_target = false,
                           .since_ms = state.last_ms,
                           .answers = {}});
  return state.prompts.back();
}

void expire(UserState& state, const CampaignFile& file, Value& effects) {
  for (Prompt& prompt : state.prompts) {
    // Asked for in a tab that is gone by now.
    if (prompt.shown && state.last_ms - prompt.since_ms > kMomentMs) prompt.wanted_by.clear();
  }
  for (auto it = state.events.begin(); it != state.events.end();) {
    it = file.counts(it->first) ? std::next(it) : state.events.erase(it);
  }
  expire_moments(state);
  const Lease* lease = state.live_lease();
  std::vector<std::string> left, reserved;
  for (const Prompt& prompt : state.prompts) {
    if (lease != nullptr && lease->prompt == prompt.id) continue;
    const Campaign* campaign = file.find_campaign(prompt.campaign);
    double days = campaign == nullptr ? 0 : campaign->resume_for_days;
    std::int64_t idle_ms = state.last_ms - prompt.since_ms;
    if (prompt.shown) {
      if (static_cast<double>(idle_ms) > days * static_cast<double>(kDayMs))
        left.push_back(prompt.id);
    } else if (prompt.wanted_by.empty() || idle_ms > kMomentMs) {
      reserved.push_back(prompt.id);
    }
  }
  for (const std::string& id : reserved) forget(state, id);
  for (const std::string& id : left) end_prompt(state, file, id, Outcome::kAbandoned, effects);
}

Value show_effect(const Prompt& prompt, const Campaign& campaign, const Situation& s,
                  bool resumed) {
  const std::vector<Step>& steps = campaign.steps_of(prompt.variant);
  int index = std::max(0, step_index(steps, prompt.step));
  const Step& step = steps[static_cast<std::size_t>(index)];
  Words words{s, Profile(s.state, s.file, s.here)};
  Value targets = Value::array();
  if (!prompt.without_target) {
    for (const Locator& locator : step.targets) targets.push(locator_json(locator));
  }
  bool centered = prompt.without_target && step.surface == Surface::kTooltip;
  Value out = effect("show")
                  .set("prompt", prompt.id)
                  .set("campaign", campaign.id)
                  .set("kind", name_of(campaign.kind))
                  .set("step", step.id)
                  .set("index", index)
                  .set("count", steps.size())
                  .set("surface", name_of(centered ? Surface::kModal : step.surface))
                  .set("placement", step.placement)
                  .set("backdrop", name_of(centered ? Backdrop::kBlock : step.backdrop))
                  .set("targets", std::move(targets))
                  .set("wait_ms", step.wait_ms)
                  .set("on_missing", name_of(step.on_missing))
                  .set("content", content_json(step, prompt, words))
                  .set("resumed", resumed)
                  .set("lease_until_ms", s.state.lease ? s.state.lease->until_ms : 0);
  if (step.advance.on != AdvanceOn::kNothing) {
    Value advance = Value::object().set("on", name_of(step.advance.on));
    if (step.advance.on == AdvanceOn::kEvent) advance.set("event", step.advance.name);
    out.set("advance", std::move(advance));
  }
  return out;
}

}  // namespace docent
