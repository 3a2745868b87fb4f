// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/candidates.hpp"

#include <algorithm>
#include <string>

#include "catch.hpp"
#include "docent/batch.hpp"
#include "docent/decide.hpp"
#include "visitor.hpp"

namespace {

using docent::Value;

/// The same numbers on every machine (Numerical Recipes' generator).
struct Dice {
  std::uint32_t state;
  int operator()(int sides) {
    state = state * 1664525u + 1013904223u;
    return static_cast<int>((state >> 8) % static_cast<std::uint32_t>(sides));
  }
};

Value one(std::string_view key, Value value) { return Value::object().set(key, std::move(value)); }

/// Campaigns that ask for traits, pages, events, time, scores, saved groups and each other.
std::string crowd(int size, Dice dice) {
  const Value audiences[] = {
      Value::object(),
      one("user.plan", "team"),
      one("user.age_days", one("$gte", 2)),
      one("events.sent.total", one("$gt", 2)),
      one("events.sent.last7", one("$lt", 4)),
      one("score.value", one("$gte", 20)),
      one("page.path", "/b"),
      one("campaigns.c1.outcome", "dismissed"),
      one("$savedGroup", one("id", "friends")),
      one("$or",
          Value::array().push(one("user.plan", "solo")).push(one("sessions.count", one("$gt", 3)))),
      one("$not", one("user.seats", one("$exists", true))),
  };
  const Value triggers[] = {
      one("on", "page_view"),
      one("on", "page_view").set("page", one("path", "/a")),
      one("on", "page_view").set("delay_ms", 7'000),
      one("on", "event").set("event", "sent"),
      one("on", "event").set("event", "paid").set("delay_ms", 2'000),
      one("on", "manual"),
  };
  Value campaigns = Value::array();
  for (int i = 0; i < size; ++i) {
    Value trigger = triggers[dice(6)];
    if (dice(4) == 0) trigger = Value::array().push(trigger).push(triggers[dice(6)]);
    campaigns.push(one("id", "c" + std::to_string(i))
                       .set("kind", "announcement")
                       .set("priority", dice(5))
                       .set("audience", audiences[dice(11)])
                       .set("trigger", std::move(trigger))
                       .set("frequency", one("repeat", dice(2) == 0 ? "once" : "every_days"))
                       .set("steps", Value::array().push(one("id", "s").set("title", "Hello"))));
  }
  const Value friends = one("type", "condition").set("condition", one("user.friend", true));
  return docent::write_json(
      one("version", 1)
          .set("saved_groups", one("friends", friends))
          .set("attention", one("pause_hours", 0).set("budget", false))
          .set("events", one("sent", one("weight", 10).set("half_life_days", 3)))
          .set("campaigns", std::move(campaigns)));
}

void something_happens(Visitor& visitor, Dice& dice) {
  visitor.later(dice(3) == 0 ? dice(3) * 90'000'000ll : dice(9'000));
  const int what = dice(9);
  if (what == 0) visitor.page(dice(2) == 0 ? "/a" : "/b");
  if (what == 1) visitor.track("sent");
  if (what == 2) visitor.track("paid");
  if (what == 3) visitor.identify("u", one("plan", dice(2) == 0 ? "team" : "solo"));
  if (what == 4) visitor.identify("u", one("seats", dice(2) == 0 ? Value() : Value(3)));
  if (what == 5) visitor.identify("u", one("friend", dice(2) == 0));
  if (what == 6) visitor.tick();
  if (what > 6 && visitor.shows()) {
    visitor.shown();
    visitor.outcome(dice(2) == 0 ? "dismissed" : "completed");
  }
}

}  // namespace

TEST_CASE("A decision among the candidates is the decision among all campaigns") {
  int begun = 0;
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    Dice dice{seed};
    Visitor visitor(crowd(12 + dice(30), dice));
    REQUIRE(visitor.loaded().bool_or("ok", false));
    const docent::Host host = docent::plain_host();
    docent::Candidates candidates;
    candidates.reset(visitor.engine().file());
    visitor.page("/a");
    for (int turn = 0; turn < 60; ++turn) {
      something_happens(visitor, dice);
      const docent::Result<docent::Here> here = docent::read_here(visitor.here());
      REQUIRE(static_cast<bool>(here));
      docent::Situation situation{visitor.state(), visitor.engine().file(), *here, host};
      const docent::Decision among_all = docent::decide(situation);
      situation.candidates = &candidates;
      const docent::Decision among_few = docent::decide(situation);
      INFO("seed " << seed << ", turn " << turn);
      CHECK(among_few.campaign == among_all.campaign);
      CHECK(among_few.waits_for == among_all.waits_for);
      CHECK(among_few.prompt == among_all.prompt);
      CHECK(among_few.wake_at_ms == among_all.wake_at_ms);
      CHECK(among_few.exposed == among_all.exposed);
      if (among_all.campaign != nullptr) ++begun;
    }
  }
  // Or nothing was compared.
  CHECK(begun > 100);
}

TEST_CASE(
    "An event makes candidates of the campaigns that it starts, however many others there are") {
  Value campaigns = Value::array();
  for (int i = 0; i < 500; ++i) {
    const bool waits_for_event = i % 2 == 0;
    campaigns.push(
        one("id", "c" + std::to_string(i))
            .set("kind", "announcement")
            .set("audience", one("user.plan", "nobody's"))
            .set("trigger", waits_for_event
                                ? one("on", "event").set("event", i < 6 ? "sent" : "paid")
                                : one("on", "page_view"))
            .set("steps", Value::array().push(one("id", "s").set("title", "Hello"))));
  }
  Visitor visitor(docent::write_json(one("version", 1).set("campaigns", std::move(campaigns))));
  docent::Candidates candidates;
  candidates.reset(visitor.engine().file());
  const docent::Host host = docent::plain_host();
  visitor.page("/");
  visitor.track("sent");
  const docent::Result<docent::Here> here = docent::read_here(visitor.here());
  REQUIRE(static_cast<bool>(here));
  const docent::Situation situation{visitor.state(), visitor.engine().file(), *here, host};
  CHECK(candidates.of(situation) == std::vector<std::uint32_t>{0, 2, 4});
}
