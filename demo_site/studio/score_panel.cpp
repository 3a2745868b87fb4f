// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "controls.hpp"
#include "panels.hpp"

namespace studio {
namespace {

constexpr float kPartHeight = 46;

Tone tone_of(const Score& score) {
  // The lowest band asks for attention, the highest is what the product hopes for.
  if (score.bands.size() < 2) return Tone::kAccent;
  if (score.band == score.bands.front().label) return Tone::kHeld;
  return score.band == score.bands.back().label ? Tone::kGood : Tone::kAccent;
}

void draw_total(const Score& score) {
  const Palette& colors = palette();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const std::string digits = short_number(score.value);
  draw_text(Face::kDisplay, colors.text, ImVec2(at.x, at.y - 4), digits);
  const float after = at.x + text_width(Face::kDisplay, digits) + 8;
  draw_text(Face::kSmall, colors.soft, ImVec2(after, at.y + 18), "of 100");
  if (!score.band.empty())
    draw_chip_ending(ImVec2(at.x + width, at.y + 9), tone_of(score), score.band);

  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 bar(at.x, at.y + 44);
  constexpr float kBar = 8;
  list->AddRectFilled(bar, ImVec2(bar.x + width, bar.y + kBar), colors.raised, kBar / 2);
  const float filled = width * static_cast<float>(std::clamp(score.value, 0.0, 100.0)) / 100;
  if (filled > 1) {
    list->AddRectFilled(bar, ImVec2(bar.x + std::max(filled, kBar), bar.y + kBar), colors.accent,
                        kBar / 2);
  }
  for (const Band& band : score.bands) {
    if (band.from <= 0) continue;
    const float x = std::floor(bar.x + width * static_cast<float>(band.from) / 100);
    list->AddRectFilled(ImVec2(x, bar.y - 2), ImVec2(x + 2, bar.y + kBar + 2), colors.panel);
    const std::string mark = short_number(band.from);
    draw_text(Face::kSmall, colors.soft,
              ImVec2(x - text_width(Face::kSmall, mark) / 2, bar.y + kBar + 4), mark);
  }
  ImGui::Dummy(ImVec2(width, 44 + kBar + 4 + line_height(Face::kSmall)));
}

std::string formula_of(const ScorePart& part) {
  std::string text = short_number(part.count) + " × " + short_number(part.weight);
  if (part.half_life_days) text += ", halves in " + short_number(*part.half_life_days) + " d";
  return text;
}

/// One line with its points and a bar.
void draw_line(const std::string& label, const std::string& formula, double value_points,
               double largest, const std::string& id, const std::string& more) {
  const Palette& colors = palette();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const std::string points = (value_points > 0.05 ? "+" : "") + short_number(value_points);
  const float points_width = text_width(Face::kSmallStrong, points);
  const ImU32 ink = value_points < 0 ? colors.bad : value_points > 0 ? colors.text : colors.soft;
  draw_text(Face::kSmallStrong, ink, ImVec2(at.x + width - points_width, at.y), points);

  const float label_room = width - points_width - 12;
  const float label_width = std::min(text_width(Face::kSmall, label), label_room);
  draw_text(Face::kSmall, colors.text, at, label, label_room);
  const float formula_room = label_room - label_width - 8;
  if (formula_room > 40) {
    draw_text(Face::kSmall, colors.soft, ImVec2(at.x + label_width + 8, at.y), formula,
              formula_room);
  }

  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 bar(at.x, at.y + line_height(Face::kSmall) + 5);
  list->AddRectFilled(bar, ImVec2(bar.x + width, bar.y + 6), colors.raised, 3);
  const float share = largest > 0 ? static_cast<float>(std::abs(value_points) / largest) : 0;
  if (share > 0) {
    list->AddRectFilled(bar, ImVec2(bar.x + std::max(6.f, width * share), bar.y + 6),
                        value_points < 0 ? colors.bad : colors.accent, 3);
  }
  ImGui::InvisibleButton(id.c_str(), ImVec2(width, kPartHeight - 12));
  hint(label + more + ": " + formula + " gives " + points + " of 100.");
}

void draw_part(const ScorePart& part, double largest) {
  draw_line(part.label, formula_of(part), part.points, largest, "event " + part.event,
            part.core ? " (core action)" : "");
}

void draw_dimension(const ScoreDimension& dimension, double largest) {
  draw_line(dimension.label,
            short_number(dimension.value) + " of " + short_number(dimension.target),
            dimension.points, largest, "dimension " + dimension.label, "");
}

/// Where the user is in the lifecycle, in one line.
std::string life_of(const Score& score) {
  const std::string stage = score.stage.empty() ? "" : "Stage: " + score.stage;
  return stage + (stage.empty() || score.milestones.empty() ? "" : ". ") + score.milestones;
}

}  // namespace

void draw_score(App& app, ImVec2 size) {
  const Score& score = app.inspection.score();
  begin_pane("score", size);
  heading("Engagement score");
  draw_total(score);
  if (const std::string life = life_of(score); !life.empty()) {
    wrapped_label(Face::kSmall, palette().soft, life);
  }
  begin_scroll("parts", ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 12));
  if (score.parts.empty() && score.dimensions.empty()) {
    wrapped_label(Face::kSmall, palette().soft,
                  "No event in the campaign file has a weight, so nothing adds to the score.");
  }
  double largest = 0;
  for (const ScorePart& part : score.parts) largest = std::max(largest, std::abs(part.points));
  for (const ScoreDimension& dimension : score.dimensions) {
    largest = std::max(largest, std::abs(dimension.points));
  }
  if (!score.dimensions.empty()) {
    for (const ScoreDimension& dimension : score.dimensions) draw_dimension(dimension, largest);
    if (!score.parts.empty()) wrapped_label(Face::kSmall, palette().soft, "Of these, the events");
  }
  for (const ScorePart& part : score.parts) draw_part(part, largest);
  ImGui::PopStyleVar();
  end_scroll();
  end_pane();
}

}  // namespace studio
