// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "profile_attributes.hpp"

#include <algorithm>
#include <string>

#include "docent/budget.hpp"
#include "docent/experiment.hpp"
#include "docent/lifecycle.hpp"
#include "rounding.hpp"

namespace docent {
namespace {

using Names = std::vector<std::string_view>;

constexpr int kWeek = 7, kMonth = DayCounts::kDays;

Value text_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

Value number_or_null(const std::optional<double>& number) {
  return number ? Value(*number) : Value();
}

/// A share or an average; null when there is nothing to divide by.
Value ratio(double sum, double count) {
  return count > 0 ? Value(to_thousandths(sum / count)) : Value();
}

// --- Activity
// -------------------------------------------------------------------------------------

std::int64_t sum_of(const Profile& p, const DayCounts& counts, int days) {
  return counts.sum(p.at().day, days);
}

double active_days(const Profile& p) { return p.state().active_days.active(p.at().day, kMonth); }

Value session_minutes(const Profile& p) {
  return ratio(static_cast<double>(sum_of(p, p.state().session_minutes, kMonth)),
               static_cast<double>(sum_of(p, p.state().session_days, kMonth)));
}

Value session_score(const Profile& p) {
  const ActivityRules& rules = p.file().activity;
  const Value average = session_minutes(p);
  if (rules.session_length == SessionLength::kNeutral || average.is_null()) return {};
  const double share = average.as_number() / rules.session_target_minutes;
  if (rules.session_length == SessionLength::kLongIsGood)
    return to_thousandths(std::min(share, 1.0));
  return to_thousandths(share > 1 ? 1 / share : 1.0);
}

// --- Events and features
// --------------------------------------------------------------------------

const EventRecord* event_of(const Profile& p, std::string_view name) {
  const auto found = p.state().events.find(std::string(name));
  return found == p.state().events.end() ? nullptr : &found->second;
}

Names event_names(const CampaignFile& file) {
  return {file.counted_events.begin(), file.counted_events.end()};
}

/// How often an event happened in the last days; 0 days: ever.
std::int64_t count_of(const Profile& p, std::string_view name, int days) {
  const EventRecord* event = event_of(p, name);
  if (event == nullptr) return 0;
  return days == 0 ? event->total : sum_of(p, event->days, days);
}

std::int64_t core_actions(const Profile& p, int days) {
  std::int64_t sum = 0;
  for (const EventRule& rule : p.file().events) sum += rule.core ? count_of(p, rule.name, days) : 0;
  return sum;
}

std::int64_t uses_of(const Profile& p, const Feature& feature, int days) {
  std::int64_t sum = 0;
  for (const std::string& event : feature.events) sum += count_of(p, event, days);
  return sum;
}

int features_used(const Profile& p, int days) {
  int used = 0;
  for (const Feature& feature : p.file().features) used += uses_of(p, feature, days) > 0 ? 1 : 0;
  return used;
}

template <typename Item>
Names ids_of(const std::vector<Item>& items) {
  Names ids;
  for (const Item& item : items) ids.push_back(item.id);
  return ids;
}

Names feature_ids(const CampaignFile& file) { return ids_of(file.features); }

template <typename Item>
const Item* find_id(const std::vector<Item>& items, std::string_view id) {
  for (const Item& item : items) {
    if (item.id == id) return &item;
  }
  return nullptr;
}

Value uses(const Profile& p, std::string_view id, int days) {
  const Feature* feature = find_id(p.file().features, id);
  return feature == nullptr ? Value() : Value(uses_of(p, *feature, days));
}

Value days_to_first_use(const Profile& p, std::string_view id) {
  const Feature* feature = find_id(p.file().features, id);
  std::int64_t first_ms = 0;
  for (std::size_t i = 0; feature != nullptr && i < feature->events.size(); ++i) {
    const EventRecord* event = event_of(p, feature->events[i]);
    if (event != nullptr && (first_ms == 0 || event->first_ms < first_ms))
      first_ms = event->first_ms;
  }
  return first_ms == 0 ? Value() : Value(whole_days(start_of(p.state()), first_ms));
}

Value never_tried(const Profile& p) {
  Value ids = Value::array();
  for (const Feature& feature : p.file().features) {
    if (uses_of(p, feature, 0) == 0) ids.push(feature.id);
  }
  return ids;
}

Value depth(const Profile& p) {
  std::int64_t sum = 0;
  for (const Feature& feature : p.file().features) sum += uses_of(p, feature, kMonth);
  const int used = features_used(p, kMonth);
  return used == 0 ? Value(0) : ratio(static_cast<double>(sum), used);
}

/// What was done in a first week before anybody looked is not known.
Value in_week1(const Profile& p, std::int64_t count) {
  const bool was_seen = p.state().first_seen_ms < start_of(p.state()) + kWeek * kDayMs;
  return was_seen ? Value(count) : Value();
}

// --- Lifecycle
// ------------------------------------------------------------------------------------

Names milestone_ids(const CampaignFile& file) { return ids_of(file.milestones); }
Names stage_ids(const CampaignFile& file) { return ids_of(file.stages); }

std::int64_t milestone_ms(const Profile& p, std::string_view id) {
  const MilestoneRecord* record = find_id(p.state().milestones, id);
  return record == nullptr ? 0 : record->reached_ms;
}

Value days_until(const Profile& p, std::int64_t ms) {
  return ms == 0 ? Value() : Value(whole_days(start_of(p.state()), ms));
}

Value next_milestone(const Profile& p) {
  for (const Milestone& milestone : p.file().milestones) {
    if (milestone_ms(p, milestone.id) == 0) return milestone.id;
  }
  return {};
}

Value milestones_reached(const Profile& p) {
  int reached = 0;
  for (const Milestone& milestone : p.file().milestones) {
    reached += milestone_ms(p, milestone.id) != 0 ? 1 : 0;
  }
  return reached;
}

// --- Score
// ----------------------------------------------------------------------------------------

Value dimensions(const Profile& p) {
  Value out = Value::object();
  for (const ScoreDimension& each : p.score().dimensions) {
    out.set(each.id, to_tenths(100 * each.part));
  }
  return out;
}

Value score_parts(const Profile& p) {
  Value parts = Value::array();
  for (const ScorePart& part : p.score().parts) {
    Value json = Value::object()
                     .set("event", part.event)
                     .set("count", part.count)
                     .set("weight", part.weight)
                     .set("points", part.points);
    if (!part.dimension.empty()) json.set("dimension", part.dimension);
    parts.push(std::move(json));
  }
  return parts;
}

Value score_breakdown(const Profile& p) {
  Value out = Value::array();
  for (const ScoreDimension& each : p.score().dimensions) {
    out.push(Value::object()
                 .set("dimension", each.id)
                 .set("value", each.value)
                 .set("target", each.target)
                 .set("weight", each.weight)
                 .set("points", each.points));
  }
  return out;
}

// --- Campaigns
// ------------------------------------------------------------------------------------

Names campaign_ids(const CampaignFile& file) { return ids_of(file.campaigns); }

const CampaignRecord* campaign_of(const Profile& p, std::string_view id) {
  const auto found = p.state().campaigns.find(std::string(id));
  return found == p.state().campaigns.end() ? nullptr : &found->second;
}

/// The attention budget, refilled up to now.
BudgetRecord budget_of(const Profile& p) {
  return budget_at(p.state(), p.file(), p.at().ms, p.at().day);
}

Value points(std::int64_t thousandths) {
  return to_tenths(static_cast<double>(thousandths) / 1000);
}

/// Where nobody knows the device (milestones, stages, playbooks), as the open day has it.
bool is_held_out(const Profile& p) {
  if (held_out_bucket(p)) return true;
  return p.state().day && p.state().day->held_out && p.get("device_id") == Value("");
}

using P = const Profile&;
using Id = std::string_view;

constexpr PlainAttribute kPlain[] = {
    {"user", "id", [](P p) { return text_or_null(p.state().user_id); }},
    {"user", "anonymous", [](P p) { return Value(p.state().user_id.empty()); }},
    {"user", "age_days", [](P p) { return Value(whole_days(start_of(p.state()), p.at().ms)); }},
    {"account", "id", [](P p) { return text_or_null(p.state().account_id); }},
    {"held_out", "", [](P p) { return Value(is_held_out(p)); }},
    {"score", "value", [](P p) { return Value(p.score().value); }},
    {"score", "sum", [](P p) { return Value(p.score().sum); }},
    {"score", "band", [](P p) { return Value(p.score().band); }},
    {"score", "trend",
     [](P p) { return number_or_null(trend_of(p.state(), p.score().value, p.at().day)); }},
    {"score", "dimensions", dimensions},
    {"score", "parts", score_parts},
    {"score", "breakdown", score_breakdown},
    {"stage", "", [](P p) { return text_or_null(p.state().stage); }},
    {"sessions", "count", [](P p) { return Value(p.state().sessions); }},
    {"sessions", "page_views", [](P p) { return Value(p.state().page_views); }},
    {"sessions", "last7", [](P p) { return Value(sum_of(p, p.state().session_days, kWeek)); }},
    {"sessions", "last28", [](P p) { return Value(sum_of(p, p.state().session_days, kMonth)); }},
    {"sessions", "per_active_day",
     [](P p) {
       return ratio(static_cast<double>(sum_of(p, p.state().session_days, kMonth)), active_days(p));
     }},
    {"sessions", "average_minutes", session_minutes},
    {"session_score", "", session_score},
    {"active_days", "last7",
     [](P p) { return Value(p.state().active_days.active(p.at().day, kWeek)); }},
    {"active_days", "last28", [](P p) { return Value(active_days(p)); }},
    {"active_minutes", "total",
     [](P p) { return Value((p.state().active_ms + kMinuteMs / 2) / kMinuteMs); }},
    {"active_minutes", "last7",
     [](P p) { return Value(sum_of(p, p.state().active_minutes, kWeek)); }},
    {"active_minutes", "last28",
     [](P p) { return Value(sum_of(p, p.state().active_minutes, kMonth)); }},
    {"cadence", "value",
     [](P p) {
       return Value(to_thousandths(cadence_of(p.state(), p.file().activity.cadence, p.at().day)));
     }},
    {"core_actions", "total", [](P p) { return Value(core_actions(p, 0)); }},
    {"core_actions", "last7", [](P p) { return Value(core_actions(p, kWeek)); }},
    {"core_actions", "last28", [](P p) { return Value(core_actions(p, kMonth)); }},
    {"features", "tried", [](P p) { return Value(features_used(p, 0)); }},
    {"features", "breadth",
     [](P p) {
       return ratio(features_used(p, kMonth), static_cast<double>(p.file().features.size()));
     }},
    {"features", "depth", depth},
    {"features", "never_tried", never_tried},
    {"week1", "events", [](P p) { return in_week1(p, p.state().week1_events); }},
    {"week1", "active_days", [](P p) { return in_week1(p, p.state().week1_active_days); }},
    {"activation", "done", [](P p) { return Value(p.state().activated_ms != 0); }},
    {"activation", "days", [](P p) { return days_until(p, p.state().activated_ms); }},
    {"milestones", "reached_count", milestones_reached},
    {"milestones", "next", next_milestone},
    {"nps", "last", [](P p) { return number_or_null(p.state().nps_last); }},
    {"ces", "last", [](P p) { return number_or_null(p.state().ces_last); }},
    {"csat", "last", [](P p) { return number_or_null(p.state().csat_last); }},
    {"attention", "balance", [](P p) { return points(budget_of(p).balance); }},
    {"attention", "capacity", [](P p) { return points(budget_of(p).capacity); }},
};

constexpr NamedAttribute kNamed[] = {
    {"events", "total", event_names, [](P p, Id id) { return Value(count_of(p, id, 0)); }},
    {"events", "last7", event_names, [](P p, Id id) { return Value(count_of(p, id, kWeek)); }},
    {"events", "last28", event_names, [](P p, Id id) { return Value(count_of(p, id, kMonth)); }},
    {"events", "days_since_first", event_names,
     [](P p, Id id) {
       const EventRecord* event = event_of(p, id);
       return event == nullptr ? Value() : Value(whole_days(event->first_ms, p.at().ms));
     }},
    {"events", "days_since_last", event_names,
     [](P p, Id id) {
       const EventRecord* event = event_of(p, id);
       return event == nullptr ? Value() : Value(whole_days(event->last_ms, p.at().ms));
     }},
    {"features", "used", feature_ids,
     [](P p, Id id) {
       const Value total = uses(p, id, 0);
       return total.is_null() ? total : Value(total.as_number() > 0);
     }},
    {"features", "last28", feature_ids, [](P p, Id id) { return uses(p, id, kMonth); }},
    {"features", "days_to_first_use", feature_ids, days_to_first_use},
    {"milestones", "reached", milestone_ids,
     [](P p, Id id) { return Value(milestone_ms(p, id) != 0); }},
    {"milestones", "days", milestone_ids,
     [](P p, Id id) { return days_until(p, milestone_ms(p, id)); }},
    {"milestones", "late", milestone_ids,
     [](P p, Id id) {
       const MilestoneRecord* record = find_id(p.state().milestones, id);
       return Value(record != nullptr && record->deadline == Deadline::kMissed);
     }},
    {"stages", "days", stage_ids,
     [](P p, Id id) { return Value(stage_ms(p.state(), id, p.at().ms) / kDayMs); }},
    {"campaigns", "outcome", campaign_ids,
     [](P p, Id id) {
       const CampaignRecord* record = campaign_of(p, id);
       return record != nullptr && record->outcome ? Value(name_of(*record->outcome)) : Value();
     }},
    {"campaigns", "shown_count", campaign_ids,
     [](P p, Id id) {
       const CampaignRecord* record = campaign_of(p, id);
       return Value(record == nullptr ? 0 : record->shown_count);
     }},
    {"campaigns", "days_since_shown", campaign_ids,
     [](P p, Id id) {
       const CampaignRecord* record = campaign_of(p, id);
       const bool shown = record != nullptr && record->shown_count > 0;
       return shown ? Value(whole_days(record->shown_ms, p.at().ms)) : Value();
     }},
    {"campaigns", "variant", campaign_ids,
     [](P p, Id id) {
       const CampaignRecord* record = campaign_of(p, id);
       return record == nullptr ? Value() : text_or_null(record->variant);
     }},
};

}  // namespace

std::span<const PlainAttribute> plain_attributes() { return kPlain; }
std::span<const NamedAttribute> named_attributes() { return kNamed; }

Value dimension_of(const Profile& profile, std::string_view id) {
  const Value all = dimensions(profile);
  const Value* found = all.find(id);
  return found == nullptr ? Value() : *found;
}

}  // namespace docent
