// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/json.hpp"

#include <charconv>
#include <cmath>
#include <cstring>
#include <ctime>
#include <limits>
#include <string>

#include "catch.hpp"

using docent::ErrorCode;
using docent::JsonLimits;
using docent::number_text;
using docent::parse_json;
using docent::Value;
using docent::write_json;

namespace {

ErrorCode code_of(std::string_view text, JsonLimits limits = {}) {
  const auto result = parse_json(text, limits);
  REQUIRE_FALSE(result);
  return result.error().code;
}

std::string again(std::string_view text) { return write_json(*parse_json(text)); }

std::string nested(int depth) {
  return std::string(static_cast<std::size_t>(depth), '[') +
         std::string(static_cast<std::size_t>(depth), ']');
}

}  // namespace

TEST_CASE("what is read is written again, compact and in the same order") {
  CHECK(again(R"( {"b": [1, -2.5, true, null, "x"], "a": {}} )") ==
        R"({"b":[1,-2.5,true,null,"x"],"a":{}})");
}

TEST_CASE("strings keep every character and escape only what JSON must") {
  CHECK(again(R"("\u00e9\ud83d\ude00 / \/ \" \\ \n \u0001")") ==
        "\"\xC3\xA9\xF0\x9F\x98\x80 / / \\\" \\\\ \\n \\u0001\"");
}

TEST_CASE("of a key that appears twice the last value stays, at the first place") {
  CHECK(again(R"({"a":1,"b":2,"a":3})") == R"({"a":3,"b":2})");
}

TEST_CASE("an object of very many members, each twice, costs no square of its size") {
  std::string text = "{";
  for (int i = 0; i < 60'000; ++i)
    text += "\"" + std::to_string(i % 30'000) + "\":" + std::to_string(i) + ",";
  text += "\"end\":0}";
  // Processor time, and a bound that only the square misses: machines that run tests are busy.
  const std::clock_t begin = std::clock();
  const auto result = parse_json(text);
  CHECK(std::clock() - begin < 3 * CLOCKS_PER_SEC);
  REQUIRE(result);
  CHECK(result->as_object().size() == 30'001);
  CHECK(result->as_object()[7].value.as_number() == 30'007);
}

TEST_CASE("a text that is not JSON is refused, and the place is named") {
  for (const char* text : {"", "{", "[1,]", "{\"a\" 1}", "nul", "01", "\"\n\"", "[1] 2", "'a'"}) {
    INFO(text);
    CHECK(code_of(text) == ErrorCode::kBadJson);
  }
  CHECK(parse_json("{\n  \"\xC3\xA9\" 1}").error().message ==
        "The text is not JSON at line 2, column 7.");
}

TEST_CASE("a number that overflows is refused") { CHECK(code_of("1e400") == ErrorCode::kBadJson); }

TEST_CASE("invalid UTF-8 and lone surrogates are refused") {
  CHECK(code_of("\"\xFF\"") == ErrorCode::kBadJson);
  CHECK(code_of("\"\xC3\"") == ErrorCode::kBadJson);
  CHECK(code_of(R"("\ud800")") == ErrorCode::kBadJson);
  CHECK(code_of(R"("\udc00\ud800")") == ErrorCode::kBadJson);
}

TEST_CASE("the nesting is bounded") {
  CHECK(parse_json(nested(32)));
  CHECK(code_of(nested(33)) == ErrorCode::kTooDeep);
  CHECK(code_of(nested(5), {100, 4}) == ErrorCode::kTooDeep);
  CHECK(code_of(std::string(100'000, '[')) == ErrorCode::kTooDeep);
}

TEST_CASE("the size is bounded") {
  CHECK(parse_json("\"abc\"", {5, 32}));
  CHECK(code_of("\"abcd\"", {5, 32}) == ErrorCode::kTooLarge);
}

TEST_CASE("numbers print as in JavaScript") {
  CHECK(number_text(2) == "2");
  CHECK(number_text(-0.0) == "0");
  CHECK(number_text(-1.5) == "-1.5");
  CHECK(number_text(0.1 + 0.2) == "0.30000000000000004");
  CHECK(number_text(1e21) == "1e+21");
  CHECK(number_text(123456789012345680000.0) == "123456789012345680000");
  CHECK(number_text(0.000001) == "0.000001");
  CHECK(number_text(0.0000001) == "1e-7");
  CHECK(number_text(1.25e-9) == "1.25e-9");
  CHECK(number_text(5e-324) == "5e-324");
  CHECK(number_text(std::numeric_limits<double>::max()) == "1.7976931348623157e+308");
  CHECK(number_text(std::numeric_limits<double>::min()) == "2.2250738585072014e-308");
  CHECK(number_text(9007199254740993.0) == "9007199254740992");
  CHECK(number_text(std::nan("")) == "NaN");
  CHECK(number_text(-std::numeric_limits<double>::infinity()) == "-Infinity");
}

TEST_CASE("a number that is not finite is written as null") {
  CHECK(write_json(std::nan("")) == "null");
  CHECK(write_json(std::numeric_limits<double>::infinity()) == "null");
}

TEST_CASE("numbers read back as themselves") {
  // A fixed linear congruence over the bits: the same doubles on every machine.
  std::uint64_t bits = 0x9E3779B97F4A7C15U;
  for (int i = 0; i < 20'000; ++i) {
    bits = bits * 6364136223846793005U + 1442695040888963407U;
    double number = 0;
    static_assert(sizeof number == sizeof bits);
    std::memcpy(&number, &bits, sizeof number);
    if (!std::isfinite(number)) continue;
    const std::string text = number_text(number);
    REQUIRE(std::strtod(text.c_str(), nullptr) == number);
#ifdef __cpp_lib_to_chars
    // The standard library's shortest digits are as many as ours.
    char buffer[64];
    const auto end =
        std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific).ptr;
    const auto digits = [](std::string_view of) {
      of = of.substr(0, of.find('e'));
      std::string out;
      for (const char c : of) {
        if (c >= '0' && c <= '9') out += c;
      }
      out.erase(0, out.find_first_not_of('0'));
      out.erase(out.find_last_not_of('0') + 1);
      return out;
    };
    REQUIRE(digits(text) == digits({buffer, static_cast<std::size_t>(end - buffer)}));
#endif
  }
}
