// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/engine.hpp"

#include "catch.hpp"
#include "docent/json.hpp"
#include "docent/state.hpp"
#include "visitor.hpp"

using docent::Value;

namespace {

constexpr std::int64_t kHour = 3'600'000;

// A tour, a survey, an announcement: enough for every path through the engine.
constexpr const char* kFile = R"({
  "version": 1, "revision": "r1", "attention": {"pause_hours": 24}, "report_traits": ["plan"],
  "events": {"sent": {"weight": 10, "half_life_days": 10}, "paid": {"weight": 5}},
  "score": {"target": 20},
  "campaigns": [
    {"id": "welcome", "kind": "tour", "priority": 10,
     "trigger": {"on": "page_view", "page": {"path": "/"}},
     "steps": [
       {"id": "hello", "title": "Hi {{user.first_name|there}}"},
       {"id": "menu", "target": "#menu", "page": {"path": "/"}},
       {"id": "list", "target": "#list", "page": {"path": "/list"}, "on_missing": "center"},
       {"id": "pay", "surface": "modal", "advance": {"on": "event", "event": "paid"}}]},
    {"id": "ces", "kind": "survey", "priority": 5,
     "audience": {"events.sent.total": {"$gte": 1}},
     "trigger": {"on": "event", "event": "sent", "props": {"amount": {"$gt": 0}}, "delay_ms": 2000},
     "frequency": {"repeat": "every_days", "days": 90, "days_after_dismissal": 30, "snooze_hours": 2, "ignore_pause": true},
     "steps": [{"id": "effort", "question": {"id": "q", "type": "ces", "required": true}},
               {"id": "why", "question": {"id": "q2", "type": "text"}}]},
    {"id": "news", "kind": "announcement",
     "trigger": {"on": "page_view", "page": {"path": "/news"}},
     "frequency": {"repeat": "until_completed", "days": 7},
     "steps": [{"id": "one", "surface": "banner"}]},
    {"id": "help", "kind": "announcement", "trigger": {"on": "manual"}, "steps": [{"id": "one"}]}
  ]})";

/// Somebody who has finished the welcome tour long ago.
Visitor after_welcome() {
  Visitor v(kFile);
  v.page("/").shown().outcome("completed").later_days(2);
  return v;
}

}  // namespace

TEST_CASE("a page view shows the campaign of highest priority that waits for it") {
  Visitor v(kFile);
  REQUIRE(v.loaded().bool_or("ok", false));
  v.page("/");
  REQUIRE(v.shows());
  CHECK(v.campaign() == "welcome");
  CHECK(v.step() == "hello");
  CHECK(v.find("show")->find("content")->string_or("title", "") == "Hi there");
}

TEST_CASE("nothing is charged before a step was on screen") {
  Visitor v(kFile);
  v.page("/");
  CHECK(v.state().campaigns.empty());
  v.shown();
  CHECK(v.state().campaigns.at("welcome").shown_count == 1);
  v.advance().shown();
  CHECK(v.state().campaigns.at("welcome").shown_count == 1);
}

TEST_CASE("a tour goes on, back and past its end, and is shown once") {
  Visitor v(kFile);
  v.page("/").shown().advance();
  CHECK(v.step() == "menu");
  v.shown().advance("back");
  CHECK(v.step() == "hello");
  v.shown().advance().shown().advance();
  CHECK(v.text("hide", "reason") == "page");  // the next step belongs on /list
  v.page("/list");
  CHECK(v.step() == "list");
  v.shown().advance().shown().advance();
  CHECK(v.text("outcome", "outcome") == "completed");
  CHECK(v.text("hide", "reason") == "completed");
  CHECK_FALSE(v.shows());
  v.later_days(100).page("/");
  CHECK_FALSE(v.shows());
  CHECK(v.gate("welcome", "frequency").string_or("code", "") == "once");
}

TEST_CASE("a reload in the middle resumes at the same step without charging again") {
  Visitor v(kFile);
  v.page("/").shown().advance().shown();
  v.visible(false);
  v.in_tab("t2").visible(true).page("/");
  REQUIRE(v.shows());
  CHECK(v.step() == "menu");
  CHECK(v.find("show")->bool_or("resumed", false));
  v.shown();
  CHECK(v.state().campaigns.at("welcome").shown_count == 1);
}

