// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include <string>

#include "catch.hpp"
#include "visitor.hpp"

using docent::Value;

namespace {

constexpr const char* kFile = R"({
  "version": 1, "revision": "r1", "attention": {"pause_hours": 24},
  "events": {"sent": {}, "invited": {}},
  "campaigns": [
    {"id": "start", "kind": "checklist", "trigger": {"on": "page_view"}, "resume_page": {"path": {"$ne": "/login"}},
     "steps": [
       {"id": "send", "title": "Send an invoice, {{user.first_name|you}}", "done_on": "sent",
        "buttons": [{"label": "Go", "action": "navigate", "url": "/new"}]},
       {"id": "team", "title": "Invite a colleague", "body": "Two are better", "done_when": {"events.invited.total": {"$gte": 1}}},
       {"id": "read", "title": "Read the guide", "buttons": [{"label": "Read", "action": "next"}]}]},
    {"id": "tour", "kind": "tour", "trigger": {"on": "page_view"}, "steps": [{"id": "a"}, {"id": "b"}]}
  ]})";

/// The done items of the checklist that should be on screen, in order.
std::string done_items(const Visitor& v) {
  std::string out;
  const Value* items = v.checklist().find("items");
  if (items == nullptr) return "none";
  for (const Value& item : items->as_array()) {
    if (item.bool_or("done", false)) out += std::string(item.string_or("id", "")) + " ";
  }
  return out;
}

}  // namespace

TEST_CASE("a checklist shows beside a tour, without a lease") {
  Visitor v(kFile);
  REQUIRE(v.loaded().bool_or("ok", false));
  v.page("/");
  CHECK(v.campaign() == "tour");
  CHECK(v.checklist().string_or("campaign", "") == "start");
  CHECK(v.checklist().string_or("prompt", "") != v.prompt());
  CHECK(v.checklist().number_or("total", 0) == 3);
  v.checklist_shown().shown();
  CHECK(v.state().lease->prompt == v.prompt());
}

TEST_CASE("its items come in the user's words, with their button") {
  Visitor v(kFile);
  v.page("/");
  const Value& item = v.checklist().find("items")->as_array()[0];
  CHECK(docent::write_json(item) ==
        R"({"id":"send","title":"Send an invoice, you","button":{"label":"Go","action":"navigate",)"
        R"("style":"primary","url":"/new"},"done":false})");
}

TEST_CASE("it counts as shown, but costs neither pause nor attention") {
  Visitor v(kFile);
  v.page("/").checklist_shown();
  CHECK(v.state().campaigns.at("start").shown_count == 1);
  CHECK(v.state().last_prompt_ms == 0);
  CHECK(v.state().day->campaigns.at("start").shown == 1);
  v.tick().page("/list").checklist_shown();
  CHECK(v.state().campaigns.at("start").shown_count == 1);
}

TEST_CASE("items are done by events and by conditions, also by what happened before") {
  Visitor v(kFile);
  v.page("/login").track("sent");
  CHECK(v.checklist().is_null());
  v.page("/");
  CHECK(done_items(v) == "send ");
  v.checklist_shown().track("invited");
  CHECK(done_items(v) == "send team ");
  CHECK(v.checklist().number_or("done", 0) == 2);
}

TEST_CASE("an item that waits for nothing is done by its button, others are not") {
  Visitor v(kFile);
  v.page("/").checklist_shown().press("send", "navigate");
  CHECK(done_items(v) == "");
  CHECK(v.state().day->campaigns.at("start").buttons.at("send.navigate") == 1);
  v.press("read").press("read").press("nonsense");
  CHECK(done_items(v) == "read ");
  CHECK(v.state().day->campaigns.at("start").steps.at("read") == 1);
}

TEST_CASE("a checklist of which everything is done is completed") {
  Visitor v(kFile);
  v.page("/").checklist_shown().track("sent").track("invited").press("read");
  CHECK(v.text("outcome", "outcome") == "completed");
  CHECK(v.text("outcome", "reason") == "all_items");
  CHECK(v.checklist().is_null());
  CHECK(v.state().last_prompt_ms == 0);
  v.later_days(1).page("/");
  CHECK(v.checklist().is_null());
}

TEST_CASE("a checklist of which everything is done already never shows") {
  Visitor v(R"({"version": 1, "revision": "r1", "events": {"sent": {}}, "campaigns": [
    {"id": "start", "kind": "checklist", "trigger": {"on": "page_view", "page": {"path": "/"}},
     "steps": [{"id": "send", "title": "Send", "done_on": "sent"}]}]})");
  v.page("/login").track("sent").page("/");
  CHECK(v.checklist().is_null());
  CHECK(v.state().prompts.empty());
  CHECK(v.find("outcome") == nullptr);
}

TEST_CASE("closing a checklist dismisses it") {
  Visitor v(kFile);
  v.page("/").checklist_shown().end_checklist("dismissed");
  CHECK(v.text("outcome", "outcome") == "dismissed");
  v.page("/");
  CHECK(v.checklist().is_null());
}

