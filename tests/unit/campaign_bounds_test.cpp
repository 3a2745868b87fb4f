// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "campaign_file.hpp"

using namespace docent;
using namespace docent::test;

TEST_CASE("a file of exactly the largest size is read") {
  std::string text = single_quoted("{'version': 1, 'campaigns': []}");
  text.resize(kMaxFileBytes, ' ');
  accepted(text);
}

TEST_CASE("identifiers are 1 to 128 bytes without dots and control characters") {
  const auto with_id = [](const std::string& id) {
    return file_with("'campaigns': [{'id': '" + id + "', 'kind': 'tour', 'steps': [{'id': 's'}]}]");
  };
  accepted(with_id(std::string(128, 'x')));
  CHECK(refusal(with_id(std::string(129, 'x'))) == "too_long /campaigns/0/id");
  CHECK(refusal(with_id("")) == "out_of_range /campaigns/0/id");
  CHECK(refusal(with_id("a.b")) == "unknown_value /campaigns/0/id");
  CHECK(refusal(with_id("a\\nb")) == "unknown_value /campaigns/0/id");
  CHECK(refusal(file_with("'events': {'a.b': {}}, 'campaigns': []")) ==
        "unknown_value /events/a.b");
}

TEST_CASE("the number of campaigns is bounded") {
  const auto campaigns = [](std::size_t count) {
    return "{\"version\":1,\"campaigns\":[" +
           repeated(single_quoted("{'id':'#','kind':'tour','steps':[{'id':'s'}]}"), count) + "]}";
  };
  const CampaignFile file = accepted(campaigns(kMaxCampaigns));
  REQUIRE(file.find_campaign("9999") != nullptr);
  CHECK(file.find_campaign("9999")->id == "9999");
  CHECK(file.find_campaign("10000") == nullptr);
  CHECK(refusal(campaigns(kMaxCampaigns + 1)) == "too_many /campaigns");
}

TEST_CASE("the number of steps is bounded") {
  const auto steps = [](std::size_t count) {
    return file_with("'campaigns': [{'id': 'c', 'kind': 'tour', 'steps': [" +
                     repeated("{'id': '#'}", count) + "]}]");
  };
  CHECK(step_index(accepted(steps(kMaxSteps)).campaigns[0].steps, "199") == 199);
  CHECK(refusal(steps(kMaxSteps + 1)) == "too_many /campaigns/0/steps");
  CHECK(refusal(steps(0)) == "out_of_range /campaigns/0/steps");
}

TEST_CASE("the number of counted events is bounded") {
  const auto events = [](std::size_t declared, const std::string& trigger) {
    return file_with("'events': {" + repeated("'e#': {}", declared) +
                     "}, 'campaigns': [{'id': 'c', 'kind': 'tour', 'steps': [{'id': 's'}],"
                     " 'trigger': {'on': 'event', 'event': '" +
                     trigger + "'}}]");
  };
  CHECK(accepted(events(kMaxCountedEvents, "e0")).counted_events.size() == kMaxCountedEvents);
  CHECK(refusal(events(kMaxCountedEvents, "one_more")) == "too_many /events");
}

TEST_CASE("numbers are read at their bounds and refused beyond") {
  const auto within = [](const std::string& members) { accepted(tour_with(members)); };
  const auto beyond = [](const std::string& members) { return refusal(tour_with(members)); };
  within("'priority': -1000");
  within("'priority': 1000");
  CHECK(beyond("'priority': 1001") == "out_of_range /campaigns/0/priority");
  CHECK(beyond("'priority': -1001") == "out_of_range /campaigns/0/priority");
  CHECK(beyond("'priority': 1.5") == "wrong_type /campaigns/0/priority");
  within("'trigger': {'on': 'page_view', 'delay_ms': 86400000}");
  CHECK(beyond("'trigger': {'on': 'page_view', 'delay_ms': 86400001}") ==
        "out_of_range /campaigns/0/trigger/delay_ms");
  within("'resume_for_days': 36500");
  CHECK(beyond("'resume_for_days': 0") == "out_of_range /campaigns/0/resume_for_days");
  CHECK(beyond("'resume_for_days': 36501") == "out_of_range /campaigns/0/resume_for_days");
  within("'steps': [{'id': 's', 'wait_ms': 60000}]");
  CHECK(beyond("'steps': [{'id': 's', 'wait_ms': 60001}]") ==
        "out_of_range /campaigns/0/steps/0/wait_ms");
  within("'frequency': {'snooze_hours': 0.5}");
  CHECK(beyond("'frequency': {'days': 0}") == "out_of_range /campaigns/0/frequency/days");
}

