// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstring>
#include <vector>

#include "controls.hpp"
#include "panels.hpp"

namespace studio {
namespace {

constexpr float kRowHeight = 56;

struct Status {
  Tone tone;
  std::string text;
};

Status status_of(const Explanation& explanation) {
  switch (explanation.verdict) {
    case Verdict::kShowing:
      return {Tone::kAccent, "Showing"};
    case Verdict::kWouldShow:
      return {Tone::kGood, "Would show"};
    case Verdict::kBlocked:
      break;
  }
  const Gate* closed = explanation.first_closed();
  return {Tone::kHeld, closed == nullptr ? "Blocked" : closed->label};
}

bool contains_ignoring_case(std::string_view text, std::string_view part) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
  };
  return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

void draw_search(App& app) {
  const Palette& colors = palette();
  ImGui::PushFont(font(Face::kSmall));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(30, 8));
  ImGui::SetNextItemWidth(-1);
  if (app.focus_search) ImGui::SetKeyboardFocusHere();
  app.focus_search = false;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::InputText("##search", app.search.data(), app.search.size());
  const float middle = at.y + ImGui::GetItemRectSize().y / 2;
  if (ImGui::IsItemActive()) {
    ImGui::GetWindowDrawList()->AddRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                                        colors.accent, 7, 0, 1.5f);
  }
  ImGui::PopStyleVar();
  ImGui::PopFont();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddCircle(ImVec2(at.x + 15, middle - 1), 4.5f, colors.soft, 0, 1.5f);
  list->AddLine(ImVec2(at.x + 18.2f, middle + 2.2f), ImVec2(at.x + 21.5f, middle + 5.5f),
                colors.soft, 1.5f);
  if (app.search[0] == '\0' && !ImGui::IsItemActive()) {
    draw_text(Face::kSmall, colors.soft,
              ImVec2(at.x + 30, std::floor(middle - line_height(Face::kSmall) / 2)),
              "Search campaigns");
  }
}

void draw_row(App& app, const CampaignRow& row) {
  const Palette& colors = palette();
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushID(row.id.c_str());
  if (ImGui::InvisibleButton("row", ImVec2(width, kRowHeight))) select_campaign(row.id);
  const bool hovered = ImGui::IsItemHovered();
  ImGui::PopID();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const bool chosen = app.selected == row.id;
  if (chosen && app.reveal_selected) {
    ImGui::SetScrollHereY(0.5f);
    app.reveal_selected = false;
  }

  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 end(at.x + width, at.y + kRowHeight - 4);
  if (chosen || hovered)
    list->AddRectFilled(at, end, chosen ? colors.accent_soft : colors.raised, 8);
  const float text_x = at.x + 46;
  const ImVec2 icon(at.x + 24, at.y + (kRowHeight - 4) / 2);
  list->AddCircleFilled(icon, 15, chosen ? colors.panel : colors.raised);
  draw_kind_icon(icon, row.kind, chosen ? colors.accent : colors.soft);

  draw_text(chosen ? Face::kStrong : Face::kBody, colors.text, ImVec2(text_x, at.y + 8), row.name,
            end.x - text_x - 10);
  const Status status = app.inspection.has_state() ? status_of(app.inspection.explain(row.id))
                                                   : Status{Tone::kNeutral, "Unknown"};
  std::string kind = row.kind;
  kind[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(kind[0])));
  draw_text(Face::kSmall, colors.soft, ImVec2(text_x, at.y + 29), kind);
  const float dot_x = text_x + text_width(Face::kSmall, kind) + 12;
  list->AddCircleFilled(ImVec2(dot_x, at.y + 37), 3.5f, tone_color(status.tone));
  const std::string words = status.tone == Tone::kHeld ? "Blocked by " + status.text : status.text;
  draw_text(Face::kSmallStrong, tone_color(status.tone), ImVec2(dot_x + 8, at.y + 29), words,
            end.x - dot_x - 14);
}

void draw_problem_banner(App& app) {
  size_t errors = 0;
  for (const Problem& problem : app.inspection.problems()) errors += problem.error ? 1 : 0;
  const size_t count = app.inspection.problems().size();
  if (count == 0) return;
  const std::string words =
      std::to_string(count) + (count == 1 ? " problem" : " problems") + " in the file";
  const Tone tone = errors > 0 ? Tone::kBad : Tone::kHeld;
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (ImGui::InvisibleButton("problems", ImVec2(width, 34))) app.list_problems = !app.list_problems;
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  ImGui::GetWindowDrawList()->AddRectFilled(at, ImVec2(at.x + width, at.y + 34), tone_ground(tone),
                                            8);
  const float y = at.y + std::floor((34 - line_height(Face::kSmallStrong)) / 2);
  draw_text(Face::kSmallStrong, tone_color(tone), ImVec2(at.x + 12, y), words);
  const std::string_view action = app.list_problems ? "Hide" : "Show";
  draw_text(Face::kSmallStrong, tone_color(tone),
            ImVec2(at.x + width - 12 - text_width(Face::kSmallStrong, action), y), action);
}

}  // namespace

bool matches_search(const CampaignRow& row, std::string_view search) {
  return search.empty() || contains_ignoring_case(row.name, search) ||
         contains_ignoring_case(row.id, search) || contains_ignoring_case(row.kind, search);
}

void draw_campaign_list(App& app, ImVec2 size) {
  begin_pane("campaigns", size);
  const std::vector<CampaignRow>& all = app.inspection.campaigns();
  heading("Campaigns", std::to_string(all.size()));
  draw_search(app);
  draw_problem_banner(app);

  std::vector<const CampaignRow*> shown;
  const std::string_view search(app.search.data());
  for (const CampaignRow& row : all) {
    if (matches_search(row, search)) shown.push_back(&row);
  }
  // The rows' own ground reaches a little to the left of the heading, so that their text lines up
  // with it.
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() - 8);
  begin_scroll("rows", ImVec2(ImGui::GetContentRegionAvail().x + 8, 0));
  if (shown.empty()) {
    ImGui::SetCursorPos(ImVec2(8, 8));
    wrapped_label(Face::kSmall, palette().soft,
                  all.empty() ? "The campaign file has no campaigns yet."
                              : "No campaign has that in its name, id or kind.");
  }
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  if (app.reveal_selected) {
    for (const CampaignRow* row : shown) draw_row(app, *row);
    app.reveal_selected = false;
  } else {
    // Only the rows in sight: the file may hold thousands, and each row asks the engine.
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(shown.size()), kRowHeight);
    while (clipper.Step()) {
      for (int at = clipper.DisplayStart; at < clipper.DisplayEnd; ++at)
        draw_row(app, *shown[static_cast<size_t>(at)]);
    }
  }
  ImGui::PopStyleVar();
  end_scroll();
  end_pane();
}

}  // namespace studio
