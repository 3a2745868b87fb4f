// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

/// \file
/// The small pieces all panels are made of, drawn in the Studio's own hand on Dear ImGui's draw
/// lists.
#pragma once

#include <string>
#include <string_view>

#include "imgui.h"
#include "theme.hpp"

namespace studio {

/// What a chip, an icon or a row wants to say by its colour; never by colour alone.
enum class Tone { kNeutral, kAccent, kGood, kHeld, kBad };
[[nodiscard]] ImU32 tone_color(Tone tone);
[[nodiscard]] ImU32 tone_ground(Tone tone);

/// A framed panel. Every begin_pane needs its end_pane.
void begin_pane(const char* id, ImVec2 size, ImGuiWindowFlags flags = 0);
void end_pane();

/// A part of a pane that scrolls by itself, without a frame.
void begin_scroll(const char* id, ImVec2 size);
void end_scroll();

/// The height of a line of this face, and the width of a text in it.
[[nodiscard]] float line_height(Face face);
[[nodiscard]] float text_width(Face face, std::string_view text);
/// The height of a text wrapped to a width.
[[nodiscard]] float wrapped_height(Face face, std::string_view text, float width);

/// Draws text without moving the cursor. Longer than `max_width` (when > 0), it ends in an
/// ellipsis.
void draw_text(Face face, ImU32 color, ImVec2 at, std::string_view text, float max_width = 0);
void draw_wrapped(Face face, ImU32 color, ImVec2 at, std::string_view text, float width);

/// Text as an item, at the cursor.
void label(Face face, ImU32 color, std::string_view text);
void wrapped_label(Face face, ImU32 color, std::string_view text);

/// A pill with a word in it, drawn with its left edge at `at`; returns its size.
ImVec2 chip_size(std::string_view text);
ImVec2 draw_chip(ImVec2 at, Tone tone, std::string_view text);
/// The same with its right edge at `right`.
ImVec2 draw_chip_ending(ImVec2 right, Tone tone, std::string_view text);

enum class ButtonKind { kPlain, kPrimary, kQuiet };
/// A button as an item; `width` 0 fits the text.
bool button(const char* text, ButtonKind kind = ButtonKind::kPlain, float width = 0,
            float height = 30);
[[nodiscard]] float button_width(std::string_view text);
/// A box to tick with its text.
bool check_box(const char* text, bool* ticked);

/// Signs. `at` is the middle.
void draw_tick(ImVec2 at, float radius, Tone tone);
void draw_bar_sign(ImVec2 at, float radius, Tone tone);
void draw_kind_icon(ImVec2 at, std::string_view kind, ImU32 color);

/// The line between two panes, to be dragged. `size` is that of the pane before it; with `after` of
/// the one behind it.
enum class Split { kColumns, kRows };
void splitter(const char* id, Split split, float length, float* size, float smallest, float largest,
              bool after = false);

/// A hint under the pointer's last item.
void hint(std::string_view text);

/// A pane's heading, with its count or remark in the softer colour beside it.
void heading(std::string_view text, std::string_view remark = {});

/// A double, short: 4, 2.5, 1,234.
[[nodiscard]] std::string short_number(double number);

}  // namespace studio
