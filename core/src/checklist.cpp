// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "checklist.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "docent/experiment.hpp"
#include "docent/summary.hpp"
#include "resource_centre.hpp"
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

/// Whether a beacon belongs on this page, and the user has not opened it yet.
bool stands_here(const Step& item, const Prompt& prompt, const Walk& walk, const Situation& s) {
  return !has(prompt.path, item.id) && walk.holds(item.show_if) &&
         item.page.matches(attributes_of(s.here.page), s.host, s.file.saved_groups);
}

Value hotspot_json(const Step& item, const Prompt& prompt, const Words& words) {
  return Value::object()
      .set("id", item.id)
      .set("targets", targets_json(item.targets))
      .set("placement", item.placement)
      .set("content", content_json(item, prompt, words));
}

/// The items of a checklist, or the beacons of this page.
Value items_json(const Prompt& prompt, const Campaign& campaign, const Walk& walk,
                 const Words& words) {
  const bool beacons = campaign.kind == CampaignKind::kHotspots;
  Value list = Value::array();
  for (const Step& item : campaign.steps_of(prompt.variant)) {
    if (beacons && stands_here(item, prompt, walk, words.situation)) {
      list.push(hotspot_json(item, prompt, words));
    } else if (!beacons && walk.holds(item.show_if)) {
      list.push(item_json(item, has(prompt.path, item.id), words));
    }
  }
  return list;
}

/// The `show` of a passive prompt; null when nothing of it belongs on this page.
Value show_passive(Scene& scene, const Prompt& prompt, const Campaign& campaign, const Situation& s,
                   const Tally& count) {
  const std::vector<Step>& items = campaign.steps_of(prompt.variant);
  const Walk walk(items, &prompt, s);
  const Words words(s);
  Value out = Value::object()
                  .set("type", "show")
                  .set("prompt", prompt.id)
                  .set("campaign", campaign.id)
                  .set("kind", name_of(campaign.kind))
                  .set("passive", true)
                  .set("step", prompt.step)
                  .set("surface", name_of(items.front().surface))
                  .set("placement", campaign.launcher.placement);
  const bool centre = campaign.kind == CampaignKind::kResourceCentre;
  if (!centre) {
    Value list = items_json(prompt, campaign, walk, words);
    if (list.as_array().empty()) return {};
    out.set("items", std::move(list)).set("done", count.done).set("total", count.total);
  }
  if (!campaign.title.empty()) {
    out.set("title", words(campaign.title));
  } else if (campaign.name != campaign.id) {
    out.set("title", campaign.name);
  }
  words.put(out, "body", campaign.body);
  if (!prompt.variant.empty()) out.set("variant", prompt.variant);
  words.put(out, "label", campaign.launcher.label);
  if (campaign.launcher.hidden) out.set("hidden", true);
  if (centre) put_resources(out, scene, prompt, words, has(s.here.open, prompt.id));
  return out;
}

/// Whether a hotspots campaign has nothing for this page: it begins where it can be seen.
bool is_elsewhere(const Campaign& campaign, const std::vector<Step>& items, const Situation& s) {
  if (campaign.kind != CampaignKind::kHotspots) return false;
  const Prompt nobodys{};
  const Walk walk(items, nullptr, s);
  return std::none_of(items.begin(), items.end(),
                      [&](const Step& item) { return stands_here(item, nobodys, walk, s); });
}

/// The open prompt of a passive campaign, begun now if it may be and there is something left to do.
Prompt* open_passive(Scene& scene, const Campaign& campaign, const Situation& s) {
  for (Prompt& prompt : scene.state.prompts) {
    if (prompt.campaign == campaign.id) {
      return campaign_that_fits(prompt, s) != nullptr ? &prompt : nullptr;
    }
  }
  if (scene.state.prompts.size() >= kMaxPrompts || !passive_may_show(campaign, s)) return nullptr;
  const std::string variant(variant_to_show(campaign, s));
  const std::vector<Step>& items = campaign.steps_of(variant);
  const Tally count = Walk(items, nullptr, s).tally();
  if (count.done == count.total || is_elsewhere(campaign, items, s)) return nullptr;
  begin_prompt(scene, campaign, s.here.id, variant, false);
  check_items(scene);
  return &scene.state.prompts.back();
}

std::string_view why_not_here(const Prompt* prompt, const Situation& s) {
  if (prompt == nullptr) return "lease_lost";
  const Campaign* campaign = s.file.find_campaign(prompt->campaign);
  const bool fits = campaign != nullptr && fits_page(*prompt, *campaign, s) &&
                    campaign->kind != CampaignKind::kHotspots;
  return fits || campaign == nullptr ? "paused" : "page";
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
    if (campaign->is_feed() || campaign->kind == CampaignKind::kResourceCentre) continue;
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
  if (campaign->kind == CampaignKind::kResourceCentre) {
    const Step* entry = index < 0 ? nullptr : &items[static_cast<std::size_t>(index)];
    press_entry(state, scene.file, *prompt, entry, command);
    return true;
  }
  if (index < 0) return true;
  const Step& item = items[static_cast<std::size_t>(index)];
  count_button(state, prompt->campaign, item.id, command);
  const bool waits = !item.done_when.empty() || !item.done_on.empty();
  if (!waits && !has(prompt->path, item.id)) mark_done(state, *prompt, item);
  return true;
}

void settle_passive(Scene& scene, const Situation& s) {
  UserState& state = scene.state;
  std::vector<std::string> on_screen;
  for (const std::uint32_t index : s.file.passive) {
    const Campaign& campaign = s.file.campaigns[index];
    // The feed is a part of the resource centre, and comes with it.
    if (campaign.is_feed()) continue;
    Prompt* prompt = open_passive(scene, campaign, s);
    if (prompt == nullptr) continue;
    const std::vector<Step>& items = campaign.steps_of(prompt->variant);
    const Tally count = Walk(items, prompt, s).tally();
    if (count.total == 0) continue;
    if (prompt->shown) prompt->since_ms = state.last_ms;
    const std::string id = prompt->id;
    Value show = show_passive(scene, *prompt, campaign, s, count);
    if (show.is_null()) continue;
    on_screen.push_back(id);
    scene.effects.push(std::move(show));
  }
  for (const std::string& id : s.here.passive) {
    if (has(on_screen, id)) continue;
    hide_once(id, why_not_here(state.find_prompt(id), s), scene.effects);
  }
}

}  // namespace docent
