// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

/// \file
/// The Studio's frame: what is chosen, which panel stands where, and the doors to the page around
/// the canvas.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "inspection.hpp"

namespace studio {

/// The step that the app beside the Studio shows on request.
struct Preview {
  std::string campaign;
  std::string step;
  std::string remark = {};  ///< what the reader should know about it; empty when all is well
};

/// Where the reader wants a pane to end, in CSS pixels.
struct Layout {
  float list_width = 318;
  float score_height = 276;
  float steps_height = 214;
};

struct App {
  Inspection inspection = {};
  std::string selected = {};  ///< campaign id; empty while there is none
  std::array<char, 128> search = {};
  std::optional<Preview> preview = {};
  bool connected = false;       ///< the app answered and has not gone since
  bool was_connected = false;   ///< it answered at least once
  bool list_problems = false;   ///< the file's problems take the place of the trace
  bool focus_search = false;    ///< put the caret into the search field in the next frame
  bool reveal_selected = true;  ///< scroll the list to the chosen row in the next frame
  Layout layout = {};
};

/// A page has one Studio.
App& app();

/// One frame of everything.
void draw_app();

/// Chooses a campaign. False when the file has none of that id.
bool select_campaign(std::string_view id);
/// Whether the search lets a campaign through.
[[nodiscard]] bool matches_search(const CampaignRow& row, std::string_view search);
/// Moves the choice over the campaigns the search lets through.
void select_neighbour(int steps);
void start_preview(std::string_view campaign, std::string_view step);
void end_preview();

}  // namespace studio
