// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "lint_attributes.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "campaign_words.hpp"
#include "lint_report.hpp"

namespace docent {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// What values an attribute has.
enum class Shape {
  kAnything,
  kBool,
  kCount,    ///< 0, 1, 2 …
  kWeek,     ///< 0 to 7 days
  kMonth,    ///< 0 to 28 days
  kAmount,   ///< a number from 0
  kShare,    ///< 0 to 1
  kPercent,  ///< 0 to 100
  kTrend,    ///< −100 to 100
  kNps,
  kCes,
  kCsat,
  kBand,
  kStage,
  kMilestone,
  kOutcome,
  kVariant,
  kDevice,
};

struct Known {
  std::string_view group, name;
  Shape shape = Shape::kAnything;
  bool can_be_absent = false;
};

constexpr bool kOrAbsent = true;

/// `group.name`, or the group alone.
constexpr Known kPlain[] = {
    {"user", "id"},
    {"user", "anonymous", Shape::kBool},
    {"user", "age_days", Shape::kCount},
    {"account", "id"},
    {"page", "path"},
    {"page", "url"},
    {"page", "host"},
    {"page", "query"},
    {"page", "hash"},
    {"page", "title"},
    {"page", "referrer"},
    {"page", "name"},
    {"device", "kind", Shape::kDevice},
    {"device_id", ""},
    {"locale", ""},
    {"held_out", "", Shape::kBool},
    {"score", "value", Shape::kPercent},
    {"score", "sum"},
    {"score", "band", Shape::kBand},
    {"score", "trend", Shape::kTrend, kOrAbsent},
    {"score", "dimensions"},
    {"score", "parts"},
    {"score", "breakdown"},
    {"stage", "", Shape::kStage, kOrAbsent},
    {"sessions", "count", Shape::kCount},
    {"sessions", "page_views", Shape::kCount},
    {"sessions", "last7", Shape::kCount},
    {"sessions", "last28", Shape::kCount},
    {"sessions", "per_active_day", Shape::kAmount, kOrAbsent},
    {"sessions", "average_minutes", Shape::kAmount, kOrAbsent},
    {"session_score", "", Shape::kShare, kOrAbsent},
    {"active_days", "last7", Shape::kWeek},
    {"active_days", "last28", Shape::kMonth},
    {"active_minutes", "total", Shape::kCount},
    {"active_minutes", "last7", Shape::kCount},
    {"active_minutes", "last28", Shape::kCount},
    {"cadence", "value", Shape::kShare},
    {"core_actions", "total", Shape::kCount},
    {"core_actions", "last7", Shape::kCount},
    {"core_actions", "last28", Shape::kCount},
    {"features", "tried", Shape::kCount},
    {"features", "breadth", Shape::kShare, kOrAbsent},
    {"features", "depth", Shape::kAmount, kOrAbsent},
    {"features", "never_tried"},
    {"week1", "events", Shape::kCount, kOrAbsent},
    {"week1", "active_days", Shape::kCount, kOrAbsent},
    {"activation", "done", Shape::kBool},
    {"activation", "days", Shape::kCount, kOrAbsent},
    {"milestones", "reached_count", Shape::kCount},
    {"milestones", "next", Shape::kMilestone, kOrAbsent},
    {"nps", "last", Shape::kNps, kOrAbsent},
    {"ces", "last", Shape::kCes, kOrAbsent},
    {"csat", "last", Shape::kCsat, kOrAbsent},
    {"attention", "balance", Shape::kAmount, kOrAbsent},
    {"attention", "capacity", Shape::kAmount, kOrAbsent},
};

/// `group.<id>.name`.
constexpr Known kNamed[] = {
    {"events", "total", Shape::kCount},
    {"events", "last7", Shape::kCount},
    {"events", "last28", Shape::kCount},
    {"events", "days_since_first", Shape::kCount, kOrAbsent},
    {"events", "days_since_last", Shape::kCount, kOrAbsent},
    {"features", "used", Shape::kBool},
    {"features", "last28", Shape::kCount},
    {"features", "days_to_first_use", Shape::kCount, kOrAbsent},
    {"milestones", "reached", Shape::kBool},
    {"milestones", "days", Shape::kCount, kOrAbsent},
    {"milestones", "late", Shape::kBool},
    {"stages", "days", Shape::kCount},
    {"campaigns", "outcome", Shape::kOutcome, kOrAbsent},
    {"campaigns", "shown_count", Shape::kCount},
    {"campaigns", "days_since_shown", Shape::kCount, kOrAbsent},
    {"campaigns", "variant", Shape::kVariant, kOrAbsent},
};

/// A path in its first part and the rest, "" when there is none.
std::pair<std::string_view, std::string_view> split(std::string_view path) {
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) return {path, {}};
  return {path.substr(0, dot), path.substr(dot + 1)};
}

template <std::size_t N>
const Known* find(const Known (&list)[N], std::string_view group, std::string_view name) {
  const auto found = std::find_if(std::begin(list), std::end(list), [&](const Known& known) {
    return known.group == group && known.name == name;
  });
  return found == std::end(list) ? nullptr : found;
}

