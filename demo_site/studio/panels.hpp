// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

/// \file
/// The Studio's rooms. Each draws itself into the size it is given, at Dear ImGui's cursor.
#pragma once

#include "app.hpp"
#include "imgui.h"

namespace studio {

void draw_campaign_list(App& app, ImVec2 size);
void draw_score(App& app, ImVec2 size);
void draw_trace(App& app, ImVec2 size);
void draw_steps(App& app, ImVec2 size);
void draw_clock(App& app, ImVec2 size);
void draw_status_bar(App& app, ImVec2 size);
/// What is wrong with the campaign file.
void draw_problems(App& app, ImVec2 size);
/// Before the app has answered.
void draw_waiting(App& app, ImVec2 size);

}  // namespace studio
