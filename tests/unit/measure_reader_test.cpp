// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "campaign_file.hpp"

using namespace docent;
using namespace docent::test;

TEST_CASE("bands ascend from zero with ids of their own") {
  const auto bands = [](const std::string& list) {
    return file_with("'score': {'bands': [" + list + "]}, 'campaigns': []");
  };
  CHECK(accepted(bands("{'id': 'a', 'from': 0}, {'id': 'b', 'from': 100}")).bands.size() == 2);
  CHECK(refusal(bands("{'id': 'a', 'from': 1}")) == "out_of_range /score/bands/0/from");
  CHECK(refusal(bands("{'id': 'a', 'from': 0}, {'id': 'b', 'from': 0}")) ==
        "out_of_range /score/bands/1/from");
  CHECK(refusal(bands("{'id': 'a', 'from': 0}, {'id': 'a', 'from': 5}")) ==
        "duplicate_id /score/bands/1/id");
  CHECK(refusal(bands("")) == "out_of_range /score/bands");
}

TEST_CASE("a dimension measures an attribute or counts events") {
  const auto dimensions = [](const std::string& list) {
    return top_with("'score': {'dimensions': [" + list + "]}");
  };
  const CampaignFile file =
      accepted(dimensions("{'id': 'a', 'target': 12, 'metric': 'events.seen.last7'},"
                          "{'id': 'b', 'target': 100, 'weight': 2, 'events': ['sent']}"));
  REQUIRE(file.dimensions.size() == 2);
  CHECK(file.dimensions[0].metric == "events.seen.last7");
  CHECK(file.dimensions[0].weight == 1);
  CHECK(file.dimensions[1].events == std::vector<std::string>{"sent"});
  CHECK(file.counted_events == std::vector<std::string>{"seen", "sent"});
  const std::string path = " /score/dimensions/0/";
  CHECK(refusal(dimensions("{'id': 'a', 'target': 1}")) == "missing_field" + path + "metric");
  CHECK(refusal(dimensions("{'id': 'a', 'metric': 'm'}")) == "missing_field" + path + "target");
  CHECK(refusal(dimensions("{'id': 'a', 'target': 1, 'metric': 'm', 'events': ['e']}")) ==
        "conflict" + path + "metric");
  for (const char* circular : {"score.value", "score.dimensions.a", "stage"}) {
    INFO(circular);
    CHECK(refusal(dimensions("{'id': 'a', 'target': 1, 'metric': '" + std::string(circular) +
                             "'}")) == "unknown_value" + path + "metric");
  }
  CHECK(refusal(top_with("'score': {'target': 5, 'dimensions': [{'id': 'a', 'target': 1, "
                         "'metric': 'm'}]}")) == "conflict /score/target");
}

TEST_CASE("features, activity and activation are read with their defaults") {
  const CampaignFile file =
      accepted(top_with("'features': {'reports': {'events': ['opened', 'printed']}}, 'activation': "
                        "{'events': ['sent']}"));
  REQUIRE(file.features.size() == 1);
  CHECK(file.features[0].id == "reports");
  CHECK(file.features[0].events.size() == 2);
  CHECK(file.activation.within_days == 14);
  CHECK(file.activity.cadence == Cadence::kWeekly);
  CHECK(file.activity.session_length == SessionLength::kNeutral);
  CHECK(file.activity.session_target_minutes == 10);
  CHECK(accepted(top_with("'activity': {'cadence': 'daily', 'session_length': 'long_is_bad'}"))
            .activity.session_length == SessionLength::kLongIsBad);
  CHECK(refusal(top_with("'features': {'f': {}}")) == "missing_field /features/f/events");
  CHECK(refusal(top_with("'features': {'f': {'events': []}}")) ==
        "out_of_range /features/f/events");
  CHECK(refusal(top_with("'features': {'a.b': {'events': ['e']}}")) ==
        "unknown_value /features/a.b");
  CHECK(refusal(top_with("'activation': {}")) == "missing_field /activation/events");
}

