// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <string>
#include <utility>

#include "docent/json.hpp"
#include "docent/schedule.hpp"
#include "lint_rooms.hpp"

namespace docent {
namespace {

constexpr std::string_view kUnlessStarted = " unless your product starts it.";

bool is_manual(const Campaign& campaign) {
  return std::all_of(campaign.triggers.begin(), campaign.triggers.end(),
                     [](const Trigger& trigger) { return trigger.on == TriggerOn::kManual; });
}

class CampaignLinter {
 public:
  explicit CampaignLinter(LintReport& report)
      : report_(report), dead_(report.file.campaigns.size(), false) {}

  void run(const Value& json, const Place& place) {
    const std::vector<Campaign>& campaigns = report_.file.campaigns;
    const Value::Array& list = json.as_array();
    for (std::size_t i = 0; i < campaigns.size(); ++i) {
      campaign(list[i], i, Place(place, i));
    }
    // Only now it is known who can never be shown.
    for (std::size_t i = 0; i < campaigns.size(); ++i) requirements(i, Place(place, i));
  }

 private:
  void campaign(const Value& json, std::size_t i, const Place& place) {
    const Campaign& loaded = report_.file.campaigns[i];
    const Truth audience = lint_condition(report_, json, "audience", place, {});
    lint_condition(report_, json, "resume_page", place, {AttributeScope::Over::kPage, nullptr});
    triggers(json, loaded, place);
    if (loaded.is_passive()) {
      lint_text(report_, json, "title", place);
      lint_text(report_, json, "body", place);
      if (const Value* launcher = json.find("launcher")) {
        lint_text(report_, *launcher, "label", Place(place, "launcher"));
      }
    }
    feed(loaded, place);
    for (std::size_t e = 0; e < loaded.cancel_on.size(); ++e) {
      const Place cancel_place(place, "cancel_on");
      const bool is_list = json.find("cancel_on")->is_array();
      if (is_list) {
        report_.check_event(loaded.cancel_on[e], Place(cancel_place, e));
      } else {
        report_.check_event(loaded.cancel_on[e], cancel_place);
      }
    }
    if (const Value* frequency = json.find("frequency")) {
      limits(loaded.frequency.limits, *frequency, Place(place, "frequency"));
    }
    // Each reports what it finds.
    const bool finds[] = {shares(json, loaded, place) || costs(loaded, place),
                          never_open(loaded, place), elsewhere(json, loaded, place)};
    const bool shown_to_nobody = std::count(std::begin(finds), std::end(finds), true) > 0;
    dead_[i] = !is_manual(loaded) && (audience == Truth::kNever || shown_to_nobody);
    lint_steps(report_, *json.find("steps"), loaded.steps, loaded, Place(place, "steps"));
    items(loaded, Place(place, "steps"));
    if (const Value* experiment = json.find("experiment")) {
      variants(*experiment, loaded, Place(place, "experiment"));
    }
  }

  void triggers(const Value& json, const Campaign& loaded, const Place& owner) {
    const Value* trigger = json.find("trigger");
    if (trigger == nullptr) return;
    const Place place(owner, "trigger");
    for (std::size_t t = 0; t < loaded.triggers.size(); ++t) {
      if (trigger->is_array()) {
        one_trigger(trigger->as_array()[t], loaded.triggers[t], Place(place, t));
      } else {
        one_trigger(*trigger, loaded.triggers[t], place);
      }
    }
  }

  void one_trigger(const Value& json, const Trigger& loaded, const Place& place) {
    lint_condition(report_, json, "page", place, {AttributeScope::Over::kPage, nullptr});
    lint_condition(report_, json, "props", place, {AttributeScope::Over::kAnything, nullptr});
    if (loaded.on == TriggerOn::kEvent) report_.check_event(loaded.event, Place(place, "event"));
    const Campaign* ended = report_.file.find_campaign(loaded.campaign);
    if (ended != nullptr && ended->kind == CampaignKind::kResourceCentre &&
        loaded.to == "completed") {
      report_.warn("never_completed", Place(place, "outcome"),
                   "A resource centre like " + quoted(ended->id) +
                       " is never completed, so this moment never comes.",
                   "Choose another campaign, or another trigger.");
    }
    const bool change = loaded.on == TriggerOn::kStage || loaded.on == TriggerOn::kBand;
    if (change && !loaded.from.empty() && loaded.from == loaded.to) {
      report_.warn(
          "no_change", Place(place, "to"),
          "Going from " + quoted(loaded.from) + " to itself is no change, so this never happens.",
          "Correct `from` or `to`.");
    }
    if (loaded.on == TriggerOn::kStage && report_.file.stages.empty()) {
      report_.warn("no_stages", Place(place, "on"),
                   "The file has no `stages`, so the stage never changes.", "Declare `stages`.");
    }
  }

