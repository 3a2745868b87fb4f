// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "controls.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "platform.hpp"

namespace studio {
namespace {

/// Dear ImGui softens edges over one unit; ours is a CSS pixel, so a dense screen needs a finer
/// one.
void sharpen() { ImGui::GetWindowDrawList()->_FringeScale = 1 / device_scale(); }

const char* end_of(std::string_view text) { return text.data() + text.size(); }

float font_size(Face face) { return font(face)->FontSize * ImGui::GetIO().FontGlobalScale; }

/// The cut before a character that is not the middle of a UTF-8 sequence.
size_t previous_character(std::string_view text, size_t end) {
  if (end == 0) return 0;
  --end;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return end;
}

constexpr float kChipHeight = 22;
constexpr float kChipPadding = 9;

}  // namespace

ImU32 tone_color(Tone tone) {
  const Palette& colors = palette();
  switch (tone) {
    case Tone::kNeutral:
      return colors.soft;
    case Tone::kAccent:
      return colors.accent;
    case Tone::kGood:
      return colors.good;
    case Tone::kHeld:
      return colors.held;
    case Tone::kBad:
      return colors.bad;
  }
  return colors.soft;
}

ImU32 tone_ground(Tone tone) {
  const Palette& colors = palette();
  switch (tone) {
    case Tone::kNeutral:
      return colors.raised;
    case Tone::kAccent:
      return colors.accent_soft;
    case Tone::kGood:
      return colors.good_soft;
    case Tone::kHeld:
      return colors.held_soft;
    case Tone::kBad:
      return colors.bad_soft;
  }
  return colors.raised;
}

void begin_pane(const char* id, ImVec2 size, ImGuiWindowFlags flags) {
  ImGui::BeginChild(id, size, true,
                    flags | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoScrollbar);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(8, 10));
  sharpen();
}

void end_pane() {
  ImGui::PopStyleVar();
  ImGui::EndChild();
}

void begin_scroll(const char* id, ImVec2 size) {
  ImGui::PushStyleColor(ImGuiCol_ChildBg, faded(palette().panel, 0));
  ImGui::BeginChild(id, size, false);
  ImGui::PopStyleColor();
  sharpen();
}

void end_scroll() { ImGui::EndChild(); }

float line_height(Face face) { return font_size(face); }

float text_width(Face face, std::string_view text) {
  return font(face)->CalcTextSizeA(font_size(face), 1e9f, 0, text.data(), end_of(text)).x;
}

float wrapped_height(Face face, std::string_view text, float width) {
  return font(face)->CalcTextSizeA(font_size(face), 1e9f, width, text.data(), end_of(text)).y;
}

void draw_text(Face face, ImU32 color, ImVec2 at, std::string_view text, float max_width) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (max_width <= 0 || text_width(face, text) <= max_width) {
    list->AddText(font(face), font_size(face), at, color, text.data(), end_of(text));
    return;
  }
  size_t end = text.size();
  const float room = max_width - text_width(face, "…");
  while (end > 0 && text_width(face, text.substr(0, end)) > room)
    end = previous_character(text, end);
  while (end > 0 && text[end - 1] == ' ') --end;
  const std::string cut = std::string(text.substr(0, end)) + "…";
  list->AddText(font(face), font_size(face), at, color, cut.c_str());
}

void draw_wrapped(Face face, ImU32 color, ImVec2 at, std::string_view text, float width) {
  ImGui::GetWindowDrawList()->AddText(font(face), font_size(face), at, color, text.data(),
                                      end_of(text), width);
}

void label(Face face, ImU32 color, std::string_view text) {
  draw_text(face, color, ImGui::GetCursorScreenPos(), text);
  ImGui::Dummy(ImVec2(text_width(face, text), line_height(face)));
}

void wrapped_label(Face face, ImU32 color, std::string_view text) {
  const float width = ImGui::GetContentRegionAvail().x;
  draw_wrapped(face, color, ImGui::GetCursorScreenPos(), text, width);
  ImGui::Dummy(ImVec2(width, wrapped_height(face, text, width)));
}

ImVec2 chip_size(std::string_view text) {
  return ImVec2(text_width(Face::kSmallStrong, text) + 2 * kChipPadding, kChipHeight);
}

