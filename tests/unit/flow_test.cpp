// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include <string>

#include "catch.hpp"
#include "visitor.hpp"

using docent::Value;

namespace {

constexpr std::int64_t kSecond = 1000, kMinute = 60'000;

/// A campaign "c" with these steps, and one of lower rank, "low", that always could be shown.
std::string file_of(std::string_view steps, std::string_view more = "") {
  return R"({"version": 1, "revision": "r1", "attention": {"pause_hours": 24, "budget": false},
    "events": {"sent": {}, "paid": {}},
    "campaigns": [
      {"id": "c", "kind": "tour", "priority": 5, "trigger": {"on": "page_view"}, )" +
         std::string(more) + R"( "steps": [)" + std::string(steps) + R"(]},
      {"id": "low", "kind": "announcement", "trigger": {"on": "page_view", "page": {"path": "/low"}},
       "steps": [{"id": "one"}]}]})";
}

bool has_wake_at(const Visitor& v, std::int64_t at_ms) {
  const Value* wake = v.find("wake");
  return wake != nullptr && wake->number_or("at_ms", 0) == static_cast<double>(at_ms);
}

}  // namespace

TEST_CASE("a step goes on at an event, but only with the properties it waits for") {
  Visitor v(file_of(R"(
    {"id": "a", "advance": {"on": "event", "event": "sent", "props": {"amount": {"$gt": 10}}}},
    {"id": "b"})"));
  v.page("/").shown().track("sent", Value::object().set("amount", 5));
  CHECK(v.step() == "a");
  v.track("sent", Value::object().set("amount", 50));
  CHECK(v.step() == "b");
}

TEST_CASE("an event that ends a prompt is its reason") {
  Visitor v(file_of(R"({"id": "a", "advance": {"on": "event", "event": "sent"}})"));
  v.page("/").shown().track("sent");
  CHECK(v.text("outcome", "outcome") == "completed");
  CHECK(v.text("outcome", "reason") == "event");
}

TEST_CASE("one event goes on from one step, not from the next one that waits for it too") {
  Visitor v(file_of(R"(
    {"id": "a", "advance": {"on": "event", "event": "sent"}},
    {"id": "b", "advance": {"on": "event", "event": "sent"}}, {"id": "c"})"));
  v.page("/").shown().track("sent");
  CHECK(v.step() == "b");
}

TEST_CASE("a step goes on as soon as its condition holds") {
  Visitor v(file_of(R"(
    {"id": "a", "advance": {"on": "condition", "when": {"events.sent.total": {"$gte": 2}}}},
    {"id": "b"})"));
  v.page("/").shown().track("sent");
  CHECK(v.step() == "a");
  v.track("sent");
  CHECK(v.step() == "b");
}

TEST_CASE("a step whose condition holds already is not stopped at") {
  Visitor v(file_of(R"(
    {"id": "a"}, {"id": "b", "advance": {"on": "condition", "when": {"events.sent.total": 1}}},
    {"id": "c"})"));
  v.page("/").track("sent").shown().advance();
  CHECK(v.step() == "c");
  v.shown().advance("back");
  CHECK(v.step() == "a");
}

TEST_CASE("a step goes on when its time on screen is over, and the engine asks to be woken then") {
  Visitor v(file_of(R"({"id": "a", "advance": {"on": "timer", "after_ms": 3000}}, {"id": "b"})"));
  v.page("/");
  CHECK(v.find("wake") == nullptr);  // it is not on screen yet
  v.later(kSecond).shown();
  CHECK(has_wake_at(v, v.now_ms() + 3 * kSecond));
  CHECK(v.find("show")->find("advance")->number_or("after_ms", 0) == 3000);
  v.later(2999).tick();
  CHECK(v.step() == "a");
  v.later(1).tick();
  CHECK(v.step() == "b");
}

TEST_CASE("a step goes on when the user comes to its page") {
  Visitor v(file_of(R"(
    {"id": "a", "advance": {"on": "page", "page": {"path": "/reports"}}}, {"id": "b"})"));
  v.page("/").shown().page("/lists");
  CHECK(v.step() == "a");
  v.page("/reports");
  CHECK(v.step() == "b");
}

TEST_CASE("a page in a hidden tab, or beside the tab that shows the prompt, moves nothing") {
  Visitor v(file_of(R"(
    {"id": "a", "advance": {"on": "page", "page": {"path": "/reports"}}}, {"id": "b"})"));
  v.page("/").shown();
  v.in_tab("t2").page("/reports");
  CHECK(v.state().prompts.front().step == "a");
  v.later(kMinute).visible(false);
  CHECK(v.state().prompts.front().step == "a");
  v.visible(true);
  CHECK(v.state().prompts.front().step == "b");
}

TEST_CASE("clicks and DOM events on the target are reported by the shell") {
  Visitor v(file_of(R"(
    {"id": "a", "target": "#a", "advance": {"on": "dom", "dom": "input"}}, {"id": "b"})"));
  v.page("/");
  CHECK(v.find("show")->find("advance")->string_or("on", "") == "dom");
  CHECK(v.find("show")->find("advance")->string_or("dom", "") == "input");
  v.shown().advance();
  CHECK(v.step() == "b");
}

TEST_CASE("what a step waits for in the engine is no business of the page") {
  Visitor v(file_of(R"(
    {"id": "a", "advance": {"on": "condition", "when": {"user.secret": "x"}}})"));
  v.page("/");
  CHECK(docent::write_json(*v.find("show")->find("advance")) == R"({"on":"condition"})");
}

TEST_CASE("a hidden step waits with nothing on screen, and leaves room for others") {
  Visitor v(file_of(R"(
    {"id": "wait", "hidden": true, "advance": {"on": "event", "event": "sent"}},
    {"id": "a"})"));
  v.page("/");
  CHECK_FALSE(v.shows());
  CHECK(v.state().prompts.size() == 1);
  v.page("/low");
  CHECK(v.campaign() == "low");
}

TEST_CASE("the prompt comes out of its hidden step when the event comes, days later too") {
  Visitor v(file_of(R"(
    {"id": "wait", "hidden": true, "advance": {"on": "event", "event": "sent"}},
    {"id": "a"})"));
  v.page("/").later_days(3).page("/").track("sent");
  CHECK(v.campaign() == "c");
  CHECK(v.step() == "a");
  v.shown().advance();
  CHECK(v.text("outcome", "outcome") == "completed");
}

TEST_CASE("what comes out of a hidden step still keeps the pause after another prompt") {
  Visitor v(file_of(R"(
    {"id": "wait", "hidden": true, "advance": {"on": "event", "event": "sent"}},
    {"id": "a"})"));
  v.page("/").page("/low").shown().outcome("dismissed");
  v.later(kMinute).track("sent");
  CHECK_FALSE(v.shows());
}

TEST_CASE("a hidden step in the middle takes the prompt off the screen until its time") {
  Visitor v(file_of(R"(
    {"id": "a"}, {"id": "wait", "hidden": true, "advance": {"on": "timer", "after_ms": 60000}},
    {"id": "b"})"));
  v.page("/").shown().advance();
  CHECK_FALSE(v.shows());
  CHECK(v.find("hide") != nullptr);
  CHECK(has_wake_at(v, v.now_ms() + kMinute));
  v.later(kMinute).tick();
  REQUIRE(v.shows());
  CHECK(v.step() == "b");
  v.shown().advance("back");
  CHECK(v.step() == "a");
}

TEST_CASE("an unfinished prompt resumes on the page the campaign names") {
  Visitor v(file_of(R"({"id": "a"}, {"id": "b"})", R"("resume_page": {"path": "/home"},)"));
  v.page("/").shown().advance().shown().page("/other");
  CHECK(v.shows());  // it is still on screen
  v.visible(false).in_tab("t2").visible(true).page("/other");
  CHECK_FALSE(v.shows());
  CHECK(v.gate("c", "page").string_or("code", "") == "other_page");
  v.page("/home");
  REQUIRE(v.shows());
  CHECK(v.step() == "b");
}

TEST_CASE("a step with a page of its own resumes there, whatever the campaign says") {
  Visitor v(file_of(R"({"id": "a"}, {"id": "b", "page": {"path": "/list"}})",
                    R"("resume_page": {"path": "/home"},)"));
  v.page("/").shown().advance();
  v.in_tab("t2").page("/home");
  CHECK_FALSE(v.shows());
  v.page("/list");
  CHECK(v.step() == "b");
}

TEST_CASE("what nobody came back to is abandoned when its days are over, and says so") {
  Visitor v(file_of(R"({"id": "a"}, {"id": "b"})", R"("resume_for_days": 2,)"));
  v.page("/").shown().visible(false).later_days(2.1).visible(true);
  CHECK(v.text("outcome", "outcome") == "abandoned");
  CHECK(v.text("outcome", "reason") == "expired");
}

TEST_CASE("a new campaign file goes on with its new words, unless the step is gone") {
  Visitor v(file_of(R"({"id": "a", "title": "Old"}, {"id": "b"})"));
  v.page("/").shown();
  v.engine().load(file_of(R"({"id": "zero"}, {"id": "a", "title": "New"}, {"id": "b"})"));
  v.tick();
  CHECK(v.step() == "a");
  CHECK(v.find("show")->find("content")->string_or("title", "") == "New");
  v.engine().load(file_of(R"({"id": "b"})"));
  v.tick();
  CHECK(v.text("outcome", "outcome") == "abandoned");
  CHECK(v.text("outcome", "reason") == "replaced");
  CHECK(v.state().campaigns.at("c").outcome == docent::Outcome::kAbandoned);
}

TEST_CASE("each way to end a prompt has its reason") {
  const std::string file = file_of(R"({"id": "a"}, {"id": "b"})");
  Visitor closed(file);
  closed.page("/").shown().outcome("dismissed");
  CHECK(closed.text("outcome", "reason") == "button");
  Visitor done(file);
  done.page("/").shown().advance().shown().advance();
  CHECK(done.text("outcome", "reason") == "last_step");
  Visitor reset(file);
  reset.page("/").shown().send(reset.command("reset"));
  CHECK(reset.text("outcome", "reason") == "reset");
}

TEST_CASE("a prompt under way survives a snapshot, with its way back and its timer") {
  Visitor v(file_of(R"(
    {"id": "a"}, {"id": "b", "advance": {"on": "timer", "after_ms": 5000}}, {"id": "c"})"));
  v.page("/").shown().advance().shown();
  const std::string before = v.engine().snapshot();
  v.engine().restore(before);
  CHECK(v.engine().snapshot() == before);
  v.later(5 * kSecond).tick();
  CHECK(v.step() == "c");
  v.shown().advance("back");
  CHECK(v.step() == "b");
}
