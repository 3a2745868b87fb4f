// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// However many campaigns begin with a hidden step, a batch stays cheap and the state small.
#include <string>

#include "catch.hpp"
#include "docent/json.hpp"
#include "visitor.hpp"

using docent::Value;

namespace {

std::string hidden_campaigns(int count) {
  std::string list;
  for (int i = 0; i < count; ++i) {
    list += R"({"id": "c)" + std::to_string(i) + R"(", "kind": "tour",
      "steps": [{"id": "wait", "hidden": true, "advance": {"on": "event", "event": "go"},
                 "show_if": {"user.name": {"$ini": ["ÄNNE", "ZOË"]}}}, {"id": "one"}]},)";
  }
  return R"({"version": 1, "attention": {"pause_hours": 0, "budget": false}, "campaigns": [)" +
         list +
         R"({"id": "last", "kind": "announcement", "priority": -1, "steps": [{"id": "one"}]}]})";
}

int asked = 0;

/// A host that counts how often a condition needs it.
docent::Host counting_host() {
  docent::Host host = docent::plain_host();
  host.to_lower = [](void*, std::string_view text) {
    ++asked;
    return std::string(text);
  };
  return host;
}

/// How often conditions are asked on the first page view.
int asked_on_first_page(int campaigns) {
  docent::Engine engine(counting_host());
  engine.load(hidden_campaigns(campaigns));
  Visitor v(hidden_campaigns(0));
  const Value page = v.command("page");
  const Value name =
      v.command("identify").set("user_id", "u").set("traits", Value::object().set("name", "ZOË"));
  asked = 0;
  engine.handle(docent::write_json(
      Value::object().set("here", v.here()).set("commands", Value::array().push(name).push(page))));
  CHECK(engine.state().prompts.size() == static_cast<std::size_t>(campaigns) + 1);
  return asked;
}

}  // namespace

TEST_CASE("twice as many campaigns with a hidden first step are twice the work, not more") {
  const int one = asked_on_first_page(20), two = asked_on_first_page(40);
  REQUIRE(one > 0);
  CHECK(two <= 2 * one + 4);
}

TEST_CASE("at most 64 prompts are open, and what can be seen goes before what waits") {
  Visitor v(hidden_campaigns(100));
  REQUIRE(v.loaded().bool_or("ok", false));
  v.identify("u", Value::object().set("name", "ZOË")).page("/");
  CHECK(v.campaign() == "last");
  CHECK(v.state().prompts.size() <= 64);
  v.shown();
  for (int i = 0; i < 100; ++i) {
    v.send(v.command("start").set("campaign", "c" + std::to_string(i)));
    CHECK(v.state().prompts.size() <= 64);
  }
  CHECK(v.state().prompt_of("last") != nullptr);
  CHECK(v.state().prompt_of("c99") != nullptr);
}