TEST_CASE("weights, half lives and pauses are read at their bounds and refused beyond") {
  accepted(
      file_with("'events': {'e': {'weight': -1000, 'half_life_days': 0.1}}, 'attention': "
                "{'pause_hours': 0}, 'campaigns': []"));
  CHECK(refusal(file_with("'events': {'e': {'weight': 1000.5}}, 'campaigns': []")) ==
        "out_of_range /events/e/weight");
  CHECK(refusal(file_with("'events': {'e': {'half_life_days': 0}}, 'campaigns': []")) ==
        "out_of_range /events/e/half_life_days");
  CHECK(refusal(file_with("'attention': {'pause_hours': -1}, 'campaigns': []")) ==
        "out_of_range /attention/pause_hours");
}

TEST_CASE("a file is nested 32 levels deep and no deeper") {
  const auto nested = [](std::size_t lists) {
    return top_with("'$comment': " + std::string(lists, '[') + std::string(lists, ']'));
  };
  accepted(nested(31));
  CHECK(refusal(nested(32)).substr(0, 8) == "too_deep");
}

TEST_CASE("a string of text or a locator is at most 64 KiB long") {
  const std::string longest(kMaxTextBytes, 'x');
  for (const char* field : {"title", "body", "target"}) {
    INFO(field);
    const std::string key = "'" + std::string(field) + "': '";
    accepted(step_with(key + longest + "'"));
    CHECK(refusal(step_with(key + longest + "x'")) ==
          "too_long /campaigns/0/steps/0/" + std::string(field));
  }
  CHECK(refusal(step_with("'title': {'en': 'fine', 'de': '" + longest + "x'}")) ==
        "too_long /campaigns/0/steps/0/title/de");
}

TEST_CASE("names of every sort are at most 128 bytes long") {
  const std::string longest(kMaxNameBytes, 'x');
  const auto with = [](const std::string& name) {
    return std::vector<std::pair<std::string, std::string>>{
        {top_with("'revision': '" + name + "'"), "/revision"},
        {top_with("'events': {'" + name + "': {}}"), "/events/" + name},
        {top_with("'report_traits': ['" + name + "']"), "/report_traits/0"},
        {top_with("'holdout': {'share': 0, 'seed': '" + name + "'}"), "/holdout/seed"},
        {tour_with("'name': '" + name + "'"), "/campaigns/0/name"},
        {tour_with("'cancel_on': '" + name + "'"), "/campaigns/0/cancel_on"},
        {tour_with("'trigger': {'on': 'event', 'event': '" + name + "'}"),
         "/campaigns/0/trigger/event"},
    };
  };
  for (const auto& [text, path] : with(longest)) accepted(text);
  for (const auto& [text, path] : with(longest + "x")) CHECK(refusal(text) == "too_long " + path);
}

namespace {

/// Where a list stands: what comes before its entries, one of them, what comes after, and how many
/// there may be.
struct Bounded {
  std::string before, entry, after, path;
  std::size_t most;
};

}  // namespace

