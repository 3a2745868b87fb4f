// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "docent/attention.hpp"
#include "docent/batch.hpp"
#include "docent/campaign.hpp"
#include "docent/candidates.hpp"
#include "docent/host.hpp"
#include "docent/profile.hpp"
#include "docent/state.hpp"
#include "docent/value.hpp"

namespace docent {

/// A moment stays good for so long when something else is in the way.
inline constexpr std::int64_t kMomentMs = 10 * kMinuteMs;
/// What became of the user stays good for so long after the pause.
inline constexpr std::int64_t kNewsMs = 7 * kDayMs;
/// How long a tab may show a prompt without renewing its lease.
inline constexpr std::int64_t kLeaseMs = 15 * kSecondMs;

/// A campaign whose delay ends so soon holds those of lower rank back, or the shortest delay would
/// beat the highest priority.
inline constexpr std::int64_t kPatienceMs = 5 * kSecondMs;

/// What every gate needs to know. The parts must outlive it.
struct Situation {
  const UserState& state;
  const CampaignFile& file;
  const Here& here;
  const Host& host;
  bool read_only = false;            ///< the stored state is from a newer engine
  Candidates* candidates = nullptr;  ///< without them, every campaign is looked at
};

/// What closed gates mean together.
struct Obstacle {
  bool none = true;      ///< all gates are open
  bool is_delay = true;  ///< nothing but the trigger's delay is in the way
  /// When time alone removes it; nothing when it does not.
  std::optional<std::int64_t> opens_at_ms = {};
  bool hopeless = false;                          ///< some gate is not opened by time
  std::optional<std::int64_t> closes_at_ms = {};  ///< when the moment passes

  void add(const Gate& gate);
  /// When all gates were added: whether the schedule and the moment still hold by then.
  void settle(const Campaign& campaign, const UserState& state);
};

/// The gates of a campaign in order, with their numbers; all but `priority`.
std::vector<Gate> gates_of(const Campaign& campaign, const Situation& situation);
Obstacle obstacle_of(const std::vector<Gate>& gates, const Campaign& campaign,
                     const UserState& state);

/// What should be on screen here, and when to look again.
struct Decision {
  /// To begin as well, in that order: their first step is hidden, so they are in nobody's way.
  std::vector<const Campaign*> hidden;
  const Campaign* campaign = nullptr;   ///< to begin; or the one of `prompt`
  const Campaign* waits_for = nullptr;  ///< shows nothing now: this one is due within kPatienceMs
  std::string prompt;                   ///< to show or go on showing; empty: begin a new one
  std::optional<std::int64_t>
      wake_at_ms;  ///< the earliest time at which time alone could change the decision
  /// Would have been shown here but for being the user's control (experiment.hpp).
  std::vector<const Campaign*> exposed;
};

/// How many prompts may be open at once: waiting ones are looked at in every batch.
inline constexpr std::size_t kMaxPrompts = 64;

/// Decides for `here`. Open prompts go before new ones, what the user asked for before everything.
Decision decide(const Situation& situation);

/// The campaign of an open prompt that may be on screen here, or nullptr.
const Campaign* campaign_that_fits(const Prompt& prompt, const Situation& situation);

/// Whether a passive campaign (Campaign::is_passive), which has no open prompt, may begin one here:
/// every gate but those of rank and lease, and of attention where it takes none.
bool passive_may_show(const Campaign& campaign, const Situation& situation);

/// Whether what a passive campaign showed before may stand there still: the file, its schedule and
/// its audience say so.
bool still_fits(const Campaign& campaign, const Situation& situation);

/// Whether a moment that came now could lead to a prompt: every gate that neither the moment nor
/// attention, rank and lease decide.
bool moment_could_count(const Campaign& campaign, const Situation& situation);

/// The step a prompt is at; nullptr when the file has it no longer.
const Step* step_of(const Prompt& prompt, const Campaign& campaign);

/// Whether the prompt's step may be on screen on the page of `here`: its `page`, and for one that
/// resumes without a page of its own, the campaign's `resume_page`; that is a checklist's page
/// always. A hidden step fits nowhere.
bool fits_page(const Prompt& prompt, const Campaign& campaign, const Situation& situation);

}  // namespace docent