ImVec2 draw_chip(ImVec2 at, Tone tone, std::string_view text) {
  const ImVec2 size = chip_size(text);
  ImGui::GetWindowDrawList()->AddRectFilled(at, ImVec2(at.x + size.x, at.y + size.y),
                                            tone_ground(tone), size.y / 2);
  draw_text(Face::kSmallStrong, tone_color(tone),
            ImVec2(at.x + kChipPadding, at.y + (size.y - line_height(Face::kSmallStrong)) / 2),
            text);
  return size;
}

ImVec2 draw_chip_ending(ImVec2 right, Tone tone, std::string_view text) {
  return draw_chip(ImVec2(right.x - chip_size(text).x, right.y), tone, text);
}

float button_width(std::string_view text) { return text_width(Face::kSmallStrong, text) + 24; }

bool button(const char* text, ButtonKind kind, float width, float height) {
  const Palette& colors = palette();
  const ImVec2 size(width > 0 ? width : button_width(text), height);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pressed = ImGui::InvisibleButton(text, size);
  const bool hovered = ImGui::IsItemHovered();
  const bool active = ImGui::IsItemActive();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);

  ImU32 ground = active ? colors.pressed : hovered ? colors.raised : colors.panel;
  ImU32 ink = colors.text;
  if (kind == ButtonKind::kPrimary) {
    ground = hovered || active ? colors.accent_hover : colors.accent;
    ink = colors.on_accent;
  } else if (kind == ButtonKind::kQuiet) {
    ground = active ? colors.pressed : hovered ? colors.raised : faded(colors.panel, 0);
    ink = colors.accent;
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 end(at.x + size.x, at.y + size.y);
  list->AddRectFilled(at, end, ground, 7);
  if (kind == ButtonKind::kPlain) list->AddRect(at, end, colors.border, 7);
  const std::string_view shown =
      std::string_view(text).substr(0, std::string_view(text).find("##"));
  draw_text(Face::kSmallStrong, ink,
            ImVec2(std::floor(at.x + (size.x - text_width(Face::kSmallStrong, shown)) / 2),
                   std::floor(at.y + (size.y - line_height(Face::kSmallStrong)) / 2)),
            shown);
  return pressed;
}

bool check_box(const char* text, bool* ticked) {
  const Palette& colors = palette();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  constexpr float kBox = 18;
  const bool pressed =
      ImGui::InvisibleButton(text, ImVec2(kBox + 8 + text_width(Face::kSmall, text), 30));
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (pressed) *ticked = !*ticked;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 box(at.x, at.y + 6);
  const ImVec2 end(box.x + kBox, box.y + kBox);
  list->AddRectFilled(box, end, *ticked ? colors.accent : colors.panel, 5);
  if (*ticked) {
    const ImVec2 points[] = {
        {box.x + 4.5f, box.y + 9.5f}, {box.x + 7.8f, box.y + 12.8f}, {box.x + 13.5f, box.y + 5.8f}};
    list->AddPolyline(points, 3, colors.on_accent, 0, 2);
  } else {
    list->AddRect(box, end, colors.soft, 5);
  }
  draw_text(Face::kSmall, colors.text,
            ImVec2(end.x + 8, std::floor(at.y + (30 - line_height(Face::kSmall)) / 2)), text);
  return pressed;
}

void draw_tick(ImVec2 at, float radius, Tone tone) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddCircleFilled(at, radius, tone_ground(tone));
  const float unit = radius / 10;
  const ImVec2 points[] = {{at.x - 4.2f * unit, at.y + 0.4f * unit},
                           {at.x - 1.2f * unit, at.y + 3.4f * unit},
                           {at.x + 4.4f * unit, at.y - 3.2f * unit}};
  list->AddPolyline(points, 3, tone_color(tone), 0, 1.8f);
}

void draw_bar_sign(ImVec2 at, float radius, Tone tone) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddCircleFilled(at, radius, tone_color(tone));
  const float half = radius * 0.45f;
  list->AddLine(ImVec2(at.x - half, at.y), ImVec2(at.x + half, at.y), palette().panel, 2.2f);
}

