// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <string>

#include "docent/engine.hpp"
#include "docent/json.hpp"
#include "docent/lint.hpp"
#include "fuzz_target.hpp"
#include "rules.hpp"

namespace docent::fuzz {
namespace {

std::string broken_rule_of_problems(const LoadedFile& loaded) {
  bool refused = false;
  for (const Problem& problem : loaded.problems) {
    refused = refused || problem.severity == Severity::kError;
    const Error& error = problem.error;
    if (!error.path.empty() && error.path[0] != '/') return "A problem's path is no JSON pointer.";
    if (error.message.empty() || error.message.back() != '.') {
      return "A problem is no sentence: " + error.message;
    }
  }
  if (refused == loaded.file.has_value()) return "A file must have an error or be loaded.";
  return parse_json(write_json(problems_json(loaded.problems)), {.max_bytes = 64 << 20})
             ? ""
             : "The problems cannot be written.";
}

/// One user who does everything once.
class Visit {
 public:
  explicit Visit(Engine& engine) : engine_(engine) {}

  void send(Value commands) {
    now_ms_ += 20'000;
    const Value here = Value::object()
                           .set("id", "h" + std::to_string(++ids_))
                           .set("tab", "t")
                           .set("now_ms", now_ms_)
                           .set("visible", true)
                           .set("page", Value::object().set("path", "/"))
                           .set("showing", prompt_);
    for (Value& command : commands.as_array()) {
      command.set("id", "c" + std::to_string(++ids_)).set("tab", "t").set("now_ms", now_ms_);
      if (!prompt_.empty()) command.set("prompt", prompt_).set("step", step_);
    }
    const Value batch = Value::object().set("here", here).set("commands", std::move(commands));
    const std::string effects = engine_.handle(write_json(batch));
    require_unbroken(broken_rule_of_effects(engine_, effects, "t"));
    require_unbroken(broken_rule_of_state(engine_));
    const Value list = *parse_json(effects, {.max_bytes = 16 << 20, .max_depth = 64});
    for (const Value& effect : list.as_array()) {
      if (effect.string_or("type", "") == "show") {
        prompt_ = effect.string_or("prompt", "");
        step_ = effect.string_or("step", "");
      } else if (effect.string_or("type", "") == "hide") {
        prompt_.clear();
      }
    }
    const Value ask = Value::object().set("here", here);
    require_unbroken(broken_rule_of_attributes(engine_.attributes(write_json(ask))));
  }

  void explain(const std::string& campaign) {
    const Value here = Value::object().set("id", "e").set("tab", "t").set("now_ms", now_ms_);
    const Value ask = Value::object().set("campaign", campaign).set("here", here);
    if (!parse_json(engine_.explain(write_json(ask)), {.max_bytes = 16 << 20, .max_depth = 64})) {
      require_unbroken("An explanation is no JSON.");
    }
  }

 private:
  Engine& engine_;
  std::int64_t now_ms_ = 1'795'280'400'000;
  int ids_ = 0;
  std::string prompt_, step_;
};

Value of_type(std::string_view type) { return Value::object().set("type", type); }

}  // namespace

void campaign_file(std::string_view input) {
  const LoadedFile loaded = load_campaign_file(input);
  require_unbroken(broken_rule_of_problems(loaded));
  for (const Finding& finding : lint(input, plain_host())) {
    if (finding.message.empty()) require_unbroken("A finding of lint says nothing.");
  }
  Engine engine(plain_host());
  engine.load(input);
  if (!loaded.file) return;

  Visit visit(engine);
  visit.send(Value::array().push(of_type("page").set("page", Value::object().set("path", "/"))));
  visit.send(Value::array());
  for (const std::string& event : loaded.file->counted_events) {
    visit.send(Value::array().push(of_type("track").set("event", event)));
  }
  const std::size_t asked = std::min<std::size_t>(loaded.file->campaigns.size(), 6);
  for (std::size_t i = 0; i < asked; ++i) {
    const std::string& id = loaded.file->campaigns[i].id;
    visit.explain(id);
    visit.send(Value::array().push(of_type("start").set("campaign", id)));
    for (int step = 0; step < 3; ++step) {
      visit.send(Value::array().push(of_type("shown")));
      visit.send(Value::array()
                     .push(of_type("answer").set("value", step))
                     .push(of_type("advance").set("to", "next")));
    }
    visit.send(Value::array().push(of_type("target").set("found", false)));
    visit.explain(id);
    visit.send(Value::array().push(of_type("outcome").set("outcome", "completed")));
  }
}

}  // namespace docent::fuzz

DOCENT_FUZZ_MAIN(campaign_file)
