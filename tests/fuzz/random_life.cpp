// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "random_life.hpp"

#include <algorithm>
#include <utility>

#include "docent/decide.hpp"
#include "fuzz_target.hpp"
#include "rules.hpp"

namespace docent::fuzz {
namespace {

constexpr JsonLimits kAnswerLimits{.max_bytes = 16 << 20, .max_depth = 64};

constexpr const char* kEvents[] = {"invoice_created",  "invoice_sent",  "invoice_paid",
                                   "support_opened",   "report_opened", "nobody_knows",
                                   "checkout_started", "checkout_ended"};
constexpr const char* kPaths[] = {"/app/", "/app/invoices", "/app/reports", "/app/settings", "/"};

const Value& rich_value() {
  static const Value value = *parse_json(rich_file());
  return value;
}

std::string_view type_of(const Value& effect) { return effect.string_or("type", ""); }

}  // namespace

RandomLife::RandomLife(std::string_view bytes)
    : bytes_(bytes), engine_(rich_engine()), restarted_(rich_engine()), file_(rich_value()) {}

std::uint8_t RandomLife::next_byte() {
  if (bytes_.empty()) return 0;
  const auto byte = static_cast<std::uint8_t>(bytes_[0]);
  bytes_.remove_prefix(1);
  return byte;
}

const char* RandomLife::one_of(std::initializer_list<const char*> words) {
  return words.begin()[next_byte() % words.size()];
}

std::string RandomLife::new_id() { return "id" + std::to_string(++ids_); }

void RandomLife::let_time_pass() {
  constexpr std::int64_t kSteps[] = {0,
                                     kSecondMs,
                                     4 * kSecondMs,
                                     20 * kSecondMs,
                                     kMinuteMs,
                                     11 * kMinuteMs,
                                     40 * kMinuteMs,
                                     5 * kHourMs,
                                     kDayMs,
                                     3 * kDayMs,
                                     8 * kDayMs,
                                     31 * kDayMs,
                                     100 * kDayMs,
                                     400 * kDayMs,
                                     -kSecondMs,
                                     -2 * kMinuteMs,
                                     -23 * kHourMs,
                                     -25 * kHourMs,
                                     -9 * kDayMs,
                                     -1000 * kDayMs};
  const std::uint8_t byte = next_byte();
  if (byte == 253) {
    ahead_ms_ = 40 * kDayMs;
    return;
  }
  const std::int64_t before_ms = now_ms_;
  // Mostly a little: a life of jumps sees few prompts.
  const std::size_t step = byte < 128 ? byte % 5 : byte % std::size(kSteps);
  now_ms_ = std::clamp<std::int64_t>(now_ms_ + kSteps[step], 1, 253'402'300'799'999);
  if (byte == 255) now_ms_ = 253'402'300'799'999;
  lived_ms_ += std::max<std::int64_t>(now_ms_ - before_ms, 0);
  if (byte == 254) offset_min_ = (offset_min_ + 97) % 1080;
}

void RandomLife::add(std::string_view type, Value fields) {
  commands_.push(std::move(fields)
                     .set("type", type)
                     .set("id", new_id())
                     .set("now_ms", now_ms_ + ahead_ms_)
                     .set("offset_min", offset_min_)
                     .set("tab", tab_name()));
}

void RandomLife::answer() {
  const std::uint8_t byte = next_byte();
  Value value = byte % 12;
  if (byte > 200) value = "words";
  if (byte > 220) value = Value::array().push("a").push("b");
  if (byte > 240) value = -1.5;
  add("answer", Value::object()
                    .set("prompt", tab().prompt)
                    .set("step", tab().step)
                    .set("value", std::move(value)));
}

void RandomLife::identify() {
  const std::string user = one_of({"ann", "bob"});
  Value fields = Value::object().set("user_id", user);
  const auto kept = kept_.find(user);
  if (kept != kept_.end() && engine_.state().user_id != user) fields.set("state", kept->second);
  if (next_byte() % 2 == 0) {
    fields.set("traits", Value::object().set("plan", one_of({"team", "solo"})).set("seats", 3));
  }
  add("identify", std::move(fields));
  // The shell hands over a kept snapshot as of now, so everything before must have been in it.
  step();
}

void RandomLife::reload() {
  Value file = file_;
  const std::uint8_t how = next_byte() % 4;
  Value::Array& campaigns = file.find("campaigns")->as_array();
  if (how == 1) file.set("paused", true);
  if (how == 2) campaigns.resize(campaigns.size() / 2);
  if (how == 3) {
    for (Value& campaign : campaigns) {
      Value* steps = campaign.find("steps");
      if (steps != nullptr) steps->as_array().resize(1);
    }
  }
  const std::string text = write_json(file);
  engine_.load(text);
  restarted_.load(text);
}

void RandomLife::do_something() {
  const auto about_prompt = [&](bool with_step) {
    Value out = Value::object().set("prompt", tab().prompt);
    if (with_step) out.set("step", tab().step);
    return out;
  };
  const std::uint8_t what = next_byte();
  if (what >= 128) {
    // What a user who is shown something does most.
    if (what % 2 == 0) {
      tab().showing = tab().prompt;
      return add("shown", about_prompt(true));
    }
    return add("advance", about_prompt(true).set("to", what % 8 == 1 ? "back" : "next"));
  }
  switch (what % 24) {
    case 0:
    case 1:
    case 2:
      return add("page",
                 Value::object().set("page", Value::object().set("path", kPaths[next_byte() % 5])));
    case 3:
    case 4:
    case 5:
      return add("track", Value::object()
                              .set("event", kEvents[next_byte() % std::size(kEvents)])
                              .set("props", Value::object().set("amount", next_byte())));
    case 6:
      return add("activity", Value::object().set("active_ms", next_byte() * 100));
    case 7:
      return add("refused",
                 about_prompt(false).set("reason", one_of({"host", "hidden", "target_missing"})));
    case 8:
      return add("target", about_prompt(true).set("found", next_byte() % 4 == 0));
    case 9:
    case 10:
      return answer();
    case 11:
    case 12:
      return add("outcome", about_prompt(false).set(
                                "outcome", one_of({"completed", "dismissed", "snoozed", "dismissed",
                                                   "completed", "opted_out"})));
    case 13:
      tab().visible = !tab().visible;
      tab().held.clear();
      return add("visibility", Value::object().set("visible", tab().visible));
    case 14:
      return add("consent",
                 Value::object().set("mode", one_of({"full", "summaries", "off", "full"})));
    case 15:
      return add("mute", Value::object().set("muted", next_byte() % 4 == 0));
    case 16:
      return add("pause", Value::object().set("paused", next_byte() % 4 == 0));
    case 17:
      return next_byte() % 4 == 0 ? add("reset") : identify();
    case 18:
      return add("group", Value::object()
                              .set("account_id", one_of({"acme", "zeta", ""}))
                              .set("traits", Value::object().set("size", next_byte())));
    case 19: {
      const Value::Array& campaigns = file_.find("campaigns")->as_array();
      const Value& campaign = campaigns[next_byte() % campaigns.size()];
      return add("start", Value::object().set("campaign", campaign.string_or("id", "")));
    }
    case 20:
      return reload();
    case 21:
      tab().showing = one_of({"id1", "", "nobody"});
      return;
    case 22: {
      const Value::Array& campaigns = file_.find("campaigns")->as_array();
      const Value& campaign = campaigns[next_byte() % campaigns.size()];
      return add("moment", Value::object()
                               .set("campaign", campaign.string_or("id", ""))
                               .set("trigger", next_byte() % 9));
    }
    default:
      tab_ = next_byte() % 3;
      return;
  }
}

Value RandomLife::here() {
  Value out = Value::object()
                  .set("id", new_id())
                  .set("tab", tab_name())
                  .set("now_ms", now_ms_)
                  .set("offset_min", offset_min_)
                  .set("visible", tab().visible)
                  .set("locale", "en")
                  .set("page", Value::object().set("path", kPaths[ids_ % 2]))
                  .set("device", Value::object().set("id", "d").set("kind", "desktop"));
  if (!tab().showing.empty()) out.set("showing", tab().showing);
  return out;
}

void RandomLife::obey(const Value& effects) {
  for (const Value& effect : effects.as_array()) {
    if (type_of(effect) == "show") {
      tab().prompt = effect.string_or("prompt", "");
      tab().step = effect.string_or("step", "");
    } else if (type_of(effect) == "hide") {
      for (Tab& one : tabs_) {
        if (one.showing == effect.string_or("prompt", "")) one.showing.clear();
      }
    }
  }
}

std::string RandomLife::broken_rule_of_posts(const Value& effects) {
  for (const Value& effect : effects.as_array()) {
    if (type_of(effect) != "post") continue;
    const std::string id(effect.string_or("id", ""));
    const double revision = effect.number_or("revision", 0);
    const auto before = posts_.find(id);
    if (before != posts_.end() && revision <= before->second.first) {
      return "Revision " + number_text(revision) + " of the day " + id + " was posted twice.";
    }
    posts_[id] = {revision, ""};
  }
  return "";
}

std::string RandomLife::broken_rule_of_clock(const UserState& before) const {
  const UserState& after = engine_.state();
  const std::int64_t off_ms = after.real_ms() - now_ms_;
  if (off_ms < 0 || off_ms > kSecondMs) return "The engine takes it for another time than it is.";
  const bool same = before.last_ms > 0 && after.anonymous_id == before.anonymous_id &&
                    after.user_id == before.user_id && after.clock_resets == before.clock_resets;
  if (!same) return "";
  const std::int64_t passed_ms = std::max<std::int64_t>(now_ms_ - before.real_ms(), 0);
  const std::int64_t counted_ms = after.last_ms - before.last_ms;
  if (counted_ms < 0) return "The engine's clock went back.";
  if (counted_ms > passed_ms) return "The engine's clock runs ahead of the real one.";
  const bool stands_still = counted_ms < passed_ms - passed_ms / 8;
  return stands_still && passed_ms <= 30 * kMinuteMs ? "The engine's clock stands still." : "";
}

std::string RandomLife::broken_rule_of_places(const Value& effects) {
  std::string shown;
  for (const Value& effect : effects.as_array()) {
    const std::string id(effect.string_or("prompt", ""));
    if (type_of(effect) == "hide") {
      for (Tab& one : tabs_) {
        if (one.held == id) one.held.clear();
      }
    }
    if (type_of(effect) == "show" && !effect.bool_or("passive", false)) shown = id;
  }
  const Prompt* prompt = engine_.state().find_prompt(shown);
  // What is asked for takes the place of what is on screen elsewhere.
  const bool wanted = prompt != nullptr && prompt->wanted_by == tab_name();
  for (const Tab& other : tabs_) {
    const bool holds = &other != &tab() && !shown.empty() && other.held == shown;
    if (holds && !wanted && lived_ms_ - other.held_ms < kLeaseMs) {
      return "Two tabs show the prompt " + shown + " at once.";
    }
  }
  tab().held = shown;
  tab().held_ms = lived_ms_;
  return "";
}

std::string RandomLife::handle(const Value& batch) {
  const std::string text = write_json(batch);
  const UserState before = engine_.state();
  const std::string effects = engine_.handle(text);
  if (restarted_.handle(text) != effects) {
    return "An engine that was restarted says something else:\n" + text + "\n" + effects + "\n" +
           engine_.snapshot() + "\n" + restarted_.snapshot();
  }
  std::string broken = broken_rule_of_effects(engine_, effects, tab_name());
  if (broken.empty()) broken = broken_rule_of_state(engine_);
  if (broken.empty()) broken = broken_rule_of_clock(before);
  if (broken.empty()) broken = broken_rule_of_places(*parse_json(effects, kAnswerLimits));
  if (!broken.empty()) return broken + "\n" + text + "\n" + effects;
  const Value list = *parse_json(effects, kAnswerLimits);
  obey(list);
  const std::string& user = engine_.state().user_id;
  if (!user.empty()) kept_[user] = engine_.snapshot();
  return broken_rule_of_posts(list);
}

std::string RandomLife::step() {
  const Value batch = Value::object().set("here", here()).set("commands", std::move(commands_));
  commands_ = Value::array();
  ahead_ms_ = 0;
  return handle(batch);
}

std::string RandomLife::broken_foretelling() {
  const Value moment = here();
  std::string foretold;
  for (const Value& campaign : file_.find("campaigns")->as_array()) {
    const std::string id(campaign.string_or("id", ""));
    const std::string text =
        engine_.explain(write_json(Value::object().set("campaign", id).set("here", moment)));
    const Value answer = *parse_json(text, kAnswerLimits);
    // What is passive stands beside what shows, and takes nobody's turn.
    const bool passive = campaign.string_or("kind", "") == "checklist";
    if (passive || answer.string_or("verdict", "") != "would_show") continue;
    if (!foretold.empty()) {
      return "Two campaigns are said to show next: " + foretold + ", " + id + "\n" +
             write_json(moment) + "\n" + engine_.snapshot();
    }
    foretold = id;
  }
  const Value batch = Value::object().set("here", moment).set("commands", Value::array());
  const std::string before = engine_.snapshot();
  std::string broken = handle(batch);
  if (!broken.empty() || foretold.empty()) return broken;
  for (const Prompt& prompt : engine_.state().prompts) {
    if (prompt.campaign == foretold) return "";
  }
  return "It was foretold that " + foretold + " shows, and it did not:\n" + write_json(batch) +
         "\n" + before;
}

std::string RandomLife::live() {
  std::string broken;
  while (broken.empty() && !bytes_.empty()) {
    let_time_pass();
    do_something();
    const std::uint8_t then = next_byte();
    if (then % 8 == 0) continue;  // more in the same batch
    broken = step();
    if (!broken.empty()) break;
    if (then % 8 == 1) {
      if (restarted_.restore(restarted_.snapshot()) != R"({"ok":true})") return "A restart failed.";
      if (restarted_.snapshot() != engine_.snapshot()) return "A restart changed the state.";
    }
    if (then % 8 == 2) broken = broken_foretelling();
    if (then % 8 == 3) broken = broken_rule_of_snapshot(engine_);
    if (then % 8 == 4) {
      const Value ask = Value::object().set("here", here());
      broken = broken_rule_of_attributes(engine_.attributes(write_json(ask)));
    }
  }
  return broken;
}

}  // namespace docent::fuzz
