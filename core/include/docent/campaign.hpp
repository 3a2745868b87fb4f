// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
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
  // What stands beside everything else comes last (Campaign::is_passive).
  kChecklist,       ///< items to do in any order
  kHotspots,        ///< beacons at targets, each of which opens a tooltip
  kResourceCentre,  ///< help to look up, and the feed of what is new
};

/// The shape a step takes on screen.
enum class Surface {
  kTooltip,
  kModal,
  kSlideout,
  kBanner,
  kInline,     ///< in the page itself, at a place given by the target
  kFeed,       ///< in the feed of a resource centre
  kChecklist,  ///< the items of a checklist
  kHotspot,    ///< a beacon of a hotspots campaign
  kLauncher,   ///< the entries of a resource centre
};

/// What happens to the rest of the page while a step shows.
enum class Backdrop {
  kNone,   ///< nothing
  kDim,    ///< dimmed, still usable
  kBlock,  ///< dimmed and blocked
};

/// What a step does when its target did not appear in time.
enum class OnMissing { kSkip, kCenter, kEnd, kGoto };

/// What a button does.
enum class ButtonAction { kNext, kBack, kComplete, kDismiss, kSnooze, kOptOut, kNavigate };

/// What an entry of a resource centre is.
enum class EntryType {
  kArticle,   ///< content to read
  kVideo,     ///< a short film, loaded when it is asked for
  kLink,      ///< leads elsewhere
  kContact,   ///< leads to people who help
  kCall,      ///< leads to where a call is booked
  kFeedback,  ///< asks for a text
};

enum class QuestionType { kNps, kCes, kCsat, kRating, kSingle, kMultiple, kText };

/// How the values of a scale look.
enum class Look { kNumbers, kStars, kEmoji };

/// The moment a campaign waits for.
enum class TriggerOn {
  kPageView,
  kEvent,
  kElement,     ///< an element is present, clicked or seen
  kIdle,        ///< the user did nothing for a while
  kExitIntent,  ///< the pointer leaves towards the browser's own controls
  kScroll,      ///< so much of the page was scrolled through
  kStage,       ///< the lifecycle stage changes
  kBand,        ///< the score's band changes
  kCampaign,    ///< another campaign's prompt ends
  kManual,
};

/// What an element trigger waits for.
enum class ElementIs { kPresent, kClicked, kSeen };

/// When a step goes on besides its buttons.
enum class AdvanceOn { kNothing, kClick, kDom, kEvent, kCondition, kTimer, kPage };

/// What a day is where days are counted.
enum class DayClock {
  kHours,     ///< 24 hours
  kCalendar,  ///< a local day, from midnight to midnight
};

/// How often the product expects its users.
enum class Cadence { kDaily, kWeekly, kMonthly };

/// Whether long sessions are good.
enum class SessionLength { kNeutral, kLongIsGood, kLongIsBad };

/// The change a playbook answers to.
enum class PlaybookOn { kBand, kStage, kMilestone, kActivation, kAnswer };

/// How often a campaign comes back.
enum class Repeat { kOnce, kUntilCompleted, kEveryDays };

/// The word of an enumerator as it stands in JSON ("page_view").
std::string_view name_of(CampaignKind kind);
std::string_view name_of(Surface surface);
std::string_view name_of(EntryType type);
std::string_view name_of(Backdrop backdrop);
std::string_view name_of(OnMissing on_missing);
std::string_view name_of(ButtonAction action);
std::string_view name_of(QuestionType type);
std::string_view name_of(Look look);
std::string_view name_of(TriggerOn on);
std::string_view name_of(ElementIs is);
std::string_view name_of(AdvanceOn on);
std::string_view name_of(Repeat repeat);

/// One way to find an element.
struct Locator {
  std::string css;
  std::string text;
  int nth = 0;
};

/// A piece of a step's content after its body.
struct Block {
  enum class Type { kText, kList, kImage, kLink, kVideo, kProgress };
  Type type = Type::kText;
  /// text: one; list: its items; image: the alternative text; link, video, progress: the label
  std::vector<Text> texts;
  std::string url;      ///< source of the image or the video, or link target
  std::string poster;   ///< of a video: the picture until it plays; empty: none
  std::string measure;  ///< of progress: the attribute that is measured …
  double target = 100;  ///< … and the value that is all of it
};

struct Button {
  Text label;
  ButtonAction action = ButtonAction::kNext;
  std::string url;
  std::string style;  ///< "primary", "secondary" or "link"
};

/// One of the answers to choose from.
struct Option {
  std::string id;
  Text label;
};

struct Question {
  std::string id;
  QuestionType type = QuestionType::kText;
  Text label, low, high, placeholder;
  bool required = false;
  int scale = 0;  ///< how many values a ces, csat or rating has; they begin at 1
  Look look = Look::kNumbers;
  std::vector<Option> options;  ///< single and multiple

  /// The number of histogram entries of its answers: 11, the scale, the number of options, or 1.
  int histogram_size() const;
  /// The histogram entries of an answer (several for `multiple`), or nothing when the answer is out
  /// of range or of another type.
  std::vector<int> histogram_entries(const Value& answer) const;
};

