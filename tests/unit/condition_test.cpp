// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/condition.hpp"

#include <algorithm>
#include <string>

#include "catch.hpp"
#include "docent/json.hpp"
#if __has_include(<pcre2.h>)
#include "docent/host_native.hpp"
#endif

using namespace docent;

namespace {

Value json(std::string_view text) {
  auto value = parse_json(text);
  INFO(text);
  REQUIRE(value);
  return *value;
}

/// JSON in tests is easier to read with single quotes.
Value quoted(std::string text) {
  for (char& c : text) {
    if (c == '\'') c = '"';
  }
  return json(text);
}

Condition compiled(std::string_view text) {
  std::vector<Problem> problems;
  Condition condition = Condition::compile(quoted(std::string(text)), "", problems);
  for (const Problem& problem : problems) INFO(problem.error.message);
  REQUIRE(problems.empty());
  return condition;
}

bool holds(std::string_view condition, std::string_view attributes,
           std::string_view groups = "{}") {
  const Value values = quoted(std::string(attributes));
  return compiled(condition).matches(attributes_of(values), plain_host(),
                                     quoted(std::string(groups)));
}

Error problem_of(std::string_view condition) {
  std::vector<Problem> problems;
  const Condition bad = Condition::compile(quoted(std::string(condition)), "/audience", problems);
  REQUIRE(problems.size() == 1);
  CHECK_FALSE(bad.matches(attributes_of(Value::object()), plain_host()));
  return problems[0].error;
}

}  // namespace

TEST_CASE("an empty condition holds for everybody") {
  CHECK(holds("{}", "{}"));
  CHECK(compiled("{}").empty());
  CHECK(compiled("{'$comment': 'all of them'}").empty());
  CHECK(Condition().matches(attributes_of(Value()), plain_host()));
}

TEST_CASE("a plain value is compared after JavaScript's conversions") {
  CHECK(holds("{'a': '1'}", "{'a': 1}"));
  CHECK(holds("{'a': 1}", "{'a': ' 1 '}"));
  CHECK(holds("{'a': 0}", "{}"));
  CHECK(holds("{'a': 'null'}", "{}"));
  CHECK(holds("{'a': '1,2'}", "{'a': [1, 2]}"));
  CHECK(holds("{'a': true}", "{'a': 'no'}"));
  CHECK(holds("{'a': false}", "{'a': ''}"));
  CHECK_FALSE(holds("{'a': false}", "{}"));
  CHECK(holds("{'a': null}", "{}"));
  CHECK_FALSE(holds("{'a': null}", "{'a': 0}"));
}

TEST_CASE("lists and objects are compared as JSON, in order") {
  CHECK(holds("{'a': [1, 2]}", "{'a': [1, 2]}"));
  CHECK_FALSE(holds("{'a': [1, 2]}", "{'a': [2, 1]}"));
  CHECK(holds("{'a': {'b': 1}}", "{'a': {'b': 1}}"));
  CHECK_FALSE(holds("{'a': {'b': 1}}", "{'a': {'b': 1, 'c': 2}}"));
  CHECK_FALSE(holds("{'a': {'b': 1, 'c': 2}}", "{'a': {'c': 2, 'b': 1}}"));
  // JavaScript moves keys that are array indices to the front.
  CHECK(holds("{'a': {'b': 1, '2': 2, '1': 3}}", "{'a': {'1': 3, '2': 2, 'b': 1}}"));
}

TEST_CASE("$eq and $ne compare without conversion, and never two objects") {
  CHECK(holds("{'a': {'$eq': 1}}", "{'a': 1}"));
  CHECK_FALSE(holds("{'a': {'$eq': '1'}}", "{'a': 1}"));
  CHECK(holds("{'a': {'$ne': 1}}", "{}"));
  CHECK_FALSE(holds("{'a': {'$eq': [1]}}", "{'a': [1]}"));
}

