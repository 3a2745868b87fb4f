// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

/* global Module */
// With Embind, the minimal runtime of Emscripten 3.1.6 assigns to `asm` without declaring it, which
// is an error in a module. Newer versions have no such variable.
// eslint-disable-next-line no-unused-vars -- the glue around it uses it
var asm;

// The minimal runtime has no hook for how the wasm is instantiated, and the shell has two parts to
// join (widget/src/engine_parts.ts): it may hand in what the glue takes for `WebAssembly`.
// eslint-disable-next-line no-unused-vars -- the glue around it uses it
var WebAssembly = Module['WebAssembly'] || globalThis.WebAssembly;
