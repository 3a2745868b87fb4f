// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <fstream>
#include <sstream>

#include "campaign_file.hpp"
#include "docent/json.hpp"

using namespace docent;
using namespace docent::test;

TEST_CASE("the example file of the documentation is accepted without a warning") {
  std::ifstream in(std::string(DOCENT_SOURCE_DIR) + "/docs/examples/docent.json");
  std::stringstream text;
  text << in.rdbuf();
  const CampaignFile file = accepted(text.str());
  CHECK(file.revision == "2026-11-21");
  CHECK(file.score_target == 200);
  CHECK(file.events.size() == 10);
  REQUIRE(file.campaigns.size() == 7);
  const Campaign& welcome = file.campaigns[0];
  CHECK(welcome.triggers[0].delay_ms == 500);
  CHECK(welcome.steps[1].targets.size() == 2);
  CHECK(welcome.steps[1].targets[1].text == "New invoice");
  CHECK(welcome.steps[1].advance.on == AdvanceOn::kClick);
  CHECK(welcome.steps[2].blocks.size() == 3);
  CHECK(welcome.steps[2].buttons[0].style == "secondary");
  const Campaign* nps = file.find_campaign("nps");
  REQUIRE(nps != nullptr);
  CHECK(nps->steps[0].question->type == QuestionType::kNps);
  CHECK(nps->frequency.days_after_dismissal == 30);
}

TEST_CASE("the smallest file has the documented defaults") {
  const CampaignFile file = accepted(file_with("'campaigns': []"));
  CHECK(file.default_locale == "en");
  CHECK(file.attention.pause_hours == 24);
  CHECK(file.score_target == 100);
  REQUIRE(file.bands.size() == 3);
  CHECK(file.bands[1].id == "medium");
  CHECK(file.bands[2].from == 70);
}

TEST_CASE("the smallest campaign has the documented defaults") {
  const CampaignFile file = accepted(tour_with("'$comment': 'nothing else'"));
  const Campaign& campaign = file.campaigns[0];
  CHECK(campaign.name == "c");
  CHECK(campaign.audience.empty());
  REQUIRE(campaign.triggers.size() == 1);
  CHECK(campaign.triggers[0].on == TriggerOn::kPageView);
  CHECK(campaign.frequency.repeat == Repeat::kOnce);
  CHECK(campaign.frequency.snooze_hours == 24);
  CHECK(campaign.resume_for_days == 7);
  CHECK(campaign.steps[0].wait_ms == 4000);
}

TEST_CASE("what is no campaign file is refused as a whole") {
  CHECK(refusal("{") == "bad_json ");
  CHECK(refusal("[]") == "not_an_object ");
  CHECK(refusal(std::string(kMaxFileBytes + 1, ' ')) == "too_large ");
  CHECK(refusal(single_quoted("{'campaigns': []}")) == "missing_field /version");
  CHECK(refusal(single_quoted("{'version': 2, 'campaigns': []}")) == "unsupported /version");
  CHECK(refusal(single_quoted("{'version': 'one', 'campaigns': []}")) == "wrong_type /version");
  CHECK(refusal(single_quoted("{'version': 1}")) == "missing_field /campaigns");
}

TEST_CASE("every problem is found in one pass") {
  const LoadedFile loaded = load_campaign_file(
      file_with("'paused': 'no', 'default_locale': '?', 'score': {'target': 0},"
                " 'campaigns': [{'id': 'a', 'kind': 'tour', 'priority': 2000, 'steps': []}, 7]"));
  CHECK_FALSE(loaded.file);
  std::vector<std::string> paths;
  for (const Problem& problem : loaded.problems) paths.push_back(problem.error.path);
  CHECK(paths == std::vector<std::string>{"/paused", "/default_locale", "/score/target",
                                          "/campaigns/0/priority", "/campaigns/0/steps",
                                          "/campaigns/1"});
}

TEST_CASE("an unknown field is a warning, a comment is none") {
  CHECK(warning(file_with("'campains': [], 'campaigns': []")) == "unknown_field /campains");
  CHECK(warning(tour_with("'a/b~c': 1")) == "unknown_field /campaigns/0/a~1b~0c");
  CHECK(warning(tour_with("'trigger': {'on': 'manual', 'page': {}}")) ==
        "unknown_field /campaigns/0/trigger/page");
  accepted(file_with(
      "'$schema': 'x', '$comment': 'y', 'attention': {'$comment': 'z'}, 'campaigns': []"));
}

TEST_CASE("ids must be unique") {
  CHECK(refusal(file_with("'campaigns': [" +
                          repeated("{'id': 'c', 'kind': 'tour', 'steps': [{'id': 's'}]}", 2) +
                          "]")) == "duplicate_id /campaigns/1/id");
  CHECK(refusal(file_with(
            "'campaigns': [{'id': 'c', 'kind': 'tour', 'steps': [{'id': 's'}, {'id': 's'}]}]")) ==
        "duplicate_id /campaigns/0/steps/1/id");
  CHECK(refusal(file_with("'campaigns': [{'id': 'c', 'kind': 'survey', 'steps': ["
                          "{'id': 's', 'question': {'type': 'nps'}}, {'id': 't', 'question': "
                          "{'id': 's', 'type': 'text'}}]}]")) ==
        "duplicate_id /campaigns/0/steps/1/question");
}

TEST_CASE("a kind nobody knows is refused") {
  CHECK(refusal(step_with("'title': 'x'", "popup")) == "unknown_value /campaigns/0/kind");
}

