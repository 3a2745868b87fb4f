// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "rules.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "docent/json.hpp"
#include "docent/score.hpp"
#include "fuzz_target.hpp"

namespace docent::fuzz {
namespace {

std::string broken_rule_of_prompts(const UserState& state) {
  for (std::size_t i = 0; i < state.prompts.size(); ++i) {
    const Prompt& prompt = state.prompts[i];
    if (prompt.id.empty()) return "A prompt has no id.";
    for (std::size_t k = 0; k < i; ++k) {
      if (state.prompts[k].id == prompt.id) return "Two prompts have the id " + prompt.id + ".";
      if (state.prompts[k].campaign == prompt.campaign) {
        return "The campaign " + prompt.campaign + " is open twice.";
      }
    }
  }
  if (state.lease && state.find_prompt(state.lease->prompt) == nullptr) {
    return "The lease is of the prompt " + state.lease->prompt + ", which is not open.";
  }
  return "";
}

std::string broken_rule_of_counts(const UserState& state) {
  for (const std::int64_t count : {state.sessions, state.page_views, state.clock_resets,
                                   state.last_ms, state.last_prompt_ms, state.first_seen_ms}) {
    if (count < 0) return "A count or a time is negative.";
  }
  if (state.ahead_ms < 0 || state.ahead_ms > kDayMs)
    return "The clock is ahead by more than a day.";
  if (state.first_seen_ms > state.last_ms) return "The user was first seen in the future.";
  if (state.last_prompt_ms > state.last_ms) return "The last prompt is in the future.";
  for (const auto& [id, record] : state.campaigns) {
    if (record.shown_count < 0) return "The campaign " + id + " was shown less than never.";
    if (record.shown_ms > state.last_ms || record.ended_ms > state.last_ms) {
      return "The campaign " + id + " was shown or ended in the future.";
    }
  }
  for (const auto& [name, event] : state.events) {
    if (event.total < 0) return "The event " + name + " happened less than never.";
    if (event.last_ms > state.last_ms) return "The event " + name + " is in the future.";
  }
  return "";
}

/// Days, counts and shares are never negative, whatever the clock did.
std::string broken_rule_of_numbers(const Value& value, const std::string& path) {
  if (!value.is_object()) return "";
  for (const Value::Member& member : value.as_object()) {
    const std::string here = path + "/" + member.key;
    // What the host says about itself and its users is not ours to judge.
    if (here == "/page" || here == "/account" || here == "/score/parts") continue;
    const bool is_count = member.key.find("days") != std::string::npos ||
                          member.key.find("count") != std::string::npos || member.key == "total" ||
                          member.key.rfind("last", 0) == 0;
    if (is_count && member.value.is_number() && !(member.value.as_number() >= 0)) {
      return here + " is " + number_text(member.value.as_number()) + ".";
    }
    std::string broken = broken_rule_of_numbers(member.value, here);
    if (!broken.empty()) return broken;
  }
  return "";
}

}  // namespace

std::string broken_rule_of_state(const Engine& engine) {
  const UserState& state = engine.state();
  std::string broken = broken_rule_of_prompts(state);
  if (broken.empty()) broken = broken_rule_of_counts(state);
  if (!broken.empty()) return broken;
  const double score = score_of(state, engine.file(), state.last_ms).value;
  if (!(score >= 0 && score <= 100)) return "The score is " + number_text(score) + ".";
  return "";
}

std::string broken_rule_of_snapshot(const Engine& engine) {
  const std::string text = engine.snapshot();
  constexpr std::size_t kMostBytes = 64 * 1024;
  if (text.size() > kMostBytes) {
    return "A snapshot takes " + std::to_string(text.size()) + " bytes.";
  }
  const Result<UserState> read = read_snapshot(text);
  if (!read) {
    return "The engine cannot read its own snapshot: " + read.error().path + " " +
           read.error().message;
  }
  const std::string again = write_json(write_snapshot(*read));
  if (again != text) return "A restored snapshot is another one:\n" + text + "\n" + again;
  return "";
}

std::string broken_rule_of_effects(const Engine& engine, std::string_view effects,
                                   std::string_view tab) {
  const Result<Value> list = parse_json(effects, {.max_bytes = 16 << 20, .max_depth = 64});
  if (!list || !list->is_array()) return "The effects are not a JSON list.";
  const UserState& state = engine.state();
  const Value* shown = nullptr;
  for (const Value& effect : list->as_array()) {
    const std::string_view type = effect.string_or("type", "");
    // A state that has no room for what was to be shown ends it at once.
    if (type == "hide" && shown != nullptr &&
        shown->string_or("prompt", "") == effect.string_or("prompt", "-")) {
      shown = nullptr;
    }
    if (type.empty()) return "An effect has no type.";
    if (type == "wake" && !(effect.number_or("at_ms", 0) > static_cast<double>(state.real_ms()))) {
      return "The engine wants to wake at once, again and again.";
    }
    if (type == "post" && effect.find("summary") == nullptr) return "A post has no summary.";
    // What is beside everything else holds no lease and may come with another one.
    if (type != "show" || effect.string_or("surface", "") == "checklist") continue;
    if (shown != nullptr) return "Two prompts are to be shown at once.";
    shown = &effect;
  }
  if (shown == nullptr) return "";
  const std::string_view prompt = shown->string_or("prompt", "");
  if (state.find_prompt(prompt) == nullptr) return "A prompt that is not open is to be shown.";
  if (!state.lease || state.lease->prompt != prompt || state.lease->tab != tab) {
    return "A prompt is to be shown without its lease.";
  }
  return "";
}

std::string broken_rule_of_attributes(std::string_view attributes) {
  const Result<Value> json = parse_json(attributes, {.max_bytes = 16 << 20, .max_depth = 64});
  if (!json || !json->is_object()) return "The attributes are not a JSON object.";
  if (json->find("error") != nullptr) return "";
  return broken_rule_of_numbers(*json, "");
}

std::string repository_file(std::string_view path) {
  const std::string name = std::string(DOCENT_SOURCE_DIR) + "/" + std::string(path);
  std::ifstream in(name, std::ios::binary);
  if (!in) require_unbroken("The file " + name + " cannot be read.");
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

const Engine& rich_engine() {
  // Copied by everybody: reading the file again and again would be most of a fuzzer's work.
  static const Engine engine = [] {
    Engine loaded(plain_host());
    const std::string answer = loaded.load(rich_file());
    if (answer.rfind(R"({"ok":true)", 0) != 0) require_unbroken("campaigns.json: " + answer);
    return loaded;
  }();
  return engine;
}

const std::string& rich_file() {
  static const std::string text = repository_file("tests/fuzz/campaigns.json");
  return text;
}

void require_unbroken(const std::string& broken_rule) {
  if (broken_rule.empty()) return;
  std::fprintf(stderr, "%s\n", broken_rule.c_str());
  std::abort();
}

}  // namespace docent::fuzz