TEST_CASE("orders convert to numbers, except between two texts") {
  CHECK(holds("{'a': {'$lt': 10}}", "{'a': '9'}"));
  CHECK_FALSE(holds("{'a': {'$lt': '10'}}", "{'a': '9'}"));
  CHECK(holds("{'a': {'$lt': 1}}", "{}"));
  CHECK(holds("{'a': {'$gte': 0, '$lte': 0}}", "{'a': null}"));
  CHECK_FALSE(holds("{'a': {'$gt': 'x'}}", "{'a': 1}"));
  CHECK_FALSE(holds("{'a': {'$lte': 'x'}}", "{'a': 1}"));
  CHECK(holds("{'a': {'$gt': 5}}", "{'a': [7]}"));
}

TEST_CASE("texts sort by UTF-16 code unit") {
  // U+1F600 is D83D DE00 in UTF-16, before U+FF21; in UTF-8 it is after.
  CHECK(holds("{'a': {'$lt': '\xEF\xBC\xA1'}}", "{'a': '\xF0\x9F\x98\x80'}"));
}

TEST_CASE("logic combines conditions") {
  CHECK(holds("{'$or': [{'a': 1}, {'b': 2}]}", "{'b': 2}"));
  CHECK(holds("{'$or': []}", "{}"));
  CHECK_FALSE(holds("{'$nor': []}", "{}"));
  CHECK(holds("{'$nor': [{'a': 1}, {'b': 1}]}", "{'b': 2}"));
  CHECK_FALSE(holds("{'$and': [{'a': 1}, {'b': 1}]}", "{'a': 1}"));
  CHECK(holds("{'$not': {'a': 1}}", "{'a': 2}"));
  CHECK(holds("{'a': {'$not': {'$gt': 3}}}", "{'a': 3}"));
}

TEST_CASE("$exists tells null from a value") {
  CHECK(holds("{'a': {'$exists': true}}", "{'a': 0}"));
  CHECK_FALSE(holds("{'a': {'$exists': true}}", "{'a': null}"));
  CHECK(holds("{'a': {'$exists': false}}", "{}"));
}

TEST_CASE("$in finds a value, or any element of a list, without conversion") {
  CHECK(holds("{'a': {'$in': ['x', 1]}}", "{'a': 1}"));
  CHECK_FALSE(holds("{'a': {'$in': ['1']}}", "{'a': 1}"));
  CHECK(holds("{'a': {'$in': ['x', 'y']}}", "{'a': ['z', 'y']}"));
  CHECK(holds("{'a': {'$nin': ['x']}}", "{}"));
}

TEST_CASE("$ini, $nini and $alli ignore case") {
  CHECK(holds("{'a': {'$ini': ['PRO']}}", "{'a': 'pro'}"));
  CHECK_FALSE(holds("{'a': {'$nini': ['PRO']}}", "{'a': ['free', 'Pro']}"));
  CHECK(holds("{'a': {'$alli': ['A', 'b']}}", "{'a': ['B', 'a', 'c']}"));
  CHECK_FALSE(holds("{'a': {'$all': ['A']}}", "{'a': ['a']}"));
}

TEST_CASE("$all wants every test met by some element") {
  CHECK(holds("{'a': {'$all': ['x', {'$gt': 3}]}}", "{'a': ['x', 4]}"));
  CHECK_FALSE(holds("{'a': {'$all': ['x']}}", "{'a': 'x'}"));
  CHECK(holds("{'a': {'$all': []}}", "{'a': []}"));
}

TEST_CASE("$size asks the number of elements") {
  CHECK(holds("{'a': {'$size': 2}}", "{'a': [1, 2]}"));
  CHECK(holds("{'a': {'$size': {'$gt': 1}}}", "{'a': [1, 2]}"));
  CHECK_FALSE(holds("{'a': {'$size': 2}}", "{'a': 'ab'}"));
}

TEST_CASE("$elemMatch asks one element, by operators or as an object of its own") {
  CHECK(holds("{'a': {'$elemMatch': {'$gt': 3}}}", "{'a': [1, 4]}"));
  CHECK(holds("{'a': {'$elemMatch': {'b': 1, 'c.d': 2}}}",
              "{'a': [{'b': 1}, {'b': 1, 'c': {'d': 2}}]}"));
  CHECK_FALSE(holds("{'a': {'$elemMatch': {'$exists': false}}}", "{'a': [null]}"));
  CHECK(holds("{'a': {'$elemMatch': {}}}", "{'a': [0]}"));
}

