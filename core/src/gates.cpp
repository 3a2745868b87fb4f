// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "gates.hpp"

#include <algorithm>

#include "gate.hpp"

namespace docent {
namespace {

const PageView* view_of(const UserState& state, std::string_view tab) {
  for (const PageView& view : state.views) {
    if (view.tab == tab) return &view;
  }
  return nullptr;
}

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// When the moment of a page view is due, or nothing while the page is another.
std::optional<std::int64_t> page_view_due(const Trigger& trigger, const Campaign& campaign,
                                          const Situation& s) {
  const PageView* view = view_of(s.state, s.here.tab);
  if (view == nullptr || cancelled_in(s.here.tab, campaign, s.state)) return {};
  if (!trigger.page.matches(attributes_of(s.here.page), s.host, s.file.saved_groups)) return {};
  return view->at_ms + trigger.delay_ms;
}

/// How far the counting triggers are, for people.
void note_counts(Gate& gate, const Campaign& campaign, const UserState& state) {
  for (const Trigger& trigger : campaign.triggers) {
    if (trigger.on != TriggerOn::kEvent || trigger.count <= 1) continue;
    auto event = state.events.find(trigger.event);
    note(gate, "event", trigger.event);
    note(gate, "count",
         event == state.events.end() ? 0
                                     : event->second.days.sum(state.last_day, trigger.within_days));
    note(gate, "needed", trigger.count);
    return;
  }
}

}  // namespace

bool refused_here(const Situation& s, std::string_view campaign) {
  const PageView* view = view_of(s.state, s.here.tab);
  return view != nullptr && has(view->refused, campaign);
}

bool cancelled_in(std::string_view tab, const Campaign& campaign, const UserState& state) {
  const PageView* view = view_of(state, tab);
  return view != nullptr &&
         std::any_of(campaign.cancel_on.begin(), campaign.cancel_on.end(),
                     [&](const std::string& event) { return has(view->cancelled, event); });
}

bool is_wanted_here(const Prompt* prompt, const Situation& s) {
  return prompt != nullptr && prompt->wanted_by == s.here.tab;
}

Gate file_gate(const Campaign& campaign, const Situation& s, bool /*details*/) {
  if (s.read_only) return closed_gate("file", "read_only");
  if (s.file.paused) return closed_gate("file", "file_paused");
  if (campaign.paused) return closed_gate("file", "campaign_paused");
  return open_gate("file", "running");
}

Gate consent_gate(const Campaign& campaign, const Situation& s, bool /*details*/) {
  // Who wants no tips may still look up help, and what is new where they look for it.
  if (campaign.kind == CampaignKind::kResourceCentre || campaign.is_feed()) {
    return open_gate("consent", "on_demand");
  }
  return s.state.muted ? closed_gate("consent", "muted") : open_gate("consent", "not_muted");
}

Gate audience_gate(const Campaign& campaign, const Situation& s, bool details) {
  if (campaign.audience.empty()) return open_gate("audience", "everybody");
  const Profile profile(s.state, s.file, s.here);
  if (campaign.audience.matches(profile.attributes(), s.host, s.file.saved_groups)) {
    return open_gate("audience", "condition_true");
  }
  Gate gate = closed_gate("audience", "condition_false");
  if (!details) return gate;
  Value clauses = Value::array();
  for (const FailedClause& clause :
       campaign.audience.failures(profile.attributes(), s.host, s.file.saved_groups)) {
    Value json = Value::object()
                     .set("path", clause.path)
                     .set("expected", clause.expected)
                     .set("actual", clause.actual);
    if (clause.held) json.set("held", true);
    clauses.push(std::move(json));
  }
  if (clauses.as_array().size() == 1) {
    gate.numbers = std::move(clauses.as_array()[0]);
  } else {
    note(gate, "any_of", std::move(clauses));
  }
  return gate;
}

Gate requires_gate(const Campaign& campaign, const Situation& s, bool details) {
  for (const Requirement& wanted : campaign.requirements) {
    auto record = s.state.campaigns.find(wanted.campaign);
    const bool met = record != s.state.campaigns.end() && record->second.outcome &&
                     name_of(*record->second.outcome) == wanted.outcome;
    if (met) continue;
    Gate gate = closed_gate("requires", "unmet");
    if (details) {
      note(gate, "campaign", wanted.campaign);
      note(gate, "outcome", wanted.outcome);
    }
    return gate;
  }
  return open_gate("requires", campaign.requirements.empty() ? "none" : "met");
}

Gate trigger_gate(const Campaign& campaign, const Situation& s, bool details) {
  std::optional<std::int64_t> due;
  bool manual_only = true, passes = true;
  std::int64_t until_ms = 0;
  for (const Trigger& trigger : campaign.triggers) {
    manual_only = manual_only && trigger.on == TriggerOn::kManual;
    if (trigger.on != TriggerOn::kPageView) continue;
    const std::optional<std::int64_t> at = page_view_due(trigger, campaign, s);
    // A page view is good while the page is; only an event's moment passes.
    if (at) passes = false;
    if (at && (!due || *at < *due)) due = at;
  }
  if (auto it = s.state.armed.find(campaign.id); it != s.state.armed.end()) {
    const Armed& armed = it->second;
    // So is a tab's moment.
    if (armed.tab == s.here.tab) passes = false;
    until_ms = armed.until_ms;
    const bool here = armed.tab.empty() || armed.tab == s.here.tab;
    if (here && (!due || armed.due_ms < *due)) due = armed.due_ms;
  }
  if (!due) {
    Gate gate = closed_gate("trigger", manual_only ? "manual_only" : "not_armed");
    if (details) note_counts(gate, campaign, s.state);
    return gate;
  }
  Gate gate = *due <= s.state.last_ms ? open_gate("trigger", "armed")
                                      : closed_gate("trigger", "waiting_delay", due);
  if (passes) gate.closes_at_ms = until_ms;
  if (details) note(gate, "at_ms", *due);
  return gate;
}

Gate prompt_gate(const Campaign& campaign, const Situation& s, bool details) {
  if (const Prompt* own = s.state.prompt_of(campaign.id)) {
    return own->wanted_by.empty() || is_wanted_here(own, s)
               ? open_gate("prompt", "this_one_open")
               : closed_gate("prompt", "wanted_elsewhere");
  }
  const Lease* lease = s.state.live_lease();
  const Prompt* other = lease == nullptr ? nullptr : s.state.find_prompt(lease->prompt);
  if (other == nullptr) return open_gate("prompt", "none_open");
  // This tab decides anew, and what has no place here any more is in nobody's way.
  if (lease->tab == s.here.tab && campaign_that_fits(*other, s) == nullptr) {
    return open_gate("prompt", "none_open");
  }
  Gate gate = closed_gate("prompt", "another_open");
  if (details) note(gate, "by", other->campaign);
  return gate;
}

Gate lease_gate(const Campaign& campaign, const Situation& s, bool /*details*/) {
  if (!s.here.visible) return closed_gate("lease", "hidden");
  if (campaign.is_passive()) return open_gate("lease", "passive");
  const Lease* lease = s.state.live_lease();
  if (lease == nullptr) return open_gate("lease", "free");
  if (lease->tab == s.here.tab) return open_gate("lease", "held_here");
  if (is_wanted_here(s.state.prompt_of(campaign.id), s)) return open_gate("lease", "asked");
  return closed_gate("lease", "held_elsewhere", lease->until_ms);
}

}  // namespace docent
