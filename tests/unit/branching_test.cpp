// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include <string>

#include "catch.hpp"
#include "visitor.hpp"

using docent::Value;

namespace {

/// A file of one campaign "c" that begins at every page view.
std::string file_of(std::string_view steps, std::string_view kind = "tour",
                    std::string_view more = "") {
  return R"({"version": 1, "revision": "r1", "attention": {"pause_hours": 0, "budget": false},
    "events": {"sent": {}, "paid": {}, "seen": {}},
    "campaigns": [{"id": "c", "kind": ")" +
         std::string(kind) + R"(", "trigger": {"on": "page_view"},
    "frequency": {"repeat": "every_days", "days": 0.0001, "days_after_dismissal": 0.0001}, )" +
         std::string(more) + R"( "steps": [)" + std::string(steps) + "]}]}";
}

double number(const Visitor& v, std::string_view key) {
  const Value* show = v.find("show");
  return show == nullptr ? -1 : show->number_or(key, -1);
}

constexpr const char* kScore = R"(
  {"id": "score", "question": {"id": "nps", "type": "nps"},
   "goto": [{"if": {"answers.nps": {"$lte": 6}}, "step": "sorry"},
            {"if": {"answers.nps": {"$gte": 9}}, "step": "share"}]},
  {"id": "thanks", "goto": [{"step": "end"}]},
  {"id": "sorry", "question": {"id": "why", "type": "text"}, "goto": [{"step": "end"}]},
  {"id": "share"})";

}  // namespace

TEST_CASE("an answer decides which step comes next") {
  const auto after = [](int score) {
    Visitor v(file_of(kScore, "survey"));
    REQUIRE(v.loaded().bool_or("ok", false));
    v.page("/").shown().answer(score, "nps").advance();
    return v.step();
  };
  CHECK(after(3) == "sorry");
  CHECK(after(7) == "thanks");
  CHECK(after(10) == "share");
}

TEST_CASE("a branch can ask whether there is an answer") {
  Visitor v(file_of(R"(
    {"id": "score", "question": {"id": "nps", "type": "nps"},
     "goto": [{"if": {"answers.nps": {"$exists": false}}, "step": "end"}]},
    {"id": "why"})",
                    "survey"));
  v.page("/").shown().advance();
  CHECK(v.text("outcome", "outcome") == "dismissed");
}

TEST_CASE("a goto to the end completes the campaign") {
  Visitor v(file_of(kScore, "survey"));
  v.page("/").shown().answer(2, "nps").advance().shown().advance();
  CHECK(v.text("outcome", "outcome") == "completed");
  CHECK(v.text("outcome", "reason") == "last_step");
}

TEST_CASE("back leads to where one came from, not to the step before in the file") {
  Visitor v(file_of(kScore, "survey"));
  v.page("/").shown().answer(10, "nps").advance();
  REQUIRE(v.step() == "share");
  v.shown().advance("back");
  CHECK(v.step() == "score");
  CHECK(v.find("show")->find("content")->find("question")->number_or("value", -1) == 10);
  v.shown().advance("back");
  CHECK(v.step() == "score");  // there is nothing before it
}

TEST_CASE("a changed answer leads elsewhere") {
  Visitor v(file_of(kScore, "survey"));
  v.page("/").shown().answer(10, "nps").advance().shown().advance("back");
  v.shown().answer(1, "nps").advance();
  CHECK(v.step() == "sorry");
}

TEST_CASE("the options of a multiple answer are a list for conditions") {
  Visitor v(file_of(R"(
    {"id": "pick", "question": {"id": "tools", "type": "multiple",
      "options": [{"id": "mail", "label": "Mail"}, {"id": "chat", "label": "Chat"}]},
     "goto": [{"if": {"answers.tools": {"$elemMatch": {"$eq": "chat"}}}, "step": "chat"}]},
    {"id": "other"}, {"id": "chat"})",
                    "survey"));
  v.page("/").shown().answer(Value::array().push("mail").push("chat"), "tools").advance();
  CHECK(v.step() == "chat");
}

TEST_CASE("a step whose show_if is false is passed over, forwards and backwards") {
  const std::string file = file_of(R"(
    {"id": "a"}, {"id": "b", "show_if": {"user.plan": "pro"}}, {"id": "c"})");
  Visitor v(file);
  v.page("/").shown().advance();
  CHECK(v.step() == "c");
  v.shown().advance("back");
  CHECK(v.step() == "a");
  Visitor pro(file);
  pro.identify("u", Value::object().set("plan", "pro")).page("/").shown().advance();
  CHECK(pro.step() == "b");
  // By the time of going back it is false.
  pro.shown().advance().shown().identify("u", Value::object().set("plan", "free")).advance("back");
  CHECK(pro.step() == "a");
}

TEST_CASE("a campaign begins at the first step that is not passed over") {
  const std::string file = file_of(
      R"({"id": "a", "show_if": {"user.plan": "pro"}}, {"id": "b", "page": {"path": "/b"}})");
  Visitor v(file);
  v.page("/");
  CHECK_FALSE(v.shows());  // its first step belongs elsewhere
  v.page("/b");
  CHECK(v.step() == "b");
}

