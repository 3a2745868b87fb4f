// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "app.hpp"

#include <algorithm>
#include <vector>

#include "bridge.hpp"
#include "clock_text.hpp"
#include "controls.hpp"
#include "docent/batch.hpp"
#include "page_port.hpp"
#include "panels.hpp"
#include "theme.hpp"

namespace studio {
namespace {

constexpr float kMargin = 12;
constexpr float kStatusHeight = 30;
/// Narrower than this, the list stands above the trace instead of beside it.
constexpr float kTwoColumns = 640;

bool pressed(ImGuiKey key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); }

void move_clock(App& app, std::int64_t by_ms) {
  app.inspection.set_clock_distance(app.inspection.clock_distance() + by_ms);
}

/// Everything the pointer can do most, by keys; the status bar tells them.
void read_keys(App& app) {
  const ImGuiIO& io = ImGui::GetIO();
  if (pressed(ImGuiKey_Escape) && app.preview) end_preview();
  if (pressed(ImGuiKey_DownArrow)) select_neighbour(1);
  if (pressed(ImGuiKey_UpArrow)) select_neighbour(-1);
  if (io.WantTextInput) return;
  const std::int64_t step = io.KeyShift ? docent::kDayMs : docent::kHourMs;
  if (pressed(ImGuiKey_RightArrow)) move_clock(app, step);
  if (pressed(ImGuiKey_LeftArrow)) move_clock(app, -step);
  if (pressed(ImGuiKey_PageDown)) move_clock(app, 30 * docent::kDayMs);
  if (pressed(ImGuiKey_PageUp)) move_clock(app, -30 * docent::kDayMs);
  if (pressed(ImGuiKey_Home)) app.inspection.set_clock_distance(0);
  for (const ImWchar letter : io.InputQueueCharacters) {
    if (letter == '/') app.focus_search = true;
    if (letter < '1' || letter > '9') continue;
    const std::vector<StepRow> steps = app.inspection.steps(app.selected);
    const auto index = static_cast<size_t>(letter - '1');
    if (index < steps.size()) start_preview(app.selected, steps[index].id);
  }
}

void draw_detail(App& app, ImVec2 size) {
  if (app.list_problems) {
    draw_problems(app, size);
    return;
  }
  Layout& layout = app.layout;
  layout.steps_height = std::clamp(layout.steps_height, 110.f, std::max(110.f, size.y - 220));
  draw_trace(app, ImVec2(size.x, size.y - layout.steps_height - 10));
  splitter("between_trace_and_steps", Split::kRows, size.x, &layout.steps_height, 110, size.y - 220,
           true);
  draw_steps(app, ImVec2(size.x, layout.steps_height));
}

void draw_columns(App& app, ImVec2 size) {
  Layout& layout = app.layout;
  const float widest = std::min(460.f, size.x * 0.5f);
  layout.list_width = std::clamp(layout.list_width, 220.f, widest);
  layout.score_height = std::clamp(layout.score_height, 150.f, std::max(150.f, size.y - 200));
  ImGui::BeginGroup();
  draw_campaign_list(app, ImVec2(layout.list_width, size.y - layout.score_height - 10));
  splitter("between_list_and_score", Split::kRows, layout.list_width, &layout.score_height, 150,
           size.y - 200, true);
  draw_score(app, ImVec2(layout.list_width, layout.score_height));
  ImGui::EndGroup();
  ImGui::SameLine();
  splitter("between_columns", Split::kColumns, size.y, &layout.list_width, 220, widest);
  ImGui::SameLine();
  ImGui::BeginGroup();
  draw_detail(app, ImVec2(size.x - layout.list_width - 10, size.y));
  ImGui::EndGroup();
}

/// A phone or a narrow pane: one column that scrolls as a whole.
void draw_stack(App& app, ImVec2 size) {
  ImGui::PushStyleColor(ImGuiCol_ChildBg, faded(palette().background, 0));
  ImGui::BeginChild("stack", size, false);
  ImGui::PopStyleColor();
  const float width = ImGui::GetContentRegionAvail().x;
  draw_campaign_list(app, ImVec2(width, 230));
  ImGui::Dummy(ImVec2(1, 8));
  if (app.list_problems) {
    draw_problems(app, ImVec2(width, 420));
  } else {
    // High enough for all they hold: two scrolling areas in each other are hard on a thumb.
    draw_trace(app, ImVec2(width, 700));
    ImGui::Dummy(ImVec2(1, 8));
    const auto steps = static_cast<float>(app.inspection.steps(app.selected).size());
    draw_steps(app, ImVec2(width, 76 + 50 * std::min(steps, 12.f)));
  }
  ImGui::Dummy(ImVec2(1, 8));
  const Score& score = app.inspection.score();
  const auto parts = static_cast<float>(score.parts.size() + score.dimensions.size());
  draw_score(app, ImVec2(width, 150 + 46 * std::clamp(parts, 1.f, 12.f)));
  ImGui::EndChild();
}

void draw_rooms(App& app, ImVec2 size) {
  if (!app.inspection.has_file()) {
    if (app.inspection.problems().empty()) {
      draw_waiting(app, size);
    } else {
      draw_problems(app, size);
    }
    return;
  }
  if (!app.inspection.has_state()) {
    draw_waiting(app, size);
    return;
  }
  const bool columns = size.x >= kTwoColumns;
  const float clock_height = columns ? 144 : 182;
  const ImVec2 upper(size.x, size.y - clock_height - 10);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  ImGui::BeginGroup();
  if (columns) {
    draw_columns(app, upper);
  } else {
    draw_stack(app, upper);
  }
  ImGui::EndGroup();
  ImGui::Dummy(ImVec2(1, 10));
  draw_clock(app, ImVec2(size.x, clock_height));
  ImGui::PopStyleVar();
}

/// Keeps a campaign chosen while there is one.
void keep_selection(App& app) {
  if (app.inspection.find(app.selected) == nullptr) {
    app.selected =
        app.inspection.campaigns().empty() ? std::string() : app.inspection.campaigns().front().id;
    app.reveal_selected = true;
  }
  if (app.inspection.problems().empty()) app.list_problems = false;
}

}  // namespace

