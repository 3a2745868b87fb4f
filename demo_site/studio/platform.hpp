// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

/// \file
/// The Studio's ground: a WebGL 2 canvas, Dear ImGui's input and the next animation frame.
///
/// The page glue (page/canvas.ts) listens to the DOM and calls these functions, because pointer
/// capture, the clipboard and focus are the page's to give. Units are CSS pixels; the drawing
/// buffer has `device_scale` pixels for each.
#pragma once

#include <string_view>

namespace studio {

/// Creates the WebGL 2 context on the canvas `selector` names and starts Dear ImGui. False when
/// there is no WebGL 2.
[[nodiscard]] bool start_platform(const char* selector);

/// Called once per animation frame between Dear ImGui's NewFrame and Render.
using DrawFrame = void (*)();
void set_draw_frame(DrawFrame draw);

/// Asks for frames, so that an idle Studio draws nothing at all. A few follow each request: Dear
/// ImGui settles its layout and its hover state one frame late.
void request_frames(int count = 3);

/// True from the moment the canvas or the pixel ratio changed until fonts were built for it.
[[nodiscard]] float device_scale();

void resize_canvas(float width, float height, float device_scale);
void move_pointer(float x, float y);
void leave_pointer();
/// `button` as in DOM MouseEvent.button: 0 main, 1 middle, 2 secondary.
void press_button(int button, bool down);
void turn_wheel(float lines_x, float lines_y);
/// `key` as in DOM KeyboardEvent.key.
void press_key(std::string_view key, bool down, bool ctrl, bool shift, bool alt, bool meta);
void type_text(std::string_view utf8);
void set_focus(bool focused);

}  // namespace studio
