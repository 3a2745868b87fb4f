// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include <string>

#include "catch.hpp"
#include "docent/budget.hpp"
#include "visitor.hpp"

using docent::Value;

namespace {

constexpr const char* kFile = R"({
  "version": 1, "attention": {"pause_hours": 24},
  "campaigns": [
    {"id": "spots", "kind": "hotspots", "steps": [
       {"id": "filter", "target": "#filter", "placement": "left", "title": "Filter, {{user.name|you}}"},
       {"id": "export", "target": ["#export", {"text": "Export"}], "body": "To a file",
        "buttons": [{"label": "Try", "action": "navigate", "url": "/export"}]},
       {"id": "far", "target": "#far", "title": "Elsewhere", "page": {"path": "/far"}}]},
    {"id": "tour", "kind": "tour", "trigger": {"on": "manual"}, "steps": [{"id": "a"}]}
  ]})";

/// The beacons that should be on screen, in order.
std::string beacons(const Visitor& v) {
  const Value* items = v.checklist().find("items");
  if (items == nullptr) return "none";
  std::string out;
  for (const Value& item : items->as_array()) out += std::string(item.string_or("id", "")) + " ";
  return out;
}

std::int64_t balance(Visitor& v) {
  return static_cast<std::int64_t>(v.attributes().find("attention")->number_or("balance", -1));
}

}  // namespace

TEST_CASE("hotspots show their beacons of this page, without a lease") {
  Visitor v(kFile);
  REQUIRE(v.loaded().bool_or("ok", false));
  v.page("/");
  CHECK(beacons(v) == "filter export ");
  CHECK(v.checklist().string_or("surface", "") == "hotspot");
  CHECK(v.checklist().number_or("total", 0) == 3);
  CHECK(docent::write_json(v.checklist().find("items")->as_array()[0]) ==
        R"({"id":"filter","targets":[{"css":"#filter"}],"placement":"left",)"
        R"("content":{"title":"Filter, you","blocks":[]}})");
  v.checklist_shown();
  CHECK_FALSE(v.state().lease);
  v.page("/far");
  CHECK(beacons(v) == "filter export far ");
}

TEST_CASE("a beacon that was read is gone for good, and the others stay") {
  Visitor v(kFile);
  v.page("/").checklist_shown().press("filter", "read");
  CHECK(beacons(v) == "export ");
  CHECK(v.state().day->campaigns.at("spots").steps.at("filter") == 1);
  CHECK(v.state().day->campaigns.at("spots").buttons.at("filter.read") == 1);
  v.later_days(3).page("/");
  CHECK(beacons(v) == "export ");
}

TEST_CASE("hotspots of which all were read are completed") {
  Visitor v(kFile);
  v.page("/far").checklist_shown().press("filter", "read").press("export", "navigate");
  CHECK(beacons(v) == "far ");
  v.press("far", "read");
  CHECK(v.text("outcome", "outcome") == "completed");
  CHECK(v.text("outcome", "reason") == "all_items");
  v.page("/far");
  CHECK(v.checklist().is_null());
}

TEST_CASE("where no beacon belongs there are none, and nothing begins") {
  Visitor v(R"({"version": 1, "campaigns": [{"id": "spots", "kind": "hotspots", "steps": [
    {"id": "far", "target": "#far", "page": {"path": "/far"}}]}]})");
  v.page("/");
  CHECK(v.checklist().is_null());
  CHECK(v.state().prompts.empty());
  v.page("/far").checklist_shown().page("/");
  CHECK(v.checklist().is_null());
  CHECK(v.text("hide", "reason") == "page");
  v.page("/far");
  CHECK(beacons(v) == "far ");
}

TEST_CASE("hotspots cost attention once, when they are first shown, and no pause") {
  Visitor v(kFile);
  v.page("/");
  CHECK(balance(v) == 100);
  v.checklist_shown();
  CHECK(balance(v) == 95);
  v.page("/").checklist_shown();
  CHECK(balance(v) == 95);
  CHECK(v.state().last_prompt_ms == 0);
  CHECK(v.gate("spots", "budget").string_or("code", "") == "resumes");
}

TEST_CASE("closing them all is a dismissal, which shrinks the capacity") {
  Visitor v(kFile);
  v.page("/").checklist_shown().end_checklist("dismissed");
  CHECK(v.text("outcome", "outcome") == "dismissed");
  CHECK(v.attributes().find("attention")->number_or("capacity", 0) == 75);
  CHECK(v.state().last_prompt_ms == 0);
  v.page("/");
  CHECK(v.checklist().is_null());
}

TEST_CASE("hotspots wait until there is attention for them") {
  Visitor v(R"({"version": 1, "attention": {"pause_hours": 0, "budget": {"capacity": 12}},
    "campaigns": [
      {"id": "news", "kind": "announcement", "steps": [{"id": "a", "surface": "banner"}]},
      {"id": "spots", "kind": "hotspots", "trigger": {"on": "page_view", "page": {"path": "/b"}},
       "steps": [{"id": "s", "target": "#s", "title": "x"}]}]})");
  v.page("/").shown().page("/b");
  CHECK(v.checklist().is_null());
  CHECK(v.gate("spots", "budget").string_or("code", "") == "too_little");
  v.later_days(3).page("/b");
  CHECK_FALSE(v.checklist().is_null());
}
