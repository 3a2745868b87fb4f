// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "platform.hpp"

#include <GLES3/gl3.h>
#include <emscripten/html5.h>

#include <algorithm>
#include <array>
#include <cfloat>
#include <cmath>
#include <deque>
#include <string>
#include <utility>

#include "backends/imgui_impl_opengl3.h"
#include "imgui.h"
#include "page_port.hpp"
#include "theme.hpp"

namespace studio {
namespace {

/// One thing the user did, kept until a frame has room for it: a press and its release inside one
/// frame would cancel out.
struct InputEvent {
  enum class Kind { kMove, kButton, kWheel, kKey, kText, kFocus };
  Kind kind;
  float x = 0;
  float y = 0;
  int code = 0;
  bool down = false;
  bool ctrl = false;
  bool shift = false;
  bool alt = false;
  bool meta = false;
  std::string text = {};
};

struct KeyName {
  std::string_view dom;
  ImGuiKey key;
};

constexpr std::array kKeys = {
    KeyName{"Tab", ImGuiKey_Tab},
    KeyName{"ArrowLeft", ImGuiKey_LeftArrow},
    KeyName{"ArrowRight", ImGuiKey_RightArrow},
    KeyName{"ArrowUp", ImGuiKey_UpArrow},
    KeyName{"ArrowDown", ImGuiKey_DownArrow},
    KeyName{"PageUp", ImGuiKey_PageUp},
    KeyName{"PageDown", ImGuiKey_PageDown},
    KeyName{"Home", ImGuiKey_Home},
    KeyName{"End", ImGuiKey_End},
    KeyName{"Delete", ImGuiKey_Delete},
    KeyName{"Backspace", ImGuiKey_Backspace},
    KeyName{" ", ImGuiKey_Space},
    KeyName{"Enter", ImGuiKey_Enter},
    KeyName{"Escape", ImGuiKey_Escape},
    KeyName{"a", ImGuiKey_A},
    KeyName{"c", ImGuiKey_C},
    KeyName{"v", ImGuiKey_V},
    KeyName{"x", ImGuiKey_X},
    KeyName{"y", ImGuiKey_Y},
    KeyName{"z", ImGuiKey_Z},
};

/// A browser page has one canvas, one context and one animation clock, so this state is the
/// program's own.
struct Platform {
  std::deque<InputEvent> events;
  DrawFrame draw = nullptr;
  float width = 0;
  float height = 0;
  float scale = 1;
  std::string canvas;
  bool resized = false;
  double last_frame_ms = 0;
  int frames_wanted = 0;
  bool frame_scheduled = false;
  bool context_lost = false;
  int cursor = -2;
};
Platform platform;

#if IMGUI_VERSION_NUM >= 18700
/// From 1.87 Dear ImGui spreads quick events over frames by itself.
bool apply(const InputEvent& event) {
  ImGuiIO& io = ImGui::GetIO();
  switch (event.kind) {
    case InputEvent::Kind::kMove:
      io.AddMousePosEvent(event.x, event.y);
      break;
    case InputEvent::Kind::kButton:
      io.AddMouseButtonEvent(event.code, event.down);
      break;
    case InputEvent::Kind::kWheel:
      io.AddMouseWheelEvent(event.x, event.y);
      break;
    case InputEvent::Kind::kKey:
      io.AddKeyEvent(ImGuiMod_Ctrl, event.ctrl);
      io.AddKeyEvent(ImGuiMod_Shift, event.shift);
      io.AddKeyEvent(ImGuiMod_Alt, event.alt);
      io.AddKeyEvent(ImGuiMod_Super, event.meta);
      if (event.code >= 0) io.AddKeyEvent(kKeys[static_cast<size_t>(event.code)].key, event.down);
      break;
    case InputEvent::Kind::kText:
      io.AddInputCharactersUTF8(event.text.c_str());
      break;
    case InputEvent::Kind::kFocus:
      io.AddFocusEvent(event.down);
      break;
  }
  return true;
}

void map_keys() {}
#else
/// True when the frame can take another event after this one.
bool apply(const InputEvent& event) {
  ImGuiIO& io = ImGui::GetIO();
  switch (event.kind) {
    case InputEvent::Kind::kMove:
      io.MousePos = ImVec2(event.x, event.y);
      return true;
    case InputEvent::Kind::kButton:
      io.MouseDown[event.code] = event.down;
      return false;
    case InputEvent::Kind::kWheel:
      io.MouseWheelH += event.x;
      io.MouseWheel += event.y;
      return true;
    case InputEvent::Kind::kKey:
      io.KeyCtrl = event.ctrl;
      io.KeyShift = event.shift;
      io.KeyAlt = event.alt;
      io.KeySuper = event.meta;
      if (event.code >= 0) io.KeysDown[event.code] = event.down;
      return false;
    case InputEvent::Kind::kText:
      io.AddInputCharactersUTF8(event.text.c_str());
      return true;
    case InputEvent::Kind::kFocus:
      if (!event.down) std::fill(std::begin(io.KeysDown), std::end(io.KeysDown), false);
      return true;
  }
  return true;
}

void map_keys() {
  ImGuiIO& io = ImGui::GetIO();
  for (size_t index = 0; index < kKeys.size(); ++index) {
    io.KeyMap[kKeys[index].key] = static_cast<int>(index);
  }
}
#endif

EM_BOOL on_frame(double now_ms, void*);

void schedule() {
  if (platform.frame_scheduled || platform.frames_wanted <= 0) return;
  platform.frame_scheduled = true;
  emscripten_request_animation_frame(on_frame, nullptr);
}

void push(InputEvent event) {
  platform.events.push_back(std::move(event));
  request_frames();
}

void render() {
  ImGui::Render();
  const ImVec4 paper = to_vec4(palette().background);
  int width = 0;
  int height = 0;
  emscripten_get_canvas_element_size(platform.canvas.c_str(), &width, &height);
  glViewport(0, 0, width, height);
  glClearColor(paper.x, paper.y, paper.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  const int cursor = ImGui::GetMouseCursor();
  if (cursor != platform.cursor) set_page_cursor(cursor);
  platform.cursor = cursor;
}

EM_BOOL on_frame(double now_ms, void*) {
  platform.frame_scheduled = false;
  if (platform.context_lost || platform.width < 1 || platform.height < 1) return EM_FALSE;
  platform.frames_wanted--;

  // Here and not when the page says so: a new size clears the canvas, and an empty frame flickers.
  if (platform.resized) {
    emscripten_set_canvas_element_size(
        platform.canvas.c_str(), static_cast<int>(std::round(platform.width * platform.scale)),
        static_cast<int>(std::round(platform.height * platform.scale)));
    platform.resized = false;
  }
  ImGuiIO& io = ImGui::GetIO();
  while (!platform.events.empty()) {
    const InputEvent event = std::move(platform.events.front());
    platform.events.pop_front();
    if (!apply(event)) break;
  }
  if (!platform.events.empty()) request_frames();

  if (build_fonts(platform.scale)) ImGui_ImplOpenGL3_DestroyFontsTexture();
  io.DisplaySize = ImVec2(platform.width, platform.height);
  io.DisplayFramebufferScale = ImVec2(platform.scale, platform.scale);
  // After an idle pause the true difference would end every fade and key repeat at once.
  io.DeltaTime =
      std::clamp(static_cast<float>(now_ms - platform.last_frame_ms) / 1000.f, 0.001f, 0.05f);
  platform.last_frame_ms = now_ms;

  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  if (platform.draw != nullptr) platform.draw();
  render();
  // A caret blinks and a held button repeats: both need frames of their own.
  if (io.WantTextInput || ImGui::IsAnyItemActive()) request_frames(1);
  schedule();
  return EM_FALSE;
}

EM_BOOL on_context_lost(int, const void*, void*) {
  platform.context_lost = true;
  return EM_TRUE;  // prevents the default, which would be never to restore it
}

EM_BOOL on_context_restored(int, const void*, void*) {
  platform.context_lost = false;
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplOpenGL3_Init("#version 300 es");
  request_frames();
  return EM_TRUE;
}

}  // namespace

bool start_platform(const char* selector) {
  platform.canvas = selector;
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = EM_FALSE;
  attributes.depth = EM_FALSE;
  attributes.antialias = EM_FALSE;  // Dear ImGui smooths its own edges
  const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context =
      emscripten_webgl_create_context(selector, &attributes);
  if (context <= 0) return false;
  emscripten_webgl_make_context_current(context);
  emscripten_set_webglcontextlost_callback(selector, nullptr, EM_TRUE, on_context_lost);
  emscripten_set_webglcontextrestored_callback(selector, nullptr, EM_TRUE, on_context_restored);

  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendPlatformName = "docent studio";
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  io.SetClipboardTextFn = [](void*, const char* text) { write_clipboard(text); };
  io.GetClipboardTextFn = [](void*) { return ""; };  // pasting comes in through type_text
  map_keys();
  return ImGui_ImplOpenGL3_Init("#version 300 es");
}

void set_draw_frame(DrawFrame draw) { platform.draw = draw; }

void request_frames(int count) {
  platform.frames_wanted = std::max(platform.frames_wanted, count);
  schedule();
}

float device_scale() { return platform.scale; }

void resize_canvas(float width, float height, float device_scale) {
  platform.width = width;
  platform.height = height;
  platform.scale = std::clamp(device_scale, 0.5f, 4.f);
  platform.resized = true;
  request_frames();
}

void move_pointer(float x, float y) { push({.kind = InputEvent::Kind::kMove, .x = x, .y = y}); }

void leave_pointer() { move_pointer(-FLT_MAX, -FLT_MAX); }

void press_button(int button, bool down) {
  if (button < 0 || button > 2) return;
  // The DOM counts main, middle, secondary; Dear ImGui main, secondary, middle.
  const int order[] = {0, 2, 1};
  push({.kind = InputEvent::Kind::kButton, .code = order[button], .down = down});
}

void turn_wheel(float lines_x, float lines_y) {
  push({.kind = InputEvent::Kind::kWheel, .x = lines_x, .y = lines_y});
}

void press_key(std::string_view key, bool down, bool ctrl, bool shift, bool alt, bool meta) {
  const auto* found = std::find_if(kKeys.begin(), kKeys.end(),
                                   [&](const KeyName& name) { return name.dom == key; });
  const int code = found == kKeys.end() ? -1 : static_cast<int>(found - kKeys.begin());
  push({.kind = InputEvent::Kind::kKey,
        .code = code,
        .down = down,
        .ctrl = ctrl,
        .shift = shift,
        .alt = alt,
        .meta = meta});
}

void type_text(std::string_view utf8) {
  push({.kind = InputEvent::Kind::kText, .text = std::string(utf8)});
}

void set_focus(bool focused) { push({.kind = InputEvent::Kind::kFocus, .down = focused}); }

}  // namespace studio