TEST_CASE("every list is read at its bound and refused one past it") {
  const std::string tour = "'campaigns': [{'id': 'c', 'kind': 'tour', 'steps': [{'id': 's'}], ";
  const std::string step = "'campaigns': [{'id': 'c', 'kind': 'tour', 'steps': [{'id': 's', ";
  const std::string survey =
      "'campaigns': [{'id': 'c', 'kind': 'survey', 'steps': [{'id': 's', 'question': {'type': "
      "'single', 'options': [";
  const Bounded lists[] = {
      {"'campaigns': [], 'locales': [", "'en'", "]", "/locales", 40},
      {"'campaigns': [], 'saved_groups': {", "'g#': []", "}", "/saved_groups", 256},
      {"'campaigns': [], 'attention': {'quiet': [", "{'from': 'a', 'until': 'b'}", "]}",
       "/attention/quiet", 20},
      {"'campaigns': [], 'features': {", "'f#': {'events': ['e']}", "}", "/features", 64},
      {"'campaigns': [], 'features': {'f': {'events': [", "'e#'", "]}}", "/features/f/events", 64},
      {"'campaigns': [], 'activation': {'events': [", "'e#'", "]}", "/activation/events", 64},
      {"'campaigns': [], 'milestones': [", "{'id': 'm#', 'when': {}}", "]", "/milestones", 32},
      {"'campaigns': [], 'stages': [", "{'id': 's#'}", "]", "/stages", 16},
      {"'campaigns': [], 'score': {'dimensions': [",
       "{'id': 'd#', 'target': 1, 'metric': 'sessions.count'}", "]}", "/score/dimensions", 12},
      {"'campaigns': [], 'score': {'bands': [", "{'id': 'b#', 'from': #}", "]}", "/score/bands",
       20},
      {"'campaigns': [], 'playbooks': [", "{'id': 'p#', 'on': 'activation', 'signal': 's'}", "]",
       "/playbooks", 64},
      {"'campaigns': [], 'report_traits': [", "'t#'", "]", "/report_traits", 64},
      {tour + "'requires': [", "{'campaign': 'c'}", "]}]", "/campaigns/0/requires", 16},
      {tour + "'trigger': [", "{'on': 'manual'}", "]}]", "/campaigns/0/trigger", 16},
      {tour + "'cancel_on': [", "'e#'", "]}]", "/campaigns/0/cancel_on", 16},
      {tour + "'schedule': {'windows': [", "{'from': '09:00', 'until': '10:00'}", "]}}]",
       "/campaigns/0/schedule/windows", 14},
      {tour + "'experiment': {'variants': [{'id': 'x'}, ", "{'id': 'v#'}", "]}}]",
       "/campaigns/0/experiment/variants", 9},
      {step + "'target': [", "'#'", "]}]}]", "/campaigns/0/steps/0/target", 16},
      {step + "'spotlight': [", "'#'", "]}]}]", "/campaigns/0/steps/0/spotlight", 16},
      {step + "'goto': [", "{'step': 's'}", "]}]}]", "/campaigns/0/steps/0/goto", 20},
      {step + "'content': [", "{'type': 'text', 'text': 'x'}", "]}]}]",
       "/campaigns/0/steps/0/content", 50},
      {step + "'content': [{'type': 'list', 'items': [", "'x'", "]}]}]}]",
       "/campaigns/0/steps/0/content/0/items", 100},
      {step + "'buttons': [", "{'label': 'x', 'action': 'next'}", "]}]}]",
       "/campaigns/0/steps/0/buttons", 8},
      {survey, "{'id': 'o#', 'label': 'x'}", "]}}]}]", "/campaigns/0/steps/0/question/options", 20},
  };
  for (const Bounded& list : lists) {
    INFO(list.path);
    accepted(file_with(list.before + repeated(list.entry, list.most) + list.after));
    CHECK(refusal(file_with(list.before + repeated(list.entry, list.most + 1) + list.after)) ==
          "too_many " + list.path);
  }
}

namespace {

/// A number's field: what comes before and after it, and two texts of numbers that are read and
/// two that are refused ("" where there is none).
struct Ranged {
  std::string before, after, path;
  std::vector<std::string> read, refused;
};

}  // namespace

