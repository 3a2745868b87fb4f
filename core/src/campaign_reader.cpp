// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// The loader of campaign files; docs/campaigns.md is its reference, step_reader.cpp its other half.
#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include "campaign_words.hpp"
#include "docent/campaign.hpp"
#include "docent/json.hpp"
#include "language_tag.hpp"
#include "object_reader.hpp"
#include "order.hpp"
#include "problem_list.hpp"
#include "step_reader.hpp"

namespace docent {
namespace {

constexpr double kMaxDays = 36'500;  // a hundred years: enough, and milliseconds of it stay exact
constexpr double kMaxHours = kMaxDays * 24;
constexpr double kMaxDelayMs = 86'400'000;
constexpr double kMaxWeight = 1000;
constexpr double kMaxTarget = 1e9;
constexpr std::size_t kMaxTriggers = 16;
constexpr std::size_t kMaxBands = 20;
constexpr std::size_t kMaxReportTraits = 64;

/// The name in an attribute path `events.<name>.…`, or "".
std::string_view event_of_path(std::string_view path) {
  constexpr std::string_view kRoot = "events.";
  if (path.substr(0, kRoot.size()) != kRoot) return {};
  path.remove_prefix(kRoot.size());
  const std::size_t dot = path.find('.');
  return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
}

/// Reads one file; a class only because every function of it reports into the same list.
class FileReader {
 public:
  explicit FileReader(ProblemList& problems) : problems_(problems) {}

  CampaignFile read(const Value& json) {
    const Place root;
    ObjectReader reader(json, root, problems_);
    reader.find("$schema");
    read_version(reader);
    file_.revision = reader.string("revision", "", kMaxNameBytes);
    file_.paused = reader.boolean("paused", false);
    read_default_locale(reader);
    read_attention(reader);
    read_events(reader);
    read_score(reader);
    read_report_traits(reader);
    read_campaigns(reader);
    collect_counted_events();
    return std::move(file_);
  }

 private:
  void read_version(ObjectReader& top) {
    const Value* version = top.require("version");
    if (version == nullptr) return;
    const std::int64_t number = top.integer("version", 1, {1, 1e6});
    if (number > 1) {
      top.error(ErrorCode::kUnsupported, "version", "This engine reads version 1 only.");
    }
  }

  void read_default_locale(ObjectReader& top) {
    file_.default_locale = top.string("default_locale", "en", kMaxNameBytes);
    if (!is_language_tag(file_.default_locale)) {
      top.error(ErrorCode::kUnknownValue, "default_locale",
                "A locale is a language tag such as `en` or `pt-BR`.");
    }
  }

  void read_attention(ObjectReader& top) {
    const Value* json = top.find("attention");
    if (json == nullptr) return;
    const Place place(top.place(), "attention");
    ObjectReader reader(*json, place, problems_);
    file_.attention.pause_hours = reader.number("pause_hours", 24, {0, kMaxHours});
  }

  void read_events(ObjectReader& top) {
    const Value* json = top.find("events");
    if (json == nullptr) return;
    const Place place(top.place(), "events");
    if (!json->is_object()) {
      top.error(ErrorCode::kWrongType, "events", "`events` must be an object by event name.");
      return;
    }
    if (json->as_object().size() > kMaxCountedEvents) {
      top.error(ErrorCode::kTooMany, "events",
                "`events` lists more than " + std::to_string(kMaxCountedEvents) + " events.");
      return;
    }
    std::vector<EventRule> rules;
    for (const Value::Member& member : json->as_object()) {
      if (member.key == "$comment") continue;
      const Place event_place(place, member.key);
      ObjectReader::check_identifier(member.key, event_place, problems_);
      ObjectReader reader(member.value, event_place, problems_);
      EventRule rule;
      rule.name = member.key;
      rule.label = reader.text("label");
      rule.core = reader.boolean("core", false);
      rule.weight = reader.number("weight", 0, {-kMaxWeight, kMaxWeight});
      if (reader.find("half_life_days") != nullptr) {
        rule.half_life_days = reader.number("half_life_days", 1, {0, kMaxDays, true});
      }
      rules.push_back(std::move(rule));
    }
    const std::vector<std::uint32_t> order =
        order_of(rules.size(),
                 [&](std::uint32_t a, std::uint32_t b) { return rules[a].name < rules[b].name; });
    for (const std::uint32_t i : order) file_.events.push_back(std::move(rules[i]));
  }

