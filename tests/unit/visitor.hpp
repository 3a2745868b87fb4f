// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "docent/engine.hpp"
#include "docent/json.hpp"

/// One user in one tab, played by a test: a readable way to write batches and to ask what came of
/// them.
class Visitor {
 public:
  explicit Visitor(std::string_view file, std::int64_t now_ms = 1'795'280'400'000)
      : engine_(docent::plain_host()), now_ms_(now_ms) {
    loaded_ = *docent::parse_json(engine_.load(file));
  }

  docent::Engine& engine() { return engine_; }
  const docent::UserState& state() const { return engine_.state(); }
  const docent::Value& loaded() const { return loaded_; }
  /// The effects of the latest batch.
  const docent::Value& effects() const { return effects_; }
  std::int64_t now_ms() const { return now_ms_; }

  Visitor& in_tab(std::string tab) {
    tab_ = std::move(tab);
    showing_.clear();
    checklist_is_on_screen_ = false;
    return *this;
  }
  Visitor& later(std::int64_t ms) {
    now_ms_ += ms;
    return *this;
  }
  Visitor& later_days(double days) { return later(static_cast<std::int64_t>(days * 86'400'000)); }
  Visitor& at(std::int64_t now_ms) {
    now_ms_ = now_ms;
    return *this;
  }
  Visitor& visible(bool visible) {
    visible_ = visible;
    return send(command("visibility").set("visible", visible));
  }
  Visitor& on_device(std::string kind) {
    device_ = std::move(kind);
    return *this;
  }
  Visitor& speaks(std::string locale) {
    locale_ = std::move(locale);
    return *this;
  }

  Visitor& page(std::string_view path) {
    page_ = docent::Value::object().set("path", path);
    return send(command("page").set("page", page_));
  }
  Visitor& track(std::string_view event, docent::Value props = docent::Value::object()) {
    return send(command("track").set("event", event).set("props", std::move(props)));
  }
  Visitor& identify(std::string_view user, docent::Value traits = docent::Value::object()) {
    return send(command("identify").set("user_id", user).set("traits", std::move(traits)));
  }
  /// The step asked for appears on screen.
  Visitor& shown() {
    docent::Value seen = command("shown").set("prompt", prompt()).set("step", step());
    showing_ = prompt();
    return send(std::move(seen));
  }
  Visitor& missing() {
    return send(command("target").set("prompt", prompt()).set("step", step()).set("found", false));
  }
  Visitor& refused(std::string_view reason) {
    return send(command("refused").set("prompt", prompt()).set("reason", reason));
  }
  Visitor& advance(std::string_view to = "next") {
    return send(command("advance")
                    .set("prompt", prompt())
                    .set("step", step())
                    .set("to", to)
                    .set("button", to));
  }
  Visitor& answer(docent::Value value, std::string_view question = "q") {
    return send(command("answer")
                    .set("prompt", prompt())
                    .set("step", step())
                    .set("question", question)
                    .set("value", std::move(value)));
  }
  Visitor& outcome(std::string_view outcome) {
    return send(command("outcome").set("prompt", prompt()).set("outcome", outcome));
  }
  Visitor& tick() { return send(docent::Value()); }

  /// A command of this tab, now.
  docent::Value command(std::string_view type) {
    return docent::Value::object()
        .set("type", type)
        .set("id", next_id())
        .set("now_ms", now_ms_)
        .set("offset_min", 60)
        .set("tab", tab_);
  }
  /// One batch of one command (or none).
  Visitor& send(docent::Value command) {
    docent::Value commands = docent::Value::array();
    if (!command.is_null()) commands.push(std::move(command));
    docent::Value batch =
        docent::Value::object().set("here", here()).set("commands", std::move(commands));
    effects_ = *docent::parse_json(engine_.handle(docent::write_json(batch)));
    for (const docent::Value& effect : effects_.as_array()) {
      const std::string_view type = effect.string_or("type", "");
      const bool hides = type == "hide";
      if (type == "show") (is_passive(effect) ? checklist_ : show_) = effect;
      if (hides && effect.string_or("prompt", "") == showing_) showing_.clear();
      if (hides && effect.string_or("prompt", "") == checklist_.string_or("prompt", "-")) {
        checklist_ = {};
        checklist_is_on_screen_ = false;
      }
    }
    if (find("show") == nullptr && find("hide") != nullptr) show_ = {};
    return *this;
  }