TEST_CASE("milestones and stages have ids of their own and conditions") {
  const CampaignFile file =
      accepted(top_with("'milestones': [{'id': 'm', 'when': {'user.a': 1}, 'deadline_days': 7}],"
                        "'stages': [{'id': 'late', 'when': {'user.b': 1}, 'min_days': 3}, "
                        "{'id': 'new'}]"));
  CHECK(file.milestones.at(0).deadline_days == 7);
  CHECK(file.stages.at(0).min_days == 3);
  CHECK(file.stages.at(1).when.empty());
  CHECK(refusal(top_with("'milestones': [{'id': 'm'}]")) == "missing_field /milestones/0/when");
  CHECK(refusal(top_with("'stages': [{'id': 's'}, {'id': 's'}]")) == "duplicate_id /stages/1/id");
}

TEST_CASE("a playbook answers to a change by a campaign or a signal that can be") {
  const auto playing = [](const std::string& members) {
    return file_with(
        "'campaigns': [{'id': 'c', 'kind': 'survey', 'steps': [{'id': 'q', 'question': {'type': "
        "'nps'}}]}], 'stages': [{'id': 'new'}], 'milestones': [{'id': 'm', 'when': {}}],"
        "'playbooks': [{'id': 'p', " +
        members + "}]");
  };
  const auto playbook = [&](const std::string& members) {
    return accepted(playing(members)).playbooks.at(0);
  };
  CHECK(playbook("'on': 'band', 'from': 'high', 'to': 'low', 'signal': 's'").from == "high");
  CHECK(playbook("'on': 'stage', 'to': 'new', 'start': 'c'").start == "c");
  CHECK(playbook("'on': 'milestone', 'milestone': 'm', 'is': 'late', 'signal': 's'").late);
  CHECK(playbook("'on': 'activation', 'signal': 'activated'").signal == "activated");
  CHECK(playbook("'on': 'answer', 'question': 'csat', 'signal': 's'").question == "csat");
  const Playbook answer = playbook(
      "'on': 'answer', 'question': 'c.q', 'when': {'value': {'$lte': 6}}, 'audience': "
      "{'user.plan': 'pro'}, 'start': 'c', 'signal': 'detractor'");
  CHECK(answer.question == "c.q");
  CHECK_FALSE(answer.when.empty());
  CHECK_FALSE(answer.audience.empty());
  const std::string path = " /playbooks/0/";
  CHECK(refusal(playing("'on': 'activation'")) == "missing_field" + path + "signal");
  CHECK(refusal(playing("'on': 'band', 'to': 'top', 'signal': 's'")) ==
        "unknown_value" + path + "to");
  CHECK(refusal(playing("'on': 'stage', 'from': 'old', 'signal': 's'")) ==
        "unknown_value" + path + "from");
  CHECK(refusal(playing("'on': 'milestone', 'milestone': 'n', 'signal': 's'")) ==
        "unknown_value" + path + "milestone");
  CHECK(refusal(playing("'on': 'activation', 'start': 'd'")) == "unknown_value" + path + "start");
  for (const char* question : {"c.r", "d.q", "c", "stars"}) {
    INFO(question);
    CHECK(refusal(playing("'on': 'answer', 'question': '" + std::string(question) +
                          "', 'signal': 's'")) == "unknown_value" + path + "question");
  }
}

TEST_CASE("the ids of features and milestones do not hide an attribute") {
  for (const char* id : {"tried", "breadth", "depth", "never_tried"}) {
    CHECK(refusal(top_with("'features': {'" + std::string(id) + "': {'events': ['e']}}")) ==
          "unknown_value /features/" + std::string(id));
  }
  for (const char* id : {"next", "reached_count"}) {
    CHECK(refusal(top_with("'milestones': [{'id': '" + std::string(id) + "', 'when': {}}]")) ==
          "unknown_value /milestones/0/id");
  }
  CHECK(accepted(top_with("'features': {'next': {'events': ['e']}}")).features.size() == 1);
}
