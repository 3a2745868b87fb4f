// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "resource_centre.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "docent/experiment.hpp"
#include "docent/summary.hpp"
#include "walk.hpp"

namespace docent {
namespace {

/// A feed is no archive: what is further back than this nobody looks for.
constexpr std::size_t kMaxNews = 50;

/// One piece of news for this user.
struct News {
  const Campaign* campaign;
  std::string prompt;  ///< while it is unread
};

/// The open prompt of news nobody has read yet, begun now if its moment has come.
const Prompt* unread_prompt(Scene& scene, const Campaign& campaign, const Situation& s) {
  if (const Prompt* open = s.state.prompt_of(campaign.id)) return open;
  if (s.state.prompts.size() >= kMaxPrompts || !passive_may_show(campaign, s)) return nullptr;
  return &begin_prompt(scene, campaign, s.here.id, variant_to_show(campaign, s), false);
}

/// What is in the user's feed, the latest first.
std::vector<News> news_of(Scene& scene, const Situation& s) {
  std::vector<News> news;
  for (const std::uint32_t index : s.file.passive) {
    const Campaign& campaign = s.file.campaigns[index];
    if (!campaign.is_feed() || !still_fits(campaign, s)) continue;
    const Prompt* unread = unread_prompt(scene, campaign, s);
    const auto record = s.state.campaigns.find(campaign.id);
    const bool was_read = record != s.state.campaigns.end() && record->second.shown_count > 0;
    if (unread == nullptr && !was_read) continue;
    news.push_back({&campaign, unread == nullptr ? std::string() : unread->id});
  }
  std::stable_sort(news.begin(), news.end(), [](const News& a, const News& b) {
    return a.campaign->schedule.from_ms > b.campaign->schedule.from_ms;
  });
  if (news.size() > kMaxNews) news.resize(kMaxNews);
  return news;
}

Value news_json(const News& news, const Situation& s, const Words& words) {
  const Campaign& campaign = *news.campaign;
  const auto record = s.state.campaigns.find(campaign.id);
  const Prompt* prompt = s.state.find_prompt(news.prompt);
  const Prompt nobodys{};
  const Step& step = campaign
                         .steps_of(prompt != nullptr                   ? prompt->variant
                                   : record == s.state.campaigns.end() ? std::string_view()
                                                                       : record->second.variant)
                         .front();
  Value out = Value::object().set("campaign", campaign.id).set("step", step.id);
  if (prompt != nullptr) out.set("prompt", prompt->id);
  if (campaign.schedule.from_ms > 0) out.set("at_ms", campaign.schedule.from_ms);
  return out.set("content", content_json(step, nobodys, words));
}

Value entry_json(const Step& entry, const Words& words) {
  const Prompt nobodys{};
  return Value::object()
      .set("id", entry.id)
      .set("type", name_of(entry.entry))
      .set("content", content_json(entry, nobodys, words));
}

}  // namespace

void put_resources(Value& show, Scene& scene, const Prompt& prompt, const Words& words, bool open) {
  const Situation& s = words.situation;
  // News that begin now may move the prompts in memory.
  const Prompt mine = prompt;
  const std::vector<News> news = news_of(scene, s);
  const auto unread =
      std::count_if(news.begin(), news.end(), [](const News& one) { return !one.prompt.empty(); });
  // Who wants no tips finds the news where they are, and is not told to look.
  show.set("unread", s.state.muted ? 0 : static_cast<std::int64_t>(unread));
  show.set("has_feed", !news.empty());
  if (!open) return;
  Value items = Value::array();
  const std::vector<Step>& entries = s.file.find_campaign(mine.campaign)->steps_of(mine.variant);
  const Walk walk(entries, &mine, s);
  for (const Step& entry : entries) {
    if (walk.holds(entry.show_if)) items.push(entry_json(entry, words));
  }
  Value feed = Value::array();
  for (const News& one : news) feed.push(news_json(one, s, words));
  show.set("items", std::move(items)).set("feed", std::move(feed));
}

void press_entry(UserState& state, const CampaignFile& file, const Prompt& prompt,
                 const Step* entry, const Command& command) {
  const Campaign* news = file.find_campaign(command.body.string_or("campaign", ""));
  if (news != nullptr && news->is_feed()) {
    count_button(state, news->id, news->steps.front().id, command);
    return;
  }
  count_button(state, prompt.campaign, entry == nullptr ? "launcher" : entry->id, command);
  if (entry == nullptr) return;
  if (CampaignDay* day = campaign_day(state, prompt.campaign)) ++day->steps[entry->id];
}

}  // namespace docent
