// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include <string>

#include "catch.hpp"
#include "visitor.hpp"

using docent::Value;

namespace {

constexpr const char* kFile = R"({
  "version": 1, "events": {"sent": {}}, "playbooks": [
    {"id": "heard", "on": "answer", "question": "help.say", "signal": "feedback"}],
  "campaigns": [
    {"id": "help", "kind": "resource_centre", "title": {"en": "Help", "de": "Hilfe"},
     "launcher": {"label": "Need help?", "placement": "bottom-start"},
     "resume_page": {"path": {"$ne": "/login"}},
     "steps": [
       {"id": "send", "type": "article", "title": "Send an invoice", "body": "In a minute",
        "content": [{"type": "text", "text": "Press {{user.key|Send}}"},
                    {"type": "progress", "label": "Sent", "measure": "events.sent.total", "target": 5}]},
       {"id": "film", "type": "video", "title": "See it", "src": "/a.mp4", "poster": "/a.jpg"},
       {"id": "call", "type": "call", "title": "Book a call", "url": "https://example.com/book"},
       {"id": "say", "type": "feedback", "title": "Tell us", "question": {"placeholder": "Anything"}},
       {"id": "pro", "type": "article", "title": "For experts", "show_if": {"user.plan": "pro"}}]},
    {"id": "old", "kind": "announcement", "schedule": {"from": "2026-01-01T00:00:00Z"},
     "steps": [{"id": "n", "surface": "feed", "title": "Old news"}]},
    {"id": "new", "kind": "announcement", "schedule": {"from": "2026-06-01T00:00:00Z"},
     "steps": [{"id": "n", "surface": "feed", "title": "New news",
       "buttons": [{"label": "Look", "action": "navigate", "url": "/look"}]}]},
    {"id": "theirs", "kind": "announcement", "audience": {"user.plan": "pro"},
     "steps": [{"id": "n", "surface": "feed", "title": "For experts"}]}
  ]})";

std::string ids(const Visitor& v, std::string_view list, std::string_view key) {
  const Value* items = v.checklist().find(list);
  if (items == nullptr) return "none";
  std::string out;
  for (const Value& item : items->as_array()) {
    out += std::string(item.string_or(key, ""));
    out += item.find("prompt") != nullptr ? "! " : " ";
  }
  return out;
}

int unread(const Visitor& v) { return static_cast<int>(v.checklist().number_or("unread", -1)); }

/// The news of a campaign appear on screen.
void see(Visitor& v, std::string_view campaign) {
  for (const Value& news : v.checklist().find("feed")->as_array()) {
    if (news.string_or("campaign", "") != campaign) continue;
    v.send(v.command("shown")
               .set("prompt", news.string_or("prompt", ""))
               .set("step", news.string_or("step", "")));
    return;
  }
}

}  // namespace

TEST_CASE("a resource centre is a launcher until it is opened, and then everything in it") {
  Visitor v(kFile);
  REQUIRE(v.loaded().bool_or("ok", false));
  v.page("/");
  CHECK(v.checklist().string_or("surface", "") == "launcher");
  CHECK(v.checklist().string_or("placement", "") == "bottom-start");
  CHECK(v.checklist().string_or("label", "") == "Need help?");
  CHECK(unread(v) == 2);
  CHECK(ids(v, "items", "id") == "none");
  v.checklist_shown().open_checklist();
  CHECK(ids(v, "items", "id") == "send film call say ");
  CHECK(ids(v, "feed", "campaign") == "new! old! ");
  CHECK(v.state().day->campaigns.at("help").buttons.at("launcher.open") == 1);
  CHECK(v.state().last_prompt_ms == 0);
}

