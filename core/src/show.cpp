// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "show.hpp"

#include <string>
#include <utility>

#include "clock.hpp"
#include "walk.hpp"

namespace docent {
namespace {

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
    case Block::Type::kVideo: {
      Value out = Value::object()
                      .set("type", "video")
                      .set("label", words(block.texts.front()))
                      .set("src", block.url);
      if (!block.poster.empty()) out.set("poster", block.poster);
      return out;
    }
    case Block::Type::kProgress: {
      const Value measured = words.profile.get(block.measure);
      return Value::object()
          .set("type", "progress")
          .set("label", words(block.texts.front()))
          .set("value", measured.is_number() ? measured : Value(0))
          .set("target", block.target);
    }
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
  if (!question.options.empty()) {
    Value options = Value::array();
    for (const Option& option : question.options) {
      options.push(Value::object().set("id", option.id).set("label", words(option.label)));
    }
    out.set("options", std::move(options));
  } else if (question.type != QuestionType::kText) {
    if (question.scale > 0) out.set("scale", question.scale);
    out.set("look", name_of(question.look));
  }
  for (const Answer& answer : prompt.answers) {
    if (answer.step == prompt.step && answer.question == question.id)
      out.set("value", answer.value);
  }
  return out;
}

/// What the shell has to look out for. Conditions never leave the engine.
Value advance_json(const Advance& advance) {
  Value out = Value::object().set("on", name_of(advance.on));
  if (advance.on == AdvanceOn::kDom) out.set("dom", advance.name);
  if (advance.on == AdvanceOn::kTimer) out.set("after_ms", advance.after_ms);
  return out;
}

}  // namespace

std::string Words::operator()(const Text& text) const {
  return text.resolve(situation.here.locale, situation.file.default_locale, profile.attributes());
}

void Words::put(Value& out, std::string_view key, const Text& text) const {
  if (!text.empty()) out.set(key, (*this)(text));
}

Value locator_json(const Locator& locator) {
  Value out = Value::object();
  if (!locator.css.empty()) out.set("css", locator.css);
  if (!locator.text.empty()) out.set("text", locator.text);
  if (locator.nth != 0) out.set("nth", locator.nth);
  return out;
}

Value targets_json(const std::vector<Locator>& targets) {
  Value list = Value::array();
  for (const Locator& locator : targets) list.push(locator_json(locator));
  return list;
}

Value button_json(const Button& button, const Words& words) {
  Value out = Value::object()
                  .set("label", words(button.label))
                  .set("action", name_of(button.action))
                  .set("style", button.style);
  if (!button.url.empty()) out.set("url", button.url);
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
    for (const Button& button : step.buttons) buttons.push(button_json(button, words));
    out.set("buttons", std::move(buttons));
  }
  return out;
}

void hide_once(const std::string& prompt, std::string_view reason, Value& effects) {
  for (const Value& effect : effects.as_array()) {
    if (effect.string_or("type", "") == "hide" && effect.string_or("prompt", "") == prompt) return;
  }
  effects.push(Value::object().set("type", "hide").set("prompt", prompt).set("reason", reason));
}

Value show_effect(const Prompt& prompt, const Campaign& campaign, const Situation& s,
                  bool resumed) {
  const Step* found = step_of(prompt, campaign);
  const Step& step = found == nullptr ? campaign.steps_of(prompt.variant).front() : *found;
  const Words words(s);
  const std::vector<Locator> nowhere;
  const Progress progress = progress_of(prompt, campaign, s);
  const bool centered = prompt.without_target &&
                        (step.surface == Surface::kTooltip || step.surface == Surface::kInline);
  const std::int64_t until_ms = s.state.lease ? real_ms_of(s.state, s.state.lease->until_ms) : 0;
  Value out = Value::object()
                  .set("type", "show")
                  .set("prompt", prompt.id)
                  .set("campaign", campaign.id)
                  .set("kind", name_of(campaign.kind))
                  .set("step", step.id)
                  .set("index", progress.index)
                  .set("count", progress.count)
                  .set("surface", name_of(centered ? Surface::kModal : step.surface))
                  .set("placement", step.placement)
                  .set("backdrop", name_of(centered ? Backdrop::kBlock : step.backdrop))
                  .set("targets", targets_json(prompt.without_target ? nowhere : step.targets))
                  .set("wait_ms", step.wait_ms)
                  .set("on_missing", name_of(step.on_missing))
                  .set("content", content_json(step, prompt, words))
                  .set("resumed", resumed)
                  .set("lease_until_ms", until_ms);
  if (!step.interactive) out.set("interactive", false);
  if (!step.spotlight.empty()) out.set("spotlight", targets_json(step.spotlight));
  if (!prompt.variant.empty()) out.set("variant", prompt.variant);
  if (step.advance.on != AdvanceOn::kNothing) out.set("advance", advance_json(step.advance));
  return out;
}

}  // namespace docent
