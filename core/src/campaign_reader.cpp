// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// The loader of campaign files; docs/campaigns.md is its reference, readers.hpp lists its rooms.
#include <algorithm>
#include <utility>

#include "campaign_words.hpp"
#include "docent/campaign.hpp"
#include "docent/json.hpp"
#include "language_tag.hpp"
#include "order.hpp"
#include "readers.hpp"

namespace docent {
namespace {

constexpr double kMaxCost = 1000;
constexpr std::size_t kMaxReportTraits = 64;
constexpr std::size_t kMaxLocales = 40;
constexpr std::size_t kMaxSavedGroups = 256;
constexpr std::size_t kMaxRequirements = 16;
constexpr std::size_t kMaxCancelOn = 16;

void read_version(ObjectReader& top) {
  if (top.require("version") == nullptr) return;
  const std::int64_t number = top.integer("version", 1, {1, 1e6});
  if (number > 1) {
    top.error(ErrorCode::kUnsupported, "version", "This engine reads version 1 only.");
  }
}

void check_locale(std::string_view tag, const Place& place, ProblemList& problems) {
  if (is_language_tag(tag)) return;
  problems.error(ErrorCode::kUnknownValue, place,
                 "A locale is a language tag such as `en` or `pt-BR`.");
}

void read_locales(ObjectReader& top, CampaignFile& file) {
  ProblemList& problems = top.reading().problems;
  file.default_locale = top.string("default_locale", "en", kMaxNameBytes);
  check_locale(file.default_locale, Place(top.place(), "default_locale"), problems);
  file.locales = top.names("locales", {0, kMaxLocales});
  const Place place(top.place(), "locales");
  for (std::size_t i = 0; i < file.locales.size(); ++i) {
    check_locale(file.locales[i], Place(place, i), problems);
  }
}

void read_saved_groups(ObjectReader& top, CampaignFile& file) {
  Value groups;
  top.each_member(
      "saved_groups", kMaxSavedGroups,
      [&](std::string_view id, const Value& json, const Place& place) {
        groups.set(id, json);
        if (json.is_array()) return;
        constexpr Word<std::string_view> kTypes[] = {{"condition", "condition"}, {"list", "list"}};
        ObjectReader reader(json, place, top.reading());
        const auto type = reader.word("type", std::string_view("condition"), kTypes);
        if (reader.is_object()) groups.find(id)->set("type", type);
        if (type == "condition") {
          reader.require("condition");
          reader.condition("condition");
          return;
        }
        reader.reading().refers_to_attribute(reader.string("attributeKey", "", kMaxTextBytes));
        reader.require("values");
        reader.each("values", {0, kMaxFileBytes}, [](const Value&, const Place&) {});
      });
  file.saved_groups = groups;
}

/// What stands above the items of a checklist or a resource centre, and what opens them.
void read_launcher(ObjectReader& reader, Campaign& campaign) {
  campaign.title = reader.text("title");
  campaign.body = reader.text("body");
  reader.object("launcher", [&](ObjectReader& launcher) {
    constexpr Word<std::string_view> kCorners[] = {
        {"auto", "auto"}, {"bottom-end", "bottom-end"}, {"bottom-start", "bottom-start"}};
    campaign.launcher.placement = launcher.word("placement", std::string_view("auto"), kCorners);
    campaign.launcher.label = launcher.text("label");
    campaign.launcher.hidden = launcher.boolean("hidden", false);
  });
}

/// News stand in a feed in all variants of the campaign, or in none.
void check_feed(ObjectReader& reader, const Campaign& campaign) {
  const auto differs = [&](const std::vector<Step>& steps) {
    const bool feed = !steps.empty() && steps.front().surface == Surface::kFeed;
    return !steps.empty() && (feed != campaign.is_feed() || (feed && steps.size() > 1));
  };
  bool conflict = differs(campaign.steps);
  if (campaign.experiment) {
    for (const Variant& variant : campaign.experiment->variants) {
      conflict = conflict || differs(variant.steps);
    }
  }
  if (!conflict) return;
  reader.error(ErrorCode::kConflict, "steps",
               "What stands in the feed is one step, of every variant.");
}

Campaign read_campaign(ObjectReader& reader, const Budget& budget) {
  Campaign campaign;
  if (!reader.is_object()) return campaign;
  campaign.id = reader.identifier("id");
  campaign.name = reader.string("name", campaign.id, kMaxNameBytes);
  reader.require("kind");
  campaign.kind = reader.word("kind", CampaignKind::kTour, kCampaignKinds);
  const bool has_launcher =
      campaign.kind == CampaignKind::kChecklist || campaign.kind == CampaignKind::kResourceCentre;
  if (has_launcher) read_launcher(reader, campaign);
  campaign.paused = reader.boolean("paused", false);
  campaign.priority = reader.small_integer("priority", 0, {-1000, 1000});
  campaign.audience = reader.condition("audience");
  campaign.schedule = read_schedule(reader);
  reader.each_object("requires", {0, kMaxRequirements}, [&](ObjectReader& entry) {
    Requirement requirement;
    entry.require("campaign");
    requirement.campaign = entry.reference("campaign", IdKind::kCampaign);
    requirement.outcome =
        std::string(entry.word("outcome", std::string_view("completed"), kOutcomeWords));
    campaign.requirements.push_back(std::move(requirement));
  });
  campaign.sample = reader.number("sample", 1, {0, 1});
  campaign.triggers = read_triggers(reader);
  campaign.cancel_on = reader.events("cancel_on", {1, kMaxCancelOn}, true);
  if (campaign.kind == CampaignKind::kResourceCentre) {
    // It is there whenever its user is.
    campaign.frequency.repeat = Repeat::kEveryDays;
    campaign.frequency.days = 0;
  } else {
    campaign.frequency = read_frequency(reader);
  }
  campaign.resume_for_days =
      reader.number("resume_for_days", campaign.is_passive() ? 365 : 7, {0, kMaxDays, true});
  campaign.resume_page = reader.other_condition("resume_page");
  campaign.steps = read_steps(reader, campaign.kind);
  campaign.experiment = read_experiment(reader, campaign);
  check_feed(reader, campaign);
  const bool says_cost = reader.find("cost") != nullptr;
  campaign.cost =
      reader.thousandths("cost", usual_cost(campaign, campaign.steps, budget), {0, kMaxCost});
  for (std::size_t i = 0; campaign.experiment && i < campaign.experiment->variants.size(); ++i) {
    Variant& variant = campaign.experiment->variants[i];
    variant.cost = says_cost ? campaign.cost : usual_cost(campaign, variant.steps, budget);
  }
  return campaign;
}

/// Which campaigns an event arms or cancels, so that it need not look for them.
std::vector<EventUse> event_uses_of(const std::vector<Campaign>& campaigns) {
  std::vector<EventUse> uses;
  for (std::uint32_t i = 0; i < campaigns.size(); ++i) {
    const std::size_t first = uses.size();
    const auto add = [&](const std::string& event) {
      const bool is_there =
          std::any_of(uses.begin() + static_cast<std::ptrdiff_t>(first), uses.end(),
                      [&](const EventUse& use) { return use.event == event; });
      if (!is_there) uses.push_back({event, i});
    };
    for (const Trigger& trigger : campaigns[i].triggers) {
      if (trigger.on == TriggerOn::kEvent) add(trigger.event);
    }
    for (const std::string& event : campaigns[i].cancel_on) add(event);
  }
  const std::vector<std::uint32_t> order = order_of(
      uses.size(), [&](std::uint32_t a, std::uint32_t b) { return uses[a].event < uses[b].event; });
  std::vector<EventUse> sorted;
  for (const std::uint32_t index : order) sorted.push_back(std::move(uses[index]));
  return sorted;
}

/// The campaigns, and the orders they are asked for in.
void read_campaigns(ObjectReader& top, CampaignFile& file) {
  top.require("campaigns");
  std::vector<Campaign>& campaigns = file.campaigns;
  top.each_object("campaigns", {0, kMaxCampaigns}, [&](ObjectReader& reader) {
    campaigns.push_back(read_campaign(reader, file.attention.budget));
  });
  file.by_id = order_of(campaigns.size(), [&](std::uint32_t a, std::uint32_t b) {
    return campaigns[a].id < campaigns[b].id;
  });
  file.ranked = order_of(campaigns.size(), [&](std::uint32_t a, std::uint32_t b) {
    return campaigns[a].priority > campaigns[b].priority;
  });
  for (std::uint32_t i = 0; i < campaigns.size(); ++i) {
    if (campaigns[i].is_passive()) file.passive.push_back(i);
  }
  file.event_uses = event_uses_of(campaigns);
  const Place place(top.place(), "campaigns");
  for (std::size_t i = 1; i < file.by_id.size(); ++i) {
    const std::string& id = campaigns[file.by_id[i]].id;
    if (id.empty() || id != campaigns[file.by_id[i - 1]].id) continue;
    const Place campaign_place(place, file.by_id[i]);
    top.reading().problems.error(ErrorCode::kDuplicateId, Place(campaign_place, "id"),
                                 "Another campaign has this id.");
  }
}

/// Whether a campaign of the file asks the question of that name, `campaign.question`.
bool asks(const CampaignFile& file, std::string_view name) {
  const std::size_t dot = name.find('.');
  const Campaign* campaign = file.find_campaign(name.substr(0, dot));
  if (dot == std::string_view::npos || campaign == nullptr) return false;
  const auto has = [&](const std::vector<Step>& steps) {
    return std::any_of(steps.begin(), steps.end(), [&](const Step& step) {
      return step.question && step.question->id == name.substr(dot + 1);
    });
  };
  if (has(campaign->steps)) return true;
  return campaign->experiment &&
         std::any_of(campaign->experiment->variants.begin(), campaign->experiment->variants.end(),
                     [&](const Variant& variant) { return has(variant.steps); });
}

template <typename Entry>
bool has_id(const std::vector<Entry>& entries, std::string_view id) {
  return std::any_of(entries.begin(), entries.end(),
                     [&](const Entry& entry) { return entry.id == id; });
}

bool exists(const CampaignFile& file, const Reference& reference) {
  switch (reference.kind) {
    case IdKind::kCampaign:
      return file.find_campaign(reference.id) != nullptr;
    case IdKind::kBand:
      return has_id(file.bands, reference.id);
    case IdKind::kStage:
      return has_id(file.stages, reference.id);
    case IdKind::kMilestone:
      return has_id(file.milestones, reference.id);
    case IdKind::kQuestion:
      return asks(file, reference.id);
    case IdKind::kStep:
      return true;  // checked with its list
  }
  return false;
}

std::vector<std::string> counted_events(Reading& reading) {
  const std::vector<std::string>& events = reading.events;
  const std::vector<std::uint32_t> order = order_of(
      events.size(), [&](std::uint32_t a, std::uint32_t b) { return events[a] < events[b]; });
  std::vector<std::string> counted;
  for (const std::uint32_t i : order) {
    const bool known = !counted.empty() && counted.back() == events[i];
    if (!known && !events[i].empty()) counted.push_back(events[i]);
  }
  if (counted.size() > kMaxCountedEvents) {
    reading.problems.error(ErrorCode::kTooMany, Place(Place(), "events"),
                           "The file refers to " + std::to_string(counted.size()) +
                               " events; at most " + std::to_string(kMaxCountedEvents) +
                               " are counted.");
  }
  return counted;
}

CampaignFile read_file(const Value& json, Reading& reading) {
  const Place root;
  CampaignFile file;
  ObjectReader top(json, root, reading);
  top.find("$schema");
  read_version(top);
  file.revision = top.string("revision", "", kMaxNameBytes);
  file.paused = top.boolean("paused", false);
  read_locales(top, file);
  read_saved_groups(top, file);
  file.holdout = read_holdout(top);
  file.attention = read_attention(top);
  read_measures(top, file);
  file.report_traits = top.names("report_traits", {0, kMaxReportTraits});
  read_campaigns(top, file);
  file.playbooks = read_playbooks(top);
  for (const Reference& reference : reading.references) {
    if (!exists(file, reference)) reading.leads_nowhere(reference);
  }
  file.counted_events = counted_events(reading);
  return file;
}

}  // namespace

LoadedFile load_campaign_file(std::string_view text) {
  LoadedFile loaded;
  Result<Value> json = parse_json(text, {kMaxFileBytes, 32});
  if (!json) {
    loaded.problems.push_back({Severity::kError, json.error()});
    return loaded;
  }
  if (!json->is_object()) {
    loaded.problems.push_back(
        {Severity::kError, {ErrorCode::kNotAnObject, "", "A campaign file is one JSON object."}});
    return loaded;
  }
  Reading reading;
  CampaignFile file = read_file(*json, reading);
  if (!reading.problems.has_error()) loaded.file = std::move(file);
  loaded.problems = reading.problems.take();
  return loaded;
}

std::vector<AskedField> asked_fields(const Value& json) {
  std::vector<AskedField> fields;
  Reading reading;
  reading.listener = &fields;
  reading.asked = [](void* listener, const Place& object, std::string_view key) {
    static_cast<std::vector<AskedField>*>(listener)->push_back(
        {object.pointer(), std::string(key)});
  };
  if (json.is_object()) read_file(json, reading);
  return fields;
}

}  // namespace docent
