// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/decide.hpp"

#include <algorithm>
#include <utility>

#include "docent/attention.hpp"
#include "docent/budget.hpp"
#include "docent/candidates.hpp"
#include "docent/experiment.hpp"
#include "docent/schedule.hpp"
#include "gate.hpp"
#include "gates.hpp"
#include "walk.hpp"

namespace docent {
namespace {

Gate page_gate(const Campaign& campaign, const Situation& s, bool /*details*/) {
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

/// The step a prompt is at, or a new one would begin at.
const Step* present_step(const Campaign& campaign, const Situation& s) {
  const Prompt* prompt = s.state.prompt_of(campaign.id);
  return prompt == nullptr ? entry_step(campaign, variant_to_show(campaign, s), s)
                           : step_of(*prompt, campaign);
}

Gate target_gate(const Campaign& campaign, const Situation& s, bool details) {
  if (refused_here(s, campaign.id)) return closed_gate("target", "refused_on_this_page");
  const Step* step = details ? present_step(campaign, s) : nullptr;
  return open_gate("target", step == nullptr || step->targets.empty() ? "none" : "on_page");
}

/// What an open prompt makes of a gate.
enum class Begun {
  kAnyway,    ///< asks it all the same
  kDecided,   ///< was decided when it began
  kForShown,  ///< the same, once it was shown or if the user asked for it
  kForAsked,  ///< the same, if the user asked for it
};

/// A gate, whoever answers it.
struct GateRow {
  std::string_view name;
  Gate (*ask)(const Campaign& campaign, const Situation& situation, bool details);
  Begun begun = Begun::kAnyway;
  bool for_passive = true;  ///< also for what stands beside everything else
};

Gate ask_schedule(const Campaign& campaign, const Situation& s, bool details) {
  return schedule_gate(campaign, s.state, details);
}
Gate ask_frequency(const Campaign& campaign, const Situation& s, bool details) {
  return frequency_gate(campaign, s.state, details);
}
Gate ask_pause(const Campaign& campaign, const Situation& s, bool details) {
  return pause_gate(campaign, s.file, s.state, details);
}
Gate ask_budget(const Campaign& campaign, const Situation& s, bool details) {
  const Prompt* prompt = s.state.prompt_of(campaign.id);
  const std::string_view variant = prompt != nullptr     ? std::string_view(prompt->variant)
                                   : campaign.experiment ? variant_to_show(campaign, s)
                                                         : std::string_view();
  return budget_gate(campaign, s.file, s.state, details, variant);
}
Gate ask_quiet(const Campaign& campaign, const Situation& s, bool details) {
  // What is on screen stays there while the user types; only the product takes it off.
  const Prompt* prompt = s.state.prompt_of(campaign.id);
  const bool on_screen = prompt != nullptr && prompt->id == s.here.showing;
  if (on_screen && !s.state.paused) return open_gate("quiet", "resumes");
  return quiet_gate(s.file, s.state, s.here.typing, details);
}

/// In the order of docs/engine.md; `priority` comes after `prompt` (explain.cpp).
constexpr GateRow kGates[] = {
    {"file", file_gate},
    {"consent", consent_gate, Begun::kForAsked},
    {"schedule", ask_schedule, Begun::kDecided},
    {"audience", audience_gate, Begun::kDecided},
    {"requires", requires_gate, Begun::kDecided},
    {"trigger", trigger_gate, Begun::kDecided},
    {"frequency", ask_frequency, Begun::kDecided},
    {"pause", ask_pause, Begun::kForShown, false},
    {"budget", ask_budget, Begun::kForShown, false},
    {"quiet", ask_quiet, Begun::kForAsked, false},
    {"prompt", prompt_gate, Begun::kAnyway, false},
    {"experiment", experiment_gate, Begun::kDecided},
    {"lease", lease_gate},
    {"page", page_gate},
    {"target", target_gate},
};
constexpr std::size_t kGateCount = sizeof(kGates) / sizeof(kGates[0]);

/// The same, the cheap and the selective ones first. The experiment is last: only who would have
/// seen a campaign is exposed to its control.
constexpr std::size_t kCheapFirst[] = {0, 6, 5, 7, 8, 9, 1, 10, 12, 2, 4, 3, 13, 14, 11};
static_assert(sizeof(kCheapFirst) / sizeof(kCheapFirst[0]) == kGateCount);

/// The gate as it stands for a new prompt, or for the open one.
Gate ask(const GateRow& row, const Campaign& campaign, const Prompt* prompt, const Situation& s,
         bool details) {
  // Hotspots take no turn, but attention.
  const bool counts = row.for_passive || (row.ask == ask_budget && campaign.takes_attention());
  if (!counts && campaign.is_passive()) return open_gate(row.name, "passive");
  if (prompt != nullptr) {
    const bool decided = row.begun == Begun::kDecided ||
                         (row.begun == Begun::kForShown && prompt->shown) ||
                         (row.begun != Begun::kAnyway && prompt->asked);
    if (decided) return open_gate(row.name, prompt->asked ? "asked" : "resumes");
  }
  return row.ask(campaign, s, details);
}

/// What is in the way of a new prompt of this campaign. Stops asking when nothing that follows can
/// matter: a gate is closed for good, or opens no earlier than `wake_at_ms`.
struct Way {
  Obstacle obstacle;
  bool is_control = false;  ///< nothing else is, but the user is of the control
};
Way way_to(const Campaign& campaign, const Situation& s, std::optional<std::int64_t> wake_at_ms) {
  Way way;
  for (const std::size_t index : kCheapFirst) {
    const GateRow& row = kGates[index];
    const Gate gate = row.ask(campaign, s, false);
    if (row.ask == experiment_gate && !gate.open && gate.code == "control") {
      // Time must not pass the moment in which the user is exposed.
      way.is_control = way.obstacle.none;
      if (way.is_control) way.obstacle.none = false;
      way.obstacle.is_delay = false;
      continue;
    }
    way.obstacle.add(gate);
    const std::optional<std::int64_t>& opens_at = way.obstacle.opens_at_ms;
    if (way.obstacle.none) continue;
    if (!opens_at || (wake_at_ms && *opens_at >= *wake_at_ms && !way.obstacle.is_delay)) break;
  }
  way.obstacle.settle(campaign, s.state);
  return way;
}

void wake_earlier(Decision& decision, std::int64_t at_ms) {
  if (!decision.wake_at_ms || at_ms < *decision.wake_at_ms) decision.wake_at_ms = at_ms;
}

/// Every gate that neither the moment, attention, rank and lease, nor an experiment decide.
bool may_see(const Campaign& campaign, const Situation& s) {
  return file_gate(campaign, s, false).open && ask_frequency(campaign, s, false).open &&
         consent_gate(campaign, s, false).open && ask_schedule(campaign, s, false).open &&
         requires_gate(campaign, s, false).open && target_gate(campaign, s, false).open &&
         audience_gate(campaign, s, false).open;
}

bool passive_moment(const Campaign& campaign, const Situation& s) {
  return trigger_gate(campaign, s, false).open && may_see(campaign, s) &&
         page_gate(campaign, s, false).open && ask_budget(campaign, s, false).open;
}

/// Who is of the control of something passive: it stands beside whatever else is decided.
void expose_to_passive(const Situation& s, Decision& decision) {
  for (const std::uint32_t index : s.file.passive) {
    const Campaign& campaign = s.file.campaigns[index];
    if (!campaign.experiment) continue;
    if (s.state.prompt_of(campaign.id) != nullptr || !passive_moment(campaign, s)) continue;
    if (experiment_gate(campaign, s, false).code != "control") continue;
    // Where nothing is left to do, nobody would have been shown anything.
    const Tally count = Walk(campaign.steps, nullptr, s).tally();
    if (count.done < count.total) decision.exposed.push_back(&campaign);
  }
}

/// What is passive waits for no turn, but its trigger may have a delay.
void wake_for_passive(const Situation& s, Decision& decision) {
  for (const std::uint32_t index : s.file.passive) {
    const Campaign& campaign = s.file.campaigns[index];
    if (s.state.prompt_of(campaign.id) != nullptr) continue;
    const Gate trigger = trigger_gate(campaign, s, false);
    if (!trigger.open && trigger.opens_at_ms && may_see(campaign, s)) {
      wake_earlier(decision, *trigger.opens_at_ms);
    }
  }
}

/// Goes on with the prompt this tab shows, or takes up an open one that fits the page. What the
/// user asked for here comes first, then what is on screen, then the oldest; what was asked for
/// elsewhere is left to that tab.
bool continue_prompt(const Situation& s, Decision& decision) {
  int best = -1;
  for (const Prompt& prompt : s.state.prompts) {
    const bool wanted_here = is_wanted_here(&prompt, s);
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

/// The user asked for something in this very tab that can show here.
bool wants_here(const Situation& s) {
  return std::any_of(s.state.prompts.begin(), s.state.prompts.end(), [&](const Prompt& prompt) {
    return is_wanted_here(&prompt, s) && campaign_that_fits(prompt, s);
  });
}

}  // namespace

void Obstacle::add(const Gate& gate) {
  if (gate.closes_at_ms) closes_at_ms = gate.closes_at_ms;
  if (gate.open) return;
  hopeless = hopeless || !gate.opens_at_ms;
  none = false;
  is_delay = is_delay && !hopeless && gate.gate == "trigger";
  if (hopeless) {
    opens_at_ms.reset();
  } else {
    opens_at_ms = std::max(opens_at_ms.value_or(0), *gate.opens_at_ms);
  }
}

void Obstacle::settle(const Campaign& campaign, const UserState& state) {
  // The other gates stay open; the schedule may have closed by the time the last of them opens.
  if (opens_at_ms) {
    opens_at_ms = next_open_ms(campaign.schedule, state.offset_min, *opens_at_ms);
  }
  // By then the event's moment has passed.
  if (closes_at_ms && opens_at_ms && *opens_at_ms > *closes_at_ms) opens_at_ms.reset();
}

std::vector<Gate> gates_of(const Campaign& campaign, const Situation& s) {
  std::vector<Gate> gates;
  const Prompt* prompt = s.state.prompt_of(campaign.id);
  for (const GateRow& row : kGates) gates.push_back(ask(row, campaign, prompt, s, true));
  return gates;
}

Obstacle obstacle_of(const std::vector<Gate>& gates, const Campaign& campaign,
                     const UserState& state) {
  Obstacle obstacle;
  for (const Gate& gate : gates) obstacle.add(gate);
  // What has begun does not wait for its schedule any more.
  if (state.prompt_of(campaign.id) == nullptr) obstacle.settle(campaign, state);
  return obstacle;
}

bool moment_could_count(const Campaign& campaign, const Situation& s) {
  if (!may_see(campaign, s)) return false;
  const Gate experiment = experiment_gate(campaign, s, false);
  return experiment.open || experiment.code == "control";
}

bool still_fits(const Campaign& campaign, const Situation& s) {
  return file_gate(campaign, s, false).open && ask_schedule(campaign, s, false).open &&
         audience_gate(campaign, s, false).open;
}

bool passive_may_show(const Campaign& campaign, const Situation& s) {
  return passive_moment(campaign, s) && experiment_gate(campaign, s, false).open;
}

const Step* step_of(const Prompt& prompt, const Campaign& campaign) {
  const std::vector<Step>& steps = campaign.steps_of(prompt.variant);
  const int index = step_index(steps, prompt.step);
  return index < 0 ? nullptr : &steps[static_cast<std::size_t>(index)];
}

const Campaign* campaign_that_fits(const Prompt& prompt, const Situation& s) {
  const Campaign* campaign = s.file.find_campaign(prompt.campaign);
  if (campaign == nullptr || !file_gate(*campaign, s, false).open) return nullptr;
  if (!prompt.asked && !consent_gate(*campaign, s, false).open) return nullptr;
  if (!prompt.asked && !campaign->is_passive()) {
    if (!ask_quiet(*campaign, s, false).open) return nullptr;
    // What waited hidden or got no lease has charged nothing: others may have been shown meanwhile.
    if (!prompt.shown &&
        !(ask_pause(*campaign, s, false).open && ask_budget(*campaign, s, false).open)) {
      return nullptr;
    }
  }
  if (refused_here(s, campaign->id) || !fits_page(prompt, *campaign, s)) return nullptr;
  return campaign;
}

Decision decide(const Situation& s) {
  Decision decision;
  if (!s.here.visible) return decision;
  expose_to_passive(s, decision);
  wake_for_passive(s, decision);
  const Lease* lease = s.state.live_lease();
  if (lease != nullptr && lease->tab != s.here.tab && !wants_here(s)) {
    wake_earlier(decision, lease->until_ms);
    return decision;
  }
  if (continue_prompt(s, decision)) return decision;
  const std::size_t room = kMaxPrompts - std::min(kMaxPrompts, s.state.prompts.size());
  for (const std::uint32_t index : candidates_of(s)) {
    const Campaign* campaign = &s.file.campaigns[index];
    if (campaign->is_passive() || s.state.prompt_of(campaign->id) != nullptr) continue;
    const Way way = way_to(*campaign, s, decision.wake_at_ms);
    if (way.is_control) decision.exposed.push_back(campaign);
    if (way.obstacle.none) {
      if (entry_step(*campaign, variant_to_show(*campaign, s), s)->hidden) {
        // It waits for something, and shows nothing yet: others go before it.
        if (decision.hidden.size() < room) decision.hidden.push_back(campaign);
        continue;
      }
      decision.campaign = campaign;
      return decision;
    }
    if (!way.obstacle.opens_at_ms) continue;
    wake_earlier(decision, *way.obstacle.opens_at_ms);
    if (way.obstacle.is_delay && *way.obstacle.opens_at_ms - s.state.last_ms <= kPatienceMs) {
      decision.waits_for = campaign;
      return decision;
    }
  }
  return decision;
}

}  // namespace docent
