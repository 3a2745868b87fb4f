// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "campaign_file.hpp"

using namespace docent;
using namespace docent::test;

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
  CHECK(refusal(step_with("'content': [{'type': 'hologram'}]")).substr(0, 13) == "unknown_value");
  CHECK(refusal(step_with("'content': [{'type': 'list', 'items': ['a', 1]}]")) ==
        "bad_text /campaigns/0/steps/0/content/0/items/1");
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

TEST_CASE("a step goes on by what it names, each with what it needs") {
  const auto advance = [](const std::string& members) {
    return step_of(step_with("'target': '#a', 'advance': {" + members + "}")).advance;
  };
  CHECK(advance("'on': 'dom', 'dom': 'change'").name == "change");
  const Advance event = advance("'on': 'event', 'event': 'e', 'props': {'n': 1}");
  CHECK(event.name == "e");
  CHECK_FALSE(event.condition.empty());
  CHECK_FALSE(advance("'on': 'condition', 'when': {'user.plan': 'pro'}").condition.empty());
  CHECK(advance("'on': 'timer', 'after_ms': 2000").after_ms == 2000);
  CHECK_FALSE(advance("'on': 'page', 'page': {'path': '/'}").condition.empty());
  const auto missing = [](const std::string& on) {
    return refusal(step_with("'advance': {'on': '" + on + "'}"));
  };
  CHECK(missing("condition") == "missing_field /campaigns/0/steps/0/advance/when");
  CHECK(missing("timer") == "missing_field /campaigns/0/steps/0/advance/after_ms");
  CHECK(missing("page") == "missing_field /campaigns/0/steps/0/advance/page");
  CHECK(refusal(step_with("'advance': {'on': 'dom', 'dom': 'change'}")) ==
        "missing_field /campaigns/0/steps/0/advance/on");
}

TEST_CASE("a hidden step needs something to wait for") {
  const Step step =
      step_of(step_with("'hidden': true, 'advance': {'on': 'event', 'event': 'sent'}"));
  CHECK(step.hidden);
  CHECK(refusal(step_with("'hidden': true")) == "missing_field /campaigns/0/steps/0/advance");
  CHECK(step_of(step_with("'hidden': true, 'advance': {'on': 'page', 'page': {}}")).hidden);
  CHECK(refusal(step_with("'hidden': true, 'target': '#a', 'advance': {'on': 'click'}")) ==
        "missing_field /campaigns/0/steps/0/advance");
}

TEST_CASE("goto leads to steps of the same campaign, or to its end") {
  const auto tour = [](const std::string& branches) {
    return file_with("'campaigns': [{'id': 'c', 'kind': 'tour', 'steps': [{'id': 's', 'goto': [" +
                     branches + "]}, {'id': 't'}]}]");
  };
  const Step step = step_of(tour("{'if': {'answers.q': 1}, 'step': 't'}, {'step': 'end'}"));
  REQUIRE(step.branches.size() == 2);
  CHECK(step.branches[0].step == "t");
  CHECK_FALSE(step.branches[0].condition.empty());
  CHECK(step.branches[1].step.empty());
  CHECK(refusal(tour("{'step': 'u'}")) == "unknown_value /campaigns/0/steps/0/goto/0/step");
  CHECK(refusal(tour("{'if': {}}")) == "missing_field /campaigns/0/steps/0/goto/0/step");
  CHECK(refusal(tour("")) == "out_of_range /campaigns/0/steps/0/goto");
  CHECK(
      refusal(file_with("'campaigns': [{'id': 'c', 'kind': 'tour', 'steps': [{'id': 'end'}]}]")) ==
      "unknown_value /campaigns/0/steps/0/id");
}

TEST_CASE("a missing target can lead to another step that exists") {
  const auto tour = [](const std::string& members) {
    return file_with("'campaigns': [{'id': 'c', 'kind': 'tour', 'steps': [{'id': 's', " + members +
                     "}, {'id': 't'}]}]");
  };
  const Step step = step_of(tour("'on_missing': 'goto', 'missing_step': 't'"));
  CHECK(step.on_missing == OnMissing::kGoto);
  CHECK(step.missing_step == "t");
  CHECK(refusal(tour("'on_missing': 'goto'")) == "missing_field /campaigns/0/steps/0/missing_step");
  CHECK(refusal(tour("'on_missing': 'goto', 'missing_step': 'u'")) ==
        "unknown_value /campaigns/0/steps/0/missing_step");
  CHECK(refusal(tour("'on_missing': 'goto', 'missing_step': 's'")) ==
        "unknown_value /campaigns/0/steps/0/missing_step");
  CHECK(warning(tour("'missing_step': 't'")) == "unknown_field /campaigns/0/steps/0/missing_step");
}

TEST_CASE("the items of a checklist have fields of their own") {
  const Campaign list =
      campaign_of(file_with("'campaigns': [{'id': 'c', 'kind': 'checklist', 'steps': ["
                            "{'id': 'a', 'title': 'A', 'done_on': 'sent'},"
                            "{'id': 'b', 'done_when': {'user.plan': 'pro'}, 'buttons': "
                            "[{'label': 'Go', 'action': 'next'}]}]}]"));
  CHECK(list.is_passive());
  CHECK(list.cost == 0);
  CHECK(list.steps[0].surface == Surface::kChecklist);
  CHECK(list.steps[0].done_on == "sent");
  CHECK_FALSE(list.steps[1].done_when.empty());
  CHECK(refusal(step_with("'done_on': 'a', 'done_when': {'x': 1}", "checklist")) ==
        "conflict /campaigns/0/steps/0/done_on");
  CHECK(refusal(step_with("'surface': 'modal'", "checklist")) ==
        "unsupported /campaigns/0/steps/0/surface");
  CHECK(refusal(step_with("'surface': 'checklist'")) == "unsupported /campaigns/0/steps/0/surface");
  const std::string button = "{'label': 'x', 'action': 'next'}";
  CHECK(refusal(step_with("'buttons': [" + button + "," + button + "]", "checklist")) ==
        "too_many /campaigns/0/steps/0/buttons");
  CHECK(warning(step_with("'target': '#a'", "checklist")) ==
        "unknown_field /campaigns/0/steps/0/target");
}

