// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// Functions of the C library that nlohmann/json's lexer and Embind call, done by what is there
// already. The library's own come with arithmetic on 128-bit floats and with formatting: 25 KB of
// wasm that every page would fetch.

#include <emscripten.h>

#include <cstdarg>
#include <cstddef>
#include <cstdlib>
#include <cstring>

#ifdef EM_JS_DEPS
EM_JS_DEPS(docent_libc, "$UTF8ToString");
#endif

// Correctly rounded, as strtod is.
EM_JS(double, docent_number, (const char* text), { return Number(UTF8ToString(text)); });

extern "C" {

/// Only for a whole text that is a JSON number, which is what the lexer has made sure of, and
/// javascript.cpp too.
double strtod(const char* text, char** end) {
  if (end != nullptr) *end = const_cast<char*>(text) + std::strlen(text);
  return docent_number(text);
}

// Of the same object in the library: were one of them taken from there, all would come.
float strtof(const char* text, char** end) { return static_cast<float>(strtod(text, end)); }
long double strtold(const char* text, char** end) { return strtod(text, end); }

/// Only for the control characters in the lexer's messages ("<U+%.4X>"), which Docent replaces by
/// its own sentences.
int snprintf(char* out, std::size_t size, const char* /*format*/, ...) {
  if (size > 0) *out = '\0';
  return 0;
}

/// Only for the name of a type that Embind was never told of, in its message to the programmer. By
/// all the names the compiler may call it: of the same object in the library, again.
int sprintf(char* out, const char* /*format*/, ...) {
  *out = '\0';
  return 0;
}
int siprintf(char* out, const char* /*format*/, ...) { return sprintf(out, ""); }
int __small_sprintf(char* out, const char* /*format*/, ...) { return sprintf(out, ""); }
}
