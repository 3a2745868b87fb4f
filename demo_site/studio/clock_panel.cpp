// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>

#include "clock_text.hpp"
#include "controls.hpp"
#include "docent/batch.hpp"
#include "panels.hpp"

namespace studio {
namespace {

using docent::kDayMs;
using docent::kHourMs;

struct Move {
  const char* text;
  std::int64_t by_ms;
};
constexpr std::array kBack = {Move{"−30 d", -30 * kDayMs}, Move{"−1 d", -kDayMs},
                              Move{"−1 h", -kHourMs}};
constexpr std::array kForward = {Move{"+1 h", kHourMs}, Move{"+1 d", kDayMs},
                                 Move{"+30 d", 30 * kDayMs}};
constexpr float kWidestMove = 52;
constexpr float kMoveGap = 4;

/// The width of all buttons where there is room for them.
float moves_width() { return 6 * (kWidestMove + kMoveGap) + button_width("Now"); }

void draw_moves(Inspection& inspection) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(kMoveGap, 0));
  const float now_width = button_width("Now");
  const float width =
      std::min(kWidestMove, (ImGui::GetContentRegionAvail().x - now_width - 6 * kMoveGap) / 6);
  const auto move_button = [&](const Move& move) {
    if (button(move.text, ButtonKind::kPlain, width)) {
      inspection.set_clock_distance(inspection.clock_distance() + move.by_ms);
    }
  };
  for (const Move& move : kBack) {
    move_button(move);
    ImGui::SameLine();
  }
  const bool moved = inspection.clock_distance() > 0;
  if (button("Now", moved ? ButtonKind::kPrimary : ButtonKind::kPlain)) {
    inspection.set_clock_distance(0);
  }
  hint("Back to the app's own time.");
  for (const Move& move : kForward) {
    ImGui::SameLine();
    move_button(move);
  }
  ImGui::PopStyleVar();
}

/// What the slider spans: 60 days, or more in steps of 30 once the buttons went farther.
std::int64_t span_ms(const Inspection& inspection) {
  const std::int64_t months = (inspection.clock_distance() + 30 * kDayMs - 1) / (30 * kDayMs);
  return std::max<std::int64_t>(2, months) * 30 * kDayMs;
}

void draw_slider(App& app) {
  const Palette& colors = palette();
  Inspection& inspection = app.inspection;
  const std::int64_t span = span_ms(inspection);
  constexpr float kHandle = 8;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float left = at.x + kHandle;
  const float length = width - 2 * kHandle;
  const auto x_of = [&](std::int64_t distance) {
    return left +
           length * static_cast<float>(static_cast<double>(distance) / static_cast<double>(span));
  };
  ImGui::InvisibleButton("time", ImVec2(width, 24));
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (ImGui::IsItemActive()) {
    const float share = std::clamp((ImGui::GetIO().MousePos.x - left) / length, 0.f, 1.f);
    // By whole hours: what lies between them the buttons and "Go there" reach.
    const double hours =
        std::round(static_cast<double>(share) * static_cast<double>(span / kHourMs));
    inspection.set_clock_distance(static_cast<std::int64_t>(hours) * kHourMs);
  }

  ImDrawList* list = ImGui::GetWindowDrawList();
  const float middle = at.y + 12;
  const float handle = x_of(inspection.clock_distance());
  list->AddRectFilled(ImVec2(left, middle - 2.5f), ImVec2(left + length, middle + 2.5f),
                      colors.pressed, 2.5f);
  list->AddRectFilled(ImVec2(left, middle - 2.5f), ImVec2(handle, middle + 2.5f), colors.accent,
                      2.5f);

  const std::int64_t present = inspection.clock_ms() - inspection.clock_distance();
  const std::int64_t every = span > 120 * kDayMs ? 30 * kDayMs
                             : width > 520       ? 7 * kDayMs
                                                 : 14 * kDayMs;
  for (std::int64_t mark = 0; mark <= span; mark += every) {
    const float x = std::floor(x_of(mark));
    list->AddRectFilled(ImVec2(x, middle + 7), ImVec2(x + 1, middle + 11), colors.soft);
    const std::string words =
        mark == 0 ? "now" : short_day_text(present + mark, inspection.offset_min());
    const float half = text_width(Face::kSmall, words) / 2;
    const float text_x = std::clamp(x - half, at.x, at.x + width - 2 * half);
    draw_text(Face::kSmall, colors.soft, ImVec2(text_x, middle + 13), words);
  }

  // Where time opens the chosen campaign.
  const Explanation& chosen = inspection.explain(app.selected);
  if (chosen.next_at_ms && *chosen.next_at_ms > inspection.clock_ms() &&
      *chosen.next_at_ms - present <= span) {
    const float x = x_of(*chosen.next_at_ms - present);
    list->AddQuadFilled(ImVec2(x, middle - 7), ImVec2(x + 7, middle), ImVec2(x, middle + 7),
                        ImVec2(x - 7, middle), colors.panel);
    list->AddQuadFilled(ImVec2(x, middle - 5), ImVec2(x + 5, middle), ImVec2(x, middle + 5),
                        ImVec2(x - 5, middle), colors.good);
  }
  list->AddCircleFilled(ImVec2(handle, middle), kHandle, colors.accent);
  list->AddCircleFilled(ImVec2(handle, middle), 3, colors.on_accent);
  ImGui::SetCursorScreenPos(ImVec2(at.x, middle + 13 + line_height(Face::kSmall) + 6));
}

}  // namespace

void draw_clock(App& app, ImVec2 size) {
  Inspection& inspection = app.inspection;
  begin_pane("clock", size);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const bool moved = inspection.clock_distance() > 0;
  const std::string time = time_text(inspection.clock_ms(), inspection.offset_min());
  const bool one_line = width > moves_width() + text_width(Face::kStrong, time) + 120;
  draw_text(Face::kStrong, palette().text, ImVec2(at.x, at.y + 7), time, width);
  draw_chip(ImVec2(at.x + text_width(Face::kStrong, time) + 10, at.y + 4),
            moved ? Tone::kAccent : Tone::kGood,
            moved ? "+" + span_text(inspection.clock_distance()) : "Live");
  ImGui::SetCursorScreenPos(one_line ? ImVec2(at.x + width - moves_width(), at.y)
                                     : ImVec2(at.x, at.y + 36));
  draw_moves(inspection);
  ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + (one_line ? 38 : 76)));
  draw_slider(app);

  bool opens = inspection.assumption() == Assumption::kPageView;
  if (check_box("As if the page were opened again at that time", &opens)) {
    inspection.set_assumption(opens ? Assumption::kPageView : Assumption::kNothing);
  }
  hint(
      "Most campaigns wait for a page view, and a page view is good for ten minutes. With this, a "
      "moved clock tells what the "
      "user would see on opening this page then. The app's own state is never touched.");
  end_pane();
}

}  // namespace studio