TEST_CASE("it leaves the pages where it does not belong, and comes back as it was") {
  Visitor v(kFile);
  v.page("/").checklist_shown().press("read").page("/login");
  CHECK(v.checklist().is_null());
  v.page("/");
  CHECK(done_items(v) == "read ");
}

TEST_CASE("every visible tab shows the same checklist") {
  Visitor v(kFile);
  v.page("/").checklist_shown();
  const std::string prompt(v.checklist().string_or("prompt", ""));
  v.in_tab("t2").page("/");
  CHECK(v.checklist().string_or("prompt", "") == prompt);
  v.checklist_shown();
  CHECK(v.state().campaigns.at("start").shown_count == 1);
}

TEST_CASE("a tab that still shows a checklist that ended elsewhere takes it off") {
  Visitor v(kFile);
  v.page("/").checklist_shown();
  const std::string prompt(v.checklist().string_or("prompt", ""));
  v.in_tab("t2").page("/").end_checklist("dismissed");
  Value batch = Value::object().set("commands", Value::array());
  batch.set("here", v.here().set("tab", "t1").set("passive", Value::array().push(prompt)));
  const Value effects = *docent::parse_json(v.engine().handle(docent::write_json(batch)));
  bool hidden = false;
  for (const Value& effect : effects.as_array()) {
    hidden = hidden ||
             (effect.string_or("type", "") == "hide" && effect.string_or("prompt", "") == prompt);
  }
  CHECK(hidden);
}

TEST_CASE("who wants no tips gets no checklist") {
  Visitor v(kFile);
  v.page("/").checklist_shown().send(v.command("mute").set("muted", true));
  CHECK(v.checklist().is_null());
}

TEST_CASE("a batch between its reservation and its showing does not begin it anew") {
  Visitor v(kFile);
  v.page("/");
  const std::string prompt(v.checklist().string_or("prompt", ""));
  v.tick().later(5000).track("other");
  CHECK(v.checklist().string_or("prompt", "") == prompt);
}

TEST_CASE("a checklist has a title of its own, or its name, or none") {
  const auto shown = [](const std::string& members) {
    Visitor v(R"({"version": 1, "campaigns": [{"id": "c", "kind": "checklist", )" + members +
              R"("steps": [{"id": "a", "done_on": "sent"}]}]})");
    REQUIRE(v.loaded().bool_or("ok", false));
    v.identify("u1").page("/");
    return std::string(v.checklist().string_or("title", "none")) + ", " +
           std::string(v.checklist().string_or("body", "none"));
  };
  CHECK(shown(R"("name": "Onboarding", "title": {"en": "Begin"}, "body": "{{user.name|You}}", )") ==
        "Begin, You");
  CHECK(shown(R"("name": "Onboarding", )") == "Onboarding, none");
  CHECK(shown("") == "none, none");
}

TEST_CASE("a checklist left alone for a month is still there") {
  Visitor v(kFile);
  v.page("/").checklist_shown();
  const std::string prompt(v.checklist().string_or("prompt", ""));
  v.later_days(30).page("/");
  CHECK(v.checklist().string_or("prompt", "") == prompt);
  CHECK(v.find("outcome") == nullptr);
}

TEST_CASE("the control of a checklist that is done already is not exposed") {
  Visitor v(R"({"version": 1, "events": {"sent": {}}, "campaigns": [
    {"id": "list", "kind": "checklist", "trigger": {"on": "page_view"},
     "experiment": {"variants": [{"id": "on", "weight": 0}, {"id": "off", "weight": 1, "show": false}]},
     "steps": [{"id": "a", "title": "A", "done_on": "sent"}]}]})");
  REQUIRE(v.loaded().bool_or("ok", false));
  v.track("sent").page("/");
  CHECK(v.state().campaigns.count("list") == 0);
  Visitor other(R"({"version": 1, "events": {"sent": {}}, "campaigns": [
    {"id": "list", "kind": "checklist", "trigger": {"on": "page_view"},
     "experiment": {"variants": [{"id": "on", "weight": 0}, {"id": "off", "weight": 1, "show": false}]},
     "steps": [{"id": "a", "title": "A", "done_on": "sent"}]}]})");
  other.page("/");
  CHECK(other.state().campaigns.at("list").variant == "off");
}

TEST_CASE("a checklist whose trigger has a delay wakes the page when the delay ends") {
  Visitor v(R"({"version": 1, "campaigns": [
    {"id": "start", "kind": "checklist", "trigger": {"on": "page_view", "delay_ms": 1500},
     "steps": [{"id": "read", "title": "Read the guide"}]}]})");
  const std::int64_t viewed_ms = v.now_ms();
  v.page("/app");
  CHECK(v.find("show") == nullptr);
  REQUIRE(v.find("wake") != nullptr);
  CHECK(*v.find("wake")->find("at_ms") == Value(viewed_ms + 1500));
  v.at(viewed_ms + 1500).tick();
  CHECK(v.checklist().string_or("campaign", "") == "start");
}
