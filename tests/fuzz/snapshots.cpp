// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <string>

#include "docent/engine.hpp"
#include "docent/json.hpp"
#include "fuzz_target.hpp"
#include "rules.hpp"

namespace docent::fuzz {

void snapshots(std::string_view input) {
  Engine engine = rich_engine();
  const std::string answer = engine.restore(input);
  if (!parse_json(answer)) require_unbroken("The answer to restore is no JSON.");
  // What was read may ask for what cannot be (a prompt of the future). From the first batch on the
  // rules hold.
  const std::string first = engine.snapshot();
  if (engine.restore(first) != R"({"ok":true})" || engine.snapshot() != first) {
    require_unbroken("A snapshot that restores does not write itself back.");
  }
  // The user of the snapshot comes back, and goes on, and the clock is set right at last.
  std::string batch;
  int ids = 0;
  for (const std::int64_t now_ms :
       {1'795'280'400'000LL, 1'795'280'430'000LL, 1'690'000'000'000LL}) {
    for (const char* type : {"page", "track", "outcome", "reset"}) {
      const std::string id = "i" + std::to_string(++ids);
      const Value here = Value::object()
                             .set("id", "h" + id)
                             .set("tab", "t")
                             .set("now_ms", now_ms)
                             .set("visible", true);
      Value command = Value::object()
                          .set("type", type)
                          .set("id", id)
                          .set("tab", "t")
                          .set("now_ms", now_ms)
                          .set("event", "invoice_sent")
                          .set("outcome", "dismissed");
      if (!engine.state().prompts.empty()) command.set("prompt", engine.state().prompts[0].id);
      batch = write_json(Value::object()
                             .set("here", here)
                             .set("commands", Value::array().push(std::move(command))));
      const std::string effects = engine.handle(batch);
      require_unbroken(broken_rule_of_effects(engine, effects, "t"));
      require_unbroken(broken_rule_of_state(engine));
      const Value ask = Value::object().set("here", here);
      require_unbroken(broken_rule_of_attributes(engine.attributes(write_json(ask))));
      if (now_ms != 1'690'000'000'000LL && std::string_view(type) == "outcome") break;
    }
  }
  require_unbroken(broken_rule_of_snapshot(engine));
}

}  // namespace docent::fuzz

DOCENT_FUZZ_MAIN(snapshots)
