// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "inspection.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "clock_text.hpp"
#include "docent/engine.hpp"
#include "docent/json.hpp"
#include "docent/score.hpp"
#include "docent/sentences.hpp"
#include "page_port.hpp"

namespace studio {
namespace {

using docent::Value;

constexpr std::int64_t kFarthestMs = 1000 * docent::kDayMs;
/// A page view's delay shorter than this belongs to the moment the reader asks about.
constexpr std::int64_t kLongestDelayMs = docent::kMinuteMs;

struct Named {
  std::string_view id;
  std::string_view text;
};

constexpr std::array kGateLabels = {
    Named{"file", "File"},           Named{"consent", "Consent"},
    Named{"audience", "Audience"},   Named{"schedule", "Schedule"},
    Named{"requires", "Requires"},   Named{"budget", "Attention"},
    Named{"quiet", "Quiet"},         Named{"experiment", "Experiment"},
    Named{"target", "Target"},       Named{"trigger", "Trigger"},
    Named{"frequency", "Frequency"}, Named{"pause", "Pause"},
    Named{"prompt", "Other prompt"}, Named{"lease", "Tab"},
    Named{"page", "Page"},           Named{"priority", "Priority"},
};

constexpr std::array kOperators = {
    Named{"$eq", "="},      Named{"$ne", "≠"},        Named{"$lt", "<"},
    Named{"$lte", "≤"},     Named{"$gt", ">"},        Named{"$gte", "≥"},
    Named{"$in", "one of"}, Named{"$nin", "none of"}, Named{"$regex", "matches"},
};

template <size_t size>
std::string_view text_of(const std::array<Named, size>& names, std::string_view id,
                         std::string_view otherwise) {
  for (const Named& name : names) {
    if (name.id == id) return name.text;
  }
  return otherwise;
}

std::string plain(const Value& value) {
  if (value.is_null()) return "nothing";
  return value.is_string() ? value.as_string() : docent::write_json(value);
}

/// The numbers a gate compared, short enough for a chip.
std::string comparison_of(const Value& gate, std::int64_t now_ms) {
  if (const Value* expected = gate.find("expected")) {
    const Value* actual = gate.find("actual");
    const std::string_view path = gate.string_or("path", "");
    const std::string_view last = path.substr(std::min(path.size(), path.rfind('/') + 1));
    const std::string_view sign = text_of(kOperators, last, "=");
    return (actual == nullptr ? std::string("nothing") : plain(*actual)) + ", wanted " +
           std::string(sign) + " " + plain(*expected);
  }
  const double since = gate.number_or("since_ms", 0);
  const double hours = gate.number_or("hours", 0);
  if (since > 0 && hours > 0) {
    const auto elapsed = std::max<std::int64_t>(0, now_ms - static_cast<std::int64_t>(since));
    return (elapsed < docent::kSecondMs ? "0 s" : span_text(elapsed)) + " of " +
           span_text(static_cast<std::int64_t>(hours * docent::kHourMs));
  }
  const double shown = gate.number_or("shown_count", 0);
  if (shown > 0) return "shown " + docent::number_text(shown) + "×";
  return {};
}

Gate read_gate(const Value& json, std::int64_t now_ms) {
  Gate gate;
  gate.id = json.string_or("gate", "");
  gate.label = text_of(kGateLabels, gate.id, gate.id);
  gate.code = json.string_or("code", "");
  gate.open = json.bool_or("open", false);
  gate.sentence = docent::sentence(json, "en");
  gate.comparison = comparison_of(json, now_ms);
  return gate;
}

Explanation read_explanation(const Value& json, std::int64_t now_ms) {
  Explanation explanation;
  const std::string_view verdict = json.string_or("verdict", "blocked");
  explanation.verdict = verdict == "showing"      ? Verdict::kShowing
                        : verdict == "would_show" ? Verdict::kWouldShow
                                                  : Verdict::kBlocked;
  const Value* gates = json.find("gates");
  if (gates != nullptr && gates->is_array()) {
    for (const Value& gate : gates->as_array())
      explanation.gates.push_back(read_gate(gate, now_ms));
  }
  const double next = json.number_or("next_at_ms", -1);
  if (next >= 0) explanation.next_at_ms = static_cast<std::int64_t>(next);
  if (explanation.verdict == Verdict::kShowing) {
    explanation.headline = "Showing now";
  } else if (explanation.verdict == Verdict::kWouldShow) {
    explanation.headline = "Would show now";
  } else if (const Gate* closed = explanation.first_closed()) {
    explanation.headline = "Blocked by " + closed->label;
  } else {
    explanation.headline = "Blocked";
  }
  return explanation;
}

std::string first_text(const docent::Step& step, std::string_view locale,
                       std::string_view default_locale, const docent::Attributes& attributes) {
  const docent::Text none;
  for (const docent::Text* text :
       {&step.title, step.question ? &step.question->label : &none, &step.body}) {
    if (!text->empty()) return text->resolve(locale, default_locale, attributes);
  }
  return step.id;
}

}  // namespace

const Gate* Explanation::first_closed() const {
  const auto found =
      std::find_if(gates.begin(), gates.end(), [](const Gate& gate) { return !gate.open; });
  return found == gates.end() ? nullptr : &*found;
}

struct Inspection::Parts {
  docent::Engine engine{browser_host()};  ///< the app's file and state, as they came
  std::optional<docent::Engine> asked =
      {};  ///< the same after the assumption; only while it counts
  Value here = Value::object();
  bool has_file = false;
  bool has_state = false;
  std::string state_error = {};
  std::int64_t present_ms = 0;  ///< `here.now_ms` of the state
  std::int64_t elapsed_ms = 0;
  std::int64_t distance_ms = 0;
  Assumption assumption = Assumption::kPageView;

