// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/campaign.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "docent/json.hpp"

using namespace docent;

namespace {

/// JSON in tests is easier to read with single quotes.
std::string quoted(std::string text) {
  std::replace(text.begin(), text.end(), '\'', '"');
  return text;
}

/// A file with these members beside its version.
std::string file_with(const std::string& members) {
  return quoted("{'version': 1, " + members + "}");
}

/// A file of one tour with these members beside its id, kind and step.
std::string tour_with(const std::string& members) {
  return file_with("'campaigns': [{'id': 'c', 'kind': 'tour', 'steps': [{'id': 's'}], " + members +
                   "}]");
}

/// A file of one campaign of that kind whose step has these members beside its id.
std::string step_with(const std::string& members, const std::string& kind = "tour") {
  return file_with("'campaigns': [{'id': 'c', 'kind': '" + kind + "', 'steps': [{'id': 's', " +
                   members + "}]}]");
}

CampaignFile accepted(const std::string& text) {
  LoadedFile loaded = load_campaign_file(text);
  for (const Problem& problem : loaded.problems)
    UNSCOPED_INFO(problem.error.path + " " + problem.error.message);
  REQUIRE(loaded.problems.empty());
  REQUIRE(loaded.file);
  return std::move(*loaded.file);
}

/// "code path" of the one problem of a refused file.
std::string refusal(const std::string& text) {
  const LoadedFile loaded = load_campaign_file(text);
  for (const Problem& problem : loaded.problems)
    UNSCOPED_INFO(problem.error.path + " " + problem.error.message);
  REQUIRE_FALSE(loaded.file);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].severity == Severity::kError);
  CHECK(loaded.problems[0].error.message.back() == '.');
  return std::string(code_name(loaded.problems[0].error.code)) + " " +
         loaded.problems[0].error.path;
}

/// "code path" of the one warning of an accepted file.
std::string warning(const std::string& text) {
  const LoadedFile loaded = load_campaign_file(text);
  REQUIRE(loaded.file);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].severity == Severity::kWarning);
  return std::string(code_name(loaded.problems[0].error.code)) + " " +
         loaded.problems[0].error.path;
}

std::string repeated(const std::string& entry, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) {
    if (i > 0) out += ',';
    std::string one = entry;
    const std::size_t mark = one.find('#');
    if (mark != std::string::npos) one.replace(mark, 1, std::to_string(i));
    out += one;
  }
  return out;
}

}  // namespace

