// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "theme.hpp"

#include <array>

#include "font_regular.hpp"
#include "font_semibold.hpp"

namespace studio {
namespace {

constexpr ImU32 rgb(unsigned hex) {
  return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, 255);
}

// Text on its ground keeps a contrast of at least 4.5 in both schemes, the soft colours included.
constexpr Palette kLight = {
    .background = rgb(0xF5F6FA),
    .panel = rgb(0xFFFFFF),
    .raised = rgb(0xF2F3F8),
    .pressed = rgb(0xE6E8F1),
    .border = rgb(0xE3E5EE),
    .text = rgb(0x1A1D2B),
    .soft = rgb(0x5E657B),
    .accent = rgb(0x4F46E5),
    .accent_hover = rgb(0x4338CA),
    .accent_soft = rgb(0xEEEFFE),
    .on_accent = rgb(0xFFFFFF),
    .good = rgb(0x14753B),
    .good_soft = rgb(0xE5F5EB),
    .held = rgb(0x9A4B07),
    .held_soft = rgb(0xFDF1E0),
    .bad = rgb(0xBE123C),
    .bad_soft = rgb(0xFDEBEF),
};

constexpr Palette kDark = {
    .background = rgb(0x11131B),
    .panel = rgb(0x191C27),
    .raised = rgb(0x222634),
    .pressed = rgb(0x2D3244),
    .border = rgb(0x2A2E3E),
    .text = rgb(0xE9EBF3),
    .soft = rgb(0x9DA4BA),
    .accent = rgb(0x8587F7),
    .accent_hover = rgb(0x9EA0FF),
    .accent_soft = rgb(0x25274A),
    .on_accent = rgb(0x11131B),
    .good = rgb(0x56D38A),
    .good_soft = rgb(0x17321F),
    .held = rgb(0xF5B553),
    .held_soft = rgb(0x37290F),
    .bad = rgb(0xFB7F95),
    .bad_soft = rgb(0x3A1720),
};

Scheme current_scheme = Scheme::kLight;
float fonts_built_for = 0;
std::array<ImFont*, 6> fonts = {};

// What campaign names and texts need in the scripts Inter draws, and the arrows and signs the
// panels use.
constexpr ImWchar kRanges[] = {
    0x0020, 0x017F,                                                  // Latin
    0x0192, 0x0192, 0x0218, 0x021B, 0x02C6, 0x02DD, 0x0370, 0x03FF,  // Greek
    0x0400, 0x045F,                                                  // Cyrillic
    0x0490, 0x0491, 0x1E80, 0x1E85, 0x1E9E, 0x1E9E, 0x2010, 0x2027, 0x2030, 0x203A, 0x20AC, 0x20AC,
    0x2116, 0x2122, 0x2190, 0x2193, 0x2212, 0x2212, 0x2248, 0x2248, 0x2260, 0x2265, 0,
};
constexpr ImWchar kDigits[] = {0x0020, 0x007E, 0};

ImFont* add_font(const char* data, int size, float pixels, float device_scale,
                 const ImWchar* ranges) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  // A dense screen hides the steps that oversampling smooths, and the atlas stays small.
  config.OversampleH = device_scale >= 2 ? 1 : 2;
  config.OversampleV = 1;
  // Inter is tall above and below its letters; its em is 0.826 of the line Dear ImGui asks for.
  const float line = pixels * 1.21f * device_scale;
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(
      const_cast<char*>(data), size, static_cast<float>(static_cast<int>(line)), &config, ranges);
}

}  // namespace

const Palette& palette() { return current_scheme == Scheme::kDark ? kDark : kLight; }

Scheme scheme() { return current_scheme; }

void set_scheme(Scheme scheme) { current_scheme = scheme; }

bool build_fonts(float device_scale) {
  if (fonts_built_for == device_scale) return false;
  fonts_built_for = device_scale;
  ImGuiIO& io = ImGui::GetIO();
  io.Fonts->Clear();
  io.Fonts->TexDesiredWidth = 2048;
  const auto regular = [&](float pixels) {
    return add_font(kFontRegular, kFontRegularSize, pixels, device_scale, kRanges);
  };
  const auto semibold = [&](float pixels, const ImWchar* ranges) {
    return add_font(kFontSemibold, kFontSemiboldSize, pixels, device_scale, ranges);
  };
  fonts = {regular(14),           semibold(14, kRanges), regular(12.5f), semibold(12.5f, kRanges),
           semibold(20, kRanges), semibold(34, kDigits)};
  io.Fonts->Build();
  // Layout stays in CSS pixels; only the glyphs know about the device's.
  io.FontGlobalScale = 1 / device_scale;
  return true;
}

ImFont* font(Face face) { return fonts[static_cast<size_t>(face)]; }

ImVec4 to_vec4(ImU32 color) { return ImGui::ColorConvertU32ToFloat4(color); }

ImU32 faded(ImU32 color, float opacity) {
  const auto alpha = static_cast<ImU32>(static_cast<float>(color >> IM_COL32_A_SHIFT) * opacity);
  return (color & ~IM_COL32_A_MASK) | (alpha << IM_COL32_A_SHIFT);
}

void apply_style() {
  const Palette& colors = palette();
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowPadding = ImVec2(16, 14);
  style.FramePadding = ImVec2(10, 7);
  style.ItemSpacing = ImVec2(8, 8);
  style.ItemInnerSpacing = ImVec2(6, 4);
  style.ScrollbarSize = 10;
  style.ScrollbarRounding = 5;
  style.WindowRounding = 0;
  style.ChildRounding = 10;
  style.FrameRounding = 7;
  style.GrabRounding = 7;
  style.PopupRounding = 8;
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 1;
  style.FrameBorderSize = 1;
  style.CircleTessellationMaxError = 0.1f;
  style.CurveTessellationTol = 0.5f;

  const auto set = [&](ImGuiCol slot, ImU32 color) { style.Colors[slot] = to_vec4(color); };
  set(ImGuiCol_Text, colors.text);
  set(ImGuiCol_TextDisabled, colors.soft);
  set(ImGuiCol_WindowBg, colors.background);
  set(ImGuiCol_ChildBg, colors.panel);
  set(ImGuiCol_PopupBg, colors.panel);
  set(ImGuiCol_Border, colors.border);
  set(ImGuiCol_BorderShadow, faded(colors.border, 0));
  set(ImGuiCol_FrameBg, colors.panel);
  set(ImGuiCol_FrameBgHovered, colors.raised);
  set(ImGuiCol_FrameBgActive, colors.raised);
  set(ImGuiCol_ScrollbarBg, faded(colors.panel, 0));
  set(ImGuiCol_ScrollbarGrab, colors.pressed);
  set(ImGuiCol_ScrollbarGrabHovered, colors.border);
  set(ImGuiCol_ScrollbarGrabActive, colors.soft);
  set(ImGuiCol_Button, colors.panel);
  set(ImGuiCol_ButtonHovered, colors.raised);
  set(ImGuiCol_ButtonActive, colors.pressed);
  set(ImGuiCol_TextSelectedBg, faded(colors.accent, 0.3f));
  set(ImGuiCol_NavHighlight, colors.accent);
}

}  // namespace studio