  std::vector<CampaignRow> campaigns = {};
  std::map<std::string, Explanation, std::less<>> explanations = {};
  Value attributes = {};
  Score score = {};
  std::vector<Problem> problems = {};
  std::uint64_t generation = 1;

  std::int64_t clock_ms() const { return present_ms + elapsed_ms + distance_ms; }
  const docent::Engine& answering() const { return asked ? *asked : engine; }

  Value here_at(std::int64_t now_ms, bool visible) const {
    Value there = here;
    there.set("now_ms", now_ms);
    if (distance_ms > 0) {
      there.set("visible", visible);
      there.erase("showing");
    }
    return there;
  }

  /// Everything but the file's own contents, anew.
  void refresh() {
    ++generation;
    explanations.clear();
    asked.reset();
    if (!has_file) return;
    if (has_state && distance_ms > 0 && assumption == Assumption::kPageView) open_page();
    refresh_score();
  }

  /// The page view enters from a hidden tab, which arms the triggers and decides nothing yet.
  void open_page() {
    asked.emplace(engine);
    const Value* page = here.find("page");
    Value command = Value::object();
    command.set("type", "page").set("id", "studio").set("tab", here.string_or("tab", "studio"));
    command.set("now_ms", clock_ms()).set("offset_min", here.number_or("offset_min", 0));
    command.set("page", page == nullptr ? Value::object() : *page);
    Value batch = Value::object();
    batch.set("here", here_at(clock_ms(), false))
        .set("commands", Value::array().push(std::move(command)));
    asked->handle(docent::write_json(batch));
  }

  template <typename InWords>
  std::string milestones_in_words(const InWords& in_words) const {
    const Value* known = attributes.find("milestones");
    const auto& all = engine.file().milestones;
    if (known == nullptr || all.empty()) return {};
    const auto reached = static_cast<int>(known->number_or("reached_count", 0));
    std::string text =
        std::to_string(reached) + " of " + std::to_string(all.size()) + " milestones";
    const std::string_view next = known->string_or("next", "");
    for (const docent::Milestone& milestone : all) {
      if (milestone.id == next) text += ", next: " + in_words(milestone.label, milestone.id);
    }
    return text;
  }

