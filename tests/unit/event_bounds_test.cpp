// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <string>

#include "catch.hpp"
#include "visitor.hpp"

using docent::Value;

namespace {

constexpr const char* kFile = R"({"version": 1, "campaigns": [], "events": {"sent": {}}})";

Value props(int count) {
  Value out = Value::object();
  for (int i = 0; i < count; ++i) out.set("p" + std::to_string(i), i);
  return out;
}

/// The code of the first error effect, or "".
std::string error_of(const Visitor& visitor) {
  for (const Value& effect : visitor.effects().as_array()) {
    if (effect.string_or("type", "") == "error") return std::string(effect.string_or("code", ""));
  }
  return "";
}

}  // namespace

TEST_CASE("an event has up to 64 properties; one with more is refused and counts nowhere") {
  Visitor visitor(kFile);
  visitor.page("/").track("sent", props(64));
  CHECK(error_of(visitor) == "");
  CHECK(visitor.state().events.at("sent").total == 1);
  visitor.track("sent", props(65));
  CHECK(error_of(visitor) == "too_many");
  CHECK(visitor.state().events.at("sent").total == 1);
}

TEST_CASE("an event's name has up to 128 bytes; a longer one is refused") {
  Visitor visitor(kFile);
  visitor.page("/").track(std::string(128, 'x'));
  CHECK(error_of(visitor) == "");
  visitor.track(std::string(129, 'x'));
  CHECK(error_of(visitor) == "too_long");
}

TEST_CASE("64 other events of a day have names, the rest is counted together") {
  Visitor visitor(kFile);
  visitor.page("/");
  for (int i = 0; i < 65; ++i) visitor.track("other" + std::to_string(i));
  CHECK(visitor.state().day->events.size() == 64);
  CHECK(visitor.state().day->other_events == 1);
}

TEST_CASE(
    "of more than 64 other events of a day the most frequent have names, and all are counted") {
  Visitor v(R"({"version": 1, "campaigns": []})");
  v.page("/");
  int all = 0;
  for (int round = 0; round < 4; ++round) {
    for (int i = 0; i < 90; ++i) {
      v.track("rare" + std::to_string(round * 90 + i));
      v.track("often" + std::to_string(i % 9));
      all += 2;
    }
  }
  const docent::Day& day = *v.state().day;
  CHECK(day.events.size() == 64);
  std::int64_t counted = day.other_events;
  for (const auto& [name, count] : day.events) counted += count;
  CHECK(counted == all);
  for (int i = 0; i < 9; ++i) {
    CAPTURE(i);
    CHECK(day.events.at("often" + std::to_string(i)) == 40);
  }
  const std::string kept = v.engine().snapshot();
  v.engine().restore(kept);
  CHECK(v.engine().snapshot() == kept);
}

TEST_CASE("an event that becomes frequent late in the day gets its name") {
  Visitor v(R"({"version": 1, "campaigns": []})");
  v.page("/");
  for (int i = 0; i < 80; ++i) v.track("once" + std::to_string(i));
  for (int i = 0; i < 50; ++i) v.track("late");
  CHECK(v.state().day->events.at("late") == 50);
}
