// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "campaign_file.hpp"

using namespace docent;
using namespace docent::test;

TEST_CASE("the days of a frequency follow from its kind") {
  const auto frequency = [](const std::string& members) {
    return accepted(tour_with("'frequency': {" + members + "}")).campaigns[0].frequency;
  };
  CHECK(frequency("'repeat': 'every_days'").days == 90);
  CHECK(frequency("'repeat': 'until_completed'").days == 1);
  CHECK(frequency("'repeat': 'every_days', 'days': 10").days_after_dismissal == 10);
}

TEST_CASE("the pause is counted in hours or in days") {
  CHECK(accepted(top_with("'attention': {'pause_days': 2}")).attention.pause_days == 2);
  CHECK_FALSE(accepted(top_with("'attention': {}")).attention.pause_days);
  CHECK(refusal(top_with("'attention': {'pause_days': 2, 'pause_hours': 3}")) ==
        "conflict /attention/pause_days");
}

TEST_CASE("limits count rolling or calendar days") {
  const Limits limits = accepted(top_with("'attention': {'clock': 'calendar_days', 'limits': "
                                          "{'per_session': 1, 'per_day': 2, 'per_week': 3}}"))
                            .attention.limits;
  CHECK(limits.clock == DayClock::kCalendar);
  CHECK(limits.per_session == 1);
  CHECK(limits.per_day == 2);
  CHECK(limits.per_week == 3);
  CHECK_FALSE(accepted(top_with("'attention': {'limits': {}}")).attention.limits.any());
  const Frequency frequency =
      campaign_of(tour_with("'frequency': {'clock': 'calendar_days', 'limits': {'per_day': 1}}"))
          .frequency;
  CHECK(frequency.limits.clock == DayClock::kCalendar);
  CHECK(frequency.limits.per_day == 1);
  CHECK(refusal(top_with("'attention': {'clock': 'utc'}")) == "unknown_value /attention/clock");
}

TEST_CASE("the budget is on unless it is false, and reckons in thousandths") {
  const Budget usual = accepted(top_with("'attention': {}")).attention.budget;
  CHECK(usual.on);
  CHECK(usual.capacity == 100'000);
  CHECK_FALSE(accepted(top_with("'attention': {'budget': false}")).attention.budget.on);
  const Budget budget =
      accepted(top_with("'attention': {'budget': {'capacity': 20, 'costs': {'modal': 0.0015}}}"))
          .attention.budget;
  CHECK(budget.capacity == 20'000);
  CHECK(budget.floor == 20'000);  // the usual one would be above the capacity
  CHECK(budget.modal == 2);
  CHECK(refusal(top_with("'attention': {'budget': true}")) == "wrong_type /attention/budget");
}

TEST_CASE("a quiet rule names two events, which are counted") {
  const CampaignFile file =
      accepted(top_with("'attention': {'quiet': [{'from': 'a', 'until': 'b'}]}"));
  CHECK(file.attention.quiet.at(0).max_minutes == 30);
  CHECK(file.counted_events == std::vector<std::string>{"a", "b"});
  CHECK(refusal(top_with("'attention': {'quiet': [{'from': 'a'}]}")) ==
        "missing_field /attention/quiet/0/until");
}

TEST_CASE("a campaign costs its dearest surface, and no less than its kind") {
  const auto cost = [](const std::string& kind, const std::string& rest) {
    return campaign_of(
               file_with("'campaigns': [{'id': 'c', 'kind': '" + kind + "', " + rest + "}]"))
        .cost;
  };
  const std::string banner = "{'id': 's', 'surface': 'banner'}";
  CHECK(cost("announcement", "'steps': [" + banner + "]") == 10'000);
  CHECK(cost("announcement", "'steps': [" + banner + ", {'id': 't', 'surface': 'modal'}]") ==
        40'000);
  CHECK(cost("tour", "'steps': [" + banner + "]") == 30'000);
  CHECK(cost("survey", "'steps': [" + banner + "]") == 30'000);
  CHECK(cost("checklist", "'steps': [{'id': 's'}]") == 0);
  CHECK(cost("hotspots", "'steps': [{'id': 's', 'target': '#a'}]") == 5'000);
  CHECK(cost("resource_centre", "'steps': [{'id': 's', 'type': 'article', 'title': 'x'}]") == 0);
  CHECK(cost("announcement", "'steps': [{'id': 's', 'surface': 'feed'}]") == 0);
  CHECK(cost("announcement", "'steps': [{'id': 's', 'surface': 'inline', 'target': '#a'}]") ==
        10'000);
  CHECK(cost("tour", "'cost': 0.5, 'steps': [" + banner + "]") == 500);
  // What is never on screen costs nothing.
  CHECK(cost("announcement", "'steps': [" + banner +
                                 ", {'id': 'h', 'hidden': true, 'advance': {'on': 'timer', "
                                 "'after_ms': 1}}]") == 10'000);
  // A variant with steps of its own costs what they do, and does not make the others dearer.
  const std::string variants =
      "'steps': [" + banner +
      "], 'experiment': {'variants': [{'id': 'a'}, {'id': 'b', 'steps': [{'id': 'm', "
      "'surface': 'modal'}]}]}";
  const Campaign both = campaign_of(
      file_with("'campaigns': [{'id': 'c', 'kind': 'announcement', " + variants + "}]"));
  CHECK(both.cost_of("a") == 10'000);
  CHECK(both.cost_of("b") == 40'000);
  CHECK(both.cost_of("") == 10'000);
}
