// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "controls.hpp"
#include "panels.hpp"

namespace studio {
namespace {

void draw_problem(const Problem& problem) {
  const Palette& colors = palette();
  const Tone tone = problem.error ? Tone::kBad : Tone::kHeld;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float text_width_here = width - 28;
  const std::string place = problem.path.empty() ? "the whole file" : problem.path;
  const float message_height = wrapped_height(Face::kBody, problem.message, text_width_here);
  const float place_height = wrapped_height(Face::kSmall, place, text_width_here);
  const float height = 14 + 22 + 8 + message_height + 4 + place_height + 14;

  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, ImVec2(at.x + width, at.y + height), colors.background, 8);
  list->AddRectFilled(at, ImVec2(at.x + 3, at.y + height), tone_color(tone), 2);
  const ImVec2 chip =
      draw_chip(ImVec2(at.x + 14, at.y + 14), tone, problem.error ? "Error" : "Warning");
  draw_text(Face::kSmall, colors.soft, ImVec2(at.x + 14 + chip.x + 8, at.y + 17), problem.code,
            width - chip.x - 30);
  draw_wrapped(Face::kBody, colors.text, ImVec2(at.x + 14, at.y + 44), problem.message,
               text_width_here);
  draw_wrapped(Face::kSmall, colors.soft, ImVec2(at.x + 14, at.y + 48 + message_height), place,
               text_width_here);
  ImGui::Dummy(ImVec2(width, height));
}

}  // namespace

void draw_problems(App& app, ImVec2 size) {
  begin_pane("problems", size);
  const auto& problems = app.inspection.problems();
  const bool refused = std::any_of(problems.begin(), problems.end(),
                                   [](const Problem& problem) { return problem.error; });
  label(Face::kTitle, palette().text,
        refused ? "The campaign file was refused" : "The campaign file was accepted");
  wrapped_label(Face::kSmall, palette().soft,
                !refused ? "Warnings do not stop it; they say what has no effect."
                : app.inspection.has_file()
                    ? "The file before it stays in force until every error is gone."
                    : "Nothing is shown to anybody until every error is gone.");
  begin_scroll("problem_rows", ImVec2(0, 0));
  for (const Problem& problem : problems) draw_problem(problem);
  end_scroll();
  end_pane();
}

void draw_waiting(App& app, ImVec2 size) {
  const Palette& colors = palette();
  begin_pane("waiting", size);
  const bool lost = app.was_connected;
  const std::string_view title = lost ? "The app went away" : "Waiting for the app…";
  const std::string_view words =
      lost ? "It comes back when the page beside has loaded again."
           : "The Studio reads campaigns and the user's state from the app in the pane beside. "
             "They appear as soon as its page has loaded Docent.";
  const float width = std::min(360.f, size.x - 48);
  const ImVec2 at = ImGui::GetWindowPos();
  const float top = std::floor(at.y + size.y / 2 - 50);
  const float middle = at.x + size.x / 2;
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int dot = -1; dot <= 1; ++dot) {
    list->AddCircleFilled(ImVec2(middle + static_cast<float>(dot) * 18, top - 18), 5,
                          dot == 0 ? colors.accent : colors.accent_soft);
  }
  draw_text(Face::kTitle, colors.text,
            ImVec2(std::floor(middle - text_width(Face::kTitle, title) / 2), top), title);
  const float words_width = std::min(width, text_width(Face::kBody, words) + 1);
  draw_wrapped(Face::kBody, colors.soft, ImVec2(std::floor(middle - words_width / 2), top + 36),
               words, words_width);
  end_pane();
}

}  // namespace studio
