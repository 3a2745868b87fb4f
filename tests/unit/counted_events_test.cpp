// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "campaign_file.hpp"

using namespace docent;
using namespace docent::test;

TEST_CASE("counted events are those declared, triggered on, advanced by and asked for, sorted") {
  const CampaignFile file = accepted(
      file_with("'events': {'declared': {}}, 'campaigns': [{'id': 'c', 'kind': 'tour',"
                " 'audience': {'$or': [{'events.asked.last7': 1}]},"
                " 'trigger': [{'on': 'event', 'event': 'triggered'}, {'on': 'manual'}],"
                " 'steps': [{'id': 's', 'advance': {'on': 'event', 'event': 'advanced'}}]}]"));
  CHECK(file.counted_events ==
        std::vector<std::string>{"advanced", "asked", "declared", "triggered"});
  CHECK(file.counts("asked"));
  CHECK_FALSE(file.counts("other"));
  CHECK(file.find_event("declared") != nullptr);
  CHECK(file.find_event("asked") == nullptr);
}

TEST_CASE("every part of the file that refers to an event has it counted") {
  const std::string campaign = "'campaigns': [{'id': 'c', 'kind': 'tour', 'steps': [{'id': 's'}], ";
  const std::string step = "'campaigns': [{'id': 'c', 'kind': 'tour', 'steps': [{'id': 's', ";
  const std::string condition = "{'events.e.total': 1}";
  const std::string none = "'campaigns': [], ";
  const std::string files[] = {
      campaign + "'trigger': {'on': 'event', 'event': 'e', 'count': 2}}]",
      campaign + "'cancel_on': 'e'}]",
      campaign + "'audience': " + condition + "}]",
      step + "'show_if': " + condition + "}]}]",
      step + "'goto': [{'if': " + condition + ", 'step': 'end'}]}]}]",
      step + "'advance': {'on': 'event', 'event': 'e'}}]}]",
      step + "'advance': {'on': 'condition', 'when': " + condition + "}}]}]",
      step + "'title': 'Sent {{events.e.total|0}} so far'}]}]",
      step +
          "'content': [{'type': 'list', 'items': ['a', {'en': 'b', 'de': '{{ events.e.last7 "
          "}}'}]}]}]}]",
      "'campaigns': [{'id': 'c', 'kind': 'checklist', 'steps': [{'id': 's', 'done_on': 'e'}]}]",
      "'campaigns': [{'id': 'c', 'kind': 'checklist', 'steps': [{'id': 's', 'done_when': " +
          condition + "}]}]",
      none + "'saved_groups': {'g': {'condition': " + condition + "}}",
      none + "'attention': {'quiet': [{'from': 'e', 'until': 'e'}]}",
      none + "'features': {'f': {'events': ['e']}}",
      none + "'activation': {'events': ['e']}",
      none + "'milestones': [{'id': 'm', 'when': " + condition + "}]",
      none + "'stages': [{'id': 's', 'when': " + condition + "}]",
      none + "'score': {'dimensions': [{'id': 'd', 'target': 1, 'events': ['e']}]}",
      none + "'score': {'dimensions': [{'id': 'd', 'target': 1, 'metric': 'events.e.total'}]}",
      none + "'playbooks': [{'id': 'p', 'on': 'activation', 'signal': 's', 'audience': " +
          condition + "}]",
      campaign +
          "'experiment': {'variants': [{'id': 'a'}, {'id': 'b', 'steps': [{'id': 's', "
          "'show_if': " +
          condition + "}]}]}}]",
  };
  for (const std::string& file : files) {
    INFO(file);
    CHECK(accepted(file_with(file)).counted_events == std::vector<std::string>{"e"});
  }
}

TEST_CASE("what only looks like an event is not counted") {
  CHECK(accepted(tour_with("'trigger': {'on': 'page_view', 'page': {'events.e.total': 1}}"))
            .counted_events.empty());
  CHECK(accepted(step_with("'title': '{{events.e}} {{event.e.total}} {{events.e.total'"))
            .counted_events.empty());
}
