// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/triggers.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "docent/attention.hpp"
#include "gates.hpp"
#include "show.hpp"

namespace docent {
namespace {

bool cancels(const Campaign& campaign, std::string_view event) {
  return std::find(campaign.cancel_on.begin(), campaign.cancel_on.end(), event) !=
         campaign.cancel_on.end();
}

void cancel(UserState& state, const Campaign& campaign, Value& effects) {
  state.armed.erase(campaign.id);
  for (auto prompt = state.prompts.begin(); prompt != state.prompts.end(); ++prompt) {
    if (prompt->campaign != campaign.id || prompt->shown || prompt->asked) continue;
    if (state.lease && state.lease->prompt == prompt->id) state.lease.reset();
    effects.push(
        Value::object().set("type", "hide").set("prompt", prompt->id).set("reason", "hidden"));
    state.prompts.erase(prompt);
    return;
  }
}

/// A page view is not armed, and what is watched may still be seen: for who has the event in its
/// `cancel_on` neither counts any more. Of the event, since thousands of campaigns may share it.
void note_cancelling(UserState& state, std::string_view event) {
  for (PageView& view : state.views) {
    const auto end = view.cancelled.end();
    if (std::find(view.cancelled.begin(), end, event) == end) view.cancelled.emplace_back(event);
  }
}

/// Whether the event brings the count of its window to what the trigger asks for.
bool often_enough(const UserState& state, const Trigger& trigger) {
  if (trigger.count <= 1) return true;
  auto it = state.events.find(trigger.event);
  return it != state.events.end() &&
         it->second.days.sum(state.last_day, trigger.within_days) >= trigger.count;
}

/// Whether a moment seen on this page now could lead to a prompt.
bool may_be_watched(const Campaign& campaign, const Situation& s) {
  const bool any = std::any_of(campaign.triggers.begin(), campaign.triggers.end(),
                               [](const Trigger& trigger) { return trigger.is_watched(); });
  if (!any || s.state.prompt_of(campaign.id) != nullptr) return false;
  if (cancelled_in(s.here.tab, campaign, s.state)) return false;
  auto armed = s.state.armed.find(campaign.id);
  if (armed != s.state.armed.end() &&
      (armed->second.tab.empty() || armed->second.tab == s.here.tab)) {
    return false;
  }
  return moment_could_count(campaign, s);
}

Value watch_json(const Campaign& campaign, const Trigger& trigger, std::size_t index) {
  Value out = Value::object()
                  .set("campaign", campaign.id)
                  .set("trigger", index)
                  .set("on", name_of(trigger.on));
  if (trigger.on == TriggerOn::kElement) {
    Value targets = Value::array();
    for (const Locator& locator : trigger.targets) targets.push(locator_json(locator));
    out.set("targets", std::move(targets)).set("is", name_of(trigger.is));
  }
  if (trigger.on == TriggerOn::kIdle) out.set("after_ms", trigger.after_ms);
  if (trigger.on == TriggerOn::kScroll) out.set("percent", trigger.percent);
  return out;
}

bool fits(std::string_view wanted, std::string_view actual) {
  return wanted.empty() || wanted == actual;
}

}  // namespace

void arm(UserState& state, const Campaign& campaign, std::string_view tab, std::int64_t delay_ms) {
  auto [it, is_new] = state.armed.try_emplace(campaign.id);
  Armed& armed = it->second;
  if (!is_new) {
    const bool anywhere = armed.tab.empty();
    const bool to_come = armed.due_ms > state.last_ms;
    // What is good anywhere is not narrowed to a tab.
    if (anywhere && (to_come || !tab.empty())) return;
    if (to_come && armed.tab == tab) return;
  }
  const std::int64_t due_ms = state.last_ms + delay_ms;
  armed = {.due_ms = due_ms,
           .tab = std::string(tab),
           .until_ms = tab.empty() ? std::max(armed.until_ms, due_ms + kMomentMs) : 0};
}

void arm_on_news(UserState& state, const CampaignFile& file, const Campaign& campaign,
                 std::int64_t delay_ms) {
  arm(state, campaign, {}, delay_ms);
  Armed& armed = state.armed[campaign.id];
  // As if a prompt ended now: the one that led here may be on screen still.
  const std::int64_t rested_ms = std::max(armed.due_ms, pause_end_ms(file, state, state.last_ms));
  armed.until_ms = std::max(armed.until_ms, rested_ms + kNewsMs);
}

void arm_on_event(UserState& state, const CampaignFile& file, const Host& host,
                  std::string_view event, const Value& props, Value& effects) {
  keep_quiet(state, file, event);
  bool is_cancelling = false;
  for (const EventUse& use : file.uses_of(event)) {
    const Campaign& campaign = file.campaigns[use.campaign];
    if (cancels(campaign, event)) {
      cancel(state, campaign, effects);
      is_cancelling = true;
    }
    for (const Trigger& trigger : campaign.triggers) {
      if (trigger.on != TriggerOn::kEvent || trigger.event != event) continue;
      if (!trigger.props.matches(attributes_of(props), host, file.saved_groups)) continue;
      if (!often_enough(state, trigger)) continue;
      arm(state, campaign, {}, trigger.delay_ms);
      break;
    }
  }
  if (is_cancelling) note_cancelling(state, event);
}

void arm_on_change(UserState& state, const CampaignFile& file, TriggerOn kind,
                   std::string_view from, std::string_view to) {
  for (const Campaign& campaign : file.campaigns) {
    for (const Trigger& trigger : campaign.triggers) {
      if (trigger.on != kind || !fits(trigger.from, from) || !fits(trigger.to, to)) continue;
      arm_on_news(state, file, campaign, trigger.delay_ms);
      break;
    }
  }
}

void arm_on_outcome(UserState& state, const CampaignFile& file, std::string_view ended,
                    Outcome outcome) {
  for (const Campaign& campaign : file.campaigns) {
    for (const Trigger& trigger : campaign.triggers) {
      if (trigger.on != TriggerOn::kCampaign || trigger.campaign != ended) continue;
      if (!fits(trigger.to, name_of(outcome))) continue;
      arm_on_news(state, file, campaign, trigger.delay_ms);
      break;
    }
  }
}

void arm_on_moment(UserState& state, const CampaignFile& file, std::string_view tab,
                   const Value& command) {
  const Campaign* campaign = file.find_campaign(command.string_or("campaign", ""));
  const double index = command.number_or("trigger", 0);
  if (campaign == nullptr || tab.empty()) return;
  if (!(index >= 0 && index < static_cast<double>(campaign->triggers.size()))) return;
  const Trigger& trigger = campaign->triggers[static_cast<std::size_t>(index)];
  if (trigger.is_watched() && !cancelled_in(tab, *campaign, state))
    arm(state, *campaign, tab, trigger.delay_ms);
}

void disarm_tab(UserState& state, std::string_view tab) {
  for (auto it = state.armed.begin(); it != state.armed.end();) {
    const bool of_tab = !it->second.tab.empty() && it->second.tab == tab;
    it = of_tab ? state.armed.erase(it) : std::next(it);
  }
}

void expire_moments(UserState& state) {
  for (auto it = state.armed.begin(); it != state.armed.end();) {
    const Armed& armed = it->second;
    // A tab's moment lasts as long as its page view is remembered.
    const bool over =
        armed.tab.empty()
            ? state.last_ms > armed.until_ms
            : std::none_of(state.views.begin(), state.views.end(),
                           [&](const PageView& view) { return view.tab == armed.tab; });
    it = over ? state.armed.erase(it) : std::next(it);
  }
}

Value watch_effect(const Situation& s) {
  std::vector<std::uint32_t> watched;  // in file order
  for (const std::uint32_t index : candidates_of(s)) {
    if (!may_be_watched(s.file.campaigns[index], s)) continue;
    watched.insert(std::lower_bound(watched.begin(), watched.end(), index), index);
  }
  Value watches = Value::array();
  for (const std::uint32_t index : watched) {
    const Campaign& campaign = s.file.campaigns[index];
    for (std::size_t i = 0; i < campaign.triggers.size(); ++i) {
      const Trigger& trigger = campaign.triggers[i];
      if (!trigger.is_watched()) continue;
      if (!trigger.page.matches(attributes_of(s.here.page), s.host, s.file.saved_groups)) continue;
      watches.push(watch_json(campaign, trigger, i));
    }
  }
  if (watches.as_array().empty()) return {};
  return Value::object().set("type", "watch").set("watches", std::move(watches));
}

}  // namespace docent
