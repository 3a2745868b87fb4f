// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/campaign.hpp"

#include <algorithm>
#include <cmath>

#include "campaign_words.hpp"

namespace docent {
namespace {

template <typename Enum, std::size_t N>
std::string_view word_of(Enum meaning, const Word<Enum> (&words)[N]) {
  for (const auto& [word, value] : words) {
    if (value == meaning) return word;
  }
  return {};
}

}  // namespace

std::string_view name_of(CampaignKind kind) { return word_of(kind, kCampaignKinds); }
std::string_view name_of(Surface surface) { return word_of(surface, kSurfaces); }
std::string_view name_of(EntryType type) { return word_of(type, kEntryTypes); }
std::string_view name_of(Backdrop backdrop) { return word_of(backdrop, kBackdrops); }
std::string_view name_of(OnMissing on_missing) { return word_of(on_missing, kOnMissing); }
std::string_view name_of(ButtonAction action) { return word_of(action, kButtonActions); }
std::string_view name_of(QuestionType type) { return word_of(type, kQuestionTypes); }
std::string_view name_of(Look look) { return word_of(look, kLooks); }
std::string_view name_of(TriggerOn on) { return word_of(on, kTriggerOn); }
std::string_view name_of(ElementIs is) { return word_of(is, kElementIs); }
std::string_view name_of(AdvanceOn on) { return word_of(on, kAdvanceOn); }
std::string_view name_of(Repeat repeat) { return word_of(repeat, kRepeats); }

int Question::histogram_size() const {
  switch (type) {
    case QuestionType::kNps:
      return 11;
    case QuestionType::kCes:
    case QuestionType::kCsat:
    case QuestionType::kRating:
      return scale;
    case QuestionType::kSingle:
    case QuestionType::kMultiple:
      return static_cast<int>(options.size());
    case QuestionType::kText:
      return 1;
  }
  return 1;
}

std::vector<int> Question::histogram_entries(const Value& answer) const {
  constexpr std::size_t kMaxAnswerCharacters = 2000;
  const auto option = [&](const Value& choice) {
    const auto chosen = std::find_if(options.begin(), options.end(), [&](const Option& each) {
      return choice.is_string() && each.id == choice.as_string();
    });
    return static_cast<int>(chosen - options.begin());
  };
  if (type == QuestionType::kSingle || type == QuestionType::kMultiple) {
    std::vector<int> chosen;
    if (type == QuestionType::kSingle) {
      chosen = {option(answer)};
    } else if (answer.is_array()) {
      for (const Value& choice : answer.as_array()) chosen.push_back(option(choice));
    }
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      const bool twice = std::count(chosen.begin(), chosen.end(), chosen[i]) > 1;
      if (twice || chosen[i] == histogram_size()) return {};
    }
    return chosen;
  }
  if (type == QuestionType::kText) {
    if (!answer.is_string() || answer.as_string().empty()) return {};
    const std::string& text = answer.as_string();
    const auto characters = std::count_if(text.begin(), text.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    });
    if (static_cast<std::size_t>(characters) > kMaxAnswerCharacters) return {};
    return {0};
  }
  if (!answer.is_number() || std::floor(answer.as_number()) != answer.as_number()) return {};
  const double from = type == QuestionType::kNps ? 0 : 1;
  const double index = answer.as_number() - from;
  if (index < 0 || index >= histogram_size()) return {};
  return {static_cast<int>(index)};
}

bool Trigger::is_watched() const {
  return on == TriggerOn::kElement || on == TriggerOn::kIdle || on == TriggerOn::kExitIntent ||
         on == TriggerOn::kScroll;
}

const Variant* Campaign::with_steps(std::string_view variant) const {
  if (experiment && !variant.empty()) {
    for (const Variant& each : experiment->variants) {
      if (each.id == variant && !each.steps.empty()) return &each;
    }
  }
  return nullptr;
}

const std::vector<Step>& Campaign::steps_of(std::string_view variant) const {
  const Variant* own = with_steps(variant);
  return own == nullptr ? steps : own->steps;
}

std::int64_t Campaign::cost_of(std::string_view variant) const {
  const Variant* own = with_steps(variant);
  return own == nullptr ? cost : own->cost;
}

int step_index(const std::vector<Step>& steps, std::string_view step_id) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].id == step_id) return static_cast<int>(i);
  }
  return -1;
}

const Campaign* CampaignFile::find_campaign(std::string_view campaign_id) const {
  const auto found = std::lower_bound(by_id.begin(), by_id.end(), campaign_id,
                                      [this](std::uint32_t index, std::string_view wanted) {
                                        return campaigns[index].id < wanted;
                                      });
  if (found == by_id.end() || campaigns[*found].id != campaign_id) return nullptr;
  return &campaigns[*found];
}

const EventRule* CampaignFile::find_event(std::string_view event) const {
  const auto found = std::lower_bound(
      events.begin(), events.end(), event,
      [](const EventRule& rule, std::string_view wanted) { return rule.name < wanted; });
  return found != events.end() && found->name == event ? &*found : nullptr;
}

std::span<const EventUse> CampaignFile::uses_of(std::string_view event) const {
  const auto first = std::lower_bound(
      event_uses.begin(), event_uses.end(), event,
      [](const EventUse& use, std::string_view wanted) { return use.event < wanted; });
  auto last = first;
  while (last != event_uses.end() && last->event == event) ++last;
  // By pointer: the libc++ of Emscripten 3.1.6 makes no span from iterators.
  return {event_uses.data() + (first - event_uses.begin()), static_cast<std::size_t>(last - first)};
}

bool CampaignFile::counts(std::string_view event) const {
  return std::binary_search(counted_events.begin(), counted_events.end(), event);
}

Value problems_json(const std::vector<Problem>& problems) {
  Value list = Value::array();
  for (const Problem& problem : problems) {
    Value item = Value::object();
    item.set("severity", problem.severity == Severity::kError ? "error" : "warning");
    item.set("code", code_name(problem.error.code));
    item.set("path", problem.error.path);
    item.set("message", problem.error.message);
    list.push(std::move(item));
  }
  return list;
}

}  // namespace docent