TEST_CASE("a step that waits for an event goes on when it is tracked") {
  Visitor v(kFile);
  v.page("/").shown().advance().shown().advance().page("/list").shown().advance().shown();
  CHECK(v.step() == "pay");
  v.track("paid");
  CHECK(v.text("outcome", "outcome") == "completed");
}

TEST_CASE("a missing target skips the step, or is shown without one") {
  Visitor v(kFile);
  v.page("/").shown().advance();
  CHECK(v.step() == "menu");
  v.missing();
  CHECK_FALSE(v.shows());  // "list" belongs on another page
  v.page("/list");
  CHECK(v.step() == "list");
  v.missing();
  REQUIRE(v.shows());
  CHECK(v.step() == "list");
  CHECK(v.find("show")->find("targets")->as_array().empty());
  CHECK(v.text("show", "surface") == "modal");
}

TEST_CASE("a step says what is lit besides its target, and whether that can be used") {
  Visitor v(R"({"version": 1, "revision": "r1", "campaigns": [{"id": "c", "kind": "tour", "steps": [
    {"id": "a", "target": "#a", "interactive": false, "spotlight": ["#b", {"text": "C"}]},
    {"id": "b", "target": "#b"}]}]})");
  v.page("/");
  REQUIRE(v.shows());
  CHECK_FALSE(v.find("show")->bool_or("interactive", true));
  const auto& lit = v.find("show")->find("spotlight")->as_array();
  REQUIRE(lit.size() == 2);
  CHECK(lit[0].string_or("css", "") == "#b");
  CHECK(lit[1].string_or("text", "") == "C");
  v.shown().advance();
  CHECK(v.step() == "b");
  CHECK(v.find("show")->find("interactive") == nullptr);
  CHECK(v.find("show")->find("spotlight") == nullptr);
}

TEST_CASE("what the host refused is not charged and not tried again on that page") {
  Visitor v(kFile);
  v.page("/").refused("host");
  CHECK_FALSE(v.shows());
  CHECK(v.state().campaigns.empty());
  v.tick();
  CHECK_FALSE(v.shows());
  CHECK(v.gate("welcome", "target").string_or("code", "") == "refused_on_this_page");
  v.page("/");
  CHECK(v.shows());
}

TEST_CASE(
    "an event arms its campaign, the delay is waited for, and a navigation in between does not "
    "matter") {
  Visitor v = after_welcome();
  v.page("/list").track("sent", Value::object().set("amount", 5));
  CHECK_FALSE(v.shows());
  REQUIRE(v.find("wake") != nullptr);
  CHECK(v.find("wake")->number_or("at_ms", 0) == static_cast<double>(v.now_ms() + 2000));
  v.in_tab("t2").later(1500).page("/list").later(500).tick();
  REQUIRE(v.shows());
  CHECK(v.campaign() == "ces");
}

TEST_CASE("an event whose properties do not fit arms nothing") {
  Visitor v = after_welcome();
  v.page("/list").track("sent", Value::object().set("amount", 0)).later(2000).tick();
  CHECK_FALSE(v.shows());
}