TEST_CASE("a campaign without a step to show begins nothing and stands in nobody's way") {
  Visitor v(file_of(R"({"id": "a", "show_if": {"user.plan": "pro"}})"));
  v.page("/");
  CHECK_FALSE(v.shows());
  CHECK(v.state().prompts.empty());
  CHECK_FALSE(v.gate("c", "page").bool_or("open", true));
}

TEST_CASE("what is passed over is left by its own goto") {
  Visitor v(file_of(R"(
    {"id": "a"}, {"id": "b", "show_if": {"user.plan": "pro"}, "goto": [{"step": "d"}]},
    {"id": "c"}, {"id": "d"})"));
  v.page("/").shown().advance();
  CHECK(v.step() == "d");
}

TEST_CASE("progress is over the steps that can be reached now") {
  Visitor v(file_of(R"(
    {"id": "a"}, {"id": "b", "show_if": {"user.plan": "pro"}},
    {"id": "wait", "hidden": true, "advance": {"on": "event", "event": "sent"}},
    {"id": "c", "goto": [{"step": "e"}]}, {"id": "d"}, {"id": "e"})"));
  v.page("/");
  CHECK(number(v, "index") == 0);
  CHECK(number(v, "count") == 3);  // a, c, e
  v.shown().identify("u", Value::object().set("plan", "pro"));
  CHECK(number(v, "count") == 4);  // a, b, c, e
  v.advance();
  CHECK(number(v, "index") == 1);
  CHECK(number(v, "count") == 4);
}

TEST_CASE("progress counts no step twice when a goto leads back") {
  Visitor v(file_of(R"({"id": "a"}, {"id": "b", "goto": [{"step": "a"}]})"));
  v.page("/");
  CHECK(number(v, "count") == 2);
  v.shown().advance();
  CHECK(number(v, "index") == 1);
  CHECK(number(v, "count") == 2);
  v.shown().advance();
  REQUIRE(v.step() == "a");
  CHECK(number(v, "index") == 0);
  for (int i = 0; i < 100; ++i) v.shown().advance();
  CHECK(v.state().prompts.front().path.size() <= 2);
}

TEST_CASE("a circle of steps none of which can be stopped at ends the prompt") {
  Visitor v(file_of(R"(
    {"id": "a"},
    {"id": "b", "hidden": true, "advance": {"on": "condition", "when": {"user.anonymous": true}}},
    {"id": "c", "show_if": {"user.plan": "pro"}, "goto": [{"step": "b"}]})"));
  v.page("/").shown().advance();
  CHECK(v.text("outcome", "outcome") == "completed");
  CHECK(v.text("outcome", "reason") == "last_step");
}

TEST_CASE("a missing target can lead to another step") {
  const std::string file = file_of(R"(
    {"id": "a"}, {"id": "b", "target": "#b", "on_missing": "goto", "missing_step": "d"},
    {"id": "c"}, {"id": "d"})");
  Visitor v(file);
  v.page("/").shown().advance();
  REQUIRE(v.step() == "b");
  v.missing();
  CHECK(v.step() == "d");
  v.shown().advance("back");
  CHECK(v.step() == "a");
}

TEST_CASE("targets that send each other on without end are given up") {
  const char* steps = R"(
    {"id": "a", "target": "#a", "on_missing": "goto", "missing_step": "b"},
    {"id": "b", "target": "#b", "on_missing": "goto", "missing_step": "a"})";
  Visitor v(file_of(steps));
  v.page("/");
  for (int i = 0; i < 10 && v.shows(); ++i) v.missing();
  CHECK_FALSE(v.shows());
  CHECK(v.state().campaigns.empty());  // nothing of it was ever seen
  Visitor later(file_of(R"({"id": "hello"}, )" + std::string(steps)));
  later.page("/").shown().advance();
  for (int i = 0; i < 10 && later.find("outcome") == nullptr; ++i) later.missing();
  CHECK(later.text("outcome", "outcome") == "abandoned");
  CHECK(later.text("outcome", "reason") == "target_missing");
}

TEST_CASE("the steps of a variant are walked, not the campaign's own") {
  Visitor v(file_of(R"({"id": "a"}, {"id": "b"})", "tour", R"("experiment": {"variants": [
    {"id": "x", "steps": [{"id": "y1"}, {"id": "y2"}, {"id": "y3"}]},
    {"id": "y", "steps": [{"id": "y1"}, {"id": "y2"}, {"id": "y3"}]}]},)"));
  REQUIRE(v.loaded().bool_or("ok", false));
  v.page("/");
  CHECK(v.step() == "y1");
  CHECK(number(v, "count") == 3);
  CHECK_FALSE(v.text("show", "variant").empty());
  v.shown().advance().shown().advance();
  CHECK(v.step() == "y3");
  v.shown().advance();
  CHECK(v.text("outcome", "outcome") == "completed");
}