  void read_score(ObjectReader& top) {
    file_.bands = {{"low", 0, {}}, {"medium", 30, {}}, {"high", 70, {}}};
    const Value* json = top.find("score");
    if (json == nullptr) return;
    const Place place(top.place(), "score");
    ObjectReader reader(*json, place, problems_);
    file_.score_target = reader.number("target", 100, {0, kMaxTarget, true});
    const Value::Array* bands = reader.list("bands", kMaxBands);
    if (bands == nullptr) return;
    if (bands->empty()) {
      reader.error(ErrorCode::kOutOfRange, "bands", "`bands` needs at least one band.");
      return;
    }
    file_.bands.clear();
    const Place list_place(place, "bands");
    for (std::size_t i = 0; i < bands->size(); ++i) {
      read_band((*bands)[i], Place(list_place, i));
    }
  }

  void read_band(const Value& json, const Place& place) {
    ObjectReader reader(json, place, problems_);
    Band band;
    band.id = reader.identifier("id");
    reader.require("from");
    band.from = reader.number("from", 0, {0, 100});
    band.label = reader.text("label");
    if (file_.bands.empty() && band.from != 0) {
      reader.error(ErrorCode::kOutOfRange, "from", "The first band starts at 0.");
    } else if (!file_.bands.empty() && band.from <= file_.bands.back().from) {
      reader.error(ErrorCode::kOutOfRange, "from", "Each band starts above the one before it.");
    }
    const bool repeated = std::any_of(file_.bands.begin(), file_.bands.end(),
                                      [&](const Band& other) { return other.id == band.id; });
    if (repeated) {
      reader.error(ErrorCode::kDuplicateId, "id", "Another band has this id.");
    }
    file_.bands.push_back(std::move(band));
  }

  void read_report_traits(ObjectReader& top) {
    const Value::Array* traits = top.list("report_traits", kMaxReportTraits);
    if (traits == nullptr) return;
    const Place place(top.place(), "report_traits");
    for (std::size_t i = 0; i < traits->size(); ++i) {
      const Place trait_place(place, i);
      if (!(*traits)[i].is_string()) {
        problems_.error(ErrorCode::kWrongType, trait_place, "A trait is named by a string.");
        continue;
      }
      const std::string& name = (*traits)[i].as_string();
      ObjectReader::check_identifier(name, trait_place, problems_);
      file_.report_traits.push_back(name);
    }
  }

  void read_campaigns(ObjectReader& top) {
    top.require("campaigns");
    const Value::Array* list = top.list("campaigns", kMaxCampaigns);
    if (list == nullptr) return;
    const Place place(top.place(), "campaigns");
    file_.campaigns.reserve(list->size());
    std::set<std::string, std::less<>> ids;
    for (std::size_t i = 0; i < list->size(); ++i) {
      const Place campaign_place(place, i);
      Campaign campaign = read_campaign((*list)[i], campaign_place);
      if (!campaign.id.empty() && !ids.insert(campaign.id).second) {
        problems_.error(ErrorCode::kDuplicateId, Place(campaign_place, "id"),
                        "Another campaign has this id.");
      }
      file_.campaigns.push_back(std::move(campaign));
    }
    const std::vector<Campaign>& campaigns = file_.campaigns;
    file_.by_id = order_of(campaigns.size(), [&](std::uint32_t a, std::uint32_t b) {
      return campaigns[a].id < campaigns[b].id;
    });
    file_.ranked = order_of(campaigns.size(), [&](std::uint32_t a, std::uint32_t b) {
      return campaigns[a].priority > campaigns[b].priority;
    });
  }

  Campaign read_campaign(const Value& json, const Place& place) {
    ObjectReader reader(json, place, problems_);
    Campaign campaign;
    if (!reader.is_object()) return campaign;
    campaign.id = reader.identifier("id");
    campaign.name = reader.string("name", campaign.id, kMaxNameBytes);
    campaign.kind = read_kind(reader);
    campaign.paused = reader.boolean("paused", false);
    campaign.priority = static_cast<int>(reader.integer("priority", 0, {-1000, 1000}));
    campaign.audience = reader.condition("audience");
    read_triggers(reader, campaign);
    read_frequency(reader, campaign.frequency);
    campaign.resume_for_days = reader.number("resume_for_days", 7, {0, kMaxDays, true});
    read_steps(reader, campaign);
    return campaign;
  }

  CampaignKind read_kind(ObjectReader& campaign) {
    const Value* kind = campaign.require("kind");
    if (kind == nullptr) return CampaignKind::kTour;
    for (const std::string_view reserved : {"hotspots", "resource_centre"}) {
      if (!kind->is_string() || kind->as_string() != reserved) continue;
      campaign.error(ErrorCode::kUnsupported, "kind",
                     "`" + std::string(reserved) + "` is reserved for a later version.");
      return CampaignKind::kTour;
    }
    return campaign.word("kind", CampaignKind::kTour, kCampaignKinds);
  }

