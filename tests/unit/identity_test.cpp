// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/identity.hpp"

#include <utility>

#include "catch.hpp"
#include "docent/json.hpp"
#include "visitor.hpp"

using docent::Value;

namespace {

constexpr const char* kFile = R"({"version": 1, "attention": {"pause_hours": 0, "budget": false},
  "campaigns": [
  {"id": "tour", "kind": "tour", "trigger": {"on": "page_view", "page": {"path": "/tour"}},
   "steps": [{"id": "a"}, {"id": "b"}, {"id": "c"}]},
  {"id": "other", "kind": "tour", "trigger": {"on": "page_view", "page": {"path": "/other"}},
   "steps": [{"id": "a"}, {"id": "b"}]},
  {"id": "test", "kind": "tour", "trigger": {"on": "page_view", "page": {"path": "/test"}},
   "experiment": {"variants": [{"id": "x", "steps": [{"id": "of_x"}]}, {"id": "y", "steps": [{"id": "of_y"}]}]},
   "steps": [{"id": "own"}]}]})";

Value identify(Visitor& v, const std::string& kept) {
  return v.command("identify").set("user_id", "u1").set("state", kept);
}

docent::Prompt prompt_of(std::string id, std::int64_t since_ms) {
  docent::Prompt prompt;
  prompt.id = std::move(id);
  prompt.campaign = "tour";
  prompt.step = "a";
  prompt.since_ms = since_ms;
  return prompt;
}

}  // namespace

TEST_CASE("what the anonymous user is at goes before a prompt the known one left open") {
  Visitor known(kFile);
  known.identify("u1").page("/tour").shown();
  Visitor v(kFile);
  v.later_days(1).page("/tour").shown().advance().shown();
  REQUIRE(v.step() == "b");
  const std::string prompt = v.prompt();
  v.send(identify(v, known.engine().snapshot()));
  CHECK(v.find("hide") == nullptr);
  CHECK(v.prompt() == prompt);
  CHECK(v.step() == "b");
  CHECK(v.state().prompts.size() == 1);
}

TEST_CASE("a prompt of the known user is over when the anonymous one has seen another to its end") {
  Visitor known(kFile);
  known.identify("u1").page("/tour").shown();
  Visitor v(kFile);
  v.later_days(1).page("/tour").shown().outcome("dismissed");
  v.send(identify(v, known.engine().snapshot()));
  CHECK(v.state().prompts.empty());
  v.page("/tour");
  CHECK_FALSE(v.shows());
}

TEST_CASE("of two open prompts the latest stays, and no id is there twice") {
  docent::UserState known, anonymous;
  known.prompts = {prompt_of("k", 20)};
  anonymous.prompts = {prompt_of("a", 10)};
  docent::unite(known, anonymous, {});
  REQUIRE(known.prompts.size() == 1);
  CHECK(known.prompts[0].id == "k");
  anonymous.prompts = {prompt_of("k", 10)};
  anonymous.prompts[0].campaign = "other";
  docent::unite(known, anonymous, {});
  CHECK(known.prompts.size() == 1);
}

TEST_CASE("the lease of the known user's last page holds nothing back") {
  Visitor known(kFile);
  known.identify("u1").in_tab("gone").page("/tour").shown();
  Visitor v(kFile);
  v.page("/x");
  v.send(identify(v, known.engine().snapshot()));
  CHECK(v.campaign() == "tour");
}

TEST_CASE("the known user's bucket sticks though the anonymous one's prompt is open") {
  Visitor v(kFile);
  v.page("/test");
  const std::string mine = v.state().prompts.at(0).variant, theirs = mine == "x" ? "y" : "x";
  Visitor known(kFile);
  known.identify("u1");
  docent::UserState state = known.state();
  state.campaigns["test"].variant = theirs;
  v.send(identify(v, docent::write_json(docent::write_snapshot(state))));
  CHECK(v.step() == "of_" + theirs);
  v.shown();
  CHECK(v.state().campaigns.at("test").variant == theirs);
}

