// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <cmath>

#include "clock_text.hpp"
#include "controls.hpp"
#include "panels.hpp"

namespace studio {
namespace {

/// Draws "name value" and moves `at` behind it, unless it would pass `end`.
void draw_fact(ImVec2& at, float end, std::string_view name, std::string_view value) {
  const float name_width = text_width(Face::kSmall, name) + 5;
  const float value_width = text_width(Face::kSmallStrong, value);
  if (at.x + name_width + value_width > end) return;
  draw_text(Face::kSmall, palette().soft, at, name);
  draw_text(Face::kSmallStrong, palette().text, ImVec2(at.x + name_width, at.y), value);
  at.x += name_width + value_width + 22;
}

std::string shortened(std::string_view id) {
  constexpr size_t kRoom = 24;
  return id.size() <= kRoom
             ? std::string(id)
             : std::string(id.substr(0, 8)) + "…" + std::string(id.substr(id.size() - 4));
}

}  // namespace

void draw_status_bar(App& app, ImVec2 size) {
  const Palette& colors = palette();
  const Inspection& inspection = app.inspection;
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  ImVec2 at(origin.x + 4, origin.y + std::floor((size.y - line_height(Face::kSmall)) / 2));

  ImGui::SetCursorScreenPos(ImVec2(origin.x + size.x - 40, origin.y));
  ImGui::InvisibleButton("keys", ImVec2(40, size.y));
  draw_text(Face::kSmall, colors.soft, ImVec2(origin.x + size.x - 36, at.y), "Keys");
  hint(
      "Up and Down choose a campaign, / searches. Left and Right move the clock by an hour, with "
      "Shift by a day, Page Up and "
      "Page Down by 30 days, Home is now. 1 to 9 preview a step, Escape ends the preview.");

  const ImU32 light = app.connected ? colors.good : colors.held;
  ImGui::GetWindowDrawList()->AddCircleFilled(ImVec2(at.x + 4, origin.y + size.y / 2), 4, light);
  at.x += 14;
  const std::string_view state = app.connected ? "Connected" : "Waiting for the app";
  draw_text(Face::kSmall, colors.soft, at, state);
  at.x += text_width(Face::kSmall, state) + 22;
  const float end = origin.x + size.x - 50;
  if (!inspection.state_error().empty()) {
    draw_text(Face::kSmallStrong, colors.bad, at, inspection.state_error(), end - at.x);
    return;
  }
  if (inspection.has_file()) {
    draw_fact(at, end, "File",
              inspection.revision().empty() ? "without revision" : inspection.revision());
  }
  if (!inspection.has_state()) return;
  draw_fact(at, end, inspection.anonymous() ? "Anonymous user" : "User",
            shortened(inspection.user_id()));
  draw_fact(at, end, "Clock", time_text(inspection.clock_ms(), inspection.offset_min(), true));
  draw_fact(at, end, "Page", inspection.page_path());
}

}  // namespace studio