TEST_CASE("$type names JavaScript's types") {
  CHECK(holds("{'a': {'$type': 'array'}}", "{'a': []}"));
  CHECK(holds("{'a': {'$type': 'null'}}", "{}"));
  CHECK_FALSE(holds("{'a': {'$type': 'object'}}", "{'a': []}"));
}

TEST_CASE("versions compare by their parts") {
  CHECK(holds("{'v': {'$vgt': '1.9.0'}}", "{'v': '1.10.0'}"));
  CHECK(holds("{'v': {'$vlt': '1.0.0'}}", "{'v': '1.0.0-beta'}"));
  CHECK(holds("{'v': {'$veq': 'v1.2.3+build'}}", "{'v': '1.2.3'}"));
  CHECK(holds("{'v': {'$vlte': '0'}}", "{}"));
  CHECK(holds("{'v': {'$veq': '1.2'}}", "{'v': 1.2}"));
  CHECK(holds("{'v': {'$vne': '2.0.0', '$vgte': '1.0.0'}}", "{'v': '1.0.0'}"));
}

TEST_CASE("saved groups hold values or conditions") {
  const char* groups =
      "{'bare': [1, 2], 'list': {'type': 'list', 'attributeKey': 'id', 'values': ['u1']},"
      " 'big': {'type': 'condition', 'condition': {'size': {'$gt': 10}}},"
      " 'loop': {'type': 'condition', 'condition': {'$savedGroup': {'id': 'loop'}}}}";
  CHECK(holds("{'n': {'$inGroup': 'bare'}}", "{'n': 2}", groups));
  CHECK(holds("{'n': {'$notInGroup': 'nobody'}}", "{'n': 2}", groups));
  CHECK_FALSE(holds("{'n': {'$notInGroup': 'big'}}", "{'n': 2}", groups));
  CHECK(holds("{'$savedGroup': {'id': 'list'}}", "{'id': 'u1'}", groups));
  CHECK(
      holds("{'$savedGroup': {'id': 'list', 'attributeKey': 'other'}}", "{'other': 'u1'}", groups));
  CHECK(holds("{'$savedGroup': {'id': 'big'}}", "{'size': 11}", groups));
  CHECK_FALSE(holds("{'$savedGroup': {'id': 'bare'}}", "{'id': 1}", groups));
}

TEST_CASE("a saved group that leads back to itself ends and holds nobody") {
  CHECK_FALSE(holds("{'$savedGroup': {'id': 'a'}}", "{}",
                    "{'a': {'type': 'condition', 'condition': {'$savedGroup': {'id': 'b'}}},"
                    " 'b': {'type': 'condition', 'condition': {'$savedGroup': {'id': 'a'}}}}"));
}

TEST_CASE("paths see own members, array elements and the length of an array") {
  CHECK(holds("{'a.b.c': 1}", "{'a': {'b': {'c': 1}}}"));
  CHECK(holds("{'a.1': 'y', 'a.length': 2}", "{'a': ['x', 'y']}"));
  CHECK(holds("{'a.01': null, 'a.2': null}", "{'a': ['x', 'y']}"));
  CHECK(holds("{'a.length': null, 'a.b': null, 'a.length.x': null}", "{'a': 'text'}"));
}

TEST_CASE("what is no condition is reported with its place, and is false") {
  CHECK(problem_of("{'a': {'$near': 1}}").path == "/audience/a/$near");
  CHECK(problem_of("{'a/b': {'$in': 'x'}}").path == "/audience/a~1b/$in");
  CHECK(problem_of("{'$or': [{'a': 1}, 7]}").path == "/audience/$or/1");
  CHECK(problem_of("{'$eq': 1}").path == "/audience/$eq");
  CHECK(problem_of("{'a': {'$gt': 1, 'b': 2}}").path == "/audience/a");
  CHECK(problem_of("{'a': {'$regex': 1}}").code == ErrorCode::kBadCondition);
  CHECK(problem_of("[]").path == "/audience");
}

