// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include <string>

#include "catch.hpp"
#include "docent/json.hpp"
#include "visitor.hpp"

using docent::Value;

namespace {

constexpr const char* kFile = R"({"version": 1, "events": {"sent": {}}, "campaigns": [
  {"id": "ask", "kind": "survey", "steps": [{"id": "a", "question": {"type": "nps"}}]}]})";

/// Code and path of every error of the latest batch.
std::string errors_of(const Value& effects) {
  std::string out;
  for (const Value& effect : effects.as_array()) {
    if (effect.string_or("type", "") != "error") continue;
    out += std::string(effect.string_or("code", "")) + " " +
           std::string(effect.string_or("path", "")) + "\n";
  }
  return out;
}

std::string errors_of(const Visitor& v) { return errors_of(v.effects()); }

}  // namespace

TEST_CASE("what is wrong with a command is told with its place in the batch") {
  Visitor v(kFile);
  v.page("/").shown();
  Value commands = Value::array()
                       .push(v.command("track").set("event", "sent"))
                       .push(v.command("track"))
                       .push(v.command("track").set("id", ""))
                       .push(v.command("dance"))
                       .push(v.command("start").set("campaign", "nobody"))
                       .push(v.command("answer").set("prompt", v.prompt()).set("value", 99))
                       .push(v.command("outcome").set("outcome", "bored"))
                       .push(v.command("consent").set("mode", "maybe"))
                       .push(v.command("identify").set("user_id", "u").set("state", "{"));
  const Value batch = Value::object().set("here", v.here()).set("commands", std::move(commands));
  const Value effects = *docent::parse_json(v.engine().handle(docent::write_json(batch)));
  CHECK(errors_of(effects) ==
        "missing_field /commands/2/id\n"
        "missing_field /commands/1/event\n"
        "unknown_command /commands/3/type\n"
        "unknown_campaign /commands/4/campaign\n"
        "out_of_range /commands/5/value\n"
        "unknown_value /commands/6/outcome\n"
        "unknown_value /commands/7/mode\n"
        "damaged_state /commands/8/state\n");
  CHECK(v.state().events.at("sent").total == 1);
}

TEST_CASE("a command with a field of another type is an error and changes nothing") {
  Visitor v(kFile);
  v.page("/").identify("ann").track("sent");
  v.send(
      v.command("group").set("account_id", "acme").set("traits", Value::object().set("seats", 3)));
  v.shown();
  REQUIRE(v.state().prompts.size() == 1);
  const Value before = docent::write_snapshot(v.state());
  const auto is_refused = [&](Value command, const std::string& error) {
    CAPTURE(docent::write_json(command));
    v.send(std::move(command));
    CHECK(errors_of(v) == error + "\n");
    CHECK(docent::write_json(docent::write_snapshot(v.state())) == docent::write_json(before));
  };
  is_refused(v.command("group").set("account_id", 7), "wrong_type /commands/0/account_id");
  is_refused(v.command("group"), "missing_field /commands/0/account_id");
  is_refused(v.command("identify").set("user_id", 7), "wrong_type /commands/0/user_id");
  is_refused(v.command("identify").set("user_id", "bob").set("traits", 5),
             "wrong_type /commands/0/traits");
  is_refused(v.command("track").set("event", "sent").set("props", 5),
             "wrong_type /commands/0/props");
  is_refused(v.command("pause").set("paused", "yes"), "wrong_type /commands/0/paused");
  is_refused(v.command("mute").set("muted", 1), "wrong_type /commands/0/muted");
  is_refused(v.command("activity").set("active_ms", "5"), "wrong_type /commands/0/active_ms");
  is_refused(v.command("activity").set("active_ms", -1), "out_of_range /commands/0/active_ms");
  is_refused(v.command("activity").set("active_ms", 86'400'001),
             "out_of_range /commands/0/active_ms");
}

TEST_CASE("a field that is null is one that is not there") {
  Visitor v(kFile);
  v.page("/").send(v.command("track").set("event", "sent").set("props", Value()));
  v.send(v.command("identify").set("user_id", "ann").set("traits", Value()));
  CHECK(errors_of(v) == "");
  CHECK(v.state().user_id == "ann");
  CHECK(v.state().events.at("sent").total == 1);
}

TEST_CASE("a day of activity counts, and none at all is no error") {
  Visitor v(kFile);
  v.send(v.command("activity").set("active_ms", 86'400'000));
  CHECK(errors_of(v) == "");
  v.send(v.command("activity").set("active_ms", 0));
  CHECK(errors_of(v) == "");
  CHECK(v.state().active_ms == 86'400'000);
}

TEST_CASE("a created_at that cannot be read is an error, and the age counts from the first visit") {
  const auto age_of = [](const Value& created, const std::string& error) {
    CAPTURE(docent::write_json(created));
    Visitor v(kFile);
    v.identify("ann", Value::object().set("created_at", created));
    CHECK(errors_of(v) == error);
    return v.attributes().find("user")->number_or("age_days", -1);
  };
  const std::string error = "out_of_range /commands/0/traits/created_at\n";
  CHECK(age_of("2020-01-01T00:00:00", error) == 0);
  CHECK(age_of("2020-01-01T00:00:00+99:99", error) == 0);
  CHECK(age_of("2020-01-01T00:00:00+24:00", error) == 0);
  CHECK(age_of("2020-01-01T00:00:00+23:60", error) == 0);
  CHECK(age_of("yesterday", error) == 0);
  CHECK(age_of(1'577'836'800, error) == 0);  // seconds
  CHECK(age_of(true, error) == 0);
  CHECK(age_of("2020-01-01T00:00:00+23:59", "") > 2500);
  CHECK(age_of("2020-01-01T00:00:00.123456-12:00", "") > 2500);
  CHECK(age_of("2020-01-01", "") > 2500);
  CHECK(age_of(1'577'836'800'000, "") > 2500);
}
