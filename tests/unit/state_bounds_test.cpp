// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// Whatever a page says, the state can be read back and stays small.
#include <string>

#include "catch.hpp"
#include "docent/identity.hpp"
#include "docent/json.hpp"
#include "visitor.hpp"

using docent::Value;

namespace {

constexpr const char* kFile = R"({"version": 1, "attention": {"pause_hours": 0}, "campaigns": [
  {"id": "tour", "kind": "tour", "frequency": {"repeat": "every_days", "days": 0.001}, "steps": [{"id": "a"}]}]})";

bool can_be_read_back(Visitor& v) {
  const std::string kept = v.engine().snapshot();
  if (kept.size() > 64 * 1024) return false;
  return v.engine().restore(kept) == R"({"ok":true})" && v.engine().snapshot() == kept;
}

/// `levels` objects inside each other.
Value nested(int levels) {
  Value out = 1;
  for (int i = 0; i < levels; ++i) out = Value::object().set("x", std::move(out));
  return out;
}

}  // namespace

TEST_CASE("traits as deep as a batch may be can be kept") {
  for (const int levels : {30, 31, 37, 38}) {
    CAPTURE(levels);
    Visitor v(kFile);
    v.identify("u1", nested(levels));
    v.send(v.command("group").set("account_id", "a").set("traits", nested(levels)));
    CHECK(can_be_read_back(v));
  }
}

TEST_CASE("an id of 128 bytes is taken, a longer one is an error and changes nothing") {
  Visitor v(kFile);
  const std::string longest(128, 'i'), longer(129, 'i');
  v.identify(longest);
  CHECK(v.state().user_id == longest);
  v.identify(longer);
  CHECK(v.text("error", "code") == "too_long");
  CHECK(v.text("error", "path") == "/commands/0/user_id");
  CHECK(v.state().user_id == longest);
  v.send(v.command("group").set("account_id", longest));
  v.send(v.command("group").set("account_id", longer));
  CHECK(v.text("error", "path") == "/commands/0/account_id");
  CHECK(v.state().account_id == longest);
  for (const char* of : {"id", "tab"}) {
    CAPTURE(of);
    v.send(v.command("page").set(of, longest));
    CHECK(v.find("error") == nullptr);
    v.send(v.command("page").set(of, longer));
    CHECK(v.text("error", "code") == "too_long");
    Value batch = Value::object().set("here", v.here().set(of, longer));
    const Value effects = *docent::parse_json(v.engine().handle(docent::write_json(batch)));
    CHECK(effects.as_array()[0].string_or("code", "") == "too_long");
  }
}

TEST_CASE("tabs and buttons that are made up are not kept without end") {
  Visitor v(kFile);
  v.page("/").shown();
  for (int i = 0; i < 300; ++i) {
    const std::string made_up = "x" + std::to_string(i);
    v.send(v.command("advance")
               .set("prompt", v.prompt())
               .set("step", "a")
               .set("to", "back")
               .set("button", made_up));
    v.send(
        v.command("refused").set("tab", made_up).set("prompt", v.prompt()).set("reason", "host"));
  }
  CHECK(v.state().views.size() <= docent::UserState::kMaxViews);
  CHECK(v.state().day->campaigns.at("tour").buttons.size() <= 256);
}

TEST_CASE("counters saturate where a snapshot can still be read") {
  for (
      const char* kept :
      {R"({"version": 1, "clock_resets": 4503599627370496, "last_ms": 1795280400000, "last_day": 20778})",
       R"({"version": 1, "visits": "........", "last_ms": 1795280400000, "last_day": 20778})",
       R"({"version": 1, "events": {"sent": "........ 1 1"}, "last_ms": 1795280400000, "last_day": 20778})"}) {
    CAPTURE(kept);
    Visitor v(R"({"version": 1, "events": {"sent": {"half_life_days": 1}}, "campaigns": []})");
    REQUIRE(v.engine().restore(kept) == R"({"ok":true})");
    v.page("/").track("sent").track("sent").later_days(-40).page("/").later_days(1).track("sent");
    CHECK(can_be_read_back(v));
  }
}

TEST_CASE("prompts of two users that are one are remembered as often as anybody counts") {
  docent::UserState known, anonymous;
  for (int i = 0; i < 40; ++i) {
    known.recent_prompts_ms.push_back(2 * i);
    anonymous.recent_prompts_ms.push_back(2 * i + 1);
  }
  docent::unite(known, anonymous, {});
  REQUIRE(known.recent_prompts_ms.size() == 50);
  CHECK(known.recent_prompts_ms.front() == 30);
}