template <std::size_t N>
Words names_in(const Known (&list)[N], std::string_view group) {
  Words names;
  for (const Known& known : list) {
    if (known.group == group && !known.name.empty()) names.push_back(known.name);
  }
  return names;
}

Words groups() {
  Words out;
  for (const Known& known : kPlain) out.push_back(known.group);
  for (const Known& known : kNamed) out.push_back(known.group);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// Traits have any name.
bool is_open(std::string_view group) { return group == "user" || group == "account"; }

const Question* question_of(const std::vector<Step>& steps, std::string_view id) {
  for (const Step& step : steps) {
    if (step.question && step.question->id == id) return &*step.question;
  }
  return nullptr;
}

Words ids_below(const CampaignFile& file, std::string_view group) {
  if (group == "features") return ids_of(file.features);
  if (group == "milestones") return ids_of(file.milestones);
  if (group == "stages") return ids_of(file.stages);
  if (group == "campaigns") return ids_of(file.campaigns);
  Words events;
  for (const EventRule& rule : file.events) events.push_back(rule.name);
  return events;
}

bool contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

AttributeProblem unknown(std::string_view path, std::string_view word, const Words& known,
                         std::string_view prefix) {
  const std::string_view near = nearest_word(word, known);
  std::string fix = near.empty()
                        ? "Below `" + std::string(prefix) + "` there are " + listed(known) + "."
                        : "Did you mean `" + std::string(prefix) + "." + std::string(near) + "`?";
  if (prefix.empty()) {
    fix = near.empty() ? "A trait of the user is `user.` and its name; docs/campaigns.md lists the "
                         "other attributes."
                       : "Did you mean `" + std::string(near) + "`?";
  }
  return {"unknown_attribute",
          "There is no attribute " + quoted(path) + ", so it is always absent.", std::move(fix)};
}

std::optional<AttributeProblem> answer_problem(const std::vector<Step>& steps,
                                               std::string_view path, std::string_view id) {
  Words questions;
  for (const Step& step : steps) {
    if (step.question) questions.push_back(step.question->id);
  }
  // What follows the id is an option's index, or `length`.
  if (contains(questions, split(id).first)) return std::nullopt;
  if (questions.empty()) {
    return AttributeProblem{
        "unknown_attribute",
        "These steps ask no question, so " + quoted(path) + " is always absent.",
        "Give a step before this one a `question`."};
  }
  return unknown(path, id, questions, "answers");
}

std::optional<AttributeProblem> named_problem(const CampaignFile& file, std::string_view path,
                                              std::string_view group, std::string_view rest) {
  const auto [id, name] = split(rest);
  const Words ids = ids_below(file, group);
  const bool undeclared_event = group == "events" && ids.empty();
  if (!undeclared_event && !contains(ids, id)) {
    if (group == "events") {
      return AttributeProblem{
          "undeclared_event", quoted(id) + " is not declared in `events`.",
          did_you_mean(id, ids, "Declare it in `events`, or correct the name.")};
    }
    if (group == "campaigns") {
      return AttributeProblem{"unknown_campaign",
                              "There is no campaign " + quoted(id) + " in this file.",
                              did_you_mean(id, ids, "Correct the id.")};
    }
    if (ids.empty()) {
      return AttributeProblem{
          "unknown_attribute",
          "The file has no `" + std::string(group) + "`, so " + quoted(path) + " is always absent.",
          "Declare it in `" + std::string(group) + "`."};
    }
    return unknown(path, id, ids, group);
  }
  if (find(kNamed, group, name) != nullptr) return std::nullopt;
  return unknown(path, name, names_in(kNamed, group), std::string(group) + "." + std::string(id));
}

Domain words_domain(const Words& words, bool can_be_absent) {
  Domain domain;
  for (const std::string_view word : words) domain.values.emplace_back(word);
  if (can_be_absent || domain.values.empty()) domain.values.emplace_back();
  return domain;
}

Domain numbers(double from, double to, bool whole, bool can_be_absent) {
  Domain domain;
  domain.is_number = true;
  domain.from = from;
  domain.to = to;
  domain.is_whole = whole;
  domain.can_be_absent = can_be_absent;
  return domain;
}

Domain domain_of_shape(const CampaignFile& file, const Known& known, std::string_view id) {
  const bool absent = known.can_be_absent;
  switch (known.shape) {
    case Shape::kAnything:
      return {};
    case Shape::kBool: {
      Domain domain;
      domain.values = {true, false};
      return domain;
    }
    case Shape::kCount:
      return numbers(0, kInfinity, true, absent);
    case Shape::kWeek:
      return numbers(0, 7, true, absent);
    case Shape::kMonth:
      return numbers(0, 28, true, absent);
    case Shape::kAmount:
      return numbers(0, kInfinity, false, absent);
    case Shape::kShare:
      return numbers(0, 1, false, absent);
    case Shape::kPercent:
      return numbers(0, 100, false, absent);
    case Shape::kTrend:
      return numbers(-100, 100, false, absent);
    case Shape::kNps:
      return numbers(0, 10, true, absent);
    case Shape::kCes:
      return numbers(1, 7, true, absent);
    case Shape::kCsat:
      return numbers(1, 5, true, absent);
    case Shape::kBand:
      return words_domain(ids_of(file.bands), absent);
    case Shape::kStage:
      return words_domain(ids_of(file.stages), absent);
    case Shape::kMilestone:
      return words_domain(ids_of(file.milestones), absent);
    case Shape::kOutcome: {
      Words words;
      for (const auto& [word, meaning] : kOutcomeWords) words.push_back(word);
      return words_domain(words, absent);
    }
    case Shape::kVariant: {
      const Campaign* campaign = file.find_campaign(id);
      const bool has = campaign != nullptr && campaign->experiment;
      return words_domain(has ? ids_of(campaign->experiment->variants) : Words(), absent);
    }
    case Shape::kDevice:
      return words_domain({"phone", "tablet", "desktop"}, absent);
  }
  return {};
}

Domain answer_domain(const Question& question) {
  switch (question.type) {
    case QuestionType::kNps:
      return numbers(0, 10, true, true);
    case QuestionType::kCes:
    case QuestionType::kCsat:
    case QuestionType::kRating:
      return numbers(1, question.scale, true, true);
    case QuestionType::kSingle:
      return words_domain(ids_of(question.options), true);
    case QuestionType::kMultiple:
    case QuestionType::kText:
      return {};
  }
  return {};
}

}  // namespace

