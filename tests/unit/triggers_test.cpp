// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/triggers.hpp"

#include "catch.hpp"
#include "docent/batch.hpp"

using docent::Campaign;
using docent::CampaignFile;
using docent::Outcome;
using docent::Trigger;
using docent::TriggerOn;
using docent::UserState;
using docent::Value;

namespace {

Campaign campaign_on(const char* id, Trigger trigger) {
  Campaign campaign;
  campaign.id = id;
  campaign.triggers = {std::move(trigger)};
  campaign.steps.emplace_back().id = "one";
  return campaign;
}

CampaignFile file_of(std::vector<Campaign> campaigns) {
  CampaignFile file;
  file.campaigns = std::move(campaigns);
  for (std::uint32_t i = 0; i < file.campaigns.size(); ++i) {
    file.by_id.push_back(i);
    file.ranked.push_back(i);
    for (const Trigger& trigger : file.campaigns[i].triggers) {
      if (!trigger.event.empty()) file.event_uses.push_back({trigger.event, i});
    }
    for (const std::string& event : file.campaigns[i].cancel_on) {
      file.event_uses.insert(file.event_uses.begin(), {event, i});  // before those of triggers
    }
  }
  return file;
}

Trigger trigger_on(TriggerOn on) {
  Trigger trigger;
  trigger.on = on;
  return trigger;
}

/// A fixed time, some years after the epoch.
UserState state_now() {
  UserState state;
  state.last_ms = 1'795'280'400'000;
  state.last_day = docent::local_day(state.last_ms, 0);
  return state;
}

void track(UserState& state, const CampaignFile& file, const char* event) {
  Value effects = Value::array();
  docent::EventRecord& record = state.events[event];
  ++record.total;
  record.days.add(state.last_day);
  docent::arm_on_event(state, file, docent::plain_host(), event, Value::object(), effects);
}

}  // namespace

TEST_CASE("a trigger that counts waits for so many events within its days") {
  Trigger trigger = trigger_on(TriggerOn::kEvent);
  trigger.event = "failed";
  trigger.count = 3;
  trigger.within_days = 2;
  const CampaignFile file = file_of({campaign_on("help", trigger)});
  UserState state = state_now();
  track(state, file, "failed");
  track(state, file, "failed");
  CHECK(state.armed.empty());
  state.last_ms += 2 * docent::kDayMs;
  state.last_day += 2;
  track(state, file, "failed");  // the first two are too old by now
  CHECK(state.armed.empty());
  track(state, file, "failed");
  track(state, file, "failed");
  CHECK(state.armed.count("help") == 1);
}

TEST_CASE("an event of cancel_on disarms, and takes back a prompt that was not shown yet") {
  Trigger trigger = trigger_on(TriggerOn::kEvent);
  trigger.event = "opened";
  trigger.delay_ms = 5000;
  Campaign campaign = campaign_on("help", trigger);
  campaign.cancel_on = {"done"};
  const CampaignFile file = file_of({campaign});
  UserState state = state_now();
  track(state, file, "opened");
  REQUIRE(state.armed.count("help") == 1);
  state.prompts.emplace_back().campaign = "help";
  track(state, file, "done");
  CHECK(state.armed.empty());
  CHECK(state.prompts.empty());
  state.prompts.emplace_back().campaign = "help";
  state.prompts.back().shown = true;
  track(state, file, "done");
  CHECK(state.prompts.size() == 1);  // what was shown ends by its own means
}

TEST_CASE("a change of stage or band arms what waits for it, from and to") {
  Trigger any = trigger_on(TriggerOn::kStage), narrow = any, band = trigger_on(TriggerOn::kBand);
  narrow.from = "new";
  narrow.to = "active";
  const CampaignFile file =
      file_of({campaign_on("any", any), campaign_on("band", band), campaign_on("narrow", narrow)});
  UserState state = state_now();
  docent::arm_on_change(state, file, TriggerOn::kStage, "active", "at_risk");
  CHECK(state.armed.size() == 1);
  CHECK(state.armed.count("any") == 1);
  docent::arm_on_change(state, file, TriggerOn::kStage, "new", "active");
  CHECK(state.armed.count("narrow") == 1);
  CHECK(state.armed.count("band") == 0);
}

TEST_CASE("the end of another campaign's prompt arms, if its outcome is the one waited for") {
  Trigger trigger = trigger_on(TriggerOn::kCampaign);
  trigger.campaign = "tour";
  trigger.to = "completed";
  const CampaignFile file = file_of({campaign_on("next", trigger)});
  UserState state = state_now();
  docent::arm_on_outcome(state, file, "tour", Outcome::kDismissed);
  docent::arm_on_outcome(state, file, "other", Outcome::kCompleted);
  CHECK(state.armed.empty());
  docent::arm_on_outcome(state, file, "tour", Outcome::kCompleted);
  CHECK(state.armed.count("next") == 1);
}

TEST_CASE("a moment of the page is good in its tab while that page view lasts") {
  const CampaignFile file = file_of({campaign_on("tip", trigger_on(TriggerOn::kElement))});
  UserState state = state_now();
  state.views.push_back({.tab = "t1", .at_ms = state.last_ms, .refused = {}});
  const Value moment = Value::object().set("campaign", "tip").set("trigger", 0);
  docent::arm_on_moment(state, file, "t1", moment);
  REQUIRE(state.armed.at("tip").tab == "t1");
  state.last_ms += docent::kHourMs;
  docent::expire_moments(state);
  CHECK(state.armed.size() == 1);
  docent::disarm_tab(state, "t2");
  CHECK(state.armed.size() == 1);
  docent::disarm_tab(state, "t1");
  CHECK(state.armed.empty());
}

TEST_CASE("a moment that fits no trigger of the file is ignored") {
  const CampaignFile file = file_of({campaign_on("tip", trigger_on(TriggerOn::kPageView))});
  UserState state = state_now();
  for (const double index : {-1.0, 0.0, 1.0, 1e300}) {
    docent::arm_on_moment(state, file, "t1",
                          Value::object().set("campaign", "tip").set("trigger", index));
  }
  docent::arm_on_moment(state, file, "t1", Value::object().set("campaign", "gone"));
  CHECK(state.armed.empty());
}

TEST_CASE("a moment that is still to come stays, and one that is good anywhere stays good there") {
  const Campaign campaign = campaign_on("tip", trigger_on(TriggerOn::kEvent));
  UserState state = state_now();
  docent::arm(state, campaign, "", 5000);
  state.last_ms += 1000;
  docent::arm(state, campaign, "", 5000);
  CHECK(state.armed.at("tip").due_ms == state.last_ms + 4000);
  state.last_ms += 10'000;
  docent::arm(state, campaign, "t1");
  CHECK(state.armed.at("tip").tab.empty());
}
