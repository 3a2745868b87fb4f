// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "campaign_words.hpp"
#include "readers.hpp"

namespace docent {
namespace {

constexpr std::size_t kMaxButtons = 8;
constexpr std::size_t kMaxBranches = 20;
constexpr double kMaxWaitMs = 60'000;
constexpr std::string_view kEnd = "end";

constexpr std::string_view kPlacements[] = {
    "auto", "top",        "top-start", "top-end", "bottom",      "bottom-start", "bottom-end",
    "left", "left-start", "left-end",  "right",   "right-start", "right-end"};
constexpr std::string_view kBannerPlacements[] = {"auto", "top", "bottom"};
constexpr std::string_view kSlideoutPlacements[] = {"auto", "bottom-end", "bottom-start"};
constexpr std::string_view kInlinePlacements[] = {"auto", "start", "end", "before", "after"};

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
                       : surface == Surface::kInline   ? allows(kInlinePlacements)
                                                       : allows(kPlacements);
  if (!allowed) {
    step.error(ErrorCode::kUnknownValue, "placement",
               "A " + std::string(name_of(surface)) + " cannot be placed there.");
    return "auto";
  }
  return placement;
}

void read_advance(ObjectReader& step, Step& out) {
  step.object("advance", [&](ObjectReader& reader) {
    const auto on = reader.deciding_word("on", kAdvanceOn);
    if (!on) return;
    Advance& advance = out.advance;
    advance.on = *on;
    switch (advance.on) {
      case AdvanceOn::kDom:
        advance.name = reader.identifier("dom");
        break;
      case AdvanceOn::kEvent:
        advance.name = reader.event("event");
        advance.condition = reader.other_condition("props");
        break;
      case AdvanceOn::kCondition:
        reader.require("when");
        advance.condition = reader.condition("when");
        break;
      case AdvanceOn::kTimer:
        reader.require("after_ms");
        advance.after_ms = reader.integer("after_ms", 1, {1, kDayOfMs});
        break;
      case AdvanceOn::kPage:
        reader.require("page");
        advance.condition = reader.other_condition("page");
        break;
      default:
        break;
    }
    const bool of_target = advance.on == AdvanceOn::kClick || advance.on == AdvanceOn::kDom;
    if (of_target && out.targets.empty()) {
      reader.error(ErrorCode::kMissingField, "on", "This needs a `target` where it can happen.");
    }
  });
}

void read_branches(ObjectReader& step, Step& out) {
  step.each_object("goto", {1, kMaxBranches}, [&](ObjectReader& reader) {
    Branch branch;
    branch.condition = reader.condition("if");
    branch.step = reader.identifier("step");
    if (branch.step == kEnd) {
      branch.step.clear();
    } else {
      reader.reading().refers_to(IdKind::kStep, branch.step, Place(reader.place(), "step"));
    }
    out.branches.push_back(std::move(branch));
  });
}

void read_missing(ObjectReader& reader, Step& step) {
  step.on_missing = reader.word("on_missing", OnMissing::kSkip, kOnMissing);
  if (step.on_missing != OnMissing::kGoto) return;
  reader.require("missing_step");
  step.missing_step = reader.reference("missing_step", IdKind::kStep);
  if (!step.missing_step.empty() && step.missing_step == step.id) {
    reader.error(ErrorCode::kUnknownValue, "missing_step", "A step cannot stand in for itself.");
  }
}

void read_hidden(ObjectReader& reader, Step& step) {
  step.hidden = reader.boolean("hidden", false);
  const AdvanceOn on = step.advance.on;
  const bool of_screen =
      on == AdvanceOn::kNothing || on == AdvanceOn::kClick || on == AdvanceOn::kDom;
  if (!step.hidden || !of_screen) return;
  reader.error(ErrorCode::kMissingField, "advance",
               "A hidden step needs an `advance` on an event, a condition, a timer or a page.");
}

/// The one surface that all steps of such a kind have.
void read_only_surface(ObjectReader& reader, Step& step, Surface only) {
  step.surface = only;
  if (reader.word("surface", only, kSurfaces) == only) return;
  reader.error(ErrorCode::kUnsupported, "surface", "The steps of such a campaign have no other.");
}

/// What a step shows when nothing leads elsewhere.
void read_content(ObjectReader& reader, Step& step) {
  step.title = reader.text("title");
  step.body = reader.text("body");
  step.blocks = read_blocks(reader);
}

/// The item of a checklist.
void read_item(ObjectReader& reader, Step& step) {
  read_only_surface(reader, step, Surface::kChecklist);
  step.title = reader.text("title");
  step.body = reader.text("body");
  step.buttons = read_buttons(reader, 1);
  step.done_when = reader.condition("done_when");
  if (reader.find("done_on") == nullptr) return;
  step.done_on = reader.event("done_on");
  if (!step.done_when.empty()) {
    reader.error(ErrorCode::kConflict, "done_on", "`done_when` and `done_on` exclude each other.");
  }
}

/// One beacon, and the tooltip it opens.
void read_hotspot(ObjectReader& reader, Step& step) {
  read_only_surface(reader, step, Surface::kHotspot);
  reader.require("target");
  step.targets = read_locators(reader);
  step.placement = read_placement(reader, step.surface);
  step.page = reader.other_condition("page");
  step.show_if = reader.condition("show_if");
  read_content(reader, step);
  step.buttons = read_buttons(reader, 2);
}

/// An entry of a resource centre.
void read_entry(ObjectReader& reader, Step& step) {
  read_only_surface(reader, step, Surface::kLauncher);
  step.show_if = reader.condition("show_if");
  const auto type = reader.deciding_word("type", kEntryTypes);
  if (!type) return;
  step.entry = *type;
  step.title = reader.required_text("title");
  step.body = reader.text("body");
  switch (step.entry) {
    case EntryType::kArticle:
      step.blocks = read_blocks(reader);
      break;
    case EntryType::kVideo:
      step.blocks.push_back(read_video(reader));
      step.blocks.back().texts.push_back(step.title);
      break;
    case EntryType::kFeedback:
      step.question = read_text_question(reader, step.id);
      break;
    default:
      step.buttons.push_back(
          {step.title, ButtonAction::kNavigate, read_url(reader, "url"), "link"});
  }
}

/// One screen.
void read_screen(ObjectReader& reader, CampaignKind kind, Step& step) {
  step.targets = read_locators(reader);
  const bool has_target = reader.find("target") != nullptr;
  step.surface = reader.word("surface", usual_surface(kind, has_target), kSurfaces);
  const bool needs_target = step.surface == Surface::kTooltip || step.surface == Surface::kInline;
  if (needs_target && !has_target) {
    reader.error(ErrorCode::kMissingField, "target",
                 "A step on this surface needs a `target`: what it points at, or where it stands.");
  } else if (step.surface >= Surface::kChecklist ||
             (step.surface == Surface::kFeed && kind != CampaignKind::kAnnouncement)) {
    reader.error(ErrorCode::kUnsupported, "surface", "Only a campaign of that kind has it.");
  }
  step.placement = read_placement(reader, step.surface);
  step.backdrop = reader.word("backdrop", usual_backdrop(kind, step.surface), kBackdrops);
  step.interactive = reader.boolean("interactive", true);
  step.spotlight = read_locators(reader, "spotlight");
  step.page = reader.other_condition("page");
  step.wait_ms = reader.small_integer("wait_ms", 4000, {0, kMaxWaitMs});
  read_missing(reader, step);
  step.show_if = reader.condition("show_if");
  read_branches(reader, step);
  read_content(reader, step);
  step.question = read_question(reader, step.id);
  if (step.question && kind != CampaignKind::kSurvey) {
    reader.error(ErrorCode::kUnsupported, "question", "Only a survey asks questions.");
  }
  step.buttons = read_buttons(reader, kMaxButtons);
  read_advance(reader, step);
  read_hidden(reader, step);
}

}  // namespace

