// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// What explain says is what the next batch does.
#include "docent/explain.hpp"

#include <string>

#include "campaign_file.hpp"
#include "catch.hpp"
#include "visitor.hpp"

using docent::Value;
using docent::test::file_with;

namespace {

/// `tour` only when asked for, `news` on every page, and a checklist beside them.
std::string file(const std::string& attention = "'pause_hours': 0, 'budget': false") {
  return file_with("'attention': {" + attention +
                   "}, 'campaigns': ["
                   "{'id': 'tour', 'kind': 'tour', 'priority': 5, 'trigger': {'on': 'manual'},"
                   " 'steps': [{'id': 'a', 'page': {'path': {'$ne': '/away'}}}]},"
                   "{'id': 'news', 'kind': 'announcement', 'steps': [{'id': 'a'}]},"
                   "{'id': 'more', 'kind': 'announcement', 'priority': -1,"
                   " 'frequency': {'ignore_pause': true}, 'steps': [{'id': 'a'}]},"
                   "{'id': 'list', 'kind': 'checklist', 'trigger': {'on': 'event', 'event': 'go'},"
                   " 'steps': [{'id': 'one', 'title': 'One', 'done_on': 'done'}]}]");
}

void ask_for(Visitor& v, const std::string& campaign) {
  v.send(v.command("start").set("campaign", campaign));
}

std::string verdict(Visitor& v, const std::string& campaign) {
  return std::string(v.explain(campaign).string_or("verdict", ""));
}

std::string code(Visitor& v, const std::string& campaign, const std::string& gate) {
  return std::string(v.gate(campaign, gate).string_or("code", ""));
}

}  // namespace

TEST_CASE("what the user asked for in another tab is left to that tab, and explain says so") {
  Visitor v(file());
  ask_for(v, "tour");
  REQUIRE(v.campaign() == "tour");
  v.visible(false).in_tab("t2").visible(true);
  v.page("/away");  // and away: nothing else is to show in t2 but the news
  v.shown().outcome("dismissed");
  REQUIRE(v.state().prompt_of("tour") != nullptr);
  CHECK(code(v, "tour", "prompt") == "wanted_elsewhere");
  v.page("/");
  CHECK(code(v, "tour", "prompt") == "wanted_elsewhere");
  CHECK(verdict(v, "tour") == "blocked");
  CHECK(v.campaign() == "more");
}

TEST_CASE("what the user asks for here shows here, whatever another tab shows") {
  Visitor v(file());
  v.page("/").shown();
  REQUIRE(v.campaign() == "news");
  v.in_tab("t2").page("/");
  CHECK(code(v, "tour", "lease") == "held_elsewhere");
  ask_for(v, "tour");
  CHECK(v.campaign() == "tour");
  CHECK(verdict(v, "tour") == "would_show");
}

TEST_CASE("what the user asked for here but has its page elsewhere takes no other tab's place") {
  Visitor v(file());
  v.page("/").shown();
  REQUIRE(v.campaign() == "news");
  v.in_tab("t2").page("/away");
  ask_for(v, "tour");
  CHECK_FALSE(v.shows());
  CHECK(v.state().lease->tab == "t1");
  CHECK(verdict(v, "tour") == "blocked");
  CHECK(verdict(v, "news") == "showing");
}

TEST_CASE("what was begun and not yet shown waits for the pause like everybody") {
  Visitor v(
      file_with("'attention': {'pause_hours': 24}, 'campaigns': ["
                "{'id': 'slow', 'kind': 'tour', 'steps': [{'id': 'wait', 'hidden': true,"
                " 'advance': {'on': 'event', 'event': 'go'}}, {'id': 'a'}]},"
                "{'id': 'news', 'kind': 'announcement', 'priority': -1, 'steps': [{'id': 'a'}]}]"));
  v.page("/");
  REQUIRE(v.state().prompt_of("slow") != nullptr);
  REQUIRE(v.campaign() == "news");
  v.shown().outcome("dismissed").track("go");
  CHECK_FALSE(v.shows());
  CHECK(code(v, "slow", "pause") == "too_soon");
  CHECK(verdict(v, "slow") == "blocked");
}

TEST_CASE("a prompt that has no place on this page any more is in nobody's way") {
  Visitor v(file());
  ask_for(v, "tour");
  v.shown();
  REQUIRE(v.state().lease->prompt == v.state().prompt_of("tour")->id);
  Value here = v.here();
  here.set("page", Value::object().set("path", "/away"));
  const Value asked = *docent::parse_json(v.engine().explain(
      docent::write_json(Value::object().set("campaign", "more").set("here", here))));
  for (const Value& gate : asked.find("gates")->as_array()) {
    if (gate.string_or("gate", "") == "prompt") CHECK(gate.string_or("code", "") == "none_open");
  }
}

TEST_CASE("a checklist stands beside everything else, and explain says that it shows") {
  Visitor v(file("'pause_hours': 24"));
  v.page("/").shown();
  v.track("go");
  REQUIRE_FALSE(v.checklist().is_null());
  for (const char* gate : {"pause", "budget", "quiet", "prompt", "priority", "lease"}) {
    CHECK(code(v, "list", gate) == "passive");
  }
  CHECK(verdict(v, "list") == "would_show");
  v.checklist_shown();
  CHECK(verdict(v, "list") == "showing");
  v.visible(false);
  CHECK(code(v, "list", "lease") == "hidden");
  CHECK(verdict(v, "list") == "blocked");
}