  void refresh_score() {
    Value request = Value::object();
    request.set("here", here_at(clock_ms(), true));
    auto answered = docent::parse_json(answering().attributes(docent::write_json(request)));
    attributes = answered ? std::move(*answered) : Value::object();
    const docent::CampaignFile& file = engine.file();
    const std::string locale(here.string_or("locale", file.default_locale));
    const auto in_words = [&](const docent::Text& text, const std::string& otherwise) {
      return text.empty()
                 ? otherwise
                 : text.resolve(locale, file.default_locale, docent::attributes_of(attributes));
    };
    score = Score{};
    score.target = file.score_target;
    for (const docent::Band& band : file.bands) {
      score.bands.push_back(
          {.id = band.id, .label = in_words(band.label, band.id), .from = band.from});
    }
    const Value* known = attributes.find("score");
    if (known == nullptr) return;
    score.value = known->number_or("value", 0);
    const std::string_view band_id = known->string_or("band", "");
    for (const Band& band : score.bands) {
      if (band.id == band_id) score.band = band.label;
    }
    const std::string_view stage_id = attributes.string_or("stage", "");
    for (const docent::Stage& stage : file.stages) {
      if (stage.id == stage_id) score.stage = in_words(stage.label, stage.id);
    }
    score.milestones = milestones_in_words(in_words);
    const Value* breakdown = known->find("breakdown");
    if (breakdown != nullptr && breakdown->is_array()) {
      for (const Value& json : breakdown->as_array()) {
        ScoreDimension dimension{.label = std::string(json.string_or("dimension", "")),
                                 .value = json.number_or("value", 0),
                                 .target = json.number_or("target", 0),
                                 .points = json.number_or("points", 0)};
        for (const docent::Dimension& one : file.dimensions) {
          if (one.id == dimension.label) dimension.label = in_words(one.label, one.id);
        }
        score.dimensions.push_back(std::move(dimension));
      }
    }
    const Value* parts = known->find("parts");
    if (parts == nullptr || !parts->is_array()) return;
    for (const Value& json : parts->as_array()) {
      ScorePart part{.event = std::string(json.string_or("event", "")),
                     .label = {},
                     .count = json.number_or("count", 0),
                     .weight = json.number_or("weight", 0),
                     .points = json.number_or("points", 0),
                     .half_life_days = {}};
      part.label = part.event;
      if (const docent::EventRule* rule = file.find_event(part.event)) {
        part.label = in_words(rule->label, part.event);
        part.half_life_days = rule->half_life_days;
        part.core = rule->core;
      }
      score.parts.push_back(std::move(part));
    }
    std::stable_sort(score.parts.begin(), score.parts.end(),
                     [](const ScorePart& a, const ScorePart& b) {
                       return std::abs(a.points) > std::abs(b.points);
                     });
  }

  Explanation ask(std::string_view id) const {
    const auto at = [&](std::int64_t now_ms) {
      Value request = Value::object();
      request.set("campaign", id).set("here", here_at(now_ms, true));
      auto answered = docent::parse_json(answering().explain(docent::write_json(request)));
      return answered ? read_explanation(*answered, now_ms) : Explanation{};
    };
    // The page view of the assumption starts the campaign's delay: what matters is how things stand
    // when it has passed.
    return at(clock_ms() + (asked ? page_view_delay_ms(id) : 0));
  }

