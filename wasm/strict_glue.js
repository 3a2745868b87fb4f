// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// With Embind, the minimal runtime of Emscripten 3.1.6 assigns to `asm` without declaring it, which
// is an error in a module. Newer versions have no such variable.
// eslint-disable-next-line no-unused-vars -- the glue around it uses it
var asm;