  void limits(const Limits& limits, const Value& json, const Place& owner) {
    if (limits.per_week == 0 || json.find("limits") == nullptr) return;
    const Place place(owner, "limits");
    const auto useless = [&](std::string_view key, int limit) {
      if (limit <= limits.per_week) return;
      report_.warn(
          "useless_limit", Place(place, key),
          "This never matters: `per_week` allows only " + std::to_string(limits.per_week) + ".",
          "Lower it, raise `per_week`, or remove it.");
    };
    useless("per_day", limits.per_day);
    useless("per_session", limits.per_session);
  }

  /// Whether nobody can be chosen.
  bool shares(const Value& json, const Campaign& loaded, const Place& place) {
    bool nobody = false;
    const auto report = [&](const Place& where, std::string message, std::string fix) {
      nobody = true;
      if (!is_manual(loaded)) {
        report_.warn("shown_to_nobody", where, std::move(message), std::move(fix));
      }
    };
    if (loaded.sample == 0) {
      report(Place(place, "sample"), "With a share of 0 the campaign is shown to nobody.",
             "Raise the share, or say `\"paused\": true`.");
    }
    if (!loaded.experiment) return nobody;
    const Experiment& experiment = *loaded.experiment;
    const Place experiment_place(place, "experiment");
    if (experiment.coverage == 0) {
      report(Place(experiment_place, "coverage"),
             "With a coverage of 0 the campaign is shown to nobody.",
             "Raise the coverage, or say `\"paused\": true`.");
    }
    bool shows = false;
    for (std::size_t v = 0; v < experiment.variants.size(); ++v) {
      const bool chosen = experiment.weights.empty() || experiment.weights[v] > 0;
      shows = shows || (chosen && experiment.variants[v].show);
    }
    if (!shows && json.find("experiment") != nullptr) {
      report(Place(experiment_place, "variants"), "No variant that anybody gets shows something.",
             "Let a variant of some weight have `\"show\": true`.");
    }
    return nobody;
  }

  bool costs(const Campaign& loaded, const Place& place) {
    const Budget& budget = report_.file.attention.budget;
    std::int64_t cost = loaded.cost;
    if (loaded.experiment) {
      cost = std::numeric_limits<std::int64_t>::max();
      for (const Variant& variant : loaded.experiment->variants) {
        if (variant.show) cost = std::min(cost, loaded.cost_of(variant.id));
      }
    }
    if (!budget.on || !loaded.takes_attention() || cost <= budget.capacity) return false;
    if (is_manual(loaded)) return true;
    const auto points = [](std::int64_t thousandths) {
      return number_text(static_cast<double>(thousandths) / 1000);
    };
    report_.warn("cost_above_capacity", place,
                 "A prompt costs " + points(cost) +
                     " points of attention, and nobody ever "
                     "has more than " +
                     points(budget.capacity) + ", so it is never shown.",
                 "Give the campaign a lower `cost`, or raise `attention.budget.capacity`.");
    return true;
  }

  /// Whether no time of the week in `windows` lies within the schedule, wherever the user lives.
  bool never_open(const Campaign& loaded, const Place& place) {
    const Schedule& schedule = loaded.schedule;
    if (schedule.windows.empty() || schedule.from_ms == 0 || schedule.until_ms == 0) return false;
    constexpr std::int32_t kFarthestMin = 18 * 60;
    for (std::int32_t offset_min = -kFarthestMin; offset_min <= kFarthestMin; ++offset_min) {
      if (next_open_ms(schedule, offset_min, schedule.from_ms)) return false;
    }
    if (!is_manual(loaded)) {
      report_.warn("schedule_never_open", Place(Place(place, "schedule"), "windows"),
                   "Between `from` and `until` none of these times of the week comes, in no time "
                   "zone, so the campaign is never shown.",
                   "Correct the windows, or the days between which they count.");
    }
    return true;
  }

