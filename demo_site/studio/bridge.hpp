// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

/// \file
/// The Studio's functions as the page calls them are bound in bridge.cpp; this is what the frame
/// needs of it.
#pragma once

namespace studio {

/// Tells the page what the canvas shows, if that changed since the last frame.
void tell_changes();

}  // namespace studio
