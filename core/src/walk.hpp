// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "docent/campaign.hpp"
#include "docent/decide.hpp"
#include "docent/profile.hpp"
#include "docent/state.hpp"

namespace docent {

/// How many items of a checklist there are for this user, and how many of them are done.
struct Tally {
  int total = 0, done = 0;
};

/// A campaign's steps as one prompt finds them now: what follows which, and what is passed over.
/// Asks only; nothing moves. The parts must outlive it.
class Walk {
 public:
  /// `prompt`: whose answers conditions see as `answers.<question>`; nullptr: there are none yet.
  Walk(const std::vector<Step>& steps, const Prompt* prompt, const Situation& situation)
      : steps_(steps),
        prompt_(prompt),
        situation_(situation),
        profile_(situation.state, situation.file, situation.here) {}

  /// Past the last step.
  static constexpr int kEnd = -1;

  /// Whether a condition of a step holds: over every attribute, and the prompt's answers.
  bool holds(const Condition& condition) const;

  /// Where going on from a step leads: its first branch that holds, else the next step.
  int after(int index) const;

  /// Whether the step is none to stop at: its `show_if` is false, or what it would wait for (a
  /// condition, a page) is there already.
  bool passes_over(int index) const;

  /// Where somebody who goes to a step arrives. What is passed over is left as if by going on, at
  /// most as often as there are steps: a circle of such steps ends the prompt.
  int arrival(int index) const;

  /// Whether the step's own `advance` is fulfilled now; `since_ms`: when its timer began, 0: not
  /// yet.
  bool goes_on(const Step& step, std::int64_t since_ms) const;

  /// Of a checklist: whether an item is done by what happened, ever, and how many are done, by that
  /// or in the prompt.
  bool has_happened(const Step& item) const;
  Tally tally() const;

 private:
  const Step& step(int index) const { return steps_[static_cast<std::size_t>(index)]; }
  bool is_on_page(const Condition& page) const;
  Value attribute(std::string_view path) const;

  const std::vector<Step>& steps_;
  const Prompt* prompt_;
  const Situation& situation_;
  Profile profile_;
};

/// Where a prompt is among the steps it can reach.
struct Progress {
  int index = 0;  ///< visible steps on the way here
  int count = 1;  ///< those, this one, and those that would follow if nothing changed
};
Progress progress_of(const Prompt& prompt, const Campaign& campaign, const Situation& situation);

/// The step at which a new prompt of that campaign would begin; nullptr when there is none.
const Step* entry_step(const Campaign& campaign, std::string_view variant,
                       const Situation& situation);

/// When the first timer of an open prompt ends; nothing when none runs.
std::optional<std::int64_t> next_timer_ms(const UserState& state, const CampaignFile& file);

}  // namespace docent
