// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "campaign_file.hpp"

using namespace docent;
using namespace docent::test;

TEST_CASE("only a survey asks questions") {
  CHECK(refusal(step_with("'question': {'type': 'nps'}")) ==
        "unsupported /campaigns/0/steps/0/question");
  const CampaignFile file =
      accepted(step_with("'question': {'type': 'ces', 'required': true}", "survey"));
  const Question& question = *file.campaigns[0].steps[0].question;
  CHECK(question.id == "s");
  CHECK(question.required);
}

TEST_CASE("an answer has its place in the histogram, or none") {
  Question question;
  question.type = QuestionType::kNps;
  CHECK(question.histogram_size() == 11);
  CHECK(question.histogram_entries(0) == std::vector{0});
  CHECK(question.histogram_entries(10) == std::vector{10});
  CHECK(question.histogram_entries(11).empty());
  CHECK(question.histogram_entries(2.5).empty());
  CHECK(question.histogram_entries("9").empty());
  question.type = QuestionType::kCes;
  question.scale = 7;
  CHECK(question.histogram_entries(1) == std::vector{0});
  CHECK(question.histogram_entries(7) == std::vector{6});
  CHECK(question.histogram_entries(0).empty());
  question.type = QuestionType::kText;
  CHECK(question.histogram_entries("fine") == std::vector{0});
  CHECK_FALSE(question.histogram_entries(std::string(2000, 'x')).empty());
  CHECK(question.histogram_entries(std::string(2001, 'x')).empty());
  CHECK(question.histogram_entries(3).empty());
}

namespace {

std::string asking(const std::string& members) {
  return step_with("'question': {" + members + "}", "survey");
}

constexpr const char* kTwoOptions = "[{'id': 'a', 'label': 'A'}, {'id': 'b', 'label': 'B'}]";

}  // namespace

TEST_CASE("a scale has its values and its look") {
  const auto question = [](const std::string& members) {
    return *step_of(asking(members)).question;
  };
  CHECK(question("'type': 'ces'").scale == 7);
  CHECK(question("'type': 'ces', 'scale': 5").histogram_size() == 5);
  CHECK(question("'type': 'csat'").scale == 5);
  CHECK(question("'type': 'csat'").look == Look::kEmoji);
  CHECK(question("'type': 'csat', 'look': 'stars'").look == Look::kStars);
  CHECK(question("'type': 'rating'").scale == 5);
  CHECK(question("'type': 'rating'").look == Look::kStars);
  CHECK(question("'type': 'rating', 'scale': 3").scale == 3);
  CHECK(question("'type': 'rating', 'scale': 10").scale == 10);
  CHECK(question("'type': 'nps'").look == Look::kNumbers);
  const std::string scale = "out_of_range /campaigns/0/steps/0/question/scale";
  for (const char* bad :
       {"'type': 'ces', 'scale': 4", "'type': 'ces', 'scale': 6", "'type': 'ces', 'scale': 8",
        "'type': 'rating', 'scale': 2", "'type': 'rating', 'scale': 11"}) {
    INFO(bad);
    CHECK(refusal(asking(bad)) == scale);
  }
  CHECK(warning(asking("'type': 'csat', 'scale': 7")) ==
        "unknown_field /campaigns/0/steps/0/question/scale");
}

TEST_CASE("a choice has at least two options with ids of their own") {
  const Question question =
      *step_of(asking("'type': 'single', 'options': " + std::string(kTwoOptions))).question;
  REQUIRE(question.options.size() == 2);
  CHECK(question.options[1].id == "b");
  CHECK(refusal(asking("'type': 'multiple'")) ==
        "missing_field /campaigns/0/steps/0/question/options");
  CHECK(refusal(asking("'type': 'single', 'options': [{'id': 'a', 'label': 'A'}]")) ==
        "out_of_range /campaigns/0/steps/0/question/options");
  CHECK(refusal(asking("'type': 'single', 'options': [{'id': 'a', 'label': 'A'}, {'id': 'a', "
                       "'label': 'B'}]")) ==
        "duplicate_id /campaigns/0/steps/0/question/options/1/id");
  CHECK(refusal(asking("'type': 'single', 'options': [{'id': 'a', 'label': 'A'}, {'id': 'b'}]")) ==
        "missing_field /campaigns/0/steps/0/question/options/1/label");
}

TEST_CASE("a chosen option has its place in the histogram, and a doubled one has none") {
  Question question =
      *step_of(asking("'type': 'multiple', 'options': " + std::string(kTwoOptions))).question;
  CHECK(question.histogram_size() == 2);
  CHECK(question.histogram_entries(Value::array().push("b").push("a")) == std::vector{1, 0});
  CHECK(question.histogram_entries(Value::array().push("a").push("a")).empty());
  CHECK(question.histogram_entries(Value::array().push("z")).empty());
  CHECK(question.histogram_entries(Value::array()).empty());
  question.type = QuestionType::kSingle;
  CHECK(question.histogram_entries("b") == std::vector{1});
  CHECK(question.histogram_entries("z").empty());
}
