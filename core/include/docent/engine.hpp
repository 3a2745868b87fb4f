// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "docent/batch.hpp"
#include "docent/campaign.hpp"
#include "docent/candidates.hpp"
#include "docent/decide.hpp"
#include "docent/host.hpp"
#include "docent/state.hpp"
#include "docent/value.hpp"

namespace docent {

/// Docent's version, as it stands in summaries.
inline constexpr std::string_view kVersion = "0.1.0";

/// The engine: campaign file and user state in, commands in, effects out. docs/engine.md is its
/// reference. It reads no clock, no randomness and no page; the same calls give the same answers
/// everywhere. All texts are UTF-8 JSON.
class Engine {
 public:
  explicit Engine(Host host) : host_(host) {}

  /// Loads a campaign file: `{"ok", "problems"}`. A refused file changes nothing.
  std::string load(std::string_view text);
  /// Takes a snapshot back; "" is a fresh user: `{"ok"}` or `{"ok": false, "error"}`.
  std::string restore(std::string_view text);
  /// The user state, to be kept and restored.
  std::string snapshot() const;
  /// Records a batch, decides once for its `here`, and lists the effects.
  std::string handle(std::string_view batch);
  /// Why a campaign would or would not be shown: `{"campaign", "here"}` in.
  std::string explain(std::string_view request) const;
  /// Every attribute a condition can see, and the score's parts: `{"here"}` in.
  std::string attributes(std::string_view request) const;

  const CampaignFile& file() const { return file_; }
  const UserState& state() const { return state_; }

 private:
  /// A question to the engine, and the state at its time.
  struct Question {
    Value json;
    Here here;
    UserState state;
  };
  Result<Question> read_question(std::string_view request) const;
  /// Whether that time is on a later local day than the engine's clock, if that was ever told.
  bool is_next_day(std::int64_t now_ms, std::int32_t offset_min) const;
  /// Moves the clock, and measures what a new local day changes.
  void step_clock(std::int64_t now_ms, std::int32_t offset_min, std::string_view id,
                  const Here& here, Value& effects);
  /// What changed about the user, and what follows from it (lifecycle.hpp).
  void measure(Value& effects);
  /// Decides, and writes down who met the control of an experiment on the way.
  Decision decide_and_expose(const Situation& situation);
  /// Puts on this tab's screen what belongs there, and takes off what does not.
  void settle(const Here& here, Value& effects);

  Host host_;
  CampaignFile file_;
  Candidates candidates_;  ///< of `file_`
  UserState state_;
  bool loaded_ = false;
  bool read_only_ = false;
};

}  // namespace docent
