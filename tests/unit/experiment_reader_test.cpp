// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "campaign_file.hpp"

using namespace docent;
using namespace docent::test;

namespace {

std::string trying(const std::string& members) {
  return tour_with("'experiment': {" + members + "}");
}

}  // namespace

TEST_CASE("an experiment has the documented defaults") {
  const Experiment experiment =
      *campaign_of(trying("'variants': [{'id': 'a'}, {'id': 'b', 'show': false}]")).experiment;
  CHECK(experiment.seed == "c");
  CHECK(experiment.hash_attribute == "device_id");
  CHECK(experiment.hash_version == 2);
  CHECK(experiment.coverage == 1);
  CHECK(experiment.sticky);
  CHECK_FALSE(experiment.space);
  CHECK(experiment.weights.empty());
  CHECK(experiment.variants[0].show);
  CHECK_FALSE(experiment.variants[1].show);
  CHECK_FALSE(campaign_of(tour_with("'sample': 0.5")).experiment);
}

TEST_CASE("an experiment is read field by field") {
  const Campaign campaign = campaign_of(
      trying("'seed': 'x', 'hash_attribute': 'user.id', 'hash_version': 1, 'coverage': 0.5,"
             "'namespace': {'id': 'n', 'from': 0.25, 'to': 0.75}, 'sticky': false,"
             "'variants': [{'id': 'a', 'weight': 0.1}, {'id': 'b', 'weight': 0.9, 'steps': "
             "[{'id': 'own', 'surface': 'banner'}]}]"));
  const Experiment& experiment = *campaign.experiment;
  CHECK(experiment.space->from == 0.25);
  CHECK(experiment.space->to == 0.75);
  CHECK(experiment.weights == std::vector<double>{0.1, 0.9});
  CHECK(campaign.steps_of("b").at(0).id == "own");
  CHECK(campaign.steps_of("a").at(0).id == "s");
}

TEST_CASE("an experiment that cannot be is refused") {
  const std::string path = " /campaigns/0/experiment/";
  CHECK(refusal(trying("'variants': [{'id': 'a'}]")) == "out_of_range" + path + "variants");
  CHECK(refusal(trying("'seed': 'x'")) == "missing_field" + path + "variants");
  CHECK(refusal(trying("'variants': [{'id': 'a'}, {'id': 'a'}]")) ==
        "duplicate_id" + path + "variants/1/id");
  CHECK(refusal(trying("'variants': [{'id': 'a', 'weight': 1}, {'id': 'b'}]")) ==
        "missing_field" + path + "variants");
  CHECK(refusal(trying("'variants': [{'id': 'a', 'weight': 2}, {'id': 'b', 'weight': 0}]")) ==
        "out_of_range" + path + "variants/0/weight");
  const std::string two = "'variants': [{'id': 'a'}, {'id': 'b'}], ";
  CHECK(refusal(trying(two + "'hash_version': 3")) == "out_of_range" + path + "hash_version");
  CHECK(refusal(trying(two + "'hash_attribute': ''")) == "out_of_range" + path + "hash_attribute");
  CHECK(refusal(trying(two + "'namespace': {'id': 'n', 'from': 0.5, 'to': 0.5}")) ==
        "out_of_range" + path + "namespace/to");
  CHECK(refusal(trying("'variants': [{'id': 'a'}, {'id': 'b', 'steps': [{'id': 's', 'goto': "
                       "[{'step': 'z'}]}]}]")) ==
        "unknown_value" + path + "variants/1/steps/0/goto/0/step");
}

TEST_CASE("one question means the same in every variant") {
  const auto survey = [](const std::string& other) {
    return file_with(
        "'campaigns': [{'id': 'c', 'kind': 'survey', 'steps': [{'id': 'q', 'question': {'type': "
        "'nps'}}], 'experiment': {'variants': [{'id': 'a'}, {'id': 'b', 'steps': [{'id': 'q', "
        "'question': " +
        other + "}]}]}}]");
  };
  accepted(survey("{'type': 'nps', 'low': 'Never'}"));
  CHECK(refusal(survey("{'type': 'csat'}")) == "conflict /campaigns/0/experiment/variants");
}

TEST_CASE("a holdout says how many, by what and from which seed") {
  const Holdout holdout =
      accepted(top_with("'holdout': {'share': 0.1, 'hash_attribute': 'account.id'}")).holdout;
  CHECK(holdout.share == 0.1);
  CHECK(holdout.seed == "holdout");
  CHECK(holdout.hash_attribute == "account.id");
  CHECK(refusal(top_with("'holdout': {}")) == "missing_field /holdout/share");
  CHECK(refusal(top_with("'holdout': {'share': 0.1, 'hash_attribute': 'held_out'}")) ==
        "unknown_value /holdout/hash_attribute");
}
