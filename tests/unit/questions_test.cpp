// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include <string>

#include "catch.hpp"
#include "visitor.hpp"

using docent::Value;

namespace {

std::string file_of(std::string_view question) {
  return R"({"version": 1, "revision": "r1", "campaigns": [
    {"id": "s", "kind": "survey", "trigger": {"on": "page_view"},
     "steps": [{"id": "one", "question": )" +
         std::string(question) + "}]}]}";
}

/// A visitor who sees that question.
Visitor asked(std::string_view question) {
  Visitor v(file_of(question));
  REQUIRE(v.loaded().bool_or("ok", false));
  v.speaks("de").page("/").shown();
  return v;
}

const Value& question_of(const Visitor& v) {
  return *v.find("show")->find("content")->find("question");
}

std::string histogram(const Visitor& v) {
  const Value* answers = v.find("post")->find("summary")->find("answers")->find("s.q");
  return answers == nullptr ? "none" : docent::write_json(*answers->find("histogram"));
}

constexpr const char* kMultiple = R"({"id": "q", "type": "multiple", "options": [
  {"id": "mail", "label": {"en": "Mail", "de": "Post"}}, {"id": "chat", "label": "Chat"},
  {"id": "none", "label": "None"}]})";

}  // namespace

TEST_CASE("options come with their labels in the user's language") {
  Visitor v = asked(kMultiple);
  CHECK(
      docent::write_json(*question_of(v).find("options")) ==
      R"([{"id":"mail","label":"Post"},{"id":"chat","label":"Chat"},{"id":"none","label":"None"}])");
  CHECK(question_of(v).find("look") == nullptr);
}

TEST_CASE("a scale says how long it is and how it looks") {
  Visitor rating = asked(R"({"id": "q", "type": "rating", "scale": 4})");
  CHECK(question_of(rating).number_or("scale", 0) == 4);
  CHECK(question_of(rating).string_or("look", "") == "stars");
  Visitor csat = asked(R"({"id": "q", "type": "csat"})");
  CHECK(question_of(csat).number_or("scale", 0) == 5);
  CHECK(question_of(csat).string_or("look", "") == "emoji");
  Visitor ces = asked(R"({"id": "q", "type": "ces", "scale": 5})");
  CHECK(question_of(ces).number_or("scale", 0) == 5);
  CHECK(question_of(ces).string_or("look", "") == "numbers");
}

TEST_CASE("each option of a multiple answer counts, and a changed mind takes them back") {
  Visitor v = asked(kMultiple);
  v.answer(Value::array().push("mail").push("chat"));
  CHECK(histogram(v) == "[1,1,0]");
  CHECK(docent::write_json(*question_of(v).find("value")) == R"(["mail","chat"])");
  v.answer(Value::array().push("none"));
  CHECK(histogram(v) == "[0,0,1]");
}

TEST_CASE("a choice that is not on offer, doubled or empty is no answer") {
  Visitor v = asked(kMultiple);
  for (const Value& bad : {Value(Value::array()), Value::array().push("fax"),
                           Value::array().push("mail").push("mail"), Value("mail"), Value(1)}) {
    v.answer(bad);
    CHECK(v.text("error", "code") == "out_of_range");
  }
  CHECK(v.state().prompts.front().answers.empty());
}

TEST_CASE("a single choice is one option") {
  Visitor v = asked(R"({"id": "q", "type": "single", "options": [
    {"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]})");
  v.answer(Value::array().push("yes"));
  CHECK(v.text("error", "code") == "out_of_range");
  v.answer("no");
  CHECK(histogram(v) == "[0,1]");
}

TEST_CASE("an answer at each end of its scale counts, and one beyond does not") {
  struct Scale {
    const char* question;
    int lowest, highest;
  };
  for (const Scale& scale :
       {Scale{R"({"id": "q", "type": "nps"})", 0, 10}, Scale{R"({"id": "q", "type": "ces"})", 1, 7},
        Scale{R"({"id": "q", "type": "ces", "scale": 5})", 1, 5},
        Scale{R"({"id": "q", "type": "csat"})", 1, 5},
        Scale{R"({"id": "q", "type": "rating", "scale": 10})", 1, 10}}) {
    Visitor v = asked(scale.question);
    CHECK(v.answer(scale.lowest).find("error") == nullptr);
    CHECK(v.answer(scale.highest).find("error") == nullptr);
    CHECK(v.answer(scale.lowest - 1).text("error", "code") == "out_of_range");
    CHECK(v.answer(scale.highest + 1).text("error", "code") == "out_of_range");
  }
}

TEST_CASE("the latest CSAT answer can be asked about") {
  Visitor v = asked(R"({"id": "q", "type": "csat"})");
  v.answer(2);
  CHECK(v.state().csat_last == 2.0);
}
