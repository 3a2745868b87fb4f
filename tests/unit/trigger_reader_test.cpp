// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "campaign_file.hpp"

using namespace docent;
using namespace docent::test;

TEST_CASE("a trigger needs what its kind needs") {
  CHECK(refusal(tour_with("'trigger': {'on': 'event'}")) ==
        "missing_field /campaigns/0/trigger/event");
  CHECK(refusal(tour_with("'trigger': {}")) == "missing_field /campaigns/0/trigger/on");
  CHECK(refusal(tour_with("'trigger': []")) == "out_of_range /campaigns/0/trigger");
  CHECK(refusal(tour_with("'trigger': 'page_view'")) == "wrong_type /campaigns/0/trigger");
}

namespace {

Trigger trigger_of(const std::string& members) {
  return campaign_of(tour_with("'trigger': {" + members + "}")).triggers.at(0);
}

std::string refused_trigger(const std::string& members) {
  return refusal(tour_with("'trigger': {" + members + "}"));
}

}  // namespace

TEST_CASE("a number of events in a window is a moment, whatever their properties") {
  const Trigger trigger = trigger_of("'on': 'event', 'event': 'e', 'count': 3, 'within_days': 7");
  CHECK(trigger.count == 3);
  CHECK(trigger.within_days == 7);
  CHECK(trigger_of("'on': 'event', 'event': 'e', 'count': 3").within_days == 28);
  CHECK(refused_trigger("'on': 'event', 'event': 'e', 'count': 3, 'props': {'a': 1}") ==
        "conflict /campaigns/0/trigger/count");
  CHECK(warning(tour_with("'trigger': {'on': 'event', 'event': 'e', 'within_days': 7}")) ==
        "unknown_field /campaigns/0/trigger/within_days");
}

TEST_CASE("what the shell looks out for has its own fields and a page") {
  const Trigger element =
      trigger_of("'on': 'element', 'target': ['#a', '#b'], 'page': {'path': '/'}");
  CHECK(element.is_watched());
  CHECK(element.targets.size() == 2);
  CHECK(element.is == ElementIs::kPresent);
  CHECK_FALSE(element.page.empty());
  CHECK(trigger_of("'on': 'element', 'target': '#a', 'is': 'seen'").is == ElementIs::kSeen);
  CHECK(trigger_of("'on': 'idle'").after_ms == 30'000);
  CHECK(trigger_of("'on': 'scroll'").percent == 50);
  CHECK(trigger_of("'on': 'exit_intent', 'delay_ms': 10").delay_ms == 10);
  CHECK(refused_trigger("'on': 'element'") == "missing_field /campaigns/0/trigger/target");
  CHECK(refused_trigger("'on': 'element', 'target': '#a', 'is': 'hovered'") ==
        "unknown_value /campaigns/0/trigger/is");
}

TEST_CASE("a change is between stages or bands that exist") {
  CHECK(trigger_of("'on': 'band', 'from': 'low', 'to': 'high'").to == "high");
  CHECK(refused_trigger("'on': 'band', 'to': 'top'") == "unknown_value /campaigns/0/trigger/to");
  CHECK(refused_trigger("'on': 'stage', 'from': 'new'") ==
        "unknown_value /campaigns/0/trigger/from");
}

TEST_CASE("another campaign's outcome is a moment when that campaign exists") {
  const Trigger trigger = trigger_of("'on': 'campaign', 'campaign': 'c', 'outcome': 'dismissed'");
  CHECK(trigger.campaign == "c");
  CHECK(trigger.to == "dismissed");
  CHECK(trigger_of("'on': 'campaign', 'campaign': 'c'").to.empty());
  CHECK(refused_trigger("'on': 'campaign', 'campaign': 'd'") ==
        "unknown_value /campaigns/0/trigger/campaign");
  CHECK(refused_trigger("'on': 'campaign'") == "missing_field /campaigns/0/trigger/campaign");
  CHECK(refused_trigger("'on': 'campaign', 'campaign': 'c', 'outcome': 'seen'") ==
        "unknown_value /campaigns/0/trigger/outcome");
}

TEST_CASE("one event or several take the moment back") {
  CHECK(campaign_of(tour_with("'cancel_on': 'a'")).cancel_on == std::vector<std::string>{"a"});
  CHECK(campaign_of(tour_with("'cancel_on': ['a', 'b']")).cancel_on.size() == 2);
  CHECK(refusal(tour_with("'cancel_on': []")) == "out_of_range /campaigns/0/cancel_on");
  CHECK(refusal(tour_with("'cancel_on': [1]")) == "wrong_type /campaigns/0/cancel_on/0");
}