namespace {

/// The clauses because of which that condition is false, as JSON.
std::string failures_of(std::string_view condition, const Value& attributes,
                        std::string_view groups = "{}") {
  Value out = Value::array();
  for (const FailedClause& clause : compiled(condition).failures(
           attributes_of(attributes), plain_host(), SavedGroups(quoted(std::string(groups))))) {
    out.push(Value::array()
                 .push(clause.path)
                 .push(clause.expected)
                 .push(clause.actual)
                 .push(clause.held ? "held" : "failed"));
  }
  std::string text = write_json(out);
  std::replace(text.begin(), text.end(), '"', '\'');
  return text;
}

}  // namespace

TEST_CASE("the clauses because of which a condition is false are named with what they met") {
  const Value attributes = quoted("{'user': {'plan': 'free', 'age': 3, 'tags': ['a']}}");
  const auto failures = [&](std::string_view text) { return failures_of(text, attributes); };
  // Of alternatives the first clause of each.
  CHECK(failures("{'$or': [{'user.age': 4}, {'user.plan': 'free', 'user.age': {'$gt': 9}}]}") ==
        "[['/$or/0/user.age',4,3,'failed'],['/$or/1/user.age/$gt',9,3,'failed']]");
  CHECK(failures("{'$or': [{'$or': [{'a': 1}, {'b': 2}]}, {'c': 3}]}") ==
        "[['/$or/0/$or/0/a',1,null,'failed'],['/$or/0/$or/1/b',2,null,'failed'],"
        "['/$or/1/c',3,null,'failed']]");
  // Of what must not be, the clause that is.
  CHECK(failures("{'$not': {'user.plan': 'free'}}") ==
        "[['/$not/user.plan','free','free','held']]");
  CHECK(failures("{'$nor': [{'user.age': 4}, {'user.age': {'$lt': 4}}]}") ==
        "[['/$nor/1/user.age/$lt',4,3,'held']]");
  CHECK(
      failures("{'$not': {'$nor': [{'user.age': 4}, {'user.plan': 'pro'}]}}") ==
      "[['/$not/$nor/0/user.age',4,3,'failed'],['/$not/$nor/1/user.plan','pro','free','failed']]");
  CHECK(failures("{'$not': {'$not': {'user.age': 4}}}") ==
        "[['/$not/$not/user.age',4,3,'failed']]");
  // The same of one attribute.
  CHECK(failures("{'user.age': {'$not': {'$lt': 5}}}") == "[['/user.age/$not/$lt',5,3,'held']]");
  CHECK(failures("{'user.age': {'$not': {'$not': {'$gt': 5}}}}") ==
        "[['/user.age/$not/$not/$gt',5,3,'failed']]");
  CHECK(failures("{'user.age': {'$not': {'$gt': 1, '$lt': 5}}}") ==
        "[['/user.age/$not',{'$gt':1,'$lt':5},3,'held']]");
  CHECK(failures("{'user.age': {'$not': 3}}") == "[['/user.age/$not',3,3,'held']]");
  CHECK(failures("{'user.tags': {'$elemMatch': {'$eq': 'b'}}}") ==
        "[['/user.tags/$elemMatch',{'$eq':'b'},['a'],'failed']]");
}