TEST_CASE("a moment that passed long ago shows nothing any more") {
  Visitor v = after_welcome();
  v.page("/list").track("sent", Value::object().set("amount", 5));
  v.later(20 * 60'000).tick();
  CHECK_FALSE(v.shows());
  CHECK(v.gate("ces", "trigger").string_or("code", "") == "not_armed");
}

TEST_CASE(
    "answers count once, a changed mind replaces, and going past the end completes a survey") {
  Visitor v = after_welcome();
  v.page("/list").track("sent", Value::object().set("amount", 5)).later(2000).tick().shown();
  v.answer(3).answer(6);
  CHECK(v.state().ces_last == 6.0);
  const Value* summary = v.find("post")->find("summary");
  const Value* answers = summary->find("answers")->find("ces.q");
  CHECK(docent::write_json(*answers->find("histogram")) == "[0,0,0,0,0,1,0]");
  v.advance().shown().answer("It was easy").advance();
  CHECK(v.text("outcome", "outcome") == "completed");
}

TEST_CASE("an answer outside its scale is an error and changes nothing") {
  Visitor v = after_welcome();
  v.page("/list").track("sent", Value::object().set("amount", 5)).later(2000).tick().shown();
  for (const Value& bad : {Value(0), Value(8), Value(2.5), Value("five"), Value()}) {
    v.answer(bad);
    CHECK(v.text("error", "code") == "out_of_range");
  }
  CHECK_FALSE(v.state().ces_last.has_value());
}

TEST_CASE(
    "a survey passed over without an answer counts as dismissed and comes back by that clock") {
  Visitor v = after_welcome();
  auto ask = [&] {
    v.page("/list").track("sent", Value::object().set("amount", 5)).later(2000).tick();
    return v.shows();
  };
  REQUIRE(ask());
  v.shown().advance().shown().advance();
  CHECK(v.text("outcome", "outcome") == "dismissed");
  v.later_days(29);
  CHECK_FALSE(ask());
  v.later_days(1.1);
  CHECK(ask());
}

TEST_CASE("later means later: a snoozed prompt waits for its hours") {
  Visitor v = after_welcome();
  auto ask = [&] {
    v.page("/list").track("sent", Value::object().set("amount", 5)).later(2000).tick();
    return v.shows();
  };
  REQUIRE(ask());
  v.shown().outcome("snoozed").later(kHour);
  CHECK_FALSE(ask());
  CHECK(v.gate("ces", "frequency").string_or("code", "") == "snoozed");
  v.later(kHour);
  CHECK(ask());
}

TEST_CASE("the pause holds between prompts, and what ignores it does not wait") {
  Visitor v(kFile);
  v.page("/").shown().outcome("completed");
  std::int64_t ended = v.now_ms();
  v.page("/news");
  CHECK_FALSE(v.shows());
  REQUIRE(v.find("wake") != nullptr);
  CHECK(v.find("wake")->number_or("at_ms", 0) == static_cast<double>(ended + 24 * kHour));
  CHECK(v.gate("news", "pause").string_or("code", "") == "too_soon");
  v.track("sent", Value::object().set("amount", 1)).later(2000).tick();
  CHECK(v.campaign() == "ces");
  v.shown().outcome("dismissed").later(25 * kHour).tick();
  CHECK(v.campaign() == "news");
}

TEST_CASE(
    "what the user asks for is shown whatever the frequency, the pause and the audience say") {
  Visitor v(kFile);
  v.page("/").shown().outcome("completed");
  v.send(v.command("start").set("campaign", "help"));
  CHECK(v.campaign() == "help");
  v.shown().outcome("dismissed");
  v.send(v.command("start").set("campaign", "welcome"));
  CHECK(v.campaign() == "welcome");
}

TEST_CASE("a campaign nobody knows is an error effect") {
  Visitor v(kFile);
  v.send(v.command("start").set("campaign", "nope"));
  CHECK(v.text("error", "code") == "unknown_campaign");
}

TEST_CASE("opting out silences every campaign until the user says otherwise") {
  Visitor v(kFile);
  v.page("/").shown().outcome("opted_out");
  v.later_days(30).page("/news");
  CHECK_FALSE(v.shows());
  CHECK(v.gate("news", "consent").string_or("code", "") == "muted");
  v.send(v.command("mute").set("muted", false));
  CHECK(v.campaign() == "news");
}

TEST_CASE("one tab at a time shows a prompt, and a hidden tab lets it go") {
  Visitor v(kFile);
  v.page("/").shown();
  std::string prompt = v.prompt();
  v.in_tab("t2").page("/");
  CHECK_FALSE(v.shows());
  CHECK(v.gate("welcome", "lease").string_or("code", "") == "held_elsewhere");
  v.later(14'000).tick();
  CHECK_FALSE(v.shows());
  v.later(1'001).tick();
  CHECK(v.prompt() == prompt);
}

TEST_CASE("a tab that comes back without its lease closes its copy") {
  Visitor v(kFile);
  v.page("/").shown();
  std::string prompt = v.prompt();
  Value returning = v.here();
  v.in_tab("t2").later(16'000).page("/");
  REQUIRE(v.prompt() == prompt);
  v.shown();
  returning.set("now_ms", v.now_ms() + 1).set("id", "back");
  Value effects = *docent::parse_json(
      v.engine().handle(docent::write_json(Value::object().set("here", returning))));
  REQUIRE_FALSE(effects.as_array().empty());
  CHECK(effects.as_array()[0].string_or("type", "") == "hide");
  CHECK(effects.as_array()[0].string_or("reason", "") == "lease_lost");
}

TEST_CASE("an unfinished tour is abandoned after its days") {
  Visitor v(kFile);
  v.page("/").shown().advance().shown().visible(false).visible(true);
  v.page("/other").later_days(6.9).tick();
  CHECK(v.find("outcome") == nullptr);
  v.later_days(0.2).tick();
  CHECK(v.text("outcome", "outcome") == "abandoned");
}

TEST_CASE("the score is the weighted sum, decayed and scaled") {
  Visitor v(kFile);
  v.page("/x").track("sent").track("paid");
  CHECK(v.attributes().find("score")->number_or("value", 0) == 75);
  CHECK(v.attributes().find("score")->string_or("band", "") == "high");
  v.later_days(10).tick();
  CHECK(v.attributes().find("score")->number_or("value", 0) == 50);  // 10 · ½ + 5, of 20
}

TEST_CASE("every batch that changed the day gives its next revision, and the next day closes it") {
  Visitor v(kFile);
  v.page("/x");
  CHECK(v.find("post")->number_or("revision", 0) == 1);
  std::string id = v.text("post", "id");
  v.track("sent");
  CHECK(v.find("post")->number_or("revision", 0) == 2);
  CHECK(v.text("post", "id") == id);
  v.tick();
  CHECK(v.find("post") == nullptr);
  v.later_days(1).tick();
  REQUIRE(v.find("post") != nullptr);
  CHECK(v.text("post", "id") == id);
  CHECK(v.find("post")->bool_or("final", false));
  CHECK(v.find("post")->number_or("revision", 0) == 3);
}

TEST_CASE("a campaign whose delay is about to end holds those below it back") {
  constexpr const char* kDelays = R"({"version": 1, "campaigns": [
    {"id": "quick", "kind": "announcement", "trigger": {"on": "page_view"}, "steps": [{"id": "a"}]},
    {"id": "weighty", "kind": "announcement", "priority": 9, "steps": [{"id": "a"}],
     "trigger": {"on": "page_view", "delay_ms": 5000}},
    {"id": "slow", "kind": "announcement", "priority": 10, "steps": [{"id": "a"}],
     "trigger": {"on": "page_view", "delay_ms": 5001}}]})";
  Visitor v(kDelays);
  v.page("/");
  CHECK_FALSE(v.shows());
  CHECK(v.gate("quick", "priority").string_or("by", "") == "weighty");
  v.later(5000).tick();
  CHECK_FALSE(v.shows());  // now the slow one is about to come
  v.later(1).tick();
  CHECK(v.campaign() == "slow");
}

TEST_CASE("without full consent a summary names nobody and quotes nothing") {
  Visitor v(kFile);
  v.identify("u1", Value::object().set("plan", "team")).page("/x");
  const Value* user = v.find("post")->find("summary")->find("user");
  CHECK(user->find("id")->is_null());
  CHECK(user->find("traits")->as_object().empty());
  v.send(v.command("consent").set("mode", "full")).track("sent");
  user = v.find("post")->find("summary")->find("user");
  CHECK(user->string_or("id", "") == "u1");
  CHECK(user->find("traits")->string_or("plan", "") == "team");
}

TEST_CASE("with consent off nothing is posted, and prompts still work") {
  Visitor v(kFile);
  v.send(v.command("consent").set("mode", "off")).page("/");
  CHECK(v.find("post") == nullptr);
  CHECK(v.campaign() == "welcome");
  v.shown().outcome("completed");
  CHECK(v.find("post") == nullptr);
}

TEST_CASE("the anonymous user becomes the named one, and unites with what was kept of it") {
  Visitor known(kFile);
  known.identify("u1", Value::object().set("plan", "team"))
      .track("sent")
      .page("/news")
      .shown()
      .outcome("completed");
  std::string kept = known.engine().snapshot();

  Visitor v(kFile);
  v.later_days(1).page("/x").track("sent").track("paid");
  v.send(v.command("identify").set("user_id", "u1").set("state", kept));
  CHECK(v.state().user_id == "u1");
  CHECK(v.state().traits.string_or("plan", "") == "team");
  CHECK(v.state().events.at("sent").total == 2);
  CHECK(v.state().events.at("paid").total == 1);
  CHECK(v.state().campaigns.at("news").outcome == docent::Outcome::kCompleted);
}

TEST_CASE("from one named user to another nothing is taken along") {
  Visitor v(kFile);
  v.identify("u1").track("sent").identify("u2");
  CHECK(v.state().user_id == "u2");
  CHECK(v.state().events.empty());
  CHECK(v.text("post", "type") == "post");
}

TEST_CASE(
    "a clock that goes back a little stands still, one that goes back far is rebased and counted") {
  Visitor v(kFile);
  v.page("/").shown().outcome("completed");
  std::int64_t before = v.now_ms();
  v.later(-kHour).tick();
  CHECK(v.state().last_ms == before);
  v.later_days(-400).tick();
  CHECK(v.state().last_ms == v.now_ms());
  CHECK(v.state().clock_resets == 1);
  CHECK(v.state().last_prompt_ms <= v.now_ms());
}

TEST_CASE("a snapshot restored is the same state") {
  Visitor v = after_welcome();
  v.identify("u1", Value::object().set("plan", "team"));
  v.page("/list")
      .track("sent", Value::object().set("amount", 5))
      .later(2000)
      .tick()
      .shown()
      .answer(6);
  std::string snapshot = v.engine().snapshot();
  CHECK(v.engine().restore(snapshot) == R"({"ok":true})");
  CHECK(v.engine().snapshot() == snapshot);
}

TEST_CASE("what a snapshot names may end in a zero") {
  docent::UserState state;
  state.campaigns["c"].variant = "group 0";
  state.busy.push_back({.from = "0", .since_ms = 0});
  const docent::Result<docent::UserState> read =
      docent::read_snapshot(docent::write_json(docent::write_snapshot(state)));
  REQUIRE(read);
  CHECK(read->campaigns.at("c").variant == "group 0");
  REQUIRE(read->busy.size() == 1);
  CHECK(read->busy[0].from == "0");
}

TEST_CASE("a clock that was ahead takes no day away from what happened before") {
  docent::DayCounts days;
  for (int i = 0; i < 5; ++i) days.add(100);
  days.add(110);
  days.rebase(100);
  days.add(100);
  CHECK(days.day == 100);
  CHECK(days.sum(100, 1) == 7);
  docent::DayCounts old;
  old.add(90);
  old.add(120);
  old.rebase(100);
  CHECK(old.sum(100, 28) == 1);  // the older one left the window before
}

TEST_CASE("a damaged snapshot is told apart from a newer one") {
  Visitor v(kFile);
  for (const char* bad :
       {"{", "[]", "{}", R"({"version":1,"events":7})", R"({"version":1,"last_day":1.5})",
        R"({"version":1,"prompts":[{"id":3}]})", R"({"version":1,"traits":[]})",
        R"({"version":1,"last_day":2147483647})", R"({"version":1,"scores_day":-2147473000})"}) {
    CAPTURE(bad);
    Value answer = *docent::parse_json(v.engine().restore(bad));
    CHECK_FALSE(answer.bool_or("ok", true));
    CHECK(answer.find("error")->string_or("code", "") == "damaged_state");
  }
  v.page("/");
  CHECK(v.shows());  // a fresh user
  Value answer = *docent::parse_json(v.engine().restore(R"({"version":2})"));
  CHECK(answer.find("error")->string_or("code", "") == "newer_state");
  v.page("/");
  CHECK_FALSE(v.shows());
  CHECK(v.gate("welcome", "file").string_or("code", "") == "read_only");
}

TEST_CASE("a batch that cannot be read is an error effect") {
  Visitor v(kFile);
  for (const char* bad : {"", "{", "[]", "{}", R"({"here": {"now_ms": -1}})"}) {
    CAPTURE(bad);
    Value effects = *docent::parse_json(v.engine().handle(bad));
    REQUIRE(effects.as_array().size() == 1);
    CHECK(effects.as_array()[0].string_or("type", "") == "error");
  }
}

TEST_CASE(
    "explain lists every gate in order, with the numbers, and says when time alone would do") {
  Visitor v(kFile);
  v.page("/").shown().outcome("completed").page("/news");
  Value why = v.explain("news");
  CHECK(why.string_or("verdict", "") == "blocked");
  CHECK(why.number_or("next_at_ms", 0) == static_cast<double>(v.now_ms() + 24 * kHour));
  std::string order;
  for (const Value& gate : why.find("gates")->as_array())
    order += std::string(gate.string_or("gate", "")) + " ";
  CHECK(order ==
        "file consent schedule audience requires trigger frequency pause budget quiet prompt "
        "priority experiment lease page target ");
  CHECK(v.explain("welcome").find("next_at_ms")->is_null());
  Value audience = v.gate("ces", "audience");
  CHECK_FALSE(audience.bool_or("open", true));
  CHECK(audience.number_or("actual", -1) == 0);
}

TEST_CASE("a paused file stops everything at once") {
  Visitor v(kFile);
  v.page("/").shown();
  std::string paused = kFile;
  paused.insert(1, R"("paused": true, )");
  v.engine().load(paused);
  v.tick();
  CHECK(v.text("hide", "reason") == "paused");
}

TEST_CASE(
    "what the user asks for is shown after a refusal, over another prompt and in the tab that "
    "asked") {
  Visitor v(kFile);
  v.page("/").refused("host");
  v.send(v.command("start").set("campaign", "welcome"));
  CHECK(v.campaign() == "welcome");
  v.shown();
  v.send(v.command("start").set("campaign", "help"));
  CHECK(v.campaign() == "help");
  v.shown();
  v.send(v.command("start").set("campaign", "welcome"));
  CHECK(v.campaign() == "welcome");
  v.in_tab("t2").page("/list");
  CHECK_FALSE(v.shows());
  v.send(v.command("start").set("campaign", "help"));
  CHECK(v.campaign() == "help");
}

TEST_CASE("a refusal is remembered however many tabs are open") {
  Visitor v(kFile);
  for (int i = 0; i < 12; ++i) v.in_tab("t" + std::to_string(i)).page("/x");
  v.in_tab("t0").track("sent", Value::object().set("amount", 1)).later(2000).tick();
  REQUIRE(v.campaign() == "ces");
  v.refused("host");
  CHECK_FALSE(v.shows());
  v.tick();
  CHECK_FALSE(v.shows());
}

TEST_CASE("explain agrees with what the next batch does") {
  Visitor v(kFile);
  v.page("/").shown().advance().shown().visible(false);
  v.in_tab("t2").visible(true).page("/");
  v.visible(false).visible(true);
  CHECK(v.explain("welcome").string_or("verdict", "") != "blocked");
  CHECK(v.gate("welcome", "frequency").string_or("code", "") == "resumes");

  Visitor late = after_welcome();
  late.page("/list").track("sent", Value::object().set("amount", 5)).later(3'600'000);
  CHECK(late.explain("ces").string_or("verdict", "") == "blocked");
}

TEST_CASE("time does not open what an event's moment has left by then") {
  std::string file = kFile;
  file.replace(file.find(R"(, "ignore_pause": true)"), 22, "");
  Visitor v(file);
  v.page("/").shown().outcome("completed");
  v.page("/list").track("sent", Value::object().set("amount", 5)).later(2000).tick();
  CHECK_FALSE(v.shows());
  CHECK(v.explain("ces").find("next_at_ms")->is_null());
  CHECK(v.find("wake") == nullptr);
}

TEST_CASE("an event that keeps happening does not put its prompt off") {
  Visitor v = after_welcome();
  v.page("/list");
  for (int i = 0; i < 3 && !v.shows(); ++i) {
    v.track("sent", Value::object().set("amount", 5)).later(900);
  }
  v.tick();
  CHECK(v.campaign() == "ces");
}

TEST_CASE("uniting two users decays both counts to the same time") {
  Visitor known(kFile);
  known.identify("u1");
  for (int i = 0; i < 100; ++i) known.track("sent");
  std::string kept = known.engine().snapshot();
  Visitor v(kFile);
  v.later_days(100).track("sent");
  v.send(v.command("identify").set("user_id", "u1").set("state", kept));
  CHECK(v.attributes().find("score")->number_or("value", 0) ==
        54.9);  // 10 · (100 · 2^-10 + 1), of 20
}

TEST_CASE("the last summary of a day carries the score of that day") {
  Visitor v(kFile);
  v.page("/x").track("sent");
  double score = v.find("post")->find("summary")->number_or("score", -1);
  v.later_days(100).page("/x");
  for (const Value& effect : v.effects().as_array()) {
    if (effect.bool_or("final", false))
      CHECK(effect.find("summary")->number_or("score", -1) == score);
  }
}

TEST_CASE("a clock that was a year ahead does not crowd a year into one day") {
  Visitor v(kFile);
  v.later_days(365).track("sent").later_days(-365).track("sent");
  for (int day = 0; day < 10; ++day) v.later_days(1).track("sent");
  CHECK(v.attributes().find("events")->find("sent")->number_or("last7", 0) == 7);
}

TEST_CASE("another account does not inherit the traits of the one before") {
  Visitor v(kFile);
  v.send(v.command("group")
             .set("account_id", "acme")
             .set("traits", Value::object().set("plan", "gold")));
  v.send(v.command("group").set("account_id", "other"));
  CHECK(v.attributes().find("account")->find("plan") == nullptr);
}

TEST_CASE("quiet that begins a session outlasts that beginning") {
  Visitor v(kFile);
  v.send(v.command("pause").set("paused", true)).page("/");
  CHECK_FALSE(v.shows());
}

TEST_CASE("what was tracked without consent is not counted when it is given") {
  Visitor known(kFile);
  known.identify("u1").track("a");
  std::string kept = known.engine().snapshot();
  Visitor v(kFile);
  v.send(v.command("consent").set("mode", "off"));
  v.send(v.command("identify").set("user_id", "u1").set("state", kept)).track("secret");
  v.send(v.command("consent").set("mode", "full")).page("/x");
  CHECK(docent::write_json(*v.find("post")).find("secret") == std::string::npos);
}

TEST_CASE(
    "names that are too long, ids that come twice and batches without one are refused or "
    "survived") {
  Visitor v(kFile);
  v.track(std::string(129, 'x'));
  CHECK(v.text("error", "code") == "too_long");
  Value start = v.command("start").set("campaign", "welcome");
  v.send(start);
  start.set("campaign", "help");
  v.send(start).track("paid").track("paid");
  Value anonymous = Value::object().set("here", v.here().set("id", ""));
  Value effects = *docent::parse_json(v.engine().handle(docent::write_json(anonymous)));
  CHECK(effects.as_array()[0].string_or("code", "") == "missing_field");
  for (const char* hostile :
       {R"({"version":1,"prompts":[{"id":"a","campaign":"welcome"},{"id":"a","campaign":"news"}]})",
        R"({"version":1,"active_days":[1,-5]})",
        R"({"version":1,"events":{"sent":{"decayed":1e308}}})",
        R"({"version":1,"day":{"id":"d","answers":{"x.y":{"type":"nps","histogram":[1e300]}}}})"}) {
    CAPTURE(hostile);
    CHECK(v.engine().restore(hostile).find("damaged_state") != std::string::npos);
  }
}

TEST_CASE("an empty text is no answer, and a survey without one is not completed") {
  Visitor v = after_welcome();
  v.page("/list").track("sent", Value::object().set("amount", 5)).later(2000).tick().shown();
  v.outcome("completed");
  CHECK(v.text("outcome", "outcome") == "dismissed");
}

TEST_CASE(
    "the next user's page was not opened in the future, though the clock went back a little") {
  Visitor v(kFile);
  v.page("/").later(-1000).send(v.command("reset"));
  REQUIRE(v.state().views.size() == 1);
  CHECK(v.state().views[0].at_ms == v.state().last_ms);
  const std::string before = v.engine().snapshot();
  v.engine().restore(before);
  CHECK(v.engine().snapshot() == before);
}
