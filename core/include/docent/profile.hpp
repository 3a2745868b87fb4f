// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "docent/batch.hpp"
#include "docent/campaign.hpp"
#include "docent/condition.hpp"
#include "docent/state.hpp"

namespace docent {

/// Sessions end after so long without activity, and at the latest after so long (the field's common
/// values).
inline constexpr std::int64_t kSessionIdleMs = 30 * kMinuteMs;
inline constexpr std::int64_t kSessionCapMs = 24 * kHourMs;

/// The user did something: opens a session if the last one is over, and counts the day as active.
void record_activity(UserState& state);

/// An event happened now. Counts it if the file refers to it.
void record_event(UserState& state, const CampaignFile& file, std::string_view event);

/// Shallow merge; a null deletes. Refuses (false) what would make the traits larger than 4 KiB.
bool merge_traits(Value& traits, const Value& changes);

/// What an unknown user did becomes part of a known one: counters are added, the latest outcome
/// wins, the known user's traits stay.
void unite(UserState& known, const UserState& anonymous, const CampaignFile& file);

/// Everything an audience can ask about (docs/campaigns.md, "Attributes"). The parts must outlive
/// it.
class Profile {
 public:
  Profile(const UserState& state, const CampaignFile& file, const Here& here)
      : state_(state), file_(file), here_(here) {}

  /// The attribute at a dotted path, or null.
  Value get(std::string_view path) const;
  /// The same as a port for conditions.
  Attributes attributes() const;
  /// All attributes as one object, for people and tests.
  Value all() const;

 private:
  Value user(std::string_view rest) const;
  Value event(std::string_view rest) const;
  Value campaign(std::string_view rest) const;

  const UserState& state_;
  const CampaignFile& file_;
  const Here& here_;
};

}  // namespace docent
