// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/text.hpp"

#include "catch.hpp"
#include "docent/json.hpp"

using namespace docent;

namespace {

Text read(const Value& json) {
  std::vector<Problem> problems;
  Text text = Text::read(json, "", problems);
  REQUIRE(problems.empty());
  return text;
}

Error problem_of(const Value& json) {
  std::vector<Problem> problems;
  Text::read(json, "/title", problems);
  REQUIRE(problems.size() == 1);
  return problems[0].error;
}

std::string resolve(const Text& text, std::string_view locale, std::string_view fallback = "en") {
  return text.resolve(locale, fallback, Attributes{});
}

}  // namespace

TEST_CASE("a plain string is the text in every language") {
  CHECK(resolve(read("Hello"), "de") == "Hello");
  CHECK(resolve(Text(), "de").empty());
  CHECK(Text().empty());
}

TEST_CASE("the language is looked up from the exact tag to shorter ones") {
  const Text text = read(Value::object().set("en", "E").set("de", "D").set("zh-Hant", "Z"));
  CHECK(resolve(text, "de") == "D");
  CHECK(resolve(text, "DE-at") == "D");
  CHECK(resolve(text, "zh-Hant-HK") == "Z");
  CHECK(resolve(text, "zh-Hant-x-private") == "Z");
}

TEST_CASE("a language that is missing gives the default one, else the first") {
  const Text text = read(Value::object().set("fr", "F").set("en", "E"));
  CHECK(resolve(text, "ja", "en-US") == "E");
  CHECK(resolve(text, "ja", "it") == "F");
}

TEST_CASE("placeholders take the attribute, or the fallback when there is none") {
  const Value attributes = *parse_json(
      R"({"user": {"name": "Ada", "age": 36.5, "pro": true, "tags": ["x"], "none": null}})");
  const auto filled = [&](const char* text) {
    return read(text).resolve("en", "en", attributes_of(attributes));
  };
  CHECK(filled("Hi {{user.name|there}}!") == "Hi Ada!");
  CHECK(filled("{{ user.age }} {{user.pro}}") == "36.5 true");
  CHECK(filled("{{user.none|you}} {{user.gone|you}} {{user.tags|list}}") == "you you list");
  CHECK(filled("[{{user.gone}}]") == "[]");
}

TEST_CASE("braces that do not close are just braces") {
  CHECK(resolve(read("a {{ b"), "en") == "a {{ b");
  CHECK(resolve(read("a }} b"), "en") == "a }} b");
}

TEST_CASE("what is no text is reported with its place") {
  CHECK(problem_of(7).code == ErrorCode::kBadText);
  CHECK(problem_of(Value::object()).code == ErrorCode::kBadText);
  CHECK(problem_of(Value::object().set("en", "E").set("de", 1)).path == "/title/de");
  CHECK(problem_of(Value::object().set("en", "E").set("not a tag", "x")).path ==
        "/title/not a tag");
}

TEST_CASE("a text of 64 KiB is read, one byte more is too long") {
  read(std::string(kMaxTextBytes, 'x'));
  CHECK(problem_of(std::string(kMaxTextBytes + 1, 'x')).code == ErrorCode::kTooLong);
}