App& app() {
  static App the_app;
  return the_app;
}

bool select_campaign(std::string_view id) {
  App& studio = app();
  const CampaignRow* row = studio.inspection.find(id);
  if (row == nullptr) return false;
  studio.selected = row->id;
  studio.reveal_selected = true;
  studio.list_problems = false;
  return true;
}

void select_neighbour(int steps) {
  App& studio = app();
  std::vector<const CampaignRow*> shown;
  for (const CampaignRow& row : studio.inspection.campaigns()) {
    if (matches_search(row, studio.search.data())) shown.push_back(&row);
  }
  if (shown.empty()) return;
  const auto current = std::find_if(shown.begin(), shown.end(), [&](const CampaignRow* row) {
    return row->id == studio.selected;
  });
  const auto last = static_cast<std::ptrdiff_t>(shown.size()) - 1;
  const std::ptrdiff_t next =
      current == shown.end() ? 0
                             : std::clamp<std::ptrdiff_t>(current - shown.begin() + steps, 0, last);
  select_campaign(shown[static_cast<size_t>(next)]->id);
}

void start_preview(std::string_view campaign, std::string_view step) {
  app().preview = Preview{.campaign = std::string(campaign), .step = std::string(step)};
  tell_preview(campaign, step);
}

void end_preview() {
  app().preview.reset();
  tell_preview_end();
}

void draw_app() {
  App& studio = app();
  apply_style();
  keep_selection(studio);
  read_keys(studio);
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos(ImVec2(0, 0));
  ImGui::SetNextWindowSize(display);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kMargin, kMargin));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  ImGui::Begin("studio", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar(2);
  draw_rooms(studio, ImVec2(display.x - 2 * kMargin, display.y - kMargin - kStatusHeight));
  ImGui::SetCursorPos(ImVec2(kMargin, display.y - kStatusHeight));
  draw_status_bar(studio, ImVec2(display.x - 2 * kMargin, kStatusHeight));
  ImGui::End();
  tell_changes();
}

}  // namespace studio
