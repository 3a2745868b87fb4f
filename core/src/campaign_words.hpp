// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <utility>

#include "docent/campaign.hpp"

namespace docent {

/// The words of the campaign file, both for reading and for writing.
template <typename Enum>
using Word = std::pair<std::string_view, Enum>;

inline constexpr Word<CampaignKind> kCampaignKinds[] = {
    {"tour", CampaignKind::kTour},
    {"survey", CampaignKind::kSurvey},
    {"announcement", CampaignKind::kAnnouncement},
    {"checklist", CampaignKind::kChecklist},
    {"hotspots", CampaignKind::kHotspots},
    {"resource_centre", CampaignKind::kResourceCentre},
};
inline constexpr Word<Surface> kSurfaces[] = {
    {"tooltip", Surface::kTooltip},     {"modal", Surface::kModal},
    {"slideout", Surface::kSlideout},   {"banner", Surface::kBanner},
    {"inline", Surface::kInline},       {"feed", Surface::kFeed},
    {"checklist", Surface::kChecklist}, {"hotspot", Surface::kHotspot},
    {"launcher", Surface::kLauncher},
};
inline constexpr Word<EntryType> kEntryTypes[] = {
    {"article", EntryType::kArticle}, {"video", EntryType::kVideo},
    {"link", EntryType::kLink},       {"contact", EntryType::kContact},
    {"call", EntryType::kCall},       {"feedback", EntryType::kFeedback},
};
inline constexpr Word<Backdrop> kBackdrops[] = {
    {"none", Backdrop::kNone},
    {"dim", Backdrop::kDim},
    {"block", Backdrop::kBlock},
};
inline constexpr Word<OnMissing> kOnMissing[] = {
    {"skip", OnMissing::kSkip},
    {"center", OnMissing::kCenter},
    {"end", OnMissing::kEnd},
    {"goto", OnMissing::kGoto},
};
inline constexpr Word<ButtonAction> kButtonActions[] = {
    {"next", ButtonAction::kNext},         {"back", ButtonAction::kBack},
    {"complete", ButtonAction::kComplete}, {"dismiss", ButtonAction::kDismiss},
    {"snooze", ButtonAction::kSnooze},     {"opt_out", ButtonAction::kOptOut},
    {"navigate", ButtonAction::kNavigate},
};
inline constexpr Word<QuestionType> kQuestionTypes[] = {
    {"nps", QuestionType::kNps},       {"ces", QuestionType::kCes},
    {"csat", QuestionType::kCsat},     {"rating", QuestionType::kRating},
    {"single", QuestionType::kSingle}, {"multiple", QuestionType::kMultiple},
    {"text", QuestionType::kText},
};
inline constexpr Word<Look> kLooks[] = {
    {"numbers", Look::kNumbers},
    {"stars", Look::kStars},
    {"emoji", Look::kEmoji},
};
inline constexpr Word<TriggerOn> kTriggerOn[] = {
    {"page_view", TriggerOn::kPageView},
    {"event", TriggerOn::kEvent},
    {"element", TriggerOn::kElement},
    {"idle", TriggerOn::kIdle},
    {"exit_intent", TriggerOn::kExitIntent},
    {"scroll", TriggerOn::kScroll},
    {"stage", TriggerOn::kStage},
    {"band", TriggerOn::kBand},
    {"campaign", TriggerOn::kCampaign},
    {"manual", TriggerOn::kManual},
};
inline constexpr Word<ElementIs> kElementIs[] = {
    {"present", ElementIs::kPresent},
    {"clicked", ElementIs::kClicked},
    {"seen", ElementIs::kSeen},
};
inline constexpr Word<AdvanceOn> kAdvanceOn[] = {
    {"click", AdvanceOn::kClick}, {"dom", AdvanceOn::kDom},
    {"event", AdvanceOn::kEvent}, {"condition", AdvanceOn::kCondition},
    {"timer", AdvanceOn::kTimer}, {"page", AdvanceOn::kPage},
};
inline constexpr Word<Repeat> kRepeats[] = {
    {"once", Repeat::kOnce},
    {"until_completed", Repeat::kUntilCompleted},
    {"every_days", Repeat::kEveryDays},
};
inline constexpr Word<DayClock> kDayClocks[] = {
    {"24_hours", DayClock::kHours},
    {"calendar_days", DayClock::kCalendar},
};
inline constexpr Word<Cadence> kCadences[] = {
    {"daily", Cadence::kDaily},
    {"weekly", Cadence::kWeekly},
    {"monthly", Cadence::kMonthly},
};
inline constexpr Word<SessionLength> kSessionLengths[] = {
    {"long_is_good", SessionLength::kLongIsGood},
    {"long_is_bad", SessionLength::kLongIsBad},
    {"neutral", SessionLength::kNeutral},
};
inline constexpr Word<PlaybookOn> kPlaybookOn[] = {
    {"band", PlaybookOn::kBand},           {"stage", PlaybookOn::kStage},
    {"milestone", PlaybookOn::kMilestone}, {"activation", PlaybookOn::kActivation},
    {"answer", PlaybookOn::kAnswer},
};
/// How another campaign's prompt must have ended. The words of Outcome, which is not yet known
/// here.
inline constexpr Word<std::string_view> kOutcomeWords[] = {
    {"completed", "completed"}, {"dismissed", "dismissed"}, {"snoozed", "snoozed"},
    {"opted_out", "opted_out"}, {"abandoned", "abandoned"},
};
inline constexpr Word<Block::Type> kBlockTypes[] = {
    {"text", Block::Type::kText},   {"list", Block::Type::kList},
    {"image", Block::Type::kImage}, {"link", Block::Type::kLink},
    {"video", Block::Type::kVideo}, {"progress", Block::Type::kProgress},
};

}  // namespace docent