  /// Whether every moment is on a page on which the campaign's first step is not.
  bool elsewhere(const Value& json, const Campaign& loaded, const Place& owner) {
    const Step& first = loaded.steps.front();
    // Where a step is passed over, or a variant begins with another one, it is not certain.
    const bool may_begin_later =
        !first.show_if.empty() || first.hidden || first.advance.on == AdvanceOn::kCondition ||
        first.advance.on == AdvanceOn::kPage ||
        (loaded.experiment &&
         std::any_of(loaded.experiment->variants.begin(), loaded.experiment->variants.end(),
                     [](const Variant& variant) { return !variant.steps.empty(); }));
    const Value* step_page = loaded.is_passive() ? json.find("resume_page")
                             : may_begin_later   ? nullptr
                                                 : json.find("steps")->as_array()[0].find("page");
    const Value* trigger = json.find("trigger");
    if (step_page == nullptr || trigger == nullptr) return false;
    const Place place(owner, "trigger");
    std::size_t manual = 0, away = 0;
    for (std::size_t t = 0; t < loaded.triggers.size(); ++t) {
      const bool is_list = trigger->is_array();
      const Value* page = (is_list ? trigger->as_array()[t] : *trigger).find("page");
      if (loaded.triggers[t].on == TriggerOn::kManual) ++manual;
      if (page == nullptr ||
          !exclude_each_other(report_, *page, *step_page, {AttributeScope::Over::kPage, nullptr})) {
        continue;
      }
      ++away;
      const Place entry(place, t);
      report_.warn("trigger_on_other_page", Place(is_list ? entry : place, "page"),
                   loaded.is_passive()
                       ? "On these pages the campaign has no place by its `resume_page`, so this "
                         "trigger never shows it."
                       : "The first step belongs on other pages than these, so this trigger never "
                         "shows the campaign.",
                   "Correct one of the two pages.");
    }
    return away > 0 && away + manual == loaded.triggers.size();
  }

  /// News need a place to stand in.
  void feed(const Campaign& loaded, const Place& place) {
    const std::vector<Campaign>& all = report_.file.campaigns;
    if (!loaded.is_feed() || std::any_of(all.begin(), all.end(), [](const Campaign& other) {
          return other.kind == CampaignKind::kResourceCentre;
        })) {
      return;
    }
    report_.warn("feed_without_resource_centre", place,
                 "The feed is a part of a resource centre, and there is none, so nobody sees this.",
                 "Add a campaign of the kind `resource_centre`, or choose another `surface`.");
  }

  void items(const Campaign& loaded, const Place& place) {
    if (loaded.kind != CampaignKind::kChecklist) return;
    for (std::size_t i = 0; i < loaded.steps.size(); ++i) {
      const Step& item = loaded.steps[i];
      if (!item.done_when.empty() || !item.done_on.empty() || !item.buttons.empty()) continue;
      report_.warn("item_never_done", Place(place, i),
                   "Nothing can complete this item, so the checklist is never completed.",
                   "Give it a `done_on`, a `done_when` or a button.");
    }
  }

  void variants(const Value& json, const Campaign& loaded, const Place& place) {
    const Experiment& experiment = *loaded.experiment;
    const std::string& attribute = experiment.hash_attribute;
    if (attribute != "device_id") {
      if (auto problem = attribute_problem(report_.file, attribute, {})) {
        report_.warn(problem->code, Place(place, "hash_attribute"),
                     "There is no attribute " + quoted(attribute) +
                         ", so nobody takes part in the experiment.",
                     std::move(problem->fix));
      }
    }
    const Place list_place(place, "variants");
    double sum = 0;
    for (std::size_t v = 0; v < experiment.variants.size(); ++v) {
      const Value& variant = json.find("variants")->as_array()[v];
      const Place variant_place(list_place, v);
      if (!experiment.weights.empty()) {
        sum += experiment.weights[v];
        if (experiment.weights[v] == 0) {
          report_.warn("zero_weight", Place(variant_place, "weight"),
                       "With a weight of 0 nobody gets this variant.",
                       "Raise the weight, or remove the variant.");
        }
      }
      const Variant& variant_loaded = experiment.variants[v];
      if (variant_loaded.steps.empty()) continue;
      lint_steps(report_, *variant.find("steps"), variant_loaded.steps, loaded,
                 Place(variant_place, "steps"));
    }
    // The bound of the bucketing: beyond it all weights count as equal.
    if (!experiment.weights.empty() && (sum < 0.99 || sum > 1.01)) {
      report_.warn("weights_sum", list_place,
                   "The weights add up to " + number_text(std::round(sum * 1000) / 1000) +
                       ", not to 1, so every variant gets the same share.",
                   "Let the weights of all variants add up to 1.");
    }
  }