  docent::Value here() {
    docent::Value out =
        docent::Value::object()
            .set("id", next_id())
            .set("tab", tab_)
            .set("now_ms", now_ms_)
            .set("offset_min", 60)
            .set("visible", visible_)
            .set("locale", locale_)
            .set("page", page_)
            .set("device", docent::Value::object().set("id", "d1").set("kind", device_));
    if (!showing_.empty()) out.set("showing", showing_);
    if (checklist_is_on_screen_) {
      out.set("passive", docent::Value::array().push(checklist_.string_or("prompt", "")));
    }
    if (checklist_is_open_) {
      out.set("open", docent::Value::array().push(checklist_.string_or("prompt", "")));
    }
    return out;
  }

  /// The `show` of the checklist (or what else is passive) that should be on screen; null for none.
  const docent::Value& checklist() const { return checklist_; }
  /// It appears there.
  Visitor& checklist_shown() {
    checklist_is_on_screen_ = true;
    return send(command("shown")
                    .set("prompt", checklist_.string_or("prompt", ""))
                    .set("step", checklist_.string_or("step", "")));
  }
  /// An item's button is pressed.
  Visitor& press(std::string_view item, std::string_view button = "next") {
    return send(command("advance")
                    .set("prompt", checklist_.string_or("prompt", ""))
                    .set("step", item)
                    .set("to", "next")
                    .set("button", button));
  }
  /// What is passive is opened: the engine says from now on what is in it.
  Visitor& open_checklist() {
    checklist_is_open_ = true;
    return press("launcher", "open");
  }
  Visitor& end_checklist(std::string_view outcome) {
    return send(command("outcome")
                    .set("prompt", checklist_.string_or("prompt", ""))
                    .set("outcome", outcome));
  }

  /// The latest effect of that type in the latest batch, or nullptr; of the prompts, not the
  /// checklist.
  const docent::Value* find(std::string_view type) const {
    const docent::Value* found = nullptr;
    for (const docent::Value& effect : effects_.as_array()) {
      if (effect.string_or("type", "") == type && !is_passive(effect)) found = &effect;
    }
    return found;
  }
  bool shows() const { return find("show") != nullptr; }
  std::string text(std::string_view type, std::string_view key) const {
    const docent::Value* effect = find(type);
    return effect == nullptr ? "" : std::string(effect->string_or(key, ""));
  }
  /// Of the step asked for last.
  std::string prompt() const { return std::string(show_.string_or("prompt", "")); }
  std::string step() const { return std::string(show_.string_or("step", "")); }
  std::string campaign() const { return std::string(show_.string_or("campaign", "")); }

  /// A gate of `explain`, here and now.
  docent::Value gate(std::string_view campaign, std::string_view gate) {
    docent::Value all = explain(campaign);
    for (const docent::Value& one : all.find("gates")->as_array()) {
      if (one.string_or("gate", "") == gate) return one;
    }
    return {};
  }
  docent::Value explain(std::string_view campaign) {
    docent::Value ask = docent::Value::object().set("campaign", campaign).set("here", here());
    return *docent::parse_json(engine_.explain(docent::write_json(ask)));
  }
  docent::Value attributes() {
    return *docent::parse_json(
        engine_.attributes(docent::write_json(docent::Value::object().set("here", here()))));
  }

 private:
  static bool is_passive(const docent::Value& effect) { return effect.bool_or("passive", false); }
  std::string next_id() { return "id" + std::to_string(++ids_); }

  docent::Engine engine_;
  docent::Value loaded_, effects_ = docent::Value::array(), show_, checklist_;
  docent::Value page_ = docent::Value::object().set("path", "/");
  std::int64_t now_ms_;
  std::string tab_ = "t1", showing_, device_ = "desktop", locale_ = "en";
  bool visible_ = true, checklist_is_on_screen_ = false, checklist_is_open_ = false;
  int ids_ = 0;
};