TEST_CASE("tips that were switched off stay off over a reset") {
  Visitor v(kFile);
  v.identify("u1").page("/tour").shown().outcome("opted_out");
  v.send(v.command("reset")).page("/other");
  CHECK(v.state().user_id.empty());
  CHECK_FALSE(v.shows());
  v.send(v.command("mute").set("muted", false));
  CHECK(v.campaign() == "other");
}

TEST_CASE("who takes full consent back is nobody the collector knows from then on") {
  Visitor v(R"({"version": 1, "attention": {"pause_hours": 0}, "campaigns": [
    {"id": "ask", "kind": "survey", "steps": [{"id": "s", "question": {"id": "q", "type": "text"}}]}]})");
  v.send(v.command("consent").set("mode", "full")).identify("u1").page("/").shown();
  v.answer("a secret").track("before");
  const std::string posted = docent::write_json(*v.find("post")->find("summary"));
  REQUIRE(posted.find("a secret") != std::string::npos);
  const std::string day = v.state().day->id, anonymous = v.state().anonymous_id;
  v.send(v.command("consent").set("mode", "summaries")).track("after").answer("not this one");
  for (const char* known : {"u1", "secret", "before"}) {
    CAPTURE(known);
    CHECK(docent::write_json(*v.find("post")).find(known) == std::string::npos);
  }
  const Value& summary = *v.find("post")->find("summary");
  CHECK(summary.find("events")->number_or("after", 0) == 1);
  CHECK(summary.find("answers")->find("ask.q")->find("histogram")->as_array()[0].as_number() == 1);
  CHECK(summary.string_or("id", day) != day);
  CHECK(summary.find("user")->string_or("anonymous_id", anonymous) != anonymous);
  CHECK(v.state().anonymous_id.rfind("a_", 0) == 0);
}

TEST_CASE("who was kept with full consent comes back under a new id when there is less") {
  Visitor known(kFile);
  known.send(known.command("consent").set("mode", "full")).identify("u1").page("/");
  Visitor v(kFile);
  v.page("/");
  v.send(identify(v, known.engine().snapshot()));
  CHECK(v.state().anonymous_id != known.state().anonymous_id);
  REQUIRE(v.state().day);
  CHECK(v.state().day->id != known.state().day->id);
}

TEST_CASE("a user of whom nothing but the name was kept is as old as the anonymous one") {
  Visitor v(kFile);
  v.page("/").later_days(2);
  v.send(identify(v, R"({"version": 1, "anonymous_id": "a_1", "user_id": "u1"})"));
  CHECK(v.attributes().find("user")->number_or("age_days", -1) == 2);
}

TEST_CASE("of two users that are one, only what was done in the first week of both counts for it") {
  constexpr const char* file = R"({"version": 1, "events": {"sent": {}}, "campaigns": []})";
  const auto week1 = [](Visitor& v) {
    const docent::Value all = v.attributes();
    return std::pair(all.find("week1")->number_or("events", -1),
                     all.find("week1")->number_or("active_days", -1));
  };
  Visitor known(file);
  known.identify("u1").page("/").track("sent").track("sent");
  const double apart_days = GENERATE(2.0, 400.0);
  CAPTURE(apart_days);
  SECTION("the anonymous one came later") {
    Visitor v(file);
    v.later_days(apart_days).page("/").track("sent").later_days(1).track("sent").track("sent");
    v.send(v.command("identify").set("user_id", "u1").set("state", known.engine().snapshot()));
    CHECK(week1(v) == (apart_days < 7 ? std::pair(5.0, 2.0) : std::pair(2.0, 1.0)));
  }
  SECTION("the anonymous one was here before") {
    Visitor v(file);
    v.later_days(-apart_days).page("/").track("sent").later_days(1).track("sent").track("sent");
    v.later_days(apart_days);
    v.send(v.command("identify").set("user_id", "u1").set("state", known.engine().snapshot()));
    CHECK(week1(v) == (apart_days < 7 ? std::pair(5.0, 2.0) : std::pair(3.0, 2.0)));
  }
}