  void requirements(std::size_t i, const Place& campaign_place) {
    const Campaign& campaign = report_.file.campaigns[i];
    // What the product starts waits for nobody.
    if (is_manual(campaign)) return;
    const Place place(campaign_place, "requires");
    for (std::size_t r = 0; r < campaign.requirements.size(); ++r) {
      const Requirement& requirement = campaign.requirements[r];
      const Campaign* other = report_.file.find_campaign(requirement.campaign);
      if (other == nullptr) continue;
      const Place entry(place, r);
      const Place where(entry, "campaign");
      const std::string name = quoted(other->id);
      const auto contradicts = [&](const Requirement& earlier) {
        return earlier.campaign == requirement.campaign && earlier.outcome != requirement.outcome;
      };
      const auto own = campaign.requirements.begin() + static_cast<std::ptrdiff_t>(r);
      if (const auto earlier = std::find_if(campaign.requirements.begin(), own, contradicts);
          earlier != own) {
        report_.warn("requirement_conflict", entry,
                     "Only the latest outcome of " + name + " counts: it is never " +
                         earlier->outcome + " and " + requirement.outcome + " at once.",
                     "Remove one of the two requirements.");
      } else if (requires_in_turn(*other, campaign)) {
        report_.warn("requirement_cycle", where,
                     (other == &campaign ? "This campaign waits for itself, so it is never shown"
                                         : name + " in turn waits for this campaign, so neither is "
                                                  "ever shown") +
                         std::string(kUnlessStarted),
                     "Remove one of the requirements.");
      } else if (other->kind == CampaignKind::kResourceCentre &&
                 requirement.outcome == "completed") {
        report_.warn("requirement_never_met", where,
                     name +
                         " is a resource centre, which is never completed, so this campaign "
                         "waits for ever.",
                     "Choose another campaign, or remove the requirement.");
      } else if (dead_[static_cast<std::size_t>(other - report_.file.campaigns.data())]) {
        report_.warn(
            "requirement_never_met", where,
            name + " is never shown, so this campaign waits for ever" + std::string(kUnlessStarted),
            "Correct " + name + ", or remove the requirement.");
      } else if (other->paused) {
        report_.warn("requirement_paused", where,
                     name + " is paused: who has not finished it by now waits until it runs again.",
                     "Let " + name + " run, or remove the requirement.");
      }
    }
  }

  /// Whether `from` waits for `to`, at whatever distance, or is it. What the product starts ends
  /// any waiting.
  bool requires_in_turn(const Campaign& from, const Campaign& to) const {
    std::vector<const Campaign*> open{&from}, seen;
    while (!open.empty()) {
      const Campaign* campaign = open.back();
      open.pop_back();
      if (campaign == &to) return true;
      if (std::find(seen.begin(), seen.end(), campaign) != seen.end()) continue;
      seen.push_back(campaign);
      if (is_manual(*campaign)) continue;
      for (const Requirement& requirement : campaign->requirements) {
        const Campaign* next = report_.file.find_campaign(requirement.campaign);
        if (next != nullptr) open.push_back(next);
      }
    }
    return false;
  }

  LintReport& report_;
  std::vector<bool> dead_;  ///< can never be shown, unless the product's own code starts it
};

}  // namespace

void lint_campaigns(LintReport& report, const Value& json, const Place& place) {
  CampaignLinter(report).run(json, place);
}

}  // namespace docent