/// When a step goes on besides its buttons.
struct Advance {
  AdvanceOn on = AdvanceOn::kNothing;
  std::string name;     ///< the product event, or the type of the DOM event
  Condition condition;  ///< of the event's properties, the attributes or the page
  std::int64_t after_ms = 0;
};

/// Where a step leads when `condition` holds.
struct Branch {
  Condition condition;
  std::string step;  ///< empty: the end
};

struct Step {
  std::string id;
  Surface surface = Surface::kModal;
  std::vector<Locator> targets;
  bool interactive = true;         ///< whether the target can be used while the step shows
  std::vector<Locator> spotlight;  ///< what is lit besides the target, each by itself
  std::string placement = "auto";
  Backdrop backdrop = Backdrop::kNone;
  Condition page;
  int wait_ms = 4000;
  OnMissing on_missing = OnMissing::kSkip;
  std::string missing_step;  ///< for OnMissing::kGoto
  bool hidden = false;       ///< shows nothing, waits for `advance`
  Condition show_if;
  std::vector<Branch> branches;  ///< `goto`
  Condition done_when;           ///< of a checklist's item
  std::string done_on;           ///< of a checklist's item: the event that is enough; empty: none
  EntryType entry = EntryType::kArticle;  ///< of a resource centre's entry
  Text title, body;
  std::vector<Block> blocks;
  std::optional<Question> question;
  std::vector<Button> buttons;
  Advance advance;
};

struct Trigger {
  TriggerOn on = TriggerOn::kPageView;
  Condition page;  ///< for what happens on a page
  std::string event;
  Condition props;
  int count = 1;         ///< so many events …
  int within_days = 28;  ///< … in so many local days
  std::vector<Locator> targets;
  ElementIs is = ElementIs::kPresent;
  std::int64_t after_ms = 0;  ///< idle
  int percent = 0;            ///< scroll
  std::string from, to;       ///< stage or band; empty: any
  std::string campaign;       ///< whose prompt ends; its outcome's word, empty: any, is in `to`
  std::int64_t delay_ms = 0;

  /// Whether the shell has to look out for it.
  bool is_watched() const;
};

/// How many prompts there may be in a time; 0: any number.
struct Limits {
  int per_session = 0, per_day = 0, per_week = 0;
  DayClock clock = DayClock::kHours;

  bool any() const { return per_session + per_day + per_week > 0; }
};

struct Frequency {
  Repeat repeat = Repeat::kOnce;
  double days = 90;
  double days_after_dismissal = 90;
  double snooze_hours = 24;
  bool ignore_pause = false;
  Limits limits;  ///< its clock is that of the days too
};

/// A time of every week, in the user's own zone.
struct Window {
  std::uint8_t days = 0x7F;  ///< bit 0 is Monday
  int from_min = 0;          ///< minutes of the day
  int until_min = 1440;      ///< before `from_min`: over midnight, of the day it began on
};

struct Schedule {
  std::int64_t from_ms = 0, until_ms = 0;  ///< 0: open
  std::vector<Window> windows;             ///< empty: always
};

/// What must have happened to another campaign.
struct Requirement {
  std::string campaign;
  std::string outcome;  ///< a word of Outcome
};

struct Variant {
  std::string id;
  bool show = true;         ///< false: the control
  std::vector<Step> steps;  ///< empty: the campaign's own
  std::int64_t cost = 0;    ///< as Campaign::cost; of no use without steps
};

/// A share of the hash space that excludes the others of that name.
struct NamespaceShare {
  std::string id;
  double from = 0, to = 1;
};

struct Experiment {
  std::string seed;
  std::string hash_attribute = "device_id";
  int hash_version = 2;
  double coverage = 1;
  std::optional<NamespaceShare> space;
  bool sticky = true;
  std::vector<double> weights;  ///< empty: equal
  std::vector<Variant> variants;
};

/// What opens a checklist or a resource centre.
struct Launcher {
  std::string placement = "auto";  ///< the corner: "bottom-end" or "bottom-start"
  Text label;
  bool hidden = false;  ///< opened by the product only
};

struct Campaign {
  std::string id, name;
  CampaignKind kind = CampaignKind::kTour;
  Text title, body;   ///< of a checklist or a resource centre, above its items
  Launcher launcher;  ///< of the same
  bool paused = false;
  int priority = 0;
  Condition audience;
  Schedule schedule;
  std::vector<Requirement> requirements;
  std::optional<Experiment> experiment;
  double sample = 1;
  std::vector<Trigger> triggers;  ///< never empty: at least a page view anywhere
  std::vector<std::string> cancel_on;
  Frequency frequency;
  std::int64_t cost = 0;       ///< thousandths of a point of the attention budget; see cost_of
  double resume_for_days = 7;  ///< of a checklist 365: it may be left alone for long
  Condition resume_page;
  std::vector<Step> steps;

