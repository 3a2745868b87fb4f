// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "campaign_words.hpp"
#include "readers.hpp"

namespace docent {
namespace {

constexpr std::size_t kMaxTriggers = 16;
constexpr double kMaxCount = 1000;

void read_event(ObjectReader& reader, Trigger& trigger) {
  trigger.event = reader.event("event");
  trigger.props = reader.other_condition("props");
  if (reader.find("count") == nullptr) return;
  trigger.count = reader.small_integer("count", 2, {2, kMaxCount});
  trigger.within_days = reader.small_integer("within_days", 28, {1, 28});
  if (!trigger.props.empty()) {
    reader.error(ErrorCode::kConflict, "count",
                 "Events are counted whatever their properties: `count` and `props` exclude each "
                 "other.");
  }
}

void read_change(ObjectReader& reader, IdKind kind, Trigger& trigger) {
  trigger.from = reader.reference("from", kind);
  trigger.to = reader.reference("to", kind);
}

Trigger read_trigger(ObjectReader& reader) {
  Trigger trigger;
  const auto on = reader.deciding_word("on", kTriggerOn);
  if (!on) return trigger;
  trigger.on = *on;
  if (trigger.on == TriggerOn::kPageView || trigger.is_watched()) {
    trigger.page = reader.other_condition("page");
  }
  switch (trigger.on) {
    case TriggerOn::kEvent:
      read_event(reader, trigger);
      break;
    case TriggerOn::kElement:
      reader.require("target");
      trigger.targets = read_locators(reader);
      trigger.is = reader.word("is", ElementIs::kPresent, kElementIs);
      break;
    case TriggerOn::kIdle:
      trigger.after_ms = reader.integer("after_ms", 30'000, {1000, kDayOfMs});
      break;
    case TriggerOn::kScroll:
      trigger.percent = reader.small_integer("percent", 50, {1, 100});
      break;
    case TriggerOn::kStage:
      read_change(reader, IdKind::kStage, trigger);
      break;
    case TriggerOn::kBand:
      read_change(reader, IdKind::kBand, trigger);
      break;
    case TriggerOn::kCampaign:
      reader.require("campaign");
      trigger.campaign = reader.reference("campaign", IdKind::kCampaign);
      trigger.to = std::string(reader.word("outcome", std::string_view(), kOutcomeWords));
      break;
    default:
      break;
  }
  trigger.delay_ms = reader.integer("delay_ms", 0, {0, kDayOfMs});
  return trigger;
}

}  // namespace

std::vector<Trigger> read_triggers(ObjectReader& campaign) {
  std::vector<Trigger> triggers;
  campaign.one_or_each("trigger", {1, kMaxTriggers}, [&](const Value& json, const Place& place) {
    ObjectReader reader(json, place, campaign.reading());
    triggers.push_back(read_trigger(reader));
  });
  if (campaign.find("trigger") == nullptr) triggers.emplace_back();
  return triggers;
}

}  // namespace docent
