// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/lint.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#if __has_include(<pcre2.h>)
#include "docent/host_native.hpp"
#endif
#include "lint_attributes.hpp"
#include "profile_attributes.hpp"

using namespace docent;

namespace {

std::string quoted(std::string text) {
  std::replace(text.begin(), text.end(), '\'', '"');
  return text;
}

std::string campaign_with(const std::string& members, const std::string& top = "") {
  return quoted("{'version': 1, " + top + " 'campaigns': [{'id': 'c', 'kind': 'tour', " + members +
                "}]}");
}

/// "code path" of each finding.
std::vector<std::string> findings(const std::string& text, const Host& host = plain_host()) {
  std::vector<std::string> out;
  for (const Finding& finding : lint(text, host)) {
    CHECK((finding.message.back() == '.' &&
           (finding.fix.back() == '.' || finding.fix.back() == '?')));
    out.push_back(finding.code + " " + finding.path);
  }
  return out;
}

/// The fix of the only finding.
std::string fix_in(const std::string& text) {
  const std::vector<Finding> found = lint(text, plain_host());
  REQUIRE(found.size() == 1);
  return found[0].fix;
}

using List = std::vector<std::string>;

const std::string kStep = "'steps': [{'id': 's'}]";

/// A campaign of two steps, in which `first` and `second` are members of them.
std::string steps_with(const std::string& first, const std::string& second = "") {
  return campaign_with("'steps': [{'id': 'a'" + (first.empty() ? "" : ", " + first) +
                       "}, {'id': 'b'" + (second.empty() ? "" : ", " + second) + "}]");
}

std::string contents_of(const std::string& file) {
  std::ifstream in(std::string(DOCENT_SOURCE_DIR) + file);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("lint finds nothing in the example file") {
  CHECK(findings(contents_of("/docs/examples/docent.json")) == List{});
}

TEST_CASE("lint of a refused file gives the loader's problems, each with a fix") {
  CHECK(findings("[]") == List{"not_an_object "});
  CHECK(fix_in(quoted("{'version': 1, 'campaigns': [{'id': 'c', 'kind': 'survay', 'steps': [{'id': "
                      "'s'}]}]}")) == "Did you mean `survey`?");
  CHECK(fix_in(campaign_with("'adience': {}, " + kStep)) == "Did you mean `audience`?");
  CHECK(fix_in(campaign_with("'steps': [{'id': 's', 'titel': 'Hi'}]")) == "Did you mean `title`?");
}

TEST_CASE("lint finds attributes that do not exist, and says which may have been meant") {
  const std::string plan = campaign_with("'audience': {'plan': 'pro'}, " + kStep);
  CHECK(findings(plan) == List{"unknown_attribute /campaigns/0/audience/plan"});
  CHECK(findings(campaign_with("'audience': {'user.plan': 'pro', 'locale': 'de', 'nps.last': 9}, " +
                               kStep))
            .empty());
  const auto unknown = [](const std::string& path) {
    return campaign_with("'audience': {'" + path + "': 1}, " + kStep, "'stages': [{'id': 'new'}],");
  };
  CHECK(fix_in(unknown("sesions.count")) == "Did you mean `sessions`?");
  CHECK(fix_in(unknown("score.vlaue")) == "Did you mean `score.value`?");
  CHECK(fix_in(unknown("active_days.last29")) == "Did you mean `active_days.last28`?");
  CHECK(fix_in(unknown("stages.nwe.days")) == "Did you mean `stages.new`?");
  CHECK(fix_in(unknown("campaigns.c.outcom")) == "Did you mean `campaigns.c.outcome`?");
  CHECK(fix_in(unknown("features.export.used")) == "Declare it in `features`.");
  CHECK(fix_in(unknown("milestones.set_up.days")) == "Declare it in `milestones`.");
}

TEST_CASE("lint knows every attribute of the profile") {
  for (const PlainAttribute& attribute : plain_attributes()) {
    INFO(attribute.group << "." << attribute.name);
    CHECK(knows_attribute(attribute.group, attribute.name, false));
  }
  for (const NamedAttribute& attribute : named_attributes()) {
    INFO(attribute.group << ".<id>." << attribute.name);
    CHECK(knows_attribute(attribute.group, attribute.name, true));
  }
}

TEST_CASE("lint finds fields that a page does not have") {
  const auto page = [](const std::string& condition) {
    return campaign_with("'trigger': {'on': 'page_view', 'page': " + condition + "}, " + kStep);
  };
  CHECK(findings(page("{'page.path': '/'}")) ==
        List{"unknown_attribute /campaigns/0/trigger/page/page.path"});
  CHECK(fix_in(page("{'page.path': '/'}")) == "Write it without `page.`.");
  CHECK(fix_in(page("{'pth': '/'}")) == "Did you mean `path`?");
}

TEST_CASE("lint finds campaigns and events that do not exist") {
  CHECK(findings(campaign_with("'audience': {'campaigns.gone.outcome': 'completed'}, " + kStep)) ==
        List{"unknown_campaign /campaigns/0/audience/campaigns.gone.outcome"});
  CHECK(findings(campaign_with("'audience': {'campaigns.c.outcome': null}, " + kStep)).empty());
  const std::string misspelt = "'trigger': {'on': 'event', 'event': 'snet'}, " + kStep;
  const std::string declared = "'events': {'sent': {'core': true}},";
  CHECK(findings(campaign_with(misspelt, declared)) ==
        List{"undeclared_event /campaigns/0/trigger/event"});
  CHECK(fix_in(campaign_with(misspelt, declared)) == "Did you mean `sent`?");
  // A file that declares nothing leaves nothing undeclared.
  CHECK(findings(campaign_with(misspelt)).empty());
  CHECK(findings(campaign_with("'audience': {'events.snet.total': 0}, " + kStep, declared)) ==
        List{"undeclared_event /campaigns/0/audience/events.snet.total"});
}

TEST_CASE("lint finds events that are declared and of no use") {
  CHECK(findings(campaign_with(kStep,
                               "'events': {'a': {}, 'b': {'weight': 1}, 'c': {'core': "
                               "true}},")) == List{"unused_event /events/a"});
  CHECK(
      findings(campaign_with("'audience': {'events.a.total': 1}, " + kStep, "'events': {'a': {}},"))
          .empty());
}

TEST_CASE("lint finds audiences that nobody or everybody is in") {
  const auto audience = [](const std::string& condition) {
    return findings(campaign_with("'audience': " + condition + ", " + kStep));
  };
  CHECK(audience("{'user.seats': {'$gt': 5, '$lt': 3}}") ==
        List{"never_true /campaigns/0/audience/user.seats"});
  CHECK(audience("{'user.plan': 'pro', '$and': [{'user.plan': 'team'}]}") ==
        List{"never_true /campaigns/0/audience/$and/0/user.plan"});
  CHECK(audience("{'score.value': {'$gt': 100}}") ==
        List{"never_true /campaigns/0/audience/score.value"});
  CHECK(audience("{'device.kind': 'mobile'}") ==
        List{"never_true /campaigns/0/audience/device.kind"});
  CHECK(audience("{'score.band': 'hihg'}") == List{"never_true /campaigns/0/audience/score.band"});
  CHECK(audience("{'sessions.count': {'$gte': 0}}") ==
        List{"always_true /campaigns/0/audience/sessions.count"});
  CHECK(
      audience("{'score.value': {'$gt': 30, '$lt': 70}, 'device.kind': {'$ne': 'phone'}}").empty());
  CHECK(fix_in(campaign_with("'audience': {'device.kind': 'mobile'}, " + kStep)) ==
        "Correct what it compares with, or remove it: `device.kind` is one of `phone`, `tablet` "
        "and `desktop`.");
}

TEST_CASE("lint finds steps that nothing leads to") {
  CHECK(findings(campaign_with("'steps': [{'id': 'a', 'goto': [{'step': 'c'}]}, {'id': 'b'}, "
                               "{'id': 'c'}]")) == List{"unreachable_step /campaigns/0/steps/1"});
  CHECK(findings(campaign_with("'steps': [{'id': 'a', 'goto': [{'if': {'user.plan': 'pro'}, "
                               "'step': 'c'}]}, {'id': 'b'}, {'id': 'c'}]"))
            .empty());
  // A way that is never taken leads nowhere.
  CHECK(findings(campaign_with("'steps': [{'id': 'a', 'goto': [{'if': {'score.value': {'$lt': 0}}, "
                               "'step': 'c'}, {'step': 'end'}]}, {'id': 'b', 'goto': [{'step': "
                               "'c'}]}, {'id': 'c'}]")) ==
        List{"never_true /campaigns/0/steps/0/goto/0/if/score.value",
             "unreachable_step /campaigns/0/steps/1", "unreachable_step /campaigns/0/steps/2"});
  CHECK(findings(steps_with("'goto': [{'step': 'b'}, {'step': 'end'}]")) ==
        List{"unreachable_branch /campaigns/0/steps/0/goto/1"});
  CHECK(findings(steps_with("'target': '#x', 'on_missing': 'goto', 'missing_step': 'b', 'goto': "
                            "[{'step': 'end'}]"))
            .empty());
}

TEST_CASE("lint finds steps that go round for ever") {
  CHECK(findings(steps_with("", "'goto': [{'step': 'a'}]")) ==
        List{"endless_steps /campaigns/0/steps/0"});
  CHECK(findings(steps_with("", "'goto': [{'if': {'user.plan': 'pro'}, 'step': 'a'}]")).empty());
  CHECK(findings(steps_with("",
                            "'goto': [{'step': 'a'}], 'buttons': [{'label': 'Done', 'action': "
                            "'complete'}]"))
            .empty());
}

TEST_CASE("lint knows the answers a step can ask for") {
  const auto survey = [](const std::string& condition) {
    return quoted(
        "{'version': 1, 'campaigns': [{'id': 'c', 'kind': 'survey', 'steps': [{'id': "
        "'score', 'question': {'type': 'nps'}}, {'id': 'why', 'show_if': " +
        condition + ", 'question': {'type': 'text'}}]}]}");
  };
  CHECK(findings(survey("{'answers.score': {'$gte': 7}}")).empty());
  CHECK(findings(survey("{'answers.score': {'$gt': 10}}")) ==
        List{"never_true /campaigns/0/steps/1/show_if/answers.score"});
  CHECK(findings(survey("{'answers.scroe': {'$lt': 7}}")) ==
        List{"unknown_attribute /campaigns/0/steps/1/show_if/answers.scroe"});
  CHECK(fix_in(survey("{'answers.scroe': 7}")) == "Did you mean `answers.score`?");
}

TEST_CASE("lint finds comparisons that hold for an answer nobody gave") {
  const auto survey = [](const std::string& required, const std::string& condition,
                         const std::string& place = "show_if", const std::string& before = "") {
    const std::string own = place == "goto" ? ", 'goto': [{'if': " + condition + "}]" : "";
    const std::string later = place == "show_if" ? ", 'show_if': " + condition : "";
    return findings(
        quoted("{'version': 1, 'campaigns': [{'id': 'c', 'kind': 'survey', 'steps': [" + before +
               "{'id': 'score', 'question': {'type': 'nps', 'required': " + required + "}" + own +
               "}, {'id': 'why'" + later + ", 'question': {'type': 'text'}}]}]}"));
  };
  const std::string show_if = "holds_unanswered /campaigns/0/steps/1/show_if/";
  CHECK(survey("false", "{'answers.score': {'$lt': 7}}") == List{show_if + "answers.score"});
  CHECK(survey("false", "{'$not': {'answers.score': {'$gt': 6}}}") ==
        List{show_if + "$not/answers.score"});
  CHECK(survey("false", "{'$or': [{'user.plan': 'pro'}, {'answers.score': {'$lte': 6}}]}") ==
        List{show_if + "$or/1/answers.score"});
  // What fails without an answer, or asks whether there is one, means what it says.
  CHECK(survey("false", "{'$not': {'answers.score': {'$lt': 7}}}").empty());
  CHECK(survey("false", "{'answers.score': {'$exists': true, '$lt': 7}}").empty());
  CHECK(survey("false",
               "{'$and': [{'answers.score': {'$exists': true}}, {'answers.score': {'$lt': "
               "7}}]}")
            .empty());
  // Nobody leaves a required question without an answer, but one can come by another way.
  CHECK(survey("true", "{'answers.score': {'$lt': 7}}").empty());
  CHECK(survey("true", "{'answers.score': {'$lt': 7}}", "show_if",
               "{'id': 'a', 'goto': [{'if': {'user.plan': 'pro'}, 'step': 'why'}]}, ") ==
        List{"holds_unanswered /campaigns/0/steps/2/show_if/answers.score"});
  const std::string leave = "{'answers.score': {'$lt': 7}}, 'step': 'end'";
  CHECK(survey("true", leave, "goto").empty());
  CHECK(survey("false", leave, "goto") ==
        List{"holds_unanswered /campaigns/0/steps/0/goto/0/if/answers.score"});
}

TEST_CASE("lint finds a part of the score that is always absent") {
  const std::string score =
      "'score': {'dimensions': [{'id': 'calm', 'metric': 'session_score', 'target': 1}]},";
  CHECK(findings(campaign_with(kStep, score)) == List{"absent_metric /score/dimensions/0/metric"});
  CHECK(findings(campaign_with(kStep, "'activity': {'session_length': 'long_is_bad'}," + score))
            .empty());
  CHECK(findings(campaign_with("'audience': {'session_score': {'$gt': 0.5}}, " + kStep)) ==
        List{"never_true /campaigns/0/audience/session_score"});
}

TEST_CASE("lint finds campaigns that nobody can be shown") {
  CHECK(findings(campaign_with("'cost': 120, " + kStep)) ==
        List{"cost_above_capacity /campaigns/0"});
  CHECK(
      findings(campaign_with("'cost': 120, " + kStep, "'attention': {'budget': false},")).empty());
  // What the user asks for is not charged.
  CHECK(findings(campaign_with("'cost': 120, 'trigger': {'on': 'manual'}, " + kStep)).empty());
  CHECK(findings(campaign_with("'sample': 0, " + kStep)) ==
        List{"shown_to_nobody /campaigns/0/sample"});
  CHECK(findings(campaign_with(kStep, "'holdout': {'share': 1},")) ==
        List{"shown_to_nobody /holdout/share"});
}

TEST_CASE("lint finds what is wrong with an experiment") {
  const auto experiment = [](const std::string& a, const std::string& b,
                             const std::string& more = "") {
    return findings(campaign_with("'experiment': {" + more + "'variants': [{'id': 'a'" + a +
                                  "}, {'id': 'b'" + b + "}]}, " + kStep));
  };
  const std::string place = " /campaigns/0/experiment/";
  CHECK(experiment("", "").empty());
  CHECK(experiment(", 'weight': 0.5", ", 'weight': 0.4") ==
        List{"weights_sum" + place + "variants"});
  CHECK(experiment(", 'weight': 1", ", 'weight': 0") ==
        List{"zero_weight" + place + "variants/1/weight"});
  CHECK(experiment(", 'show': false", ", 'show': false") ==
        List{"shown_to_nobody" + place + "variants"});
  CHECK(experiment("", "", "'coverage': 0, ") == List{"shown_to_nobody" + place + "coverage"});
  CHECK(experiment("", "", "'hash_attribute': 'usr.id', ") ==
        List{"unknown_attribute" + place + "hash_attribute"});
}

TEST_CASE("lint finds campaigns that wait for what never comes") {
  const auto two = [](const std::string& a, const std::string& b) {
    const auto campaign = [](const std::string& id, const std::string& members) {
      return "{'id': '" + id + "', 'kind': 'tour', " + members + ", " + kStep + "}";
    };
    return findings(quoted("{'version': 1, 'campaigns': [" + campaign("a", a) + ", " +
                           campaign("b", b) + "]}"));
  };
  const std::string needs_a = "'requires': [{'campaign': 'a'}]";
  CHECK(two("'priority': 0", needs_a).empty());
  CHECK(two("'requires': [{'campaign': 'b'}]", needs_a) ==
        List{"requirement_cycle /campaigns/0/requires/0/campaign",
             "requirement_cycle /campaigns/1/requires/0/campaign"});
  CHECK(two(needs_a, "'priority': 0") ==
        List{"requirement_cycle /campaigns/0/requires/0/campaign"});
  CHECK(two("'paused': true", needs_a) ==
        List{"requirement_paused /campaigns/1/requires/0/campaign"});
  CHECK(two("'sample': 0", needs_a) ==
        List{"shown_to_nobody /campaigns/0/sample",
             "requirement_never_met /campaigns/1/requires/0/campaign"});
  // What the product starts waits for nobody, and ends the waiting of others.
  const std::string manual = "'trigger': {'on': 'manual'}, ";
  const std::string needs_b = "'requires': [{'campaign': 'b'}]";
  CHECK(two(manual + needs_b, manual + needs_a).empty());
  CHECK(two(manual + needs_b, needs_a).empty());
  CHECK(two(manual + "'sample': 0", needs_a).empty());
  CHECK(two("'sample': 0", manual + needs_a) == List{"shown_to_nobody /campaigns/0/sample"});
  // One outcome at a time.
  CHECK(two("'priority': 0",
            "'requires': [{'campaign': 'a'}, {'campaign': 'a', 'outcome': 'dismissed'}]") ==
        List{"requirement_conflict /campaigns/1/requires/1"});
  CHECK(two("'priority': 0", "'requires': [{'campaign': 'a'}, {'campaign': 'a'}]").empty());
}

TEST_CASE("lint says of campaigns that wait for each other that the product can start them") {
  const auto message = [](const std::string& text) {
    const std::vector<Finding> found = lint(quoted(text), plain_host());
    REQUIRE_FALSE(found.empty());
    return found.back().message;
  };
  const std::string begin = "{'version': 1, 'campaigns': [{'id': 'a', 'kind': 'tour', " + kStep;
  CHECK(message(begin + ", 'requires': [{'campaign': 'a'}]}]}") ==
        "This campaign waits for itself, so it is never shown unless your product starts it.");
  CHECK(message(begin + ", 'sample': 0}, {'id': 'b', 'kind': 'tour', " + kStep +
                ", 'requires': [{'campaign': 'a'}]}]}") ==
        "`a` is never shown, so this campaign waits for ever unless your product starts it.");
}

TEST_CASE("lint finds what waits for a resource centre to be completed") {
  const auto with_help = [](const std::string& members) {
    return findings(quoted(
        "{'version': 1, 'campaigns': [{'id': 'help', 'kind': "
        "'resource_centre', 'launcher': {'label': 'Help'}, 'steps': [{'id': "
        "'a', 'type': 'article', 'title': 'A', 'body': 'B'}]}, {'id': 'c', 'kind': 'tour', " +
        members + ", " + kStep + "}]}"));
  };
  CHECK(with_help("'requires': [{'campaign': 'help'}]") ==
        List{"requirement_never_met /campaigns/1/requires/0/campaign"});
  CHECK(with_help("'trigger': {'on': 'campaign', 'campaign': 'help', 'outcome': 'completed'}") ==
        List{"never_completed /campaigns/1/trigger/outcome"});
  // Who has not opened it for a year has abandoned it.
  CHECK(with_help("'trigger': {'on': 'campaign', 'campaign': 'help'}").empty());
  CHECK(with_help("'requires': [{'campaign': 'help', 'outcome': 'abandoned'}]").empty());
}

TEST_CASE("lint finds schedules that no time of their week lies in") {
  const auto schedule = [](const std::string& from, const std::string& until,
                           const std::string& window, const std::string& more = "") {
    return findings(campaign_with("'schedule': {'from': '" + from + "', 'until': '" + until +
                                  "', 'windows': [" + window + "]}, " + more + kStep));
  };
  // A Monday.
  const std::string from = "2026-11-23T09:00:00Z", until = "2026-11-23T15:00:00Z";
  const List never{"schedule_never_open /campaigns/0/schedule/windows"};
  const std::string saturday = "{'days': ['sat'], 'from': '00:00', 'until': '23:59'}";
  CHECK(schedule(from, until, saturday) == never);
  CHECK(schedule(from, until, saturday, "'trigger': {'on': 'manual'}, ").empty());
  CHECK(schedule(from, "2026-11-29T09:00:00Z", saturday).empty());
  // Where the sun rises first it is Tuesday by then, and where it sets last it is Sunday still.
  CHECK(schedule(from, until, "{'days': ['tue'], 'from': '00:00', 'until': '01:00'}").empty());
  CHECK(schedule(from, until, "{'days': ['sun'], 'from': '22:00', 'until': '23:00'}").empty());
  CHECK(schedule(from, until, "{'days': ['wed'], 'from': '00:00', 'until': '01:00'}") == never);
  CHECK(schedule(from, until, saturday + ", {'days': ['mon'], 'from': '10:00', 'until': '11:00'}")
            .empty());
}

TEST_CASE("lint finds triggers on pages on which the first step is not") {
  const auto tour = [](const std::string& trigger, const std::string& first,
                       const std::string& more = "") {
    return findings(campaign_with("'trigger': " + trigger + ", " + more + "'steps': [{'id': 'a', " +
                                  first + "}, {'id': 'b'}]"));
  };
  const std::string on_a = "{'on': 'page_view', 'page': {'path': '/a'}}";
  const std::string at_b = "'page': {'path': '/b'}";
  CHECK(tour(on_a, at_b) == List{"trigger_on_other_page /campaigns/0/trigger/page"});
  CHECK(tour(on_a, "'page': {'path': {'$in': ['/b', '/a']}}").empty());
  CHECK(tour("[" + on_a + ", {'on': 'event', 'event': 'e'}]", at_b) ==
        List{"trigger_on_other_page /campaigns/0/trigger/0/page"});
  CHECK(tour("{'on': 'idle', 'after_ms': 1000, 'page': {'path': '/a'}}", at_b) ==
        List{"trigger_on_other_page /campaigns/0/trigger/page"});
  // It may begin at another step.
  CHECK(tour(on_a, at_b + ", 'show_if': {'user.plan': 'pro'}", "").empty());
  CHECK(tour(on_a, at_b + ", 'advance': {'on': 'page', 'page': {'path': '/a'}}").empty());
  CHECK(tour("{'on': 'page_view'}", at_b).empty());
}

TEST_CASE("lint finds stages that are never entered, and changes that are none") {
  CHECK(findings(campaign_with(kStep,
                               "'stages': [{'id': 'all'}, {'id': 'late', 'when': "
                               "{'user.age_days': {'$gt': 9}}}],")) ==
        List{"unreachable_stage /stages/1"});
  CHECK(findings(campaign_with("'trigger': {'on': 'band', 'from': 'low', 'to': 'low'}, " +
                               kStep)) == List{"no_change /campaigns/0/trigger/to"});
  CHECK(
      findings(campaign_with("'frequency': {'limits': {'per_day': 3, 'per_week': 2}}, " + kStep)) ==
      List{"useless_limit /campaigns/0/frequency/limits/per_day"});
}

TEST_CASE("lint finds saved groups that do not exist") {
  const std::string groups = "'saved_groups': {'beta': ['u1']},";
  CHECK(findings(campaign_with("'audience': {'user.id': {'$inGroup': 'beta'}}, " + kStep, groups))
            .empty());
  CHECK(
      findings(campaign_with("'audience': {'user.id': {'$inGroup': 'bata'}}, " + kStep, groups)) ==
      List{"unknown_group /campaigns/0/audience/user.id/$inGroup"});
}

TEST_CASE("lint finds items that nothing completes") {
  CHECK(findings(quoted("{'version': 1, 'campaigns': [{'id': 'c', 'kind': 'checklist', 'steps': "
                        "[{'id': 'a', 'done_on': 'sent'}, {'id': 'b', 'title': 'B'}]}]}")) ==
        List{"item_never_done /campaigns/0/steps/1"});
}

TEST_CASE("lint finds news without a feed to stand in") {
  const std::string news =
      "{'id': 'n', 'kind': 'announcement', 'steps': [{'id': 's', 'surface': 'feed'}]}";
  CHECK(findings(quoted("{'version': 1, 'campaigns': [" + news + "]}")) ==
        List{"feed_without_resource_centre /campaigns/0"});
  CHECK(findings(quoted("{'version': 1, 'campaigns': [" + news +
                        ", {'id': 'c', 'kind': 'resource_centre', 'steps': [{'id': 'a', 'type': "
                        "'article', 'title': 'x'}]}]}"))
            .empty());
}

TEST_CASE("lint finds progress in what does not exist") {
  CHECK(findings(campaign_with("'steps': [{'id': 's', 'content': [{'type': 'progress', 'label': "
                               "'x', 'measure': 'scores.value'}]}]"))
            .size() == 1);
}

TEST_CASE("lint finds missing translations") {
  CHECK(findings(quoted("{'version': 1, 'locales': ['en', 'de'], 'campaigns': [{'id': 'c', 'kind': "
                        "'checklist', 'title': 'Begin', 'steps': [{'id': 'a', 'done_on': "
                        "'sent'}]}]}")) == List{"missing_translation /campaigns/0/title"});
  CHECK(findings(campaign_with(
            "'steps': [{'id': 's', 'title': {'de': 'Hallo'}, 'body': {'en': 'x'}}]")) ==
        List{"missing_translation /campaigns/0/steps/0/title"});
  CHECK(findings(campaign_with("'steps': [{'id': 's', 'title': {'en': 'Hello'}}]",
                               "'default_locale': 'en-GB',"))
            .empty());
  const std::string locales = "'locales': ['en', 'de-AT', 'fr'],";
  CHECK(findings(campaign_with("'steps': [{'id': 's', 'title': 'Hello', 'body': {'en': 'x', 'de': "
                               "'y', 'fr': 'z'}, 'buttons': [{'label': '1-2', 'action': 'next'}]}]",
                               locales)) == List{"missing_translation /campaigns/0/steps/0/title"});
}

TEST_CASE("lint finds unsafe links inside texts") {
  CHECK(findings(campaign_with("'steps': [{'id': 's', 'body': 'see [this](javascript:x)'}]")) ==
        List{"unsafe_link /campaigns/0/steps/0/body"});
  CHECK(findings(
            campaign_with("'steps': [{'id': 's', 'body': 'see [this](https://a.b) and f[0](x:y'}]"))
            .empty());
}

TEST_CASE("lint finds placeholders of attributes that do not exist") {
  CHECK(findings(campaign_with("'steps': [{'id': 's', 'title': 'Hi {{ name | you }} {{x'}]")) ==
        List{"unknown_attribute /campaigns/0/steps/0/title"});
  CHECK(findings(campaign_with(
                     "'steps': [{'id': 's', 'title': 'Hi {{user.name}}, {{score.value}} points'}]"))
            .empty());
}

TEST_CASE("lint finds a survey that asks nothing") {
  CHECK(findings(quoted("{'version': 1, 'campaigns': [{'id': 'c', 'kind': 'survey', 'steps': "
                        "[{'id': 's'}]}]}")) == List{"survey_without_question /campaigns/0/steps"});
}

TEST_CASE("a host without regular expressions gives no verdict about them") {
  CHECK(findings(campaign_with("'audience': {'user.id': {'$regex': '('}}, " + kStep)).empty());
}

#if __has_include(<pcre2.h>)
TEST_CASE("lint finds bad regular expressions") {
  CHECK(findings(campaign_with(
                     "'audience': {'$not': {'user.id': {'$regex': '('}}}, 'steps': [{'id': 's'}]"),
                 native_host()) == List{"bad_regex /campaigns/0/audience/$not/user.id/$regex"});
}
#endif
