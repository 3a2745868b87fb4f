// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "docent/condition.hpp"
#include "docent/result.hpp"
#include "docent/text.hpp"
#include "docent/value.hpp"

namespace docent {

/// What a product manager ships. docs/campaigns.md is the reference of every field below.
enum class CampaignKind {
  kTour,          ///< steps one after the other, pointing at the product
  kSurvey,        ///< steps with questions
  kAnnouncement,  ///< news, usually one step
};

/// The shape a step takes on screen.
enum class Surface { kTooltip, kModal, kSlideout, kBanner };

/// What happens to the rest of the page while a step shows.
enum class Backdrop {
  kNone,   ///< nothing
  kDim,    ///< dimmed, still usable
  kBlock,  ///< dimmed and blocked
};

/// What a step does when its target did not appear in time.
enum class OnMissing { kSkip, kCenter, kEnd };

/// What a button does.
enum class ButtonAction { kNext, kBack, kComplete, kDismiss, kSnooze, kOptOut, kNavigate };

enum class QuestionType { kNps, kCes, kText };

enum class TriggerOn { kPageView, kEvent, kManual };

/// How often a campaign comes back.
enum class Repeat { kOnce, kUntilCompleted, kEveryDays };

/// The word of an enumerator as it stands in JSON ("page_view").
std::string_view name_of(CampaignKind kind);
std::string_view name_of(Surface surface);
std::string_view name_of(Backdrop backdrop);
std::string_view name_of(OnMissing on_missing);
std::string_view name_of(ButtonAction action);
std::string_view name_of(QuestionType type);
std::string_view name_of(TriggerOn on);
std::string_view name_of(Repeat repeat);

/// One way to find an element.
struct Locator {
  std::string css;
  std::string text;
  int nth = 0;
};

/// A piece of a step's content after its body.
struct Block {
  enum class Type { kText, kList, kImage, kLink };
  Type type = Type::kText;
  std::vector<Text>
      texts;        ///< text: one; list: its items; image: the alternative text; link: the label
  std::string url;  ///< image source or link target
};

struct Button {
  Text label;
  ButtonAction action = ButtonAction::kNext;
  std::string url;
  std::string style;  ///< "primary", "secondary" or "link"
};

struct Question {
  std::string id;
  QuestionType type = QuestionType::kText;
  Text label, low, high, placeholder;
  bool required = false;

  /// The number of histogram entries of its answers: 11, 7 or 1.
  int histogram_size() const;
  /// The histogram entry of an answer, or nothing when the answer is out of range or of another
  /// type.
  std::optional<int> histogram_index(const Value& answer) const;
};

struct Step {
  std::string id;
  Surface surface = Surface::kModal;
  std::vector<Locator> targets;
  std::string placement = "auto";
  Backdrop backdrop = Backdrop::kNone;
  Condition page;
  int wait_ms = 4000;
  OnMissing on_missing = OnMissing::kSkip;
  Text title, body;
  std::vector<Block> blocks;
  std::optional<Question> question;
  std::vector<Button> buttons;
  bool advance_on_click = false;
  std::string advance_on_event;  ///< empty: none
};

struct Trigger {
  TriggerOn on = TriggerOn::kPageView;
  Condition page;
  std::string event;
  Condition props;
  std::int64_t delay_ms = 0;
};

struct Frequency {
  Repeat repeat = Repeat::kOnce;
  double days = 90;
  double days_after_dismissal = 90;
  double snooze_hours = 24;
  bool ignore_pause = false;
};

struct Campaign {
  std::string id, name;
  CampaignKind kind = CampaignKind::kTour;
  bool paused = false;
  int priority = 0;
  Condition audience;
  std::vector<Trigger> triggers;  ///< never empty: at least a page view anywhere
  Frequency frequency;
  double resume_for_days = 7;
  std::vector<Step> steps;

  /// The index of a step, or -1.
  int step_index(std::string_view step_id) const;
};

/// An event the engine counts and scores.
struct EventRule {
  std::string name;
  Text label;
  bool core = false;
  double weight = 0;
  std::optional<double> half_life_days;
};

struct Band {
  std::string id;
  double from = 0;
  Text label;
};

/// A whole campaign file, checked.
struct CampaignFile {
  std::string revision;
  bool paused = false;
  std::string default_locale = "en";
  double pause_hours = 24;
  std::vector<EventRule> events;  ///< sorted by name
  double score_target = 100;
  std::vector<Band> bands;  ///< ascending `from`, the first is 0
  std::vector<std::string> report_traits;
  std::vector<Campaign> campaigns;    ///< in file order
  std::vector<std::uint32_t> by_id;   ///< the campaigns' indices, sorted by id
  std::vector<std::uint32_t> ranked;  ///< the same: highest priority first, then file order
  /// Every event the file refers to (declared, in triggers, in advances, in conditions as
  /// `events.<name>.…`), sorted; at most 256.
  std::vector<std::string> counted_events;

  const Campaign* find_campaign(std::string_view id) const;
  const EventRule* find_event(std::string_view name) const;
  bool counts(std::string_view event) const;
};

/// What the loader makes of a text: the file if it has no error, and every problem either way.
struct LoadedFile {
  std::optional<CampaignFile> file;
  std::vector<Problem> problems;
};

/// Bounds of a campaign file (design §5).
inline constexpr std::size_t kMaxFileBytes = 1 << 20;
inline constexpr std::size_t kMaxCampaigns = 10'000;
inline constexpr std::size_t kMaxSteps = 200;
inline constexpr std::size_t kMaxNameBytes = 128;
inline constexpr std::size_t kMaxCountedEvents = 256;

/// Reads and checks a campaign file. Never half-loads; finds every problem in one pass.
LoadedFile load_campaign_file(std::string_view text);

/// The problems as the JSON list of docs/engine.md.
Value problems_json(const std::vector<Problem>& problems);

}  // namespace docent
