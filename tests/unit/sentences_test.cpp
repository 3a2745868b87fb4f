// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/sentences.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

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

TEST_CASE(
    "an audience of alternatives, exceptions and groups is told by the clauses that decided") {
  const auto told = [](const std::string& audience) {
    Visitor v(R"({"version": 1, "saved_groups": {
        "vips": {"type": "list", "attributeKey": "user.id", "values": ["u1"]}},
      "campaigns": [{"id": "c", "kind": "announcement", "audience": )" +
              audience + R"(, "trigger": {"on": "page_view"}, "steps": [{"id": "a"}]}]})");
    REQUIRE(v.loaded().bool_or("ok", false));
    v.page("/");
    const std::string text = why(v, "c", "audience");
    const std::string begin = "The user is not in the audience: ";
    REQUIRE(text.substr(0, begin.size()) == begin);
    return text.substr(begin.size());
  };
  CHECK(told(R"({"$not": {"page.path": "/"}})") == "page.path should not be \"/\" and is \"/\".");
  CHECK(told(R"({"page.path": {"$not": {"$in": ["/"]}}})") ==
        "page.path should not be one of [\"/\"] and is \"/\".");
  CHECK(told(R"({"$nor": [{"user.plan": "a"}, {"page.path": {"$in": ["/"]}}]})") ==
        "page.path should not be one of [\"/\"] and is \"/\".");
  CHECK(told(R"({"$or": [{"user.plan": "team"}, {"page.path": {"$in": ["/a", "/b"]}}]})") ==
        "either user.plan should be \"team\" and is nothing, or page.path should be one of "
        "[\"/a\",\"/b\"] and is \"/\".");
  CHECK(told(R"({"$savedGroup": {"id": "vips"}})") ==
        "user.id should be in the group \"vips\" and is nothing.");
  CHECK(told(R"({"page.path": {"$inGroup": "vips"}})") ==
        "page.path should be in the group \"vips\" and is \"/\".");
  CHECK(told(R"({"$savedGroup": {"id": "none"}})") ==
        "$savedGroup {\"id\":\"none\"} does not hold.");
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

TEST_CASE("of a survey that took an answer it is said that it was answered") {
  Visitor v(R"({"version": 1, "campaigns": [{"id": "nps", "kind": "survey",
    "frequency": {"repeat": "until_completed"}, "steps": [
      {"id": "score", "question": {"type": "nps"}}, {"id": "why", "question": {"type": "text"}}]}]})");
  v.at(1'795'280'400'000)
      .page("/x")
      .shown()
      .answer(9, "score")
      .advance()
      .shown()
      .outcome("dismissed");
  CHECK(why(v, "nps", "frequency") == "The user answered it on 2026-11-21 17:00 UTC.");
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

TEST_CASE("every code of a gate has a sentence of its own") {
  const std::pair<const char*, std::vector<const char*>> kCodes[] = {
      {"schedule", {"always", "open_now", "not_yet", "over", "outside_window"}},
      {"requires", {"none", "met", "unmet"}},
      {"frequency",
       {"never_shown", "again", "once", "completed", "too_soon", "snoozed", "limit_session",
        "limit_day", "limit_week"}},
      {"pause",
       {"elapsed", "never_prompted", "ignored", "reminder", "too_soon", "limit_session",
        "limit_day", "limit_week"}},
      {"budget", {"off", "enough", "too_little", "passive"}},
      {"quiet", {"none", "busy", "typing", "paused_by_product"}},
      {"experiment",
       {"none", "in_variant", "control", "held_out", "not_sampled", "not_covered",
        "other_namespace", "no_hash_value"}},
      {"target", {"none", "on_page", "refused_on_this_page"}},
  };
  for (const auto& [gate, codes] : kCodes) {
    std::vector<std::string> sentences;
    for (const char* code : codes) {
      CAPTURE(gate, code);
      sentences.push_back(
          docent::sentence(Value::object().set("gate", gate).set("code", code), "en"));
      CHECK(sentences.back().back() == '.');
      CHECK(std::count(sentences.begin(), sentences.end(), sentences.back()) == 1);
    }
  }
}

TEST_CASE("a budget that is too small says what it costs, what is left and when it is enough") {
  const Value gate = Value::object()
                         .set("gate", "budget")
                         .set("code", "too_little")
                         .set("cost", 40)
                         .set("balance", 12.5)
                         .set("capacity", 75)
                         .set("opens_at_ms", 1'795'280'400'000.0);
  CHECK(docent::sentence(gate, "en") ==
        "It costs 40 points of attention, and 12.5 of 75 are left; there will be enough on "
        "2026-11-21 17:00 UTC.");
}
