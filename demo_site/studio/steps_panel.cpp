// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <cmath>

#include "controls.hpp"
#include "panels.hpp"

namespace studio {
namespace {

constexpr float kRowHeight = 50;

void draw_step(App& app, const StepRow& step, size_t index) {
  const Palette& colors = palette();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const bool previewed =
      app.preview && app.preview->campaign == app.selected && app.preview->step == step.id;
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (previewed)
    list->AddRectFilled(at, ImVec2(at.x + width, at.y + kRowHeight - 4), colors.accent_soft, 8);

  const std::string number = std::to_string(index + 1);
  const ImVec2 badge(at.x + 22, at.y + (kRowHeight - 4) / 2);
  list->AddCircleFilled(badge, 12, previewed ? colors.accent : colors.raised);
  draw_text(Face::kSmallStrong, previewed ? colors.on_accent : colors.soft,
            ImVec2(badge.x - text_width(Face::kSmallStrong, number) / 2,
                   badge.y - std::floor(line_height(Face::kSmallStrong) / 2)),
            number);

  const char* action = previewed ? "End preview" : "Preview";
  const float button_room = button_width("End preview") + 12;
  const float room = width - 46 - button_room - 8;
  draw_text(Face::kBody, colors.text, ImVec2(at.x + 46, at.y + 4), step.title, room);
  std::string detail = step.surface;
  if (!step.target.empty()) detail += " at " + step.target;
  draw_text(Face::kSmall, colors.soft, ImVec2(at.x + 46, at.y + 24), detail, room);

  ImGui::PushID(step.id.c_str());
  const float own_width = button_width(action);
  ImGui::SetCursorScreenPos(
      ImVec2(at.x + width - own_width - 10, at.y + (kRowHeight - 4 - 30) / 2));
  if (button(action, previewed ? ButtonKind::kPrimary : ButtonKind::kPlain)) {
    if (previewed) {
      end_preview();
    } else {
      start_preview(app.selected, step.id);
    }
  }
  ImGui::PopID();
  ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + kRowHeight));
  ImGui::Dummy(ImVec2(width, 0));
}

/// What the heading says beside "Steps".
std::string_view remark_of(const App& app) {
  if (!app.connected) return "the app is not there to show them";
  if (app.preview && app.preview->campaign == app.selected && !app.preview->remark.empty()) {
    return app.preview->remark;
  }
  return "shown by the real widget in the app beside";
}

}  // namespace

void draw_steps(App& app, ImVec2 size) {
  begin_pane("steps", size);
  const std::vector<StepRow> steps = app.inspection.steps(app.selected);
  heading("Steps", remark_of(app));
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() - 8);
  begin_scroll("step_rows", ImVec2(ImGui::GetContentRegionAvail().x + 8, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  for (size_t index = 0; index < steps.size(); ++index) draw_step(app, steps[index], index);
  ImGui::PopStyleVar();
  end_scroll();
  end_pane();
}

}  // namespace studio
