// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "docent/batch.hpp"
#include "docent/campaign.hpp"
#include "docent/state.hpp"

namespace docent {

/// Sessions end after so long without activity, and at the latest after so long (the field's common
/// values).
inline constexpr std::int64_t kSessionIdleMs = 30 * kMinuteMs;
inline constexpr std::int64_t kSessionCapMs = 24 * kHourMs;
/// What `week1` counts.
inline constexpr std::int64_t kFirstWeekMs = 7 * kDayMs;

/// A time of the user: an instant, and the local day it belongs to.
struct Moment {
  std::int64_t ms = 0;
  std::int32_t day = 0;
};

/// The trait `created_at`; 0 when there is none that can be read.
std::int64_t created_ms(const Value& traits);

/// When the user's life with the product began: the trait `created_at`, else when first seen.
std::int64_t start_of(const UserState& state);

/// Whole days of 24 hours from one instant to a later one, else 0.
std::int64_t whole_days(std::int64_t from_ms, std::int64_t to_ms);

/// The user did something: opens a session if the last one is over, lengthens it otherwise, and
/// counts the day as active.
void record_activity(UserState& state);

/// So long was the page visible and in use; more than a day at once is nobody's.
void record_active_time(UserState& state, double active_ms);

/// An event happened now: counts for the user's first week, and on its own if the file refers to
/// it.
void record_event(UserState& state, const CampaignFile& file, std::string_view event);

/// The count of an event as of a later time, decayed by the half-life of its rule, if it has one.
double decayed_count(const EventRecord& event, const EventRule* rule, std::int64_t at_ms);

/// The share of the visits that the product expects of its users in 28 days that took place, 0..1:
/// of the days, of the weeks, or whether there was any.
double cadence_of(const UserState& state, Cadence cadence, std::int32_t on_day);

}  // namespace docent