TEST_CASE("what a saved group asks for is named as if it stood in its place") {
  const Value attributes = quoted("{'user': {'plan': 'free', 'age': 3}}");
  constexpr std::string_view kGroups =
      "{'vips': {'type': 'list', 'attributeKey': 'user.id', 'values': ['u1']},"
      " 'old': {'type': 'condition', 'condition': {'user.plan': 'free', 'user.age': {'$gt': 9}}},"
      " 'young': {'type': 'condition', 'condition': {'$not': {'$savedGroup': {'id': 'old'}}}},"
      " 'circle': {'type': 'condition', 'condition': {'$savedGroup': {'id': 'circle'}}}}";
  const auto failures = [&](std::string_view text) {
    return failures_of(text, attributes, kGroups);
  };
  CHECK(failures("{'$savedGroup': {'id': 'vips'}}") ==
        "[['/$savedGroup/user.id/$inGroup','vips',null,'failed']]");
  CHECK(failures("{'$and': [{'$savedGroup': {'id': 'vips', 'attributeKey': 'user.plan'}}]}") ==
        "[['/$and/0/$savedGroup/user.plan/$inGroup','vips','free','failed']]");
  CHECK(failures("{'$savedGroup': {'id': 'old'}}") ==
        "[['/$savedGroup/user.age/$gt',9,3,'failed']]");
  CHECK(failures("{'$not': {'$savedGroup': {'id': 'young'}}}") ==
        "[['/$not/$savedGroup/$not/$savedGroup/user.age/$gt',9,3,'failed']]");
  CHECK(failures("{'$savedGroup': {'id': 'circle'}}") ==
        "[['/$savedGroup/$savedGroup',{'id':'circle'},null,'failed']]");
  CHECK(failures("{'$savedGroup': {'id': 'nobody'}}") ==
        "[['/$savedGroup',{'id':'nobody'},null,'failed']]");
}

TEST_CASE("the first false clause is named with what it met") {
  const Value attributes = quoted("{'user': {'plan': 'free', 'age': 3}}");
  const auto failure = [&](std::string_view text) {
    return compiled(text).failures(attributes_of(attributes), plain_host());
  };
  CHECK(failure("{'user.plan': 'free'}").empty());
  const auto operators = failure("{'user.plan': 'free', 'user.age': {'$gt': 1, '$lt': 2}}");
  REQUIRE(operators.size() == 1);
  CHECK(operators[0].path == "/user.age/$lt");
  CHECK(operators[0].expected == Value(2));
  CHECK(operators[0].actual == Value(3));
  const auto plain = failure("{'$and': [{'user.age': 3}, {'user.plan': 'pro'}]}");
  REQUIRE(plain.size() == 1);
  CHECK(plain[0].path == "/$and/1/user.plan");
  CHECK(plain[0].actual == Value("free"));
}

TEST_CASE("the attributes a condition reads are listed once, in order, without those of elements") {
  const Condition condition = compiled(
      "{'b': 1, '$or': [{'a.x': 1}, {'b': 2}], '$not': {'c': {'$elemMatch': {'inner': 1}}}}");
  CHECK(condition.attribute_paths() == std::vector<std::string>{"b", "a.x", "c"});
}

TEST_CASE("a copy of a condition works without the original") {
  Condition copy;
  {
    const Condition original = compiled("{'a': {'$in': ['x']}}");
    copy = original;
  }
  const Value attributes = quoted("{'a': 'x'}");
  CHECK(copy.matches(attributes_of(attributes), plain_host()));
}

TEST_CASE("without a host's regular expressions every pattern is false") {
  CHECK_FALSE(holds("{'a': {'$regex': '.'}}", "{'a': 'x'}"));
}

#if __has_include(<pcre2.h>)
TEST_CASE("regular expressions search the text of the value; a bad or endless one is false") {
  const auto found = [](std::string_view condition, std::string_view attributes) {
    const Value values = quoted(std::string(attributes));
    return compiled(condition).matches(attributes_of(values), native_host());
  };
  CHECK(found("{'a': {'$regex': '^/inv.*s$'}}", "{'a': '/invoices'}"));
  CHECK(found("{'a': {'$regexi': 'INV'}}", "{'a': '/invoices'}"));
  CHECK(found("{'a': {'$regex': '^null$'}}", "{}"));
  CHECK_FALSE(found("{'a': {'$regex': '('}}", "{'a': '('}"));
  CHECK_FALSE(
      found("{'a': {'$regex': '^(a+)+$'}}", "{'a': 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab'}"));
}

TEST_CASE("letters beyond ASCII are lower-cased by the host") {
  const Value values = quoted(
      "{'a': '\xC3\x9C"
      "BER \xCE\xA9\xD0\x96'}");
  CHECK(compiled("{'a': {'$ini': ['\xC3\xBC"
                 "ber \xCF\x89\xD0\xB6']}}")
            .matches(attributes_of(values), native_host()));
}
#endif