void draw_kind_icon(ImVec2 at, std::string_view kind, ImU32 color) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  constexpr float kLine = 1.5f;
  if (kind == "tour") {  // a path with its stops
    const ImVec2 points[] = {{at.x - 6, at.y + 5}, {at.x, at.y - 4}, {at.x + 6, at.y + 3}};
    list->AddPolyline(points, 3, color, 0, kLine);
    for (const ImVec2& point : points) list->AddCircleFilled(point, 2.4f, color);
  } else if (kind == "survey") {  // rising bars, as answers are counted
    for (int bar = 0; bar < 3; ++bar) {
      const float x = at.x - 6 + static_cast<float>(bar) * 5;
      const float height = 5 + static_cast<float>(bar) * 3.5f;
      list->AddRectFilled(ImVec2(x, at.y + 6 - height), ImVec2(x + 3, at.y + 6), color, 1);
    }
  } else {  // a speech bubble
    list->AddRect(ImVec2(at.x - 7, at.y - 6), ImVec2(at.x + 7, at.y + 4), color, 3, 0, kLine);
    list->AddTriangleFilled(ImVec2(at.x - 4, at.y + 4), ImVec2(at.x + 1, at.y + 4),
                            ImVec2(at.x - 3, at.y + 8), color);
    list->AddLine(ImVec2(at.x - 3.5f, at.y - 1), ImVec2(at.x + 3.5f, at.y - 1), color, kLine);
  }
}

void splitter(const char* id, Split split, float length, float* size, float smallest, float largest,
              bool after) {
  constexpr float kThickness = 10;
  const bool columns = split == Split::kColumns;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton(id, columns ? ImVec2(kThickness, length) : ImVec2(length, kThickness));
  const bool hovered = ImGui::IsItemHovered();
  if (hovered || ImGui::IsItemActive()) {
    ImGui::SetMouseCursor(columns ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    const float middle = kThickness / 2 - 1;
    const ImVec2 from = columns ? ImVec2(at.x + middle, at.y + length / 2 - 18)
                                : ImVec2(at.x + length / 2 - 18, at.y + middle);
    const ImVec2 to = columns ? ImVec2(from.x + 3, from.y + 36) : ImVec2(from.x + 36, from.y + 3);
    ImGui::GetWindowDrawList()->AddRectFilled(from, to, palette().accent, 1.5f);
  }
  if (ImGui::IsItemActive()) {
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    *size += (columns ? moved.x : moved.y) * (after ? -1.f : 1.f);
  }
  *size = std::clamp(*size, smallest, std::max(smallest, largest));
}

void hint(std::string_view text) {
  if (!ImGui::IsItemHovered()) return;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10, 8));
  ImGui::PushStyleVar(ImGuiStyleVar_PopupBorderSize, 1);
  ImGui::BeginTooltip();
  const float width = std::min(text_width(Face::kSmall, text) + 1, 320.f);
  draw_wrapped(Face::kSmall, palette().text, ImGui::GetCursorScreenPos(), text, width);
  ImGui::Dummy(ImVec2(width, wrapped_height(Face::kSmall, text, width)));
  ImGui::EndTooltip();
  ImGui::PopStyleVar(2);
}

void heading(std::string_view text, std::string_view remark) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_text(Face::kStrong, palette().text, at, text);
  if (!remark.empty()) {
    const float used = text_width(Face::kStrong, text) + 8;
    draw_text(Face::kSmall, palette().soft, ImVec2(at.x + used, at.y + 1), remark,
              std::max(1.f, ImGui::GetContentRegionAvail().x - used));
  }
  ImGui::Dummy(ImVec2(1, line_height(Face::kStrong)));
}

std::string short_number(double number) {
  char digits[32];
  const bool whole = std::abs(number - std::round(number)) < 0.05;
  std::snprintf(digits, sizeof digits, whole ? "%.0f" : "%.1f", number);
  std::string text = digits;
  if (text == "-0") text = "0";
  const size_t point = std::min(text.find('.'), text.size());
  const size_t first = text[0] == '-' ? 1 : 0;
  for (size_t at = point; at > first + 3; at -= 3) text.insert(at - 3, ",");
  if (first == 1) text.replace(0, 1, "−");
  return text;
}

}  // namespace studio
