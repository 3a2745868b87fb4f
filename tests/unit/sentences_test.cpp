// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/sentences.hpp"

#include "catch.hpp"
#include "visitor.hpp"

using docent::Value;

namespace {

constexpr const char* kFile = R"({"version": 1, "campaigns": [
  {"id": "young", "kind": "announcement", "audience": {"user.age_days": {"$lt": 14}},
   "trigger": {"on": "page_view"}, "steps": [{"id": "a"}]},
  {"id": "team", "kind": "announcement", "audience": {"user.plan": "team"},
   "trigger": {"on": "manual"}, "steps": [{"id": "a"}]}]})";

std::string why(Visitor& v, std::string_view campaign, std::string_view gate) {
  return docent::sentence(v.gate(campaign, gate), "en");
}

}  // namespace

TEST_CASE("an audience that does not fit is told with what was asked for and what was met") {
  Visitor v(kFile);
  v.page("/x").later_days(31).tick();
  CHECK(why(v, "young", "audience") ==
        "The user is not in the audience: user.age_days should be below 14 and is 31.");
  CHECK(why(v, "team", "audience") ==
        "The user is not in the audience: user.plan should be \"team\" and is nothing.");
}

TEST_CASE("a prompt shown once is told with its day and how it ended") {
  Visitor v(kFile);
  v.at(1'795'280'400'000).page("/x").shown().outcome("completed");
  CHECK(why(v, "young", "frequency") ==
        "It is shown only once, and this user saw it on 2026-11-21 17:00 UTC (completed).");
  CHECK(why(v, "young", "pause") ==
        "The last prompt was on 2026-11-21 17:00 UTC; the pause of 24 hours ends on 2026-11-22 "
        "17:00 UTC.");
}

TEST_CASE("every gate of every campaign has a sentence") {
  Visitor v(kFile);
  for (int step = 0; step < 3; ++step) {
    for (const char* campaign : {"young", "team"}) {
      Value explained = v.explain(campaign);
      for (const Value& gate : explained.find("gates")->as_array()) {
        std::string text = docent::sentence(gate, "en");
        CAPTURE(gate.string_or("gate", ""), text);
        REQUIRE(text.size() > 10);
        CHECK(text.back() == '.');
      }
    }
    v.page("/x");
    if (v.shows()) v.shown().outcome("opted_out");
  }
}
