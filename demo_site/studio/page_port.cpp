// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "page_port.hpp"

#include <emscripten/val.h>

#include <optional>
#include <string>

namespace studio {
namespace {

emscripten::val page() { return emscripten::val::module_property("page"); }

/// 1 found, 0 not found, −1 a bad pattern: a JavaScript exception must not unwind through the core.
std::optional<bool> regex_test(void*, std::string_view pattern, std::string_view text,
                               bool ignore_case) {
  const int found =
      page().call<int>("regexTest", std::string(pattern), std::string(text), ignore_case);
  if (found < 0) return std::nullopt;
  return found == 1;
}

std::string to_lower(void*, std::string_view text) {
  return page().call<std::string>("toLower", std::string(text));
}

}  // namespace

void set_page_cursor(int cursor) { page().call<void>("setCursor", cursor); }

void write_clipboard(std::string_view text) {
  page().call<void>("writeClipboard", std::string(text));
}

void tell_preview(std::string_view campaign, std::string_view step) {
  page().call<void>("preview", std::string(campaign), std::string(step));
}

void tell_preview_end() { page().call<void>("previewEnd"); }

void tell_view(std::string_view json) { page().call<void>("view", std::string(json)); }

docent::Host browser_host() {
  return {.context = nullptr, .regex_test = regex_test, .to_lower = to_lower};
}

}  // namespace studio
