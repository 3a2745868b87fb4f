// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "catch.hpp"
#include "docent/json.hpp"
#include "visitor.hpp"

using docent::Value;

namespace {

constexpr const char* kFile = R"({"version": 1, "attention": {"pause_hours": 0}, "campaigns": [
  {"id": "view", "kind": "announcement", "cancel_on": "done",
   "trigger": [{"on": "page_view", "page": {"path": "/"}, "delay_ms": 5000}, {"on": "event", "event": "asked"}],
   "steps": [{"id": "one"}]},
  {"id": "idle", "kind": "announcement", "cancel_on": "done",
   "trigger": {"on": "idle", "after_ms": 5000, "page": {"path": "/idle"}}, "steps": [{"id": "one"}]}]})";

Value idle(Visitor& v) { return v.command("moment").set("campaign", "idle").set("trigger", 0); }

}  // namespace

TEST_CASE("an event of cancel_on takes the moment of a page view back, until the next one") {
  Visitor v(kFile);
  REQUIRE(v.loaded().bool_or("ok", false));
  v.page("/").track("done").later(6000).tick();
  CHECK_FALSE(v.shows());
  CHECK(v.gate("view", "trigger").string_or("code", "") == "not_armed");
  v.page("/").later(6000).tick();
  CHECK(v.campaign() == "view");
}

TEST_CASE("a page view that an event has cancelled stays so over a reload, and in every tab") {
  Visitor v(kFile);
  v.page("/").in_tab("t2").page("/").track("done");
  const std::string kept = v.engine().snapshot();
  v.engine().restore(kept);
  CHECK(v.engine().snapshot() == kept);
  v.in_tab("t1").later(6000).tick();
  CHECK_FALSE(v.shows());
  v.in_tab("t2").tick();
  CHECK_FALSE(v.shows());
}

TEST_CASE("what an event has cancelled on a page another event may still start there") {
  Visitor v(kFile);
  v.page("/").track("done").track("asked");
  CHECK(v.campaign() == "view");
}

TEST_CASE("what is watched on a page is neither watched nor taken after an event of cancel_on") {
  Visitor v(kFile);
  v.page("/idle");
  REQUIRE(v.find("watch") != nullptr);
  v.track("done");
  CHECK(v.find("watch") == nullptr);
  v.send(idle(v));
  CHECK_FALSE(v.shows());
  v.page("/idle");
  CHECK(v.find("watch") != nullptr);
  v.send(idle(v));
  CHECK(v.campaign() == "idle");
}

TEST_CASE("who signs in stays cancelled, and another user does not") {
  Visitor known(kFile);
  known.identify("u1").page("/elsewhere");
  Visitor v(kFile);
  v.page("/").track("done");
  v.send(v.command("identify").set("user_id", "u1").set("state", known.engine().snapshot()));
  v.later(6000).tick();
  CHECK_FALSE(v.shows());
  v.send(v.command("reset")).later(6000).tick();
  CHECK(v.campaign() == "view");
}
