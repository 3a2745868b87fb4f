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
  for (const Problem& problem : lint(text, host)) {
    CHECK(problem.error.message.back() == '.');
    out.push_back(std::string(code_name(problem.error.code)) + " " + problem.error.path);
  }
  return out;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("lint finds nothing in the example file") {
  std::ifstream in(std::string(DOCENT_SOURCE_DIR) + "/docs/examples/docent.json");
  std::stringstream text;
  text << in.rdbuf();
  CHECK(findings(text.str()).empty());
}

TEST_CASE("lint of a refused file gives the loader's problems") {
  CHECK(findings("[]") == List{"not_an_object "});
}

TEST_CASE("lint finds attributes that do not exist") {
  CHECK(findings(campaign_with("'audience': {'plan': 'pro'}, 'steps': [{'id': 's'}]")) ==
        List{"unknown_value /campaigns/0/audience"});
  CHECK(findings(campaign_with("'audience': {'user.plan': 'pro', 'locale': 'de', 'nps.last': 9}, "
                               "'steps': [{'id': 's'}]"))
            .empty());
  CHECK(
      findings(campaign_with(
          "'trigger': {'on': 'page_view', 'page': {'page.path': '/'}}, 'steps': [{'id': 's'}]")) ==
      List{"unknown_field /campaigns/0/trigger/page"});
}

TEST_CASE("lint finds campaigns and events that do not exist") {
  CHECK(findings(campaign_with(
            "'audience': {'campaigns.gone.outcome': 'completed'}, 'steps': [{'id': 's'}]")) ==
        List{"unknown_value /campaigns/0/audience"});
  CHECK(findings(campaign_with("'audience': {'campaigns.c.outcome': null}, 'steps': [{'id': 's'}]"))
            .empty());
  const char* misspelt = "'trigger': {'on': 'event', 'event': 'snet'}, 'steps': [{'id': 's'}]";
  CHECK(findings(campaign_with(misspelt, "'events': {'sent': {}},")) ==
        List{"unknown_value /campaigns/0/trigger/event"});
  // A file that declares nothing leaves nothing undeclared.
  CHECK(findings(campaign_with(misspelt)).empty());
}

TEST_CASE("lint finds texts without the default language") {
  CHECK(findings(campaign_with(
            "'steps': [{'id': 's', 'title': {'de': 'Hallo'}, 'body': {'en': 'x'}}]")) ==
        List{"bad_text /campaigns/0/steps/0/title"});
  CHECK(findings(campaign_with("'steps': [{'id': 's', 'title': {'en': 'Hello'}}]",
                               "'default_locale': 'en-GB',"))
            .empty());
}

TEST_CASE("lint finds unsafe links inside texts") {
  CHECK(findings(campaign_with("'steps': [{'id': 's', 'body': 'see [this](javascript:x)'}]")) ==
        List{"bad_url /campaigns/0/steps/0/body"});
  CHECK(findings(
            campaign_with("'steps': [{'id': 's', 'body': 'see [this](https://a.b) and f[0](x:y'}]"))
            .empty());
}

TEST_CASE("lint finds a survey that asks nothing") {
  CHECK(findings(quoted("{'version': 1, 'campaigns': [{'id': 'c', 'kind': 'survey', 'steps': "
                        "[{'id': 's'}]}]}")) == List{"missing_field /campaigns/0/steps"});
}

TEST_CASE("a host without regular expressions gives no verdict about them") {
  CHECK(findings(campaign_with("'audience': {'user.id': {'$regex': '('}}, 'steps': [{'id': 's'}]"))
            .empty());
}

#if __has_include(<pcre2.h>)
TEST_CASE("lint finds bad regular expressions") {
  CHECK(findings(campaign_with(
                     "'audience': {'$not': {'user.id': {'$regex': '('}}}, 'steps': [{'id': 's'}]"),
                 native_host()) == List{"bad_condition /campaigns/0/audience/$not/user.id/$regex"});
}
#endif
