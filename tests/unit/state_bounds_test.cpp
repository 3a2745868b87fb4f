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