  void read_triggers(ObjectReader& reader, Campaign& campaign) {
    const Value* json = reader.find("trigger");
    if (json == nullptr) {
      campaign.triggers.emplace_back();
      return;
    }
    const Place place(reader.place(), "trigger");
    if (!json->is_array()) {
      campaign.triggers.push_back(read_trigger(*json, place));
      return;
    }
    const Value::Array* list = reader.list("trigger", kMaxTriggers);
    if (list == nullptr) return;
    if (list->empty()) {
      reader.error(ErrorCode::kOutOfRange, "trigger", "A list of triggers must not be empty.");
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
      campaign.triggers.push_back(read_trigger((*list)[i], Place(place, i)));
    }
  }

  Trigger read_trigger(const Value& json, const Place& place) {
    ObjectReader reader(json, place, problems_);
    Trigger trigger;
    reader.require("on");
    const auto on = reader.word("on", std::optional<TriggerOn>(), kTriggerOn);
    if (!on) {
      reader.accept_the_rest();
      return trigger;
    }
    trigger.on = *on;
    if (trigger.on == TriggerOn::kPageView) trigger.page = reader.condition("page");
    if (trigger.on == TriggerOn::kEvent) {
      trigger.event = reader.identifier("event");
      trigger.props = reader.condition("props");
    }
    trigger.delay_ms = reader.integer("delay_ms", 0, {0, kMaxDelayMs});
    return trigger;
  }

  void read_frequency(ObjectReader& campaign, Frequency& frequency) {
    const Value* json = campaign.find("frequency");
    if (json == nullptr) return;
    const Place place(campaign.place(), "frequency");
    ObjectReader reader(*json, place, problems_);
    frequency.repeat = reader.word("repeat", Repeat::kOnce, kRepeats);
    const double usual_days = frequency.repeat == Repeat::kUntilCompleted ? 1 : 90;
    frequency.days = reader.number("days", usual_days, {0, kMaxDays, true});
    frequency.days_after_dismissal =
        reader.number("days_after_dismissal", frequency.days, {0, kMaxDays, true});
    frequency.snooze_hours = reader.number("snooze_hours", 24, {0, kMaxHours, true});
    frequency.ignore_pause = reader.boolean("ignore_pause", false);
  }

  void read_steps(ObjectReader& reader, Campaign& campaign) {
    reader.require("steps");
    const Value::Array* list = reader.list("steps", kMaxSteps);
    if (list == nullptr) return;
    if (list->empty()) {
      reader.error(ErrorCode::kOutOfRange, "steps", "A campaign needs at least one step.");
    }
    const Place place(reader.place(), "steps");
    for (std::size_t i = 0; i < list->size(); ++i) {
      const Place step_place(place, i);
      Step step = read_step((*list)[i], campaign.kind, step_place, problems_);
      if (!step.id.empty() && step_index(campaign.steps, step.id) >= 0) {
        problems_.error(ErrorCode::kDuplicateId, Place(step_place, "id"),
                        "Another step of this campaign has this id.");
      }
      const bool question_repeated =
          step.question &&
          std::any_of(campaign.steps.begin(), campaign.steps.end(), [&](const Step& other) {
            return other.question && other.question->id == step.question->id;
          });
      if (question_repeated) {
        problems_.error(ErrorCode::kDuplicateId, Place(step_place, "question"),
                        "Another question of this campaign has this id.");
      }
      campaign.steps.push_back(std::move(step));
    }
  }

  void collect_counted_events() {
    std::set<std::string, std::less<>> events;
    for (const EventRule& rule : file_.events) events.insert(rule.name);
    for (const Campaign& campaign : file_.campaigns) {
      for (const Trigger& trigger : campaign.triggers) events.insert(trigger.event);
      for (const Step& step : campaign.steps) {
        if (step.advance.on == AdvanceOn::kEvent) events.insert(step.advance.name);
      }
      for (const std::string& path : campaign.audience.attribute_paths()) {
        events.emplace(event_of_path(path));
      }
    }
    events.erase("");
    if (events.size() > kMaxCountedEvents) {
      problems_.error(ErrorCode::kTooMany, Place(Place(), "events"),
                      "The file refers to " + std::to_string(events.size()) + " events; at most " +
                          std::to_string(kMaxCountedEvents) + " are counted.");
    }
    file_.counted_events.assign(events.begin(), events.end());
  }

  ProblemList& problems_;
  CampaignFile file_;
};

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
  ProblemList problems;
  CampaignFile file = FileReader(problems).read(*json);
  if (!problems.has_error()) loaded.file = std::move(file);
  loaded.problems = problems.take();
  return loaded;
}

}  // namespace docent