TEST_CASE("every number is read at its bounds and refused beyond") {
  const std::string tour = "'campaigns': [{'id': 'c', 'kind': 'tour', 'steps': [{'id': 's'}], ";
  const std::string step = "'campaigns': [{'id': 'c', 'kind': 'tour', 'steps': [{'id': 's', ";
  const std::string trigger = tour + "'trigger': ";
  const std::string attention = "'campaigns': [], 'attention': {";
  const std::string budget = attention + "'budget': {";
  const Ranged numbers[] = {
      {"'campaigns': [], 'holdout': {'share': ", "}", "/holdout/share", {"0", "1"}, {"-1", "1.1"}},
      {attention + "'pause_hours': ", "}", "/attention/pause_hours", {"0", "876000"}, {"876001"}},
      {attention + "'pause_days': ", "}", "/attention/pause_days", {"0", "36500"}, {"36501"}},
      {attention + "'limits': {'per_session': ",
       "}}",
       "/attention/limits/per_session",
       {"1", "50"},
       {"0", "51"}},
      {attention + "'limits': {'per_day': ",
       "}}",
       "/attention/limits/per_day",
       {"1", "50"},
       {"0", "51"}},
      {attention + "'limits': {'per_week': ",
       "}}",
       "/attention/limits/per_week",
       {"1", "50"},
       {"0", "51"}},
      {attention + "'quiet': [{'from': 'a', 'until': 'b', 'max_minutes': ",
       "}]}",
       "/attention/quiet/0/max_minutes",
       {"1", "1440"},
       {"0", "1441"}},
      {budget + "'capacity': ", "}}", "/attention/budget/capacity", {"1", "1000"}, {"0.9", "1001"}},
      {budget + "'refill_days': ",
       "}}",
       "/attention/budget/refill_days",
       {"0.1", "36500"},
       {"0", "36501"}},
      {budget + "'costs': {'modal': ",
       "}}}",
       "/attention/budget/costs/modal",
       {"0", "1000"},
       {"-1", "1001"}},
      {budget + "'dismissal_factor': ",
       "}}",
       "/attention/budget/dismissal_factor",
       {"0", "1"},
       {"-0.1", "1.1"}},
      {budget + "'capacity': 80, 'floor': ",
       "}}",
       "/attention/budget/floor",
       {"0", "80"},
       {"-1", "80.5"}},
      {budget + "'completion_bonus': ",
       "}}",
       "/attention/budget/completion_bonus",
       {"0", "1000"},
       {"-1", "1001"}},
      {budget + "'quiet_day_bonus': ",
       "}}",
       "/attention/budget/quiet_day_bonus",
       {"0", "1000"},
       {"-1", "1001"}},
      {"'campaigns': [], 'activity': {'session_target_minutes': ",
       "}",
       "/activity/session_target_minutes",
       {"0.5", "1440"},
       {"0", "1441"}},
      {"'campaigns': [], 'activation': {'events': ['e'], 'within_days': ",
       "}",
       "/activation/within_days",
       {"0.5", "36500"},
       {"0", "36501"}},
      {"'campaigns': [], 'milestones': [{'id': 'm', 'when': {}, 'deadline_days': ",
       "}]",
       "/milestones/0/deadline_days",
       {"0.5", "36500"},
       {"0", "36501"}},
      {"'campaigns': [], 'stages': [{'id': 's', 'min_days': ",
       "}]",
       "/stages/0/min_days",
       {"0", "36500"},
       {"-1", "36501"}},
      {"'campaigns': [], 'score': {'target': ", "}", "/score/target", {"0.1", "1e9"}, {"0", "2e9"}},
      {"'campaigns': [], 'score': {'dimensions': [{'id': 'd', 'metric': 'm', 'target': ",
       "}]}",
       "/score/dimensions/0/target",
       {"0.1", "1e9"},
       {"0", "2e9"}},
      {"'campaigns': [], 'score': {'dimensions': [{'id': 'd', 'metric': 'm', 'target': 1, "
       "'weight': ",
       "}]}",
       "/score/dimensions/0/weight",
       {"0.1", "1000"},
       {"0", "1001"}},
      {tour + "'cost': ", "}]", "/campaigns/0/cost", {"0", "1000"}, {"-1", "1001"}},
      {tour + "'sample': ", "}]", "/campaigns/0/sample", {"0", "1"}, {"-0.1", "1.1"}},
      {tour + "'frequency': {'limits': {'per_week': ",
       "}}}]",
       "/campaigns/0/frequency/limits/per_week",
       {"1", "50"},
       {"0", "51"}},
      {trigger + "{'on': 'event', 'event': 'e', 'count': ",
       "}}]",
       "/campaigns/0/trigger/count",
       {"2", "1000"},
       {"1", "1001"}},
      {trigger + "{'on': 'event', 'event': 'e', 'count': 2, 'within_days': ",
       "}}]",
       "/campaigns/0/trigger/within_days",
       {"1", "28"},
       {"0", "29"}},
      {trigger + "{'on': 'idle', 'after_ms': ",
       "}}]",
       "/campaigns/0/trigger/after_ms",
       {"1000", "86400000"},
       {"999", "86400001"}},
      {trigger + "{'on': 'scroll', 'percent': ",
       "}}]",
       "/campaigns/0/trigger/percent",
       {"1", "100"},
       {"0", "101"}},
      {step + "'target': {'css': 'a', 'nth': ",
       "}}]}]",
       "/campaigns/0/steps/0/target/nth",
       {"0", "10000"},
       {"-1", "10001"}},
      {step + "'advance': {'on': 'timer', 'after_ms': ",
       "}}]}]",
       "/campaigns/0/steps/0/advance/after_ms",
       {"1", "86400000"},
       {"0", "86400001"}},
  };
  for (const Ranged& number : numbers) {
    INFO(number.path);
    for (const std::string& value : number.read) {
      accepted(file_with(number.before + value + number.after));
    }
    for (const std::string& value : number.refused) {
      INFO(value);
      CHECK(refusal(file_with(number.before + value + number.after)) ==
            "out_of_range " + number.path);
    }
  }
}