TEST_CASE("the example file of the documentation is accepted without a warning") {
  std::ifstream in(std::string(DOCENT_SOURCE_DIR) + "/docs/examples/docent.json");
  std::stringstream text;
  text << in.rdbuf();
  const CampaignFile file = accepted(text.str());
  CHECK(file.revision == "2026-11-21");
  CHECK(file.score_target == 200);
  CHECK(file.events.size() == 4);
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

TEST_CASE("the surface and the backdrop follow from the kind and the target") {
  const auto step = [](const std::string& members, const std::string& kind) {
    return accepted(step_with(members, kind)).campaigns[0].steps[0];
  };
  const Step tooltip = step("'target': '#a'", "tour");
  CHECK(tooltip.surface == Surface::kTooltip);
  CHECK(tooltip.backdrop == Backdrop::kDim);
  CHECK(step("'title': 'x'", "announcement").surface == Surface::kModal);
  CHECK(step("'title': 'x'", "announcement").backdrop == Backdrop::kBlock);
  CHECK(step("'title': 'x'", "survey").surface == Surface::kSlideout);
  CHECK(step("'target': '#a'", "survey").backdrop == Backdrop::kNone);
}

TEST_CASE("the days of a frequency follow from its kind") {
  const auto frequency = [](const std::string& members) {
    return accepted(tour_with("'frequency': {" + members + "}")).campaigns[0].frequency;
  };
  CHECK(frequency("'repeat': 'every_days'").days == 90);
  CHECK(frequency("'repeat': 'until_completed'").days == 1);
  CHECK(frequency("'repeat': 'every_days', 'days': 10").days_after_dismissal == 10);
}

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

TEST_CASE("what is no campaign file is refused as a whole") {
  CHECK(refusal("{") == "bad_json ");
  CHECK(refusal("[]") == "not_an_object ");
  CHECK(refusal(std::string(kMaxFileBytes + 1, ' ')) == "too_large ");
  CHECK(refusal(quoted("{'campaigns': []}")) == "missing_field /version");
  CHECK(refusal(quoted("{'version': 2, 'campaigns': []}")) == "unsupported /version");
  CHECK(refusal(quoted("{'version': 'one', 'campaigns': []}")) == "wrong_type /version");
  CHECK(refusal(quoted("{'version': 1}")) == "missing_field /campaigns");
}

TEST_CASE("a file of exactly the largest size is read") {
  std::string text = quoted("{'version': 1, 'campaigns': []}");
  text.resize(kMaxFileBytes, ' ');
  accepted(text);
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

TEST_CASE("the number of campaigns is bounded") {
  const auto campaigns = [](std::size_t count) {
    return "{\"version\":1,\"campaigns\":[" +
           repeated(quoted("{'id':'#','kind':'tour','steps':[{'id':'s'}]}"), count) + "]}";
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

TEST_CASE("reserved kinds are unsupported, others are unknown") {
  for (const char* kind : {"hotspots", "resource_centre"}) {
    CHECK(refusal(step_with("'title': 'x'", kind)) == "unsupported /campaigns/0/kind");
  }
  CHECK(refusal(step_with("'title': 'x'", "popup")) == "unknown_value /campaigns/0/kind");
}

TEST_CASE("a condition is checked where it stands") {
  CHECK(refusal(tour_with("'audience': {'user.plan': {'$near': 1}}")) ==
        "bad_condition /campaigns/0/audience/user.plan/$near");
  CHECK(refusal(tour_with("'trigger': {'on': 'event', 'event': 'e', 'props': {'$or': 1}}")) ==
        "bad_condition /campaigns/0/trigger/props/$or");
}

TEST_CASE("a trigger needs what its kind needs") {
  CHECK(refusal(tour_with("'trigger': {'on': 'event'}")) ==
        "missing_field /campaigns/0/trigger/event");
  CHECK(refusal(tour_with("'trigger': {}")) == "missing_field /campaigns/0/trigger/on");
  CHECK(refusal(tour_with("'trigger': []")) == "out_of_range /campaigns/0/trigger");
  CHECK(refusal(tour_with("'trigger': 'page_view'")) == "wrong_type /campaigns/0/trigger");
}

TEST_CASE("a target is a selector, an object, or a list of these") {
  CHECK(accepted(step_with("'target': '#a'")).campaigns[0].steps[0].targets[0].css == "#a");
  CHECK(accepted(step_with("'target': {'text': 'Send', 'nth': 2}"))
            .campaigns[0]
            .steps[0]
            .targets[0]
            .nth == 2);
  CHECK(refusal(step_with("'target': ''")) == "bad_locator /campaigns/0/steps/0/target");
  CHECK(refusal(step_with("'target': ['#a', {}]")) == "bad_locator /campaigns/0/steps/0/target/1");
  CHECK(refusal(step_with("'target': []")) == "out_of_range /campaigns/0/steps/0/target");
  CHECK(refusal(step_with("'surface': 'tooltip'")) == "missing_field /campaigns/0/steps/0/target");
}

TEST_CASE("a placement must suit the surface") {
  accepted(step_with("'target': '#a', 'placement': 'left-end'"));
  accepted(step_with("'surface': 'banner', 'placement': 'top'"));
  CHECK(refusal(step_with("'surface': 'banner', 'placement': 'left'")) ==
        "unknown_value /campaigns/0/steps/0/placement");
  CHECK(refusal(step_with("'surface': 'slideout', 'placement': 'top'")) ==
        "unknown_value /campaigns/0/steps/0/placement");
}

TEST_CASE("addresses lead to web pages, mail or the same site") {
  const auto link = [](const std::string& url) {
    return step_with("'content': [{'type': 'link', 'label': 'x', 'url': '" + url + "'}]");
  };
  for (const char* url :
       {"https://example.com", "HTTP://a", "mailto:a@b.c", "/a:b", "?q=a:b", "a/b"}) {
    INFO(url);
    accepted(link(url));
  }
  for (const char* url : {"javascript:alert(1)", "JavaScript:x", " javascript:x", "java\\nscript:x",
                          "data:text/html,x", "vbscript:x", "", "\\u0001https://a"}) {
    INFO(url);
    CHECK(refusal(link(url)) == "bad_url /campaigns/0/steps/0/content/0/url");
  }
  CHECK(refusal(step_with("'buttons': [{'label': 'x', 'action': 'navigate'}]")) ==
        "missing_field /campaigns/0/steps/0/buttons/0/url");
}

TEST_CASE("a block needs its own fields") {
  CHECK(refusal(step_with("'content': [{'type': 'image', 'src': '/a.png'}]")) ==
        "missing_field /campaigns/0/steps/0/content/0/alt");
  CHECK(refusal(step_with("'content': [{'type': 'video'}]")).substr(0, 13) == "unknown_value");
  CHECK(refusal(step_with("'content': [{'type': 'list', 'items': ['a', 1]}]")) ==
        "bad_text /campaigns/0/steps/0/content/0/items/1");
}

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

TEST_CASE("a click advances only what has a target") {
  CHECK(accepted(step_with("'target': '#a', 'advance': {'on': 'click'}"))
            .campaigns[0]
            .steps[0]
            .advance.on == AdvanceOn::kClick);
  CHECK(refusal(step_with("'advance': {'on': 'click'}")) ==
        "missing_field /campaigns/0/steps/0/advance/on");
  CHECK(refusal(step_with("'advance': {'on': 'event'}")) ==
        "missing_field /campaigns/0/steps/0/advance/event");
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
  CHECK(write_json(list) == quoted("[{'severity':'error','code':'not_an_object','path':'',"
                                   "'message':'A campaign file is one JSON object.'}]"));
}
