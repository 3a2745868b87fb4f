// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/budget.hpp"

#include "catch.hpp"
#include "docent/batch.hpp"
#include "visitor.hpp"

using docent::Campaign;
using docent::CampaignFile;
using docent::Gate;
using docent::kDayMs;
using docent::Outcome;
using docent::UserState;
using docent::Value;

namespace {

/// At the beginning of a local day, some years after the epoch.
UserState state_now() {
  UserState state;
  state.last_day = 20'000;
  state.last_ms = 20'000 * kDayMs;
  return state;
}

void pass(UserState& state, std::int64_t ms) {
  state.last_ms += ms;
  state.last_day = docent::local_day(state.last_ms, 0);
}

Campaign costing(std::int64_t thousandths) {
  Campaign campaign;
  campaign.id = "c";
  campaign.cost = thousandths;
  return campaign;
}

std::int64_t balance(const UserState& state, const CampaignFile& file) {
  return docent::budget_at(state, file).balance;
}

std::int64_t capacity(const UserState& state, const CampaignFile& file) {
  return docent::budget_at(state, file).capacity;
}

constexpr const char* kFile = R"({"version": 1, "attention": {"pause_hours": 0}, "campaigns": [
  {"id": "big", "kind": "announcement", "trigger": {"on": "page_view", "page": {"path": "/big"}},
   "frequency": {"repeat": "every_days", "days": 0.001}, "steps": [{"id": "a", "surface": "modal"}]},
  {"id": "list", "kind": "checklist", "trigger": {"on": "manual"},
   "steps": [{"id": "a", "title": "A", "done_on": "x"}]}]})";

}  // namespace

