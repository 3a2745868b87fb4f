// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

/// \file
/// What the Studio asks of the page around its canvas. The page gives the module one object,
/// `page`, with a method for each (page/port.ts): no JavaScript is compiled into the module.
#pragma once

#include <string_view>

#include "docent/host.hpp"

namespace studio {

/// The pointer's shape: a value of ImGuiMouseCursor_.
void set_page_cursor(int cursor);
void write_clipboard(std::string_view text);
/// Asks the app to show a step through its widget.
void tell_preview(std::string_view campaign, std::string_view step);
void tell_preview_end();
/// Everything the canvas shows, as JSON, for the text mirror and for tests.
void tell_view(std::string_view json);

/// JavaScript's RegExp and toLowerCase, as in the app's own engine.
[[nodiscard]] docent::Host browser_host();

}  // namespace studio