std::optional<AttributeProblem> attribute_problem(const CampaignFile& file, std::string_view path,
                                                  const AttributeScope& scope) {
  using Over = AttributeScope::Over;
  if (scope.over == Over::kAnything) return std::nullopt;
  const auto [group, rest] = split(path);
  if (scope.over == Over::kValue) {
    if (group == "value") return std::nullopt;
    return AttributeProblem{
        "unknown_attribute",
        "Only `value`, the answer, is known here, so " + quoted(path) + " is always absent.",
        "Ask for `value` here, and for the user in `audience`."};
  }
  if (scope.over == Over::kPage) {
    const Words fields = names_in(kPlain, "page");
    if (contains(fields, group)) return std::nullopt;
    std::string fix = group == "page"
                          ? "Write it without `page.`."
                          : did_you_mean(group, fields, "The fields are " + listed(fields) + ".");
    return AttributeProblem{"unknown_attribute",
                            "A page has no " + quoted(path) + ", so it is always absent.",
                            std::move(fix)};
  }
  if (group == "answers" && scope.steps != nullptr) {
    return answer_problem(*scope.steps, path, rest);
  }
  const Words known_groups = groups();
  if (!contains(known_groups, group)) return unknown(path, group, known_groups, "");
  if (is_open(group) || rest.empty()) return std::nullopt;
  if (find(kPlain, group, rest) != nullptr) return std::nullopt;
  if (group == "score" && split(rest).first == "dimensions") {
    const std::string_view id = split(rest).second;
    if (contains(ids_of(file.dimensions), id)) return std::nullopt;
    return unknown(path, id, ids_of(file.dimensions), "score.dimensions");
  }
  const Words plain = names_in(kPlain, group);
  const auto [first, second] = split(rest);
  // Deeper into a list or an object, or something that text and numbers do not have.
  if (find(kPlain, group, first) != nullptr) return std::nullopt;
  if (!names_in(kNamed, group).empty() && (!second.empty() || plain.empty())) {
    return named_problem(file, path, group, rest);
  }
  if (find(kPlain, group, "") != nullptr) return std::nullopt;
  return unknown(path, rest, plain, group);
}

Domain attribute_domain(const CampaignFile& file, std::string_view path,
                        const AttributeScope& scope) {
  if (scope.over != AttributeScope::Over::kAttributes) return {};
  const auto [group, rest] = split(path);
  if (group == "answers" && scope.steps != nullptr) {
    const Question* question = question_of(*scope.steps, rest);
    return question == nullptr ? Domain() : answer_domain(*question);
  }
  if (path == "session_score" && file.activity.session_length == SessionLength::kNeutral) {
    return words_domain({}, true);  // always absent
  }
  if (const Known* known = find(kPlain, group, rest)) return domain_of_shape(file, *known, "");
  const auto [id, name] = split(rest);
  if (group == "score" && id == "dimensions" && contains(ids_of(file.dimensions), name)) {
    return numbers(0, 100, false, true);
  }
  const Known* known = find(kNamed, group, name);
  if (known == nullptr) return {};
  const Words ids = ids_below(file, group);
  if (group != "events" && !contains(ids, id)) return {};
  return domain_of_shape(file, *known, id);
}

bool knows_attribute(std::string_view group, std::string_view name, bool named) {
  return named ? find(kNamed, group, name) != nullptr : find(kPlain, group, name) != nullptr;
}

}  // namespace docent