TEST_CASE("a checklist and a resource centre have a launcher, and nothing else has") {
  const auto with = [](const std::string& kind, const std::string& launcher) {
    return file_with("'campaigns': [{'id': 'c', 'kind': '" + kind + "', 'launcher': " + launcher +
                     ", 'steps': [{'id': 's', 'type': 'article', 'title': 'x'}]}]");
  };
  const docent::Launcher launcher =
      campaign_of(
          with("resource_centre", "{'placement': 'bottom-start', 'label': 'Help', 'hidden': true}"))
          .launcher;
  CHECK(launcher.placement == "bottom-start");
  CHECK_FALSE(launcher.label.empty());
  CHECK(launcher.hidden);
  CHECK(refusal(with("resource_centre", "{'placement': 'top'}")) ==
        "unknown_value /campaigns/0/launcher/placement");
  CHECK(warning(file_with("'campaigns': [{'id': 'c', 'kind': 'tour', 'launcher': {}, 'steps': "
                          "[{'id': 's'}]}]")) == "unknown_field /campaigns/0/launcher");
}

TEST_CASE("what stands in the feed is the one step of an announcement") {
  CHECK(campaign_of(file_with("'campaigns': [{'id': 'c', 'kind': 'announcement', 'steps': [{'id': "
                              "'s', 'surface': 'feed'}]}]"))
            .is_passive());
  CHECK(refusal(file_with("'campaigns': [{'id': 'c', 'kind': 'announcement', 'steps': [{'id': 's', "
                          "'surface': 'feed'}, {'id': 't'}]}]")) == "conflict /campaigns/0/steps");
  CHECK(refusal(file_with(
            "'campaigns': [{'id': 'c', 'kind': 'announcement', 'steps': [{'id': 's', 'surface': "
            "'feed'}], 'experiment': {'variants': [{'id': 'a'}, {'id': 'b', 'steps': [{'id': "
            "'s'}]}]}}]")) == "conflict /campaigns/0/steps");
  CHECK(refusal(step_with("'surface': 'feed'")) == "unsupported /campaigns/0/steps/0/surface");
}

TEST_CASE("a condition is checked where it stands") {
  CHECK(refusal(tour_with("'audience': {'user.plan': {'$near': 1}}")) ==
        "bad_condition /campaigns/0/audience/user.plan/$near");
  CHECK(refusal(tour_with("'trigger': {'on': 'event', 'event': 'e', 'props': {'$or': 1}}")) ==
        "bad_condition /campaigns/0/trigger/props/$or");
}

TEST_CASE("a file with a problem at every turn lists a thousand and counts the rest") {
  std::string members;
  for (int i = 0; i < 1500; ++i) members += "\"x" + std::to_string(i) + "\":0,";
  const LoadedFile loaded = load_campaign_file("{\"version\":1," + members + "\"campaigns\":[]}");
  CHECK(loaded.file);
  REQUIRE(loaded.problems.size() == 1001);
  CHECK(loaded.problems.back().error.message == "There are 500 more problems.");
}

TEST_CASE("problems are written as the documentation says") {
  const Value list = problems_json(load_campaign_file("[]").problems);
  CHECK(write_json(list) == single_quoted("[{'severity':'error','code':'not_an_object','path':'',"
                                          "'message':'A campaign file is one JSON object.'}]"));
}

TEST_CASE("the languages a file promises are language tags") {
  CHECK(accepted(top_with("'locales': ['en', 'pt-BR']")).locales.size() == 2);
  CHECK(refusal(top_with("'locales': ['en', '?']")) == "unknown_value /locales/1");
}

TEST_CASE("a saved group is a list of values, or a condition that is checked") {
  const CampaignFile file =
      accepted(top_with("'saved_groups': {'pilots': ['acme', 7], 'regulars': {'condition': "
                        "{'events.sent.total': 1}}}"));
  CHECK(file.saved_groups.json().find("pilots")->as_array().size() == 2);
  CHECK(file.saved_groups.json().find("regulars")->string_or("type", "") == "condition");
  CHECK(file.counts("sent"));
  CHECK(refusal(top_with("'saved_groups': {'a': {'condition': {'x': {'$near': 1}}}}")) ==
        "bad_condition /saved_groups/a/condition/x/$near");
  CHECK(refusal(top_with("'saved_groups': {'a': {}}")) ==
        "missing_field /saved_groups/a/condition");
  CHECK(refusal(top_with("'saved_groups': {'a': 1}")) == "wrong_type /saved_groups/a");
}

TEST_CASE("a campaign requires others that exist, completed unless it says otherwise") {
  const auto file = [](const std::string& requirement) {
    return file_with(
        "'campaigns': [{'id': 'a', 'kind': 'tour', 'steps': [{'id': 's'}]},"
        "{'id': 'b', 'kind': 'tour', 'steps': [{'id': 's'}], 'requires': [" +
        requirement + "]}]");
  };
  const Campaign campaign =
      accepted(file("{'campaign': 'a'}, {'campaign': 'a', 'outcome': 'dismissed'}")).campaigns[1];
  REQUIRE(campaign.requirements.size() == 2);
  CHECK(campaign.requirements[0].outcome == "completed");
  CHECK(campaign.requirements[1].outcome == "dismissed");
  CHECK(refusal(file("{'campaign': 'z'}")) == "unknown_value /campaigns/1/requires/0/campaign");
  CHECK(refusal(file("{}")) == "missing_field /campaigns/1/requires/0/campaign");
  CHECK(refusal(file("{'campaign': 'a', 'outcome': 'seen'}")) ==
        "unknown_value /campaigns/1/requires/0/outcome");
}
