// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <string>

#include "docent/engine.hpp"
#include "docent/json.hpp"
#include "fuzz_target.hpp"
#include "rules.hpp"

namespace docent::fuzz {

void batches(std::string_view input) {
  Engine engine = rich_engine();
  while (!input.empty()) {
    const std::size_t end = input.find('\n');
    const std::string_view text = input.substr(0, end);
    input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
    const Result<Value> line = parse_json(text, {.max_bytes = 4 << 20, .max_depth = 41});
    const auto member = [&](const char* key) { return line ? line->find(key) : nullptr; };
    std::string answer;
    if (member("restart") != nullptr) {
      const std::string before = engine.snapshot();
      answer = engine.restore(before);
      if (engine.snapshot() != before) require_unbroken("A restart changed the state.");
    } else if (const Value* ask = member("explain")) {
      answer = engine.explain(write_json(*ask));
    } else if (const Value* asked = member("attributes")) {
      answer = engine.attributes(write_json(*asked));
      require_unbroken(broken_rule_of_attributes(answer));
    } else {
      const Value* batch = member("batch");
      answer = engine.handle(batch == nullptr ? std::string(text) : write_json(*batch));
      const Value* here = batch == nullptr ? member("here") : batch->find("here");
      const std::string_view tab = here == nullptr ? "" : here->string_or("tab", "");
      require_unbroken(broken_rule_of_effects(engine, answer, tab));
    }
    if (!parse_json(answer, {.max_bytes = 16 << 20, .max_depth = 64})) {
      require_unbroken("The engine's answer is no JSON: " + answer);
    }
    require_unbroken(broken_rule_of_state(engine));
  }
  require_unbroken(broken_rule_of_snapshot(engine));
}

}  // namespace docent::fuzz

DOCENT_FUZZ_MAIN(batches)
