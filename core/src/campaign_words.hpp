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
};
inline constexpr Word<Surface> kSurfaces[] = {
    {"tooltip", Surface::kTooltip},
    {"modal", Surface::kModal},
    {"slideout", Surface::kSlideout},
    {"banner", Surface::kBanner},
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
};
inline constexpr Word<ButtonAction> kButtonActions[] = {
    {"next", ButtonAction::kNext},         {"back", ButtonAction::kBack},
    {"complete", ButtonAction::kComplete}, {"dismiss", ButtonAction::kDismiss},
    {"snooze", ButtonAction::kSnooze},     {"opt_out", ButtonAction::kOptOut},
    {"navigate", ButtonAction::kNavigate},
};
inline constexpr Word<QuestionType> kQuestionTypes[] = {
    {"nps", QuestionType::kNps},
    {"ces", QuestionType::kCes},
    {"text", QuestionType::kText},
};
inline constexpr Word<TriggerOn> kTriggerOn[] = {
    {"page_view", TriggerOn::kPageView},
    {"event", TriggerOn::kEvent},
    {"manual", TriggerOn::kManual},
};
inline constexpr Word<Repeat> kRepeats[] = {
    {"once", Repeat::kOnce},
    {"until_completed", Repeat::kUntilCompleted},
    {"every_days", Repeat::kEveryDays},
};
inline constexpr Word<Block::Type> kBlockTypes[] = {
    {"text", Block::Type::kText},
    {"list", Block::Type::kList},
    {"image", Block::Type::kImage},
    {"link", Block::Type::kLink},
};

}  // namespace docent
