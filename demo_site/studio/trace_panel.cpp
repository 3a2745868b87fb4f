// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "clock_text.hpp"
#include "controls.hpp"
#include "panels.hpp"

namespace studio {
namespace {

constexpr float kSignRadius = 9;

Tone tone_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kShowing:
      return Tone::kAccent;
    case Verdict::kWouldShow:
      return Tone::kGood;
    case Verdict::kBlocked:
      return Tone::kHeld;
  }
  return Tone::kNeutral;
}

void draw_title(const CampaignRow& row, const Explanation& explanation) {
  const Palette& colors = palette();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float chip = chip_size(explanation.headline).x;
  // A long name takes the whole line, and the verdict moves below it.
  const bool beside = text_width(Face::kTitle, row.name) + chip + 16 <= width;
  draw_text(Face::kTitle, colors.text, at, row.name, width);
  draw_chip_ending(ImVec2(at.x + width, at.y + (beside ? 2 : 27)), tone_of(explanation.verdict),
                   explanation.headline);
  draw_text(Face::kSmall, colors.soft, ImVec2(at.x, at.y + 29), row.kind + " · " + row.id,
            beside ? width : width - chip - 16);
  ImGui::Dummy(ImVec2(width, 31 + line_height(Face::kSmall)));
}

/// When time alone opens it, and a button that moves the clock there.
void draw_opening(App& app, const Explanation& explanation) {
  if (explanation.verdict != Verdict::kBlocked) return;
  const Palette& colors = palette();
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  constexpr float kHeight = 38;
  ImGui::GetWindowDrawList()->AddRectFilled(at, ImVec2(at.x + width, at.y + kHeight), colors.raised,
                                            8);
  const float y = at.y + std::floor((kHeight - line_height(Face::kSmall)) / 2);
  const bool opens = explanation.next_at_ms && *explanation.next_at_ms > app.inspection.clock_ms();
  if (!opens) {
    draw_text(Face::kSmall, colors.soft, ImVec2(at.x + 14, y), "Time alone does not open it.",
              width - 28);
    ImGui::Dummy(ImVec2(width, kHeight));
    return;
  }
  const std::int64_t opens_ms = *explanation.next_at_ms;
  const float button_room = button_width("Go there") + 20;
  draw_text(Face::kSmall, colors.soft, ImVec2(at.x + 14, y), "Opens at");
  const float after = 14 + text_width(Face::kSmall, "Opens at") + 6;
  draw_text(Face::kSmallStrong, colors.text, ImVec2(at.x + after, y),
            time_text(opens_ms, app.inspection.offset_min()) + "  ·  in " +
                span_text(opens_ms - app.inspection.clock_ms()),
            width - after - button_room);
  ImGui::SetCursorScreenPos(ImVec2(at.x + width - button_room + 12, at.y + 4));
  if (button("Go there", ButtonKind::kPlain)) {
    app.inspection.set_clock_distance(app.inspection.clock_distance() + opens_ms -
                                      app.inspection.clock_ms());
  }
  hint("Moves the Studio's clock to that time. The app's own clock and state stay as they are.");
  ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + kHeight));
  ImGui::Dummy(ImVec2(width, 0));
}

/// One row: sign, name, sentence, and below it the numbers compared. `deciding` marks the first
/// closed gate.
void draw_gate(const Gate& gate, bool deciding, bool last) {
  const Palette& colors = palette();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  constexpr float kLabelX = 44;
  constexpr float kTop = 8;
  constexpr float kChip = 22;
  const bool wide = width > 400;
  const float sentence_x = wide ? kLabelX + 104 : kLabelX;
  const float sentence_y = wide ? kTop : kTop + 20;
  const float sentence_width = std::max(80.f, width - sentence_x - 12);
  const float sentence_height = wrapped_height(Face::kSmall, gate.sentence, sentence_width);
  const bool compared = !gate.comparison.empty() && !gate.open;
  const float height = sentence_y + sentence_height + (compared ? kChip + 6 : 0) + kTop + 2;

  ImDrawList* list = ImGui::GetWindowDrawList();
  if (deciding) {
    list->AddRectFilled(at, ImVec2(at.x + width, at.y + height), colors.held_soft, 8);
  }
  const ImVec2 sign(at.x + 22, at.y + kTop + std::floor(line_height(Face::kSmall) / 2));
  if (!last) {
    const float next_sign = at.y + height + (sign.y - at.y);
    list->AddLine(ImVec2(sign.x, sign.y + kSignRadius + 3),
                  ImVec2(sign.x, next_sign - kSignRadius - 3), colors.border, 1.5f);
  }
  if (gate.open) {
    draw_tick(sign, kSignRadius, Tone::kGood);
  } else {
    draw_bar_sign(sign, kSignRadius, Tone::kHeld);
  }
  draw_text(Face::kSmallStrong, gate.open ? colors.text : colors.held,
            ImVec2(at.x + kLabelX, at.y + kTop), gate.label);
  draw_wrapped(Face::kSmall, gate.open ? colors.soft : colors.text,
               ImVec2(at.x + sentence_x, at.y + sentence_y), gate.sentence, sentence_width);
  if (compared) {
    const ImVec2 chip(at.x + sentence_x, at.y + sentence_y + sentence_height + 5);
    const float chip_width =
        std::min(text_width(Face::kSmallStrong, gate.comparison) + 18, sentence_width);
    list->AddRectFilled(chip, ImVec2(chip.x + chip_width, chip.y + kChip),
                        deciding ? colors.panel : colors.raised, kChip / 2);
    draw_text(Face::kSmallStrong, colors.held, ImVec2(chip.x + 9, chip.y + 3), gate.comparison,
              chip_width - 18);
  }
  ImGui::PushID(gate.id.c_str());
  ImGui::InvisibleButton("gate", ImVec2(width, height));
  ImGui::PopID();
  hint(gate.comparison.empty() ? "Code " + gate.code : gate.comparison + "  ·  code " + gate.code);
}

}  // namespace

void draw_trace(App& app, ImVec2 size) {
  begin_pane("trace", size);
  const CampaignRow* row = app.inspection.find(app.selected);
  if (row == nullptr) {
    wrapped_label(Face::kBody, palette().soft,
                  "Choose a campaign to see why it is, or is not, shown.");
    end_pane();
    return;
  }
  const Explanation& explanation = app.inspection.explain(row->id);
  draw_title(*row, explanation);
  draw_opening(app, explanation);
  begin_scroll("gates", ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  const Gate* deciding = explanation.first_closed();
  for (const Gate& gate : explanation.gates)
    draw_gate(gate, &gate == deciding, &gate == &explanation.gates.back());
  ImGui::PopStyleVar();
  end_scroll();
  end_pane();
}

}  // namespace studio
