// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

/// \file
/// Colours, fonts and spacing of the Studio: one calm indigo accent, in light and in dark.
#pragma once

#include "imgui.h"

namespace studio {

/// Every colour by its role, so that no panel names a shade. Packed as Dear ImGui draws them.
struct Palette {
  ImU32 background;    ///< behind the panels
  ImU32 panel;         ///< a panel's own ground
  ImU32 raised;        ///< a row under the pointer, an idle button
  ImU32 pressed;       ///< a button held down
  ImU32 border;        ///< hairlines
  ImU32 text;          ///< what is read first
  ImU32 soft;          ///< what is read second
  ImU32 accent;        ///< the chosen row, the clock's handle
  ImU32 accent_hover;  ///< the accent under the pointer
  ImU32 accent_soft;   ///< the chosen row's ground
  ImU32 on_accent;     ///< text on the accent
  ImU32 good;          ///< an open gate, and what would show
  ImU32 good_soft;
  ImU32 held;  ///< a closed gate
  ImU32 held_soft;
  ImU32 bad;  ///< an error in the file
  ImU32 bad_soft;
};

enum class Scheme { kLight, kDark };

/// The faces the Studio speaks in.
enum class Face {
  kBody,         ///< 14 px
  kStrong,       ///< 14 px, semibold
  kSmall,        ///< 12.5 px
  kSmallStrong,  ///< 12.5 px, semibold
  kTitle,        ///< 20 px, semibold
  kDisplay,      ///< 34 px, semibold: digits of the score only
};

/// Colours of the scheme in force.
[[nodiscard]] const Palette& palette();
[[nodiscard]] Scheme scheme();
void set_scheme(Scheme scheme);

/// Rasterises the fonts for a pixel ratio. True when that made a new atlas, whose texture must be
/// uploaded again.
bool build_fonts(float device_scale);
[[nodiscard]] ImFont* font(Face face);

/// Puts colours and spacing into Dear ImGui's style. Called once per frame; cheap.
void apply_style();

[[nodiscard]] ImVec4 to_vec4(ImU32 color);
/// The same colour, `opacity` (0…1) as strong.
[[nodiscard]] ImU32 faded(ImU32 color, float opacity);

}  // namespace studio