TEST_CASE("its entries come in the user's words, and its progress in the user's numbers") {
  Visitor v(kFile);
  v.track("sent").track("sent").speaks("de").page("/").checklist_shown().open_checklist();
  CHECK(v.checklist().string_or("title", "") == "Hilfe");
  const Value::Array& items = v.checklist().find("items")->as_array();
  CHECK(
      docent::write_json(items[0]) ==
      R"({"id":"send","type":"article","content":{"title":"Send an invoice","body":"In a minute",)"
      R"("blocks":[{"type":"text","text":"Press Send"},)"
      R"({"type":"progress","label":"Sent","value":2,"target":5}]}})");
  CHECK(docent::write_json(items[1]) ==
        R"({"id":"film","type":"video","content":{"title":"See it","blocks":)"
        R"([{"type":"video","label":"See it","src":"/a.mp4","poster":"/a.jpg"}]}})");
  CHECK(
      docent::write_json(items[2]) ==
      R"({"id":"call","type":"call","content":{"title":"Book a call","blocks":[],"buttons":)"
      R"([{"label":"Book a call","action":"navigate","style":"link","url":"https://example.com/book"}]}})");
}

TEST_CASE("news are read by being seen, once, and stay in the feed") {
  Visitor v(kFile);
  v.page("/").checklist_shown().open_checklist();
  see(v, "new");
  CHECK(unread(v) == 1);
  CHECK(ids(v, "feed", "campaign") == "new old! ");
  CHECK(v.text("outcome", "campaign") == "new");
  CHECK(v.text("outcome", "outcome") == "completed");
  CHECK(v.state().campaigns.at("new").shown_count == 1);
  v.later_days(40).page("/");
  CHECK(unread(v) == 1);
  CHECK(ids(v, "feed", "campaign") == "new old! ");
}

TEST_CASE("what is unread stays unread over pages and days") {
  Visitor v(kFile);
  v.page("/").checklist_shown().later_days(3).page("/");
  CHECK(unread(v) == 2);
  CHECK(v.state().campaigns.count("new") == 0);
}

TEST_CASE("the buttons of news are counted, read or not") {
  Visitor v(kFile);
  v.page("/").checklist_shown().open_checklist();
  see(v, "new");
  v.send(v.command("advance")
             .set("prompt", v.checklist().string_or("prompt", ""))
             .set("campaign", "new")
             .set("step", "n")
             .set("button", "navigate"));
  CHECK(v.state().day->campaigns.at("new").buttons.at("n.navigate") == 1);
}

TEST_CASE("an entry that is read is counted each time, and nothing is ever done") {
  Visitor v(kFile);
  v.page("/").checklist_shown().open_checklist().press("send", "read").press("send", "read");
  v.press("call", "navigate");
  CHECK(v.state().day->campaigns.at("help").steps.at("send") == 2);
  CHECK(v.state().day->campaigns.at("help").buttons.at("call.navigate") == 1);
  CHECK(v.find("outcome") == nullptr);
  CHECK(ids(v, "items", "id") == "send film call say ");
}

TEST_CASE(
    "feedback is an answer, given as often as one likes; its text leaves with full consent only") {
  Visitor v(kFile);
  const auto say = [&](std::string_view text) {
    v.send(v.command("answer")
               .set("prompt", v.checklist().string_or("prompt", ""))
               .set("step", "say")
               .set("question", "say")
               .set("value", text));
  };
  v.page("/").checklist_shown().open_checklist();
  say("Too slow");
  CHECK(v.text("signal", "name") == "feedback");
  CHECK(v.state().day->answers.at("help.say").texts.empty());
  v.send(v.command("consent").set("mode", "full"));
  say("Much better");
  say("Thanks");
  CHECK(v.state().day->answers.at("help.say").texts ==
        std::vector<std::string>{"Much better", "Thanks"});
  CHECK(v.state().day->answers.at("help.say").histogram == std::vector<std::int64_t>{3});
  // Nothing of it stays in the prompt.
  CHECK(v.state().prompts.front().answers.empty());
  v.send(v.command("answer")
             .set("prompt", v.checklist().string_or("prompt", ""))
             .set("step", "send")
             .set("question", "send")
             .set("value", "x"));
  CHECK(v.text("error", "code") == "out_of_range");
}

TEST_CASE("who wants no tips still has help, and is not told of news") {
  Visitor v(kFile);
  v.page("/").checklist_shown().send(v.command("mute").set("muted", true));
  CHECK_FALSE(v.checklist().is_null());
  CHECK(unread(v) == 0);
  v.open_checklist();
  CHECK(ids(v, "feed", "campaign") == "new! old! ");
}

TEST_CASE("news leave the feed with their schedule, and without a resource centre none begin") {
  Visitor v(R"({"version": 1, "campaigns": [
    {"id": "help", "kind": "resource_centre", "resume_page": {"path": "/"},
     "steps": [{"id": "a", "type": "article", "title": "x"}]},
    {"id": "soon_over", "kind": "announcement", "schedule": {"until": "2026-11-25T00:00:00Z"},
     "steps": [{"id": "n", "surface": "feed", "title": "x"}]}]})");
  v.page("/elsewhere");
  CHECK(v.checklist().is_null());
  CHECK(v.state().prompts.empty());
  v.page("/");
  CHECK(unread(v) == 1);
  v.later_days(30).page("/");
  CHECK(unread(v) == 0);
  CHECK_FALSE(v.checklist().bool_or("has_feed", true));
}

TEST_CASE("a resource centre is there after a year away") {
  Visitor v(kFile);
  v.page("/").checklist_shown().later_days(500).page("/");
  v.page("/");
  CHECK(v.checklist().string_or("campaign", "") == "help");
}