std::vector<Step> read_steps(ObjectReader& owner, CampaignKind kind) {
  std::vector<Step> steps;
  std::vector<std::string> ids, questions;
  Reading& reading = owner.reading();
  const std::size_t before = reading.references.size();
  owner.require("steps");
  owner.each_object("steps", {1, kMaxSteps}, [&](ObjectReader& reader) {
    Step step;
    if (!reader.is_object()) return;
    step.id = reader.own_id(ids);
    if (step.id == kEnd) {
      reader.error(ErrorCode::kUnknownValue, "id",
                   "`end` is what `goto` calls the end; a step has another name.");
    }
    switch (kind) {
      case CampaignKind::kChecklist:
        read_item(reader, step);
        break;
      case CampaignKind::kHotspots:
        read_hotspot(reader, step);
        break;
      case CampaignKind::kResourceCentre:
        read_entry(reader, step);
        break;
      default:
        read_screen(reader, kind, step);
    }
    if (step.question) {
      const std::string& id = step.question->id;
      if (std::find(questions.begin(), questions.end(), id) != questions.end()) {
        reader.error(ErrorCode::kDuplicateId, "question",
                     "Another question of this campaign has this id.");
      }
      questions.push_back(id);
    }
    steps.push_back(std::move(step));
  });
  // Only steps are named inside of steps, and only those of the same list.
  for (std::size_t i = before; i < reading.references.size(); ++i) {
    const Reference& reference = reading.references[i];
    if (step_index(steps, reference.id) < 0) reading.leads_nowhere(reference);
  }
  reading.references.resize(before);
  return steps;
}

}  // namespace docent