namespace {

/// A file of so many campaigns, each with those fields; and the time they have before they show.
std::string file_of(int campaigns, const std::string& fields) {
  std::string out = R"({"version":1,"campaigns":[)";
  for (int i = 0; i < campaigns; ++i) {
    out += (i == 0 ? "" : ",") + std::string(R"({"id":"c)") + std::to_string(i) +
           R"(","kind":"announcement",)" + fields + R"("steps":[{"id":"a"}]})";
  }
  return out + "]}";
}

}  // namespace

TEST_CASE("an event that thousands of campaigns wait for leaves a state that can be kept") {
  Visitor v(file_of(9000, R"("trigger":{"on":"event","event":"e","delay_ms":9000},)"));
  REQUIRE(v.loaded().bool_or("ok", false));
  v.page("/").track("e");
  CHECK(can_be_read_back(v));
  // The first of equals is of the best rank.
  v.later(9000).tick();
  CHECK(v.campaign() == "c0");
}

TEST_CASE("an event that thousands of campaigns are cancelled by is kept once in each tab") {
  Visitor v(file_of(8000, R"("cancel_on":"e",)"));
  REQUIRE(v.loaded().bool_or("ok", false));
  for (const char* tab : {"1", "2", "3", "4", "5", "6", "7", "8"}) v.in_tab(tab).page("/");
  v.track("e").track("e");
  CHECK(can_be_read_back(v));
  CHECK(v.engine().snapshot().size() < 4096);
  CHECK_FALSE(v.shows());
}

TEST_CASE("long answers to the many questions of an open survey leave a state that can be kept") {
  std::string file = R"({"version":1,"campaigns":[{"id":"s","kind":"survey","steps":[)";
  for (int i = 0; i < 200; ++i) {
    file += (i == 0 ? "" : ",") + std::string(R"({"id":"s)") + std::to_string(i) +
            R"(","question":{"id":"q)" + std::to_string(i) + R"(","type":"text"}})";
  }
  Visitor v(file + "]}]}");
  REQUIRE(v.loaded().bool_or("ok", false));
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "\u8a9e";
  v.page("/").shown();
  for (int i = 0; i < 200; ++i) {
    CAPTURE(i);
    v.answer(text, "q" + std::to_string(i));
    REQUIRE(v.find("error") == nullptr);
    if (i == 20 || i == 199) CHECK(can_be_read_back(v));
    if (i < 199) v.advance();
  }
  REQUIRE(v.state().prompts.size() == 1);
  CHECK(v.state().prompts[0].answers.size() == 200);
  // What the user wrote last is there when they come back.
  CHECK(v.state().prompts[0].answers.back().value.as_string() == text);
  v.advance();
  CHECK(v.text("outcome", "outcome") == "completed");
}

TEST_CASE("a day of more than can be kept goes on under another id, and nothing of it is lost") {
  Visitor v(kFile);
  v.page("/");
  std::int64_t events = 0, tracked = 0;
  std::string first;
  for (int round = 0; round < 200; ++round) {
    // Pages make up names; those of control characters take most.
    v.track(std::to_string(round % 100) + std::string(120, '\x01'));
    ++tracked;
    for (const Value& effect : v.effects().as_array()) {
      if (effect.string_or("type", "") != "post" || !effect.bool_or("final", false)) continue;
      if (first.empty()) first = effect.string_or("id", "");
      const Value& summary = *effect.find("summary");
      for (const Value::Member& event : summary.find("events")->as_object()) {
        events += static_cast<std::int64_t>(event.value.as_number());
      }
      events += static_cast<std::int64_t>(summary.number_or("other_events", 0));
    }
    REQUIRE(can_be_read_back(v));
  }
  REQUIRE_FALSE(first.empty());
  REQUIRE(v.state().day);
  CHECK(v.state().day->id != first);
  for (const auto& [name, count] : v.state().day->events) events += count;
  CHECK(events + v.state().day->other_events == tracked);
}

TEST_CASE("a day on which nothing is noted is written as none") {
  docent::UserState state;
  state.day.emplace();
  const Value json = docent::write_snapshot(state);
  CHECK(json.find("day") == nullptr);
}