TEST_CASE("a budget starts full, is spent, and refills in its days to the thousandth") {
  const CampaignFile file;
  UserState state = state_now();
  CHECK(balance(state, file) == 100'000);
  docent::charge_budget(state, file, 40'000);
  CHECK(balance(state, file) == 60'000);
  pass(state, kDayMs);
  CHECK(balance(state, file) == 60'000 + 100'000 / 7);
  pass(state, 2 * kDayMs);
  CHECK(balance(state, file) == 100'000);
}

TEST_CASE("looking often refills as much as looking once") {
  const CampaignFile file;
  UserState often = state_now(), once = often;
  docent::charge_budget(often, file, 100'000);
  docent::charge_budget(once, file, 100'000);
  for (int i = 0; i < 1000; ++i) {
    pass(often, 7);
    balance(often, file);
  }
  pass(once, 7000);
  CHECK(balance(often, file) == balance(once, file));
}

TEST_CASE("a dismissal shrinks the capacity to its floor, a completion gives some back") {
  const CampaignFile file;
  UserState state = state_now();
  docent::learn_outcome(state, file, Outcome::kDismissed);
  CHECK(capacity(state, file) == 75'000);
  CHECK(balance(state, file) == 75'000);
  for (int i = 0; i < 9; ++i) docent::learn_outcome(state, file, Outcome::kDismissed);
  CHECK(capacity(state, file) == 25'000);
  docent::learn_outcome(state, file, Outcome::kCompleted);
  CHECK(capacity(state, file) == 35'000);
  CHECK(balance(state, file) == 25'000);
  docent::learn_outcome(state, file, Outcome::kSnoozed);
  CHECK(capacity(state, file) == 35'000);
}

TEST_CASE("each day without a charged prompt gives capacity back, when it is over") {
  const CampaignFile file;
  UserState state = state_now();
  docent::charge_budget(state, file, 10'000);
  docent::learn_outcome(state, file, Outcome::kDismissed);
  pass(state, kDayMs);
  CHECK(capacity(state, file) == 75'000);  // the day that ended had a prompt
  pass(state, kDayMs);
  CHECK(capacity(state, file) == 80'000);
  pass(state, 3 * kDayMs);
  CHECK(capacity(state, file) == 95'000);
  pass(state, 300 * kDayMs);
  CHECK(capacity(state, file) == 100'000);
}

TEST_CASE("the gate opens at the millisecond it says, not one before") {
  const CampaignFile file;
  UserState state = state_now();
  docent::charge_budget(state, file, 95'000);
  pass(state, 12'345);
  const Gate gate = docent::budget_gate(costing(30'000), file, state, true);
  REQUIRE_FALSE(gate.open);
  CHECK(gate.code == "too_little");
  REQUIRE(gate.opens_at_ms.has_value());
  pass(state, *gate.opens_at_ms - state.last_ms - 1);
  CHECK_FALSE(docent::budget_gate(costing(30'000), file, state, false).open);
  pass(state, 1);
  CHECK(docent::budget_gate(costing(30'000), file, state, false).open);
}

TEST_CASE(
    "a cost above the shrunken capacity waits for quiet days, one above the file's for ever") {
  const CampaignFile file;
  UserState state = state_now();
  for (int i = 0; i < 9; ++i) docent::learn_outcome(state, file, Outcome::kDismissed);
  docent::charge_budget(state, file, 0);
  const Gate gate = docent::budget_gate(costing(30'000), file, state, false);
  REQUIRE(gate.opens_at_ms.has_value());
  CHECK(*gate.opens_at_ms > state.last_ms + 2 * kDayMs);  // today had a prompt
  pass(state, *gate.opens_at_ms - state.last_ms - 1);
  CHECK_FALSE(docent::budget_gate(costing(30'000), file, state, false).open);
  pass(state, 1);
  CHECK(docent::budget_gate(costing(30'000), file, state, false).open);
  CHECK_FALSE(docent::budget_gate(costing(100'001), file, state, false).opens_at_ms.has_value());
}

TEST_CASE("a prompt is charged once, when it is first on screen, and not if it never was") {
  Visitor v(kFile);
  REQUIRE(v.loaded().bool_or("ok", false));
  v.page("/big");
  CHECK(v.gate("big", "budget").string_or("code", "") == "enough");
  CHECK(v.state().budget.refilled_ms == 0);
  v.shown().shown();
  CHECK(v.state().budget.balance == 60'000);
}

TEST_CASE("what the user asks for is neither charged nor refused, what is passive costs nothing") {
  Visitor v(kFile);
  v.page("/");
  v.send(v.command("start").set("campaign", "big")).shown().outcome("dismissed");
  CHECK(v.state().budget.refilled_ms == 0);
  CHECK(v.gate("list", "budget").string_or("code", "") == "passive");
}

TEST_CASE("what the budget refuses comes when it has refilled") {
  Visitor v(kFile);
  for (int i = 0; i < 2; ++i) {
    v.page("/big");
    REQUIRE(v.shows());
    v.shown().outcome("snoozed").later_days(1.01);
  }
  v.page("/big").shown().outcome("completed").later(600'000).page("/big");
  CHECK_FALSE(v.shows());
  const Value gate = v.gate("big", "budget");
  CHECK(gate.string_or("code", "") == "too_little");
  CHECK(gate.number_or("cost", 0) == 40);
  REQUIRE(v.find("wake") != nullptr);
  CHECK(v.find("wake")->number_or("at_ms", 0) == gate.number_or("opens_at_ms", -1));
  v.at(static_cast<std::int64_t>(gate.number_or("opens_at_ms", 0))).tick();
  CHECK(v.shows());
}

TEST_CASE("a budget that is switched off asks nothing") {
  std::string file = kFile;
  file.replace(file.find("\"pause_hours\": 0"), 16, "\"pause_hours\": 0, \"budget\": false");
  Visitor v(file);
  for (int i = 0; i < 9; ++i) {
    v.page("/big");
    REQUIRE(v.shows());
    v.shown().outcome("completed").later(600'000);
  }
  CHECK(v.gate("big", "budget").string_or("code", "") == "off");
}

TEST_CASE("far days are reckoned at once, as if they had been gone through one by one") {
  CampaignFile file;
  file.attention.budget.quiet_day_bonus = 1;
  UserState state = state_now();
  docent::charge_budget(state, file, 100'000);
  for (int i = 0; i < 5; ++i) docent::learn_outcome(state, file, Outcome::kDismissed);
  REQUIRE(capacity(state, file) == 25'000);
  // 5,000 quiet days, the first being the one after the charge.
  const Gate gate = docent::budget_gate(costing(30'000), file, state, false);
  REQUIRE(gate.opens_at_ms);
  pass(state, 5001 * kDayMs - 1);
  CHECK(capacity(state, file) == 29'999);
  pass(state, 1);
  CHECK(capacity(state, file) == 30'000);
  CHECK(balance(state, file) >= 29'999);
  CHECK(*gate.opens_at_ms - state.last_ms < kDayMs);
}

TEST_CASE("days without end cost no time") {
  CampaignFile file;
  file.attention.budget.quiet_day_bonus = 1;
  file.attention.budget.capacity = 1'000'000'000;
  UserState state = state_now();
  docent::charge_budget(state, file, 100'000);
  state.budget.capacity = 25'000;
  state.last_day += 2'900'000;  // the year 9999
  state.last_ms += 2'900'000 * kDayMs;
  for (int i = 0; i < 2000; ++i) {
    CHECK_FALSE(docent::budget_gate(costing(900'000'000), file, state, false).open);
  }
}

TEST_CASE("a variant costs what its own steps do, unless the campaign says its cost") {
  for (const bool says : {false, true}) {
    CAPTURE(says);
    Visitor v(std::string(R"({"version": 1, "campaigns": [{"id": "t", "kind": "announcement", )") +
              (says ? R"("cost": 15, )" : "") +
              R"("experiment": {"variants": [
        {"id": "small", "weight": 1, "steps": [{"id": "s", "surface": "banner"}]},
        {"id": "large", "weight": 0, "steps": [{"id": "l", "surface": "modal"}]}]},
      "steps": [{"id": "own", "surface": "slideout"}]}]})");
    REQUIRE(v.loaded().bool_or("ok", false));
    v.page("/");
    CHECK(v.gate("t", "budget").number_or("cost", 0) == (says ? 15 : 10));
    v.shown();
    CHECK(v.attributes().find("attention")->number_or("balance", 0) == (says ? 85 : 90));
  }
}

TEST_CASE("after a dismissal the campaign shows at the millisecond that its explanation names") {
  // At each midnight until then the capacity grows, in the middle of a thousandth of a point.
  Visitor v(R"({"version": 1, "attention": {"pause_hours": 0, "budget": {"capacity": 100,
    "refill_days": 30, "dismissal_factor": 0.5, "quiet_day_bonus": 10}}, "campaigns": [
    {"id": "c", "kind": "announcement", "cost": 90, "trigger": {"on": "page_view"},
     "frequency": {"repeat": "every_days", "days": 0.001, "days_after_dismissal": 0.001},
     "steps": [{"id": "a", "title": "A"}]}]})");
  REQUIRE(v.loaded().bool_or("ok", false));
  v.page("/").shown().outcome("dismissed");
  const auto next_at_ms = [&] {
    return static_cast<std::int64_t>(v.explain("c").number_or("next_at_ms", 0));
  };
  const std::int64_t says_ms = next_at_ms();
  REQUIRE(says_ms > v.now_ms());
  v.at(says_ms - 1).page("/");
  CHECK_FALSE(v.find("show"));
  CHECK(next_at_ms() == says_ms);
  v.later(1).page("/");
  CHECK(v.find("show"));
}