TEST_CASE("a step in the page stands at its target") {
  const Step step =
      step_of(step_with("'surface': 'inline', 'target': '#a', 'placement': 'before'"));
  CHECK(step.surface == Surface::kInline);
  CHECK(step.placement == "before");
  CHECK(refusal(step_with("'surface': 'inline'")) == "missing_field /campaigns/0/steps/0/target");
  CHECK(refusal(step_with("'surface': 'inline', 'target': '#a', 'placement': 'left'")) ==
        "unknown_value /campaigns/0/steps/0/placement");
}

TEST_CASE("a hotspot has a target, content and at most two buttons") {
  const Step spot = step_of(step_with(
      "'target': '#a', 'placement': 'left', 'page': {'path': '/'}, 'content': [{'type': 'text', "
      "'text': 'x'}]",
      "hotspots"));
  CHECK(spot.surface == Surface::kHotspot);
  CHECK(spot.targets.size() == 1);
  CHECK(spot.blocks.size() == 1);
  CHECK_FALSE(spot.page.empty());
  CHECK(refusal(step_with("'title': 'x'", "hotspots")) ==
        "missing_field /campaigns/0/steps/0/target");
  CHECK(refusal(step_with("'target': '#a', 'surface': 'modal'", "hotspots")) ==
        "unsupported /campaigns/0/steps/0/surface");
  CHECK(refusal(step_with(
            "'target': '#a', 'buttons': [" + repeated("{'label': 'x', 'action': 'next'}", 3) + "]",
            "hotspots")) == "too_many /campaigns/0/steps/0/buttons");
  CHECK(warning(step_with("'target': '#a', 'question': {}", "hotspots")) ==
        "unknown_field /campaigns/0/steps/0/question");
}

TEST_CASE("each entry of a resource centre has the fields of its type") {
  const auto entry = [](const std::string& members) {
    return step_with("'title': 'x', " + members, "resource_centre");
  };
  CHECK(step_of(entry("'type': 'article', 'content': [{'type': 'text', 'text': 'y'}]"))
            .blocks.size() == 1);
  const Step video = step_of(entry("'type': 'video', 'src': '/a.mp4', 'poster': '/a.jpg'"));
  REQUIRE(video.blocks.size() == 1);
  CHECK(video.blocks[0].type == Block::Type::kVideo);
  CHECK(video.blocks[0].poster == "/a.jpg");
  const Step call = step_of(entry("'type': 'call', 'url': 'https://example.com/book'"));
  REQUIRE(call.buttons.size() == 1);
  CHECK(call.buttons[0].url == "https://example.com/book");
  const Step feedback = step_of(entry("'type': 'feedback', 'question': {'placeholder': 'y'}"));
  REQUIRE(feedback.question);
  CHECK(feedback.question->id == "s");
  CHECK(feedback.question->type == QuestionType::kText);
  CHECK(refusal(entry("'type': 'contact'")) == "missing_field /campaigns/0/steps/0/url");
  CHECK(refusal(entry("'type': 'link', 'url': 'javascript:1'")) ==
        "bad_url /campaigns/0/steps/0/url");
  CHECK(refusal(entry("'type': 'video', 'src': 'data:x'")) == "bad_url /campaigns/0/steps/0/src");
  CHECK(refusal(entry("'type': 'feedback', 'question': {'type': 'nps'}")) ==
        "unknown_value /campaigns/0/steps/0/question/type");
  CHECK(refusal(entry("'type': 'game'")) == "unknown_value /campaigns/0/steps/0/type");
  CHECK(refusal(step_with("'title': 'x'", "resource_centre")) ==
        "missing_field /campaigns/0/steps/0/type");
}

TEST_CASE("a video has a safe source, and progress measures up to a target") {
  const Step step = step_of(step_with(
      "'content': [{'type': 'video', 'label': 'x', 'src': '/a.webm', 'poster': '/a.png'}, {'type': "
      "'progress', 'label': 'y', 'measure': 'events.sent.total', 'target': 5}]"));
  REQUIRE(step.blocks.size() == 2);
  CHECK(step.blocks[1].measure == "events.sent.total");
  CHECK(step.blocks[1].target == 5);
  CHECK(refusal(step_with("'content': [{'type': 'video', 'label': 'x', 'src': '/a', 'poster': "
                          "'data:x'}]")) == "bad_url /campaigns/0/steps/0/content/0/poster");
  CHECK(refusal(step_with("'content': [{'type': 'progress', 'label': 'x', 'measure': 'a', "
                          "'target': 0}]")) ==
        "out_of_range /campaigns/0/steps/0/content/0/target");
  CHECK(refusal(step_with("'content': [{'type': 'progress', 'label': 'x'}]")) ==
        "missing_field /campaigns/0/steps/0/content/0/measure");
}
