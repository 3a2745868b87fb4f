// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "checklist.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "docent/experiment.hpp"
#include "docent/summary.hpp"
#include "show.hpp"
#include "walk.hpp"

namespace docent {
namespace {

bool has(const std::vector<std::string>& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

void mark_done(UserState& state, Prompt& prompt, const Step& item) {
  prompt.path.push_back(item.id);
  if (!prompt.shown) return;
  if (CampaignDay* day = campaign_day(state, prompt.campaign)) ++day->steps[item.id];
}

Value item_json(const Step& item, bool done, const Words& words) {
  Value out = Value::object().set("id", item.id).set("title", words(item.title));
  words.put(out, "body", item.body);
  if (!item.buttons.empty()) out.set("button", button_json(item.buttons.front(), words));
  return out.set("done", done);
}

Value show_checklist(const Prompt& prompt, const Campaign& campaign, const Situation& s,
                     const Tally& count) {
  const std::vector<Step>& items = campaign.steps_of(prompt.variant);
  const Walk walk(items, &prompt, s);
  const Words words(s);
  Value list = Value::array();
  for (const Step& item : items) {
    if (walk.holds(item.show_if)) list.push(item_json(item, has(prompt.path, item.id), words));
  }
  Value out = Value::object()
                  .set("type", "show")
                  .set("prompt", prompt.id)
                  .set("campaign", campaign.id)
                  .set("kind", name_of(campaign.kind))
                  .set("passive", true)
                  .set("step", prompt.step)
                  .set("surface", name_of(Surface::kChecklist))
                  .set("placement", items.front().placement)
                  .set("items", std::move(list))
                  .set("done", count.done)
                  .set("total", count.total);
  if (!campaign.title.empty()) {
    out.set("title", words(campaign.title));
  } else if (campaign.name != campaign.id) {
    out.set("title", campaign.name);
  }
  words.put(out, "body", campaign.body);
  if (!prompt.variant.empty()) out.set("variant", prompt.variant);
  return out;
}

/// The open prompt of a passive campaign, begun now if it may be and there is something left to do.
Prompt* open_checklist(Scene& scene, const Campaign& campaign, const Situation& s) {
  for (Prompt& prompt : scene.state.prompts) {
    if (prompt.campaign == campaign.id) {
      return campaign_that_fits(prompt, s) != nullptr ? &prompt : nullptr;
    }
  }
  if (scene.state.prompts.size() >= kMaxPrompts || !passive_may_show(campaign, s)) return nullptr;
  const std::string variant(variant_to_show(campaign, s));
  const std::vector<Step>& items = campaign.steps_of(variant);
  const Tally count = Walk(items, nullptr, s).tally();
  if (count.done == count.total) return nullptr;
  begin_prompt(scene, campaign, s.here.id, variant, false);
  check_items(scene);
  return &scene.state.prompts.back();
}

std::string_view why_not_here(const Prompt* prompt, const Situation& s) {
  if (prompt == nullptr) return "lease_lost";
  const Campaign* campaign = s.file.find_campaign(prompt->campaign);
  return campaign != nullptr && !fits_page(*prompt, *campaign, s) ? "page" : "paused";
}

}  // namespace

void check_items(Scene& scene) {
  UserState& state = scene.state;
  const Situation situation = scene.situation();
  std::vector<std::string> done;
  for (Prompt& prompt : state.prompts) {
    const Campaign* campaign = scene.file.find_campaign(prompt.campaign);
    if (campaign == nullptr || !campaign->is_passive()) continue;
    const std::vector<Step>& items = campaign->steps_of(prompt.variant);
    prompt.step = items.front().id;
    const Walk walk(items, &prompt, situation);
    for (const Step& item : items) {
      if (has(prompt.path, item.id) || !walk.holds(item.show_if)) continue;
      if (walk.has_happened(item)) mark_done(state, prompt, item);
    }
    const Tally count = walk.tally();
    if (count.total > 0 && count.done == count.total) done.push_back(prompt.id);
  }
  for (const std::string& id : done) {
    end_prompt(state, scene.file, id, Outcome::kCompleted, "all_items", scene.effects);
  }
}

bool press_item(Scene& scene, const Command& command) {
  UserState& state = scene.state;
  Prompt* prompt = state.find_prompt(command.body.string_or("prompt", ""));
  const Campaign* campaign =
      prompt == nullptr ? nullptr : scene.file.find_campaign(prompt->campaign);
  if (campaign == nullptr || !campaign->is_passive()) return false;
  const std::vector<Step>& items = campaign->steps_of(prompt->variant);
  const int index = step_index(items, command.body.string_or("step", ""));
  if (index < 0) return true;
  const Step& item = items[static_cast<std::size_t>(index)];
  count_button(state, *prompt, item.id, command);
  const bool waits = !item.done_when.empty() || !item.done_on.empty();
  if (!waits && !has(prompt->path, item.id)) mark_done(state, *prompt, item);
  return true;
}

void settle_checklists(Scene& scene, const Situation& s) {
  UserState& state = scene.state;
  std::vector<std::string> on_screen;
  for (const std::uint32_t index : s.file.passive) {
    const Campaign& campaign = s.file.campaigns[index];
    Prompt* prompt = open_checklist(scene, campaign, s);
    if (prompt == nullptr) continue;
    const std::vector<Step>& items = campaign.steps_of(prompt->variant);
    const Tally count = Walk(items, prompt, s).tally();
    if (count.total == 0) continue;
    if (prompt->shown) prompt->since_ms = state.last_ms;
    on_screen.push_back(prompt->id);
    scene.effects.push(show_checklist(*prompt, campaign, s, count));
  }
  for (const std::string& id : s.here.passive) {
    if (has(on_screen, id)) continue;
    hide_once(id, why_not_here(state.find_prompt(id), s), scene.effects);
  }
}

}  // namespace docent