  /// News in the feed of a resource centre; its one step is the entry.
  bool is_feed() const { return !steps.empty() && steps.front().surface == Surface::kFeed; }
  /// Shown beside everything else: it takes nobody's turn and no lease.
  bool is_passive() const { return kind >= CampaignKind::kChecklist || is_feed(); }
  /// Costs attention when it is first shown. Of what is passive only hotspots do.
  bool takes_attention() const { return !is_passive() || kind == CampaignKind::kHotspots; }
  /// The steps of a variant; the campaign's own when it has none, or there is no such variant.
  const std::vector<Step>& steps_of(std::string_view variant) const;
  /// What a prompt of that variant costs.
  std::int64_t cost_of(std::string_view variant) const;

 private:
  /// That variant, if it has steps of its own.
  const Variant* with_steps(std::string_view variant) const;
};

/// The index of a step, or -1.
int step_index(const std::vector<Step>& steps, std::string_view step_id);

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

/// One part of a score that has several. Its value is a metric (an attribute's path) or the
/// weighted sum of events.
struct Dimension {
  std::string id;
  Text label;
  double weight = 1, target = 1;
  std::string metric;
  std::vector<std::string> events;
};

/// How the attention of a user is spent and comes back (design §3.10). All in thousandths of a
/// point.
struct Budget {
  bool on = true;
  std::int64_t capacity = 100'000;
  double refill_days = 7;
  std::int64_t modal = 40'000, tour = 30'000, survey = 30'000, slideout = 20'000, tooltip = 10'000,
               banner = 10'000, hotspot = 5'000, passive = 0;
  double dismissal_factor = 0.75;
  std::int64_t floor = 25'000, completion_bonus = 10'000, quiet_day_bonus = 5'000;
};

/// Between two events the user is busy.
struct QuietRule {
  std::string from, until;
  int max_minutes = 30;
};

/// How much prompting is too much, over all campaigns.
struct AttentionRules {
  double pause_hours = 24;
  std::optional<int> pause_days;  ///< calendar days, instead of the hours
  Limits limits;
  Budget budget;
  std::vector<QuietRule> quiet;
};

/// Users who see nothing but what they ask for.
struct Holdout {
  double share = 0;
  std::string seed = "holdout", hash_attribute = "device_id";
};

/// A part of the product, known by its events.
struct Feature {
  std::string id;
  Text label;
  std::vector<std::string> events;
};

struct ActivityRules {
  Cadence cadence = Cadence::kWeekly;
  SessionLength session_length = SessionLength::kNeutral;
  double session_target_minutes = 10;
};

/// A user is activated by these events, all of them, within so many days of the start.
struct Activation {
  std::vector<std::string> events;
  double within_days = 14;
};

struct Milestone {
  std::string id;
  Text label;
  Condition when;
  std::optional<double> deadline_days;  ///< after the user's start
};

struct Stage {
  std::string id;
  Text label;
  Condition when;  ///< empty: always
  double min_days = 0;
};

/// What to do when something about the user changes.
struct Playbook {
  std::string id;
  PlaybookOn on = PlaybookOn::kBand;
  std::string from, to;   ///< bands or stages; empty: any
  std::string milestone;  ///< empty: any
  bool late = false;      ///< of a milestone: its deadline passed
  std::string question;   ///< a question's type, or `campaign.question`; empty: any
  Condition when;         ///< of `value`, an answer
  Condition audience;
  std::string start;   ///< a campaign; empty: none
  std::string signal;  ///< empty: none
};

/// An event arms a campaign, or cancels it.
struct EventUse {
  std::string event;
  std::uint32_t campaign = 0;
};

/// A whole campaign file, checked.
struct CampaignFile {
  std::string revision;
  bool paused = false;
  std::string default_locale = "en";
  std::vector<std::string> locales;
  SavedGroups saved_groups;
  Holdout holdout;
  AttentionRules attention;
  std::vector<EventRule> events;  ///< sorted by name
  double score_target = 100;
  std::vector<Dimension> dimensions;  ///< empty: the score is the weighted sum
  std::vector<Band> bands;            ///< ascending `from`, the first is 0
  std::vector<Feature> features;
  ActivityRules activity;
  Activation activation;
  std::vector<Milestone> milestones;
  std::vector<Stage> stages;
  std::vector<Playbook> playbooks;
  std::vector<std::string> report_traits;
  std::vector<Campaign> campaigns;     ///< in file order
  std::vector<std::uint32_t> by_id;    ///< the campaigns' indices, sorted by id
  std::vector<std::uint32_t> ranked;   ///< the same: highest priority first, then file order
  std::vector<std::uint32_t> passive;  ///< those shown beside everything else, in file order
  std::vector<EventUse> event_uses;    ///< sorted by event, then file order
  /// Every event the file refers to (declared, in triggers, in advances, in conditions as
  /// `events.<name>.…`), sorted; at most 256.
  std::vector<std::string> counted_events;

  const Campaign* find_campaign(std::string_view id) const;
  const EventRule* find_event(std::string_view name) const;
  bool counts(std::string_view event) const;
  /// The uses of an event.
  std::span<const EventUse> uses_of(std::string_view event) const;
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
