// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/decide.hpp"

#include <string>

#include "catch.hpp"
#include "docent/candidates.hpp"
#include "visitor.hpp"

using docent::Candidates;
using docent::Decision;
using docent::Situation;
using docent::UserState;
using docent::Value;

namespace {

/// A small generator of numbers: the same on every platform.
class Numbers {
 public:
  explicit Numbers(std::uint32_t seed) : state_(seed * 2654435761U + 1) {}
  std::uint32_t below(std::uint32_t n) {
    state_ = state_ * 1664525U + 1013904223U;
    return (state_ >> 8) % n;
  }
  template <std::size_t N>
  const char* one_of(const char* const (&texts)[N]) {
    return texts[below(N)];
  }

 private:
  std::uint32_t state_;
};

constexpr const char* kTriggers[] = {
    R"({"on": "page_view"})",
    R"({"on": "page_view", "page": {"path": "/a"}})",
    R"({"on": "page_view", "page": {"path": {"$regex": "^/b"}}, "delay_ms": 3000})",
    R"({"on": "event", "event": "e0"})",
    R"({"on": "event", "event": "e1", "count": 2, "delay_ms": 2000})",
    R"({"on": "element", "target": "#x", "page": {"path": "/b"}})",
    R"({"on": "campaign", "campaign": "c0"})",
    R"({"on": "manual"})",
};
constexpr const char* kAudiences[] = {
    "{}",
    R"({"user.plan": "team"})",
    R"({"page.path": "/b"})",
    R"({"events.e0.total": {"$gte": 2}})",
    R"({"$or": [{"user.age_days": {"$gte": 3}}, {"user.plan": "solo"}]})",
    R"({"campaigns.c0.outcome": {"$exists": true}})",
};
constexpr const char* kMore[] = {
    "",
    R"("frequency": {"repeat": "every_days", "days": 1},)",
    R"("sample": 0.5,)",
    R"("experiment": {"variants": [{"id": "x"}, {"id": "y", "show": false}]},)",
    R"("schedule": {"windows": [{"from": "08:00", "until": "20:00"}]},)",
    R"("cancel_on": "e1",)",
    R"("frequency": {"repeat": "until_completed", "ignore_pause": true},)",
};

std::string random_file(Numbers& numbers) {
  std::string file = R"({"version": 1, "attention": {"pause_hours": 6}, "campaigns": [)";
  for (int i = 0; i < 30; ++i) {
    file += (i == 0 ? "" : ",") + std::string(R"({"id": "c)") + std::to_string(i) +
            R"(", "kind": "announcement", "priority": )" + std::to_string(numbers.below(5)) +
            R"(, "trigger": )" + numbers.one_of(kTriggers) + R"(, "audience": )" +
            numbers.one_of(kAudiences) + ", " + numbers.one_of(kMore) +
            R"("steps": [{"id": "one"}]})";
  }
  return file + "]}";
}

void live(Visitor& v, Numbers& numbers) {
  constexpr const char* kPaths[] = {"/", "/a", "/b", "/bb"};
  constexpr const char* kEvents[] = {"e0", "e1", "other"};
  constexpr const char* kPlans[] = {"team", "solo"};
  constexpr const char* kOutcomes[] = {"completed", "dismissed", "snoozed"};
  switch (numbers.below(6)) {
    case 0:
      v.page(numbers.one_of(kPaths));
      break;
    case 1:
      v.identify("u", Value::object().set("plan", numbers.one_of(kPlans)));
      break;
    case 2:
      v.later(numbers.below(40) * 3'600'000LL).tick();
      break;
    case 3:
      v.later(1000).track(numbers.one_of(kEvents));
      break;
    case 4:
      v.send(v.command("moment").set("campaign", "c" + std::to_string(numbers.below(30))));
      break;
    default:
      if (!v.prompt().empty()) v.shown().outcome(numbers.one_of(kOutcomes));
  }
}

/// Asks every gate of every campaign, in order of rank: what `decide` must come to.
std::string first_by_all_gates(const Situation& s) {
  for (const std::uint32_t index : s.file.ranked) {
    const docent::Campaign& campaign = s.file.campaigns[index];
    const docent::Obstacle obstacle =
        docent::obstacle_of(docent::gates_of(campaign, s), campaign, s.state);
    const bool soon = obstacle.is_delay && obstacle.opens_at_ms &&
                      *obstacle.opens_at_ms - s.state.last_ms <= docent::kPatienceMs;
    if (obstacle.none || soon) return campaign.id;
  }
  return "";
}

std::string text_of(const Decision& decision) {
  std::string text = decision.campaign != nullptr    ? decision.campaign->id
                     : decision.waits_for != nullptr ? "waits for " + decision.waits_for->id
                                                     : "nothing";
  if (decision.wake_at_ms) text += ", wakes at " + std::to_string(*decision.wake_at_ms);
  for (const docent::Campaign* campaign : decision.exposed) text += ", exposed to " + campaign->id;
  return text;
}

}  // namespace

TEST_CASE("what is skipped without being asked changes no decision, over random lives") {
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    Numbers numbers(seed);
    const std::string text = random_file(numbers);
    Visitor v(text);
    REQUIRE(v.loaded().bool_or("ok", false));
    const docent::LoadedFile loaded = docent::load_campaign_file(text);
    const docent::Host host = docent::plain_host();
    Candidates candidates;
    candidates.reset(*loaded.file);
    for (int step = 0; step < 120; ++step) {
      CAPTURE(step);
      live(v, numbers);
      const docent::Here here = *docent::read_here(v.here());
      UserState state = v.state();
      state.prompts.clear();  // so that there is something to decide
      state.lease.reset();
      const Decision all = docent::decide({state, *loaded.file, here, host});
      const Decision few = docent::decide({state, *loaded.file, here, host, false, &candidates});
      REQUIRE(text_of(few) == text_of(all));
      const docent::Campaign* first = all.campaign != nullptr ? all.campaign : all.waits_for;
      REQUIRE((first == nullptr ? "" : first->id) ==
              first_by_all_gates({state, *loaded.file, here, host}));
    }
  }
}
