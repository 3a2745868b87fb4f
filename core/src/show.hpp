// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "docent/campaign.hpp"
#include "docent/decide.hpp"
#include "docent/profile.hpp"
#include "docent/state.hpp"
#include "docent/value.hpp"

namespace docent {

/// What the `show` effect carries (docs/engine.md), every text resolved for `here`.

/// Resolves the texts of one showing: the user's language, attributes inserted.
struct Words {
  const Situation& situation;
  Profile profile;

  explicit Words(const Situation& s) : situation(s), profile(s.state, s.file, s.here) {}
  std::string operator()(const Text& text) const;
  /// Sets a member, unless there is no text.
  void put(Value& out, std::string_view key, const Text& text) const;
};

/// A way to find an element, as effects carry it.
Value locator_json(const Locator& locator);
Value targets_json(const std::vector<Locator>& targets);
Value button_json(const Button& button, const Words& words);
/// Title, body, blocks, question and buttons of a step.
Value content_json(const Step& step, const Prompt& prompt, const Words& words);

/// Adds the `hide` effect, unless this batch hides the prompt already: whoever found out first says
/// why.
void hide_once(const std::string& prompt, std::string_view reason, Value& effects);

/// The `show` effect of the prompt's step.
Value show_effect(const Prompt& prompt, const Campaign& campaign, const Situation& situation,
                  bool resumed);

}  // namespace docent
