// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "step_reader.hpp"

#include <algorithm>

#include "campaign_words.hpp"
#include "content_url.hpp"
#include "object_reader.hpp"

namespace docent {
namespace {

constexpr std::size_t kMaxLocators = 16;
constexpr std::size_t kMaxBlocks = 50;
constexpr std::size_t kMaxListItems = 100;
constexpr std::size_t kMaxButtons = 8;
constexpr double kMaxNth = 10'000;
constexpr double kMaxWaitMs = 60'000;

constexpr std::string_view kPlacements[] = {
    "auto", "top",        "top-start", "top-end", "bottom",      "bottom-start", "bottom-end",
    "left", "left-start", "left-end",  "right",   "right-start", "right-end"};
constexpr std::string_view kBannerPlacements[] = {"auto", "top", "bottom"};
constexpr std::string_view kSlideoutPlacements[] = {"auto", "bottom-end", "bottom-start"};

Locator read_locator(const Value& json, const Place& place, ProblemList& problems) {
  Locator locator;
  if (json.is_string()) {
    locator.css = json.as_string();
  } else if (json.is_object()) {
    ObjectReader reader(json, place, problems);
    locator.css = reader.string("css", "", kMaxTextBytes);
    locator.text = reader.string("text", "", kMaxTextBytes);
    locator.nth = static_cast<int>(reader.integer("nth", 0, {0, kMaxNth}));
  }
  if (locator.css.empty() && locator.text.empty()) {
    problems.error(ErrorCode::kBadLocator, place,
                   "A locator is a CSS selector, or an object with `css`, `text` or both.");
  }
  return locator;
}

std::vector<Locator> read_locators(ObjectReader& step) {
  const Value* json = step.find("target");
  if (json == nullptr) return {};
  const Place place(step.place(), "target");
  if (!json->is_array()) return {read_locator(*json, place, step.problems())};
  std::vector<Locator> locators;
  const Value::Array& list = json->as_array();
  if (list.empty()) {
    step.error(ErrorCode::kBadLocator, "target", "A list of locators must not be empty.");
  } else if (list.size() > kMaxLocators) {
    step.error(ErrorCode::kTooMany, "target",
               "`target` has more than " + std::to_string(kMaxLocators) + " entries.");
    return {};
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    locators.push_back(read_locator(list[i], Place(place, i), step.problems()));
  }
  return locators;
}

std::string read_url(ObjectReader& reader, std::string_view key, bool required) {
  if (required) reader.require(key);
  std::string url = reader.string(key, "", kMaxTextBytes);
  const Value* json = reader.find(key);
  if (json != nullptr && json->is_string() && !is_safe_url(url)) {
    reader.error(ErrorCode::kBadUrl, key,
                 "An address is `https:`, `http:`, `mailto:` or relative.");
  }
  return url;
}

Block read_block(const Value& json, const Place& place, ProblemList& problems) {
  Block block;
  ObjectReader reader(json, place, problems);
  reader.require("type");
  const auto type = reader.word("type", std::optional<Block::Type>(), kBlockTypes);
  if (!type) {
    reader.accept_the_rest();
    return block;
  }
  block.type = *type;
  switch (block.type) {
    case Block::Type::kText:
      block.texts.push_back(reader.required_text("text"));
      break;
    case Block::Type::kList: {
      reader.require("items");
      const Value::Array* items = reader.list("items", kMaxListItems);
      if (items == nullptr) break;
      const Place list_place(place, "items");
      for (std::size_t i = 0; i < items->size(); ++i) {
        std::vector<Problem> found;
        block.texts.push_back(Text::read((*items)[i], "", found));
        problems.add_below(Place(list_place, i), std::move(found));
      }
      break;
    }
    case Block::Type::kImage:
      block.url = read_url(reader, "src", true);
      block.texts.push_back(reader.required_text("alt"));
      break;
    case Block::Type::kLink:
      block.url = read_url(reader, "url", true);
      block.texts.push_back(reader.required_text("label"));
      break;
  }
  return block;
}

std::string_view usual_style(ButtonAction action) {
  switch (action) {
    case ButtonAction::kNext:
    case ButtonAction::kComplete:
    case ButtonAction::kNavigate:
      return "primary";
    case ButtonAction::kBack:
    case ButtonAction::kDismiss:
      return "secondary";
    case ButtonAction::kSnooze:
    case ButtonAction::kOptOut:
      return "link";
  }
  return "secondary";
}

Button read_button(const Value& json, const Place& place, ProblemList& problems) {
  constexpr Word<std::string_view> kStyles[] = {
      {"primary", "primary"}, {"secondary", "secondary"}, {"link", "link"}};
  Button button;
  ObjectReader reader(json, place, problems);
  button.label = reader.required_text("label");
  reader.require("action");
  button.action = reader.word("action", ButtonAction::kNext, kButtonActions);
  if (button.action == ButtonAction::kNavigate) button.url = read_url(reader, "url", true);
  button.style = std::string(reader.word("style", usual_style(button.action), kStyles));
  return button;
}

std::optional<Question> read_question(ObjectReader& step, const std::string& step_id,
                                      CampaignKind kind) {
  const Value* json = step.find("question");
  if (json == nullptr) return std::nullopt;
  if (kind != CampaignKind::kSurvey) {
    step.error(ErrorCode::kUnsupported, "question", "Only a survey asks questions.");
    return std::nullopt;
  }
  const Place place(step.place(), "question");
  ObjectReader reader(*json, place, step.problems());
  Question question;
  question.id = reader.optional_identifier("id", step_id);
  reader.require("type");
  const auto type = reader.word("type", std::optional<QuestionType>(), kQuestionTypes);
  if (!type) reader.accept_the_rest();
  question.type = type.value_or(QuestionType::kText);
  question.label = reader.text("label");
  if (question.type == QuestionType::kText) {
    question.placeholder = reader.text("placeholder");
  } else {
    question.low = reader.text("low");
    question.high = reader.text("high");
  }
  if (question.type == QuestionType::kCes) question.scale = 7;
  question.required = reader.boolean("required", false);
  return question;
}

Surface usual_surface(CampaignKind kind, bool has_target) {
  if (has_target) return Surface::kTooltip;
  return kind == CampaignKind::kSurvey ? Surface::kSlideout : Surface::kModal;
}

Backdrop usual_backdrop(CampaignKind kind, Surface surface) {
  if (surface == Surface::kTooltip && kind == CampaignKind::kTour) return Backdrop::kDim;
  return surface == Surface::kModal ? Backdrop::kBlock : Backdrop::kNone;
}

std::string read_placement(ObjectReader& step, Surface surface) {
  std::string placement = step.string("placement", "auto", kMaxNameBytes);
  const auto allows = [&](const auto& allowed) {
    return std::find(std::begin(allowed), std::end(allowed), placement) != std::end(allowed);
  };
  const bool allowed = surface == Surface::kBanner     ? allows(kBannerPlacements)
                       : surface == Surface::kSlideout ? allows(kSlideoutPlacements)
                                                       : allows(kPlacements);
  if (!allowed) {
    step.error(ErrorCode::kUnknownValue, "placement",
               "A " + std::string(name_of(surface)) + " cannot be placed there.");
    return "auto";
  }
  return placement;
}

void read_advance(ObjectReader& step, Step& out) {
  enum class On { kClick, kEvent };
  constexpr Word<On> kOn[] = {{"click", On::kClick}, {"event", On::kEvent}};
  const Value* json = step.find("advance");
  if (json == nullptr) return;
  const Place place(step.place(), "advance");
  ObjectReader reader(*json, place, step.problems());
  reader.require("on");
  const auto on = reader.word("on", std::optional<On>(), kOn);
  if (!on) {
    reader.accept_the_rest();
  } else if (*on == On::kEvent) {
    out.advance.on = AdvanceOn::kEvent;
    out.advance.name = reader.identifier("event");
  } else {
    out.advance.on = AdvanceOn::kClick;
    if (out.targets.empty()) {
      reader.error(ErrorCode::kMissingField, "on", "A click needs a `target` to be clicked.");
    }
  }
}

}  // namespace

Step read_step(const Value& json, CampaignKind kind, const Place& place, ProblemList& problems) {
  ObjectReader reader(json, place, problems);
  Step step;
  if (!reader.is_object()) return step;
  step.id = reader.identifier("id");
  step.targets = read_locators(reader);
  const bool has_target = reader.find("target") != nullptr;
  step.surface = reader.word("surface", usual_surface(kind, has_target), kSurfaces);
  if (step.surface == Surface::kTooltip && !has_target) {
    reader.error(ErrorCode::kMissingField, "target", "A tooltip needs a `target` to point at.");
  }
  step.placement = read_placement(reader, step.surface);
  step.backdrop = reader.word("backdrop", usual_backdrop(kind, step.surface), kBackdrops);
  step.page = reader.condition("page");
  step.wait_ms = static_cast<int>(reader.integer("wait_ms", 4000, {0, kMaxWaitMs}));
  step.on_missing = reader.word("on_missing", OnMissing::kSkip, kOnMissing);
  step.title = reader.text("title");
  step.body = reader.text("body");
  if (const Value::Array* blocks = reader.list("content", kMaxBlocks)) {
    const Place list_place(place, "content");
    for (std::size_t i = 0; i < blocks->size(); ++i) {
      step.blocks.push_back(read_block((*blocks)[i], Place(list_place, i), problems));
    }
  }
  step.question = read_question(reader, step.id, kind);
  if (const Value::Array* buttons = reader.list("buttons", kMaxButtons)) {
    const Place list_place(place, "buttons");
    for (std::size_t i = 0; i < buttons->size(); ++i) {
      step.buttons.push_back(read_button((*buttons)[i], Place(list_place, i), problems));
    }
  }
  read_advance(reader, step);
  return step;
}

}  // namespace docent