  std::int64_t page_view_delay_ms(std::string_view id) const {
    const docent::Campaign* campaign = engine.file().find_campaign(id);
    if (campaign == nullptr) return 0;
    std::int64_t longest = 0;
    for (const docent::Trigger& trigger : campaign->triggers) {
      if (trigger.on == docent::TriggerOn::kPageView && trigger.delay_ms <= kLongestDelayMs) {
        longest = std::max(longest, trigger.delay_ms);
      }
    }
    return longest;
  }
};

Inspection::Inspection() : parts_(std::make_unique<Parts>()) {}
Inspection::~Inspection() = default;

void Inspection::set_campaign_file(std::string_view json) {
  Parts& parts = *parts_;
  const auto answered = docent::parse_json(parts.engine.load(json));
  parts.problems.clear();
  const Value* problems = answered ? answered->find("problems") : nullptr;
  if (problems != nullptr && problems->is_array()) {
    for (const Value& problem : problems->as_array()) {
      parts.problems.push_back({.error = problem.string_or("severity", "error") == "error",
                                .path = std::string(problem.string_or("path", "")),
                                .code = std::string(problem.string_or("code", "")),
                                .message = std::string(problem.string_or("message", ""))});
    }
  }
  if (answered && answered->bool_or("ok", false)) {
    parts.has_file = true;
    parts.campaigns.clear();
    for (const docent::Campaign& campaign : parts.engine.file().campaigns) {
      parts.campaigns.push_back({.id = campaign.id,
                                 .name = campaign.name.empty() ? campaign.id : campaign.name,
                                 .kind = std::string(docent::name_of(campaign.kind))});
    }
  }
  parts.refresh();
}

void Inspection::set_state(std::string_view snapshot, std::string_view here) {
  Parts& parts = *parts_;
  const auto answered = docent::parse_json(parts.engine.restore(snapshot));
  parts.state_error.clear();
  if (!answered || !answered->bool_or("ok", false)) {
    const Value* error = answered ? answered->find("error") : nullptr;
    parts.state_error = error == nullptr ? "The app's state could not be read."
                                         : std::string(error->string_or("message", ""));
  }
  auto place = docent::parse_json(here);
  if (place && place->is_object()) parts.here = std::move(*place);
  parts.present_ms = static_cast<std::int64_t>(parts.here.number_or("now_ms", 0));
  parts.elapsed_ms = 0;
  parts.has_state = true;
  parts.refresh();
}

void Inspection::clear_state() {
  parts_->engine.restore("");
  parts_->has_state = false;
  parts_->refresh();
}

void Inspection::set_elapsed(std::int64_t elapsed_ms) {
  parts_->elapsed_ms = std::max<std::int64_t>(0, elapsed_ms);
  parts_->refresh();
}

void Inspection::set_clock_distance(std::int64_t distance_ms) {
  distance_ms = std::clamp<std::int64_t>(distance_ms, 0, kFarthestMs);
  if (distance_ms == parts_->distance_ms) return;
  parts_->distance_ms = distance_ms;
  parts_->refresh();
}

std::int64_t Inspection::clock_distance() const { return parts_->distance_ms; }
std::int64_t Inspection::clock_ms() const { return parts_->clock_ms(); }
int Inspection::offset_min() const {
  return static_cast<int>(parts_->here.number_or("offset_min", 0));
}

void Inspection::set_assumption(Assumption assumption) {
  parts_->assumption = assumption;
  parts_->refresh();
}

Assumption Inspection::assumption() const { return parts_->assumption; }
bool Inspection::has_file() const { return parts_->has_file; }
bool Inspection::has_state() const { return parts_->has_state; }
const std::string& Inspection::state_error() const { return parts_->state_error; }
const std::vector<CampaignRow>& Inspection::campaigns() const { return parts_->campaigns; }

const CampaignRow* Inspection::find(std::string_view id) const {
  for (const CampaignRow& row : parts_->campaigns) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

const Explanation& Inspection::explain(std::string_view id) const {
  const auto known = parts_->explanations.find(id);
  if (known != parts_->explanations.end()) return known->second;
  return parts_->explanations.emplace(std::string(id), parts_->ask(id)).first->second;
}

std::vector<StepRow> Inspection::steps(std::string_view id) const {
  std::vector<StepRow> rows;
  const docent::CampaignFile& file = parts_->engine.file();
  const docent::Campaign* campaign = file.find_campaign(id);
  if (campaign == nullptr) return rows;
  const std::string locale(parts_->here.string_or("locale", file.default_locale));
  for (const docent::Step& step : campaign->steps) {
    StepRow row{.id = step.id,
                .surface = std::string(docent::name_of(step.surface)),
                .title = first_text(step, locale, file.default_locale,
                                    docent::attributes_of(parts_->attributes)),
                .target = {}};
    if (!step.targets.empty()) {
      const docent::Locator& target = step.targets.front();
      row.target = target.text.empty() ? target.css : target.css + " “" + target.text + "”";
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

const Score& Inspection::score() const { return parts_->score; }
const std::vector<Problem>& Inspection::problems() const { return parts_->problems; }
std::string_view Inspection::revision() const { return parts_->engine.file().revision; }

std::string_view Inspection::user_id() const {
  const docent::UserState& state = parts_->engine.state();
  return state.user_id.empty() ? state.anonymous_id : state.user_id;
}

bool Inspection::anonymous() const { return parts_->engine.state().user_id.empty(); }

std::string_view Inspection::page_path() const {
  const Value* page = parts_->here.find("page");
  return page == nullptr ? std::string_view() : page->string_or("path", "");
}

std::uint64_t Inspection::generation() const { return parts_->generation; }

}  // namespace studio
