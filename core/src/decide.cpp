// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/decide.hpp"

#include <algorithm>
#include <utility>

#include "docent/attention.hpp"
#include "docent/experiment.hpp"
#include "walk.hpp"

namespace docent {
namespace {

Gate open_gate(std::string_view gate, std::string_view code) {
  return {.gate = gate,
          .open = true,
          .code = code,
          .opens_at_ms = {},
          .closes_at_ms = {},
          .numbers = {}};
}

Gate closed_gate(std::string_view gate, std::string_view code,
                 std::optional<std::int64_t> opens_at_ms = {}) {
  return {.gate = gate,
          .open = false,
          .code = code,
          .opens_at_ms = opens_at_ms,
          .closes_at_ms = {},
          .numbers = {}};
}

const PageView* view_of(const UserState& state, std::string_view tab) {
  for (const PageView& view : state.views) {
    if (view.tab == tab) return &view;
  }
  return nullptr;
}

bool refused_here(const Situation& s, std::string_view campaign) {
  const PageView* view = view_of(s.state, s.here.tab);
  return view != nullptr &&
         std::find(view->refused.begin(), view->refused.end(), campaign) != view->refused.end();
}

Gate file_gate(const Campaign& campaign, const Situation& s) {
  if (s.read_only) return closed_gate("file", "read_only");
  if (s.file.paused) return closed_gate("file", "file_paused");
  if (campaign.paused) return closed_gate("file", "campaign_paused");
  return open_gate("file", "running");
}

Gate consent_gate(const Situation& s) {
  if (s.state.muted) return closed_gate("consent", "muted");
  if (s.state.paused) return closed_gate("consent", "quiet");
  return open_gate("consent", "not_muted");
}

Gate audience_gate(const Campaign& campaign, const Situation& s, bool details) {
  if (campaign.audience.empty()) return open_gate("audience", "everybody");
  Profile profile(s.state, s.file, s.here);
  if (!details) {
    return campaign.audience.matches(profile.attributes(), s.host)
               ? open_gate("audience", "condition_true")
               : closed_gate("audience", "condition_false");
  }
  std::optional<FailedClause> failed =
      campaign.audience.first_failure(profile.attributes(), s.host);
  if (!failed) return open_gate("audience", "condition_true");
  Gate gate = closed_gate("audience", "condition_false");
  gate.numbers = Value::object()
                     .set("path", failed->path)
                     .set("expected", failed->expected)
                     .set("actual", failed->actual);
  return gate;
}

/// When the moment of this trigger is due, or nothing while it has not come.
std::optional<std::int64_t> due_of(const Campaign& /*campaign*/, const Trigger& trigger,
                                   const Situation& s) {
  if (trigger.on == TriggerOn::kPageView) {
    const PageView* view = view_of(s.state, s.here.tab);
    if (view == nullptr || !trigger.page.matches(attributes_of(s.here.page), s.host)) return {};
    return view->at_ms + trigger.delay_ms;
  }
  return {};
}

Gate trigger_gate(const Campaign& campaign, const Situation& s) {
  std::optional<std::int64_t> due;
  bool manual_only = true, passes = true;
  for (const Trigger& trigger : campaign.triggers) {
    manual_only = manual_only && trigger.on == TriggerOn::kManual;
    std::optional<std::int64_t> at = due_of(campaign, trigger, s);
    // A page view is good while the page is; only an event's moment passes.
    if (at && trigger.on == TriggerOn::kPageView) passes = false;
    if (at && (!due || *at < *due)) due = at;
  }
  if (auto it = s.state.armed.find(campaign.id); it != s.state.armed.end()) {
    const Armed& armed = it->second;
    // A tab's moment lasts as long as its page view.
    if (armed.tab == s.here.tab) passes = false;
    const bool here = armed.tab.empty() || armed.tab == s.here.tab;
    if (here && (!due || armed.due_ms < *due)) due = armed.due_ms;
  }
  if (!due) return closed_gate("trigger", manual_only ? "manual_only" : "not_armed");
  Gate gate = *due <= s.state.last_ms ? open_gate("trigger", "armed")
                                      : closed_gate("trigger", "waiting_delay", due);
  if (passes) gate.closes_at_ms = *due + kMomentMs;
  gate.numbers = Value::object().set("at_ms", *due);
  return gate;
}

Gate prompt_gate(const Campaign& campaign, const Situation& s) {
  if (s.state.prompt_of(campaign.id) != nullptr) return open_gate("prompt", "this_one_open");
  const Lease* lease = s.state.live_lease();
  if (lease != nullptr && s.state.find_prompt(lease->prompt) != nullptr) {
    Gate gate = closed_gate("prompt", "another_open");
    gate.numbers = Value::object().set("by", s.state.find_prompt(lease->prompt)->campaign);
    return gate;
  }
  return open_gate("prompt", "none_open");
}

Gate lease_gate(const Situation& s) {
  if (!s.here.visible) return closed_gate("lease", "hidden");
  const Lease* lease = s.state.live_lease();
  if (lease == nullptr) return open_gate("lease", "free");
  if (lease->tab == s.here.tab) return open_gate("lease", "held_here");
  return closed_gate("lease", "held_elsewhere", lease->until_ms);
}

Gate page_gate(const Campaign& campaign, const Situation& s) {
  if (const Prompt* prompt = s.state.prompt_of(campaign.id)) {
    const Step* step = step_of(*prompt, campaign);
    if (!fits_page(*prompt, campaign, s)) return closed_gate("page", "other_page");
    return open_gate("page", step->page.empty() ? "any_page" : "matches");
  }
  const Step* step = entry_step(campaign, variant_to_show(campaign, s), s);
  if (step == nullptr) return closed_gate("page", "other_page");
  const Condition& page = campaign.is_passive() ? campaign.resume_page : step->page;
  if (page.empty() || step->hidden) return open_gate("page", "any_page");
  return page.matches(attributes_of(s.here.page), s.host, s.file.saved_groups)
             ? open_gate("page", "matches")
             : closed_gate("page", "other_page");
}

/// An open prompt goes on whatever the gates before it say now, unless this page could not show it.
void add_gates_of_open_prompt(const Prompt& prompt, const Situation& s, std::vector<Gate>& gates) {
  const std::string_view code = prompt.asked ? "asked" : "resumes";
  if (prompt.asked) gates.back() = open_gate("consent", code);
  gates.push_back(open_gate("audience", code));
  gates.push_back(open_gate("trigger", code));
  gates.push_back(refused_here(s, prompt.campaign)
                      ? closed_gate("frequency", "refused_on_this_page")
                      : open_gate("frequency", code));
  gates.push_back(open_gate("pause", code));
}

void wake_earlier(Decision& decision, std::int64_t at_ms) {
  if (!decision.wake_at_ms || at_ms < *decision.wake_at_ms) decision.wake_at_ms = at_ms;
}

/// Goes on with the prompt this tab shows, or takes up an open one that fits the page. What the
/// user asked for here comes first, then what is on screen, then the oldest; what was asked for
/// elsewhere is left to that tab.
bool continue_prompt(const Situation& s, Decision& decision) {
  int best = -1;
  for (const Prompt& prompt : s.state.prompts) {
    const bool wanted_here = prompt.wanted_by == s.here.tab;
    if (!prompt.wanted_by.empty() && !wanted_here) continue;
    const int rank = (wanted_here ? 2 : 0) + (prompt.id == s.here.showing ? 1 : 0);
    if (rank <= best) continue;
    const Campaign* campaign = campaign_that_fits(prompt, s);
    if (campaign == nullptr || campaign->is_passive()) continue;
    best = rank;
    decision.campaign = campaign;
    decision.prompt = prompt.id;
  }
  return best >= 0;
}

/// The user asked for something in this very tab.
bool wants_here(const Situation& s) {
  return std::any_of(s.state.prompts.begin(), s.state.prompts.end(),
                     [&](const Prompt& prompt) { return prompt.wanted_by == s.here.tab; });
}

}  // namespace

Obstacle obstacle_of(const std::vector<Gate>& gates) {
  Obstacle obstacle;
  std::optional<std::int64_t> closes_at;
  for (const Gate& gate : gates) {
    if (gate.closes_at_ms) closes_at = gate.closes_at_ms;
    if (gate.open) continue;
    obstacle.none = false;
    if (!gate.opens_at_ms) return {.none = false, .is_delay = false, .opens_at_ms = {}};
    obstacle.is_delay = obstacle.is_delay && gate.gate == "trigger";
    obstacle.opens_at_ms = std::max(obstacle.opens_at_ms.value_or(0), *gate.opens_at_ms);
  }
  // By then the event's moment has passed.
  if (closes_at && obstacle.opens_at_ms && *obstacle.opens_at_ms > *closes_at) {
    obstacle.opens_at_ms.reset();
  }
  return obstacle;
}

std::vector<Gate> gates_of(const Campaign& campaign, const Situation& s, bool details) {
  std::vector<Gate> gates;
  // Says whether to look at the next gate: always with details, else while nothing is closed for
  // good.
  auto add = [&](Gate gate) {
    bool hopeless = !gate.open && !gate.opens_at_ms;
    gates.push_back(std::move(gate));
    return details || !hopeless;
  };
  if (!add(file_gate(campaign, s))) return gates;
  const Prompt* prompt = s.state.prompt_of(campaign.id);
  if (!add(consent_gate(s)) && (prompt == nullptr || !prompt->asked)) return gates;
  if (prompt != nullptr) {
    add_gates_of_open_prompt(*prompt, s, gates);
  } else if (!details) {
    // The cheap ones first; the verdict is the same in any order.
    if (!add(frequency_gate(campaign, s.state, refused_here(s, campaign.id), false))) return gates;
    if (!add(trigger_gate(campaign, s))) return gates;
    if (!add(audience_gate(campaign, s, false))) return gates;
  } else {
    add(audience_gate(campaign, s, true));
    add(trigger_gate(campaign, s));
    add(frequency_gate(campaign, s.state, refused_here(s, campaign.id), true));
  }
  if (prompt == nullptr && !add(pause_gate(campaign, s.file, s.state, details))) return gates;
  if (!add(prompt_gate(campaign, s))) return gates;
  if (!add(lease_gate(s))) return gates;
  add(page_gate(campaign, s));
  return gates;
}

bool moment_could_count(const Campaign& campaign, const Situation& s) {
  return file_gate(campaign, s).open && consent_gate(s).open &&
         frequency_gate(campaign, s.state, refused_here(s, campaign.id), false).open &&
         audience_gate(campaign, s, false).open && experiment_gate(campaign, s, false).open;
}

bool passive_may_show(const Campaign& campaign, const Situation& s) {
  return trigger_gate(campaign, s).open && moment_could_count(campaign, s) &&
         page_gate(campaign, s).open;
}

const Step* step_of(const Prompt& prompt, const Campaign& campaign) {
  const std::vector<Step>& steps = campaign.steps_of(prompt.variant);
  const int index = step_index(steps, prompt.step);
  return index < 0 ? nullptr : &steps[static_cast<std::size_t>(index)];
}

const Campaign* campaign_that_fits(const Prompt& prompt, const Situation& s) {
  const Campaign* campaign = s.file.find_campaign(prompt.campaign);
  if (campaign == nullptr || !file_gate(*campaign, s).open) return nullptr;
  if (!prompt.asked && !consent_gate(s).open) return nullptr;
  // What waited hidden or got no lease has charged nothing: others may have been shown meanwhile.
  if (!prompt.shown && !prompt.asked && !campaign->is_passive() &&
      !pause_gate(*campaign, s.file, s.state, false).open) {
    return nullptr;
  }
  if (refused_here(s, campaign->id) || !fits_page(prompt, *campaign, s)) return nullptr;
  return campaign;
}

Decision decide(const Situation& s) {
  Decision decision;
  if (!s.here.visible) return decision;
  const Lease* lease = s.state.live_lease();
  if (lease != nullptr && lease->tab != s.here.tab && !wants_here(s)) {
    decision.wake_at_ms = lease->until_ms;
    return decision;
  }
  if (continue_prompt(s, decision)) return decision;
  for (std::uint32_t index : candidates_of(s)) {
    const Campaign* campaign = &s.file.campaigns[index];
    if (campaign->is_passive() || s.state.prompt_of(campaign->id) != nullptr) continue;
    Obstacle obstacle = obstacle_of(gates_of(*campaign, s, false));
    if (obstacle.none) {
      decision.campaign = campaign;
      return decision;
    }
    if (!obstacle.opens_at_ms) continue;
    wake_earlier(decision, *obstacle.opens_at_ms);
    if (obstacle.is_delay && *obstacle.opens_at_ms - s.state.last_ms <= kPatienceMs) {
      decision.waits_for = campaign;
      return decision;
    }
  }
  return decision;
}

}  // namespace docent
