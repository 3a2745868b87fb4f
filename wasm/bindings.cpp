// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// The engine for JavaScript: functions, strings in and out (docs/engine.md). The Node kit's link
// adds more of them. Only what every Emscripten since 3.1.6 knows is used here.

#include <emscripten.h>
#include <emscripten/bind.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "docent/engine.hpp"

#ifdef DOCENT_NODE_KIT
#include "node_kit.hpp"
#endif

// The host port: 1 found, 0 not found, -1 bad pattern or no such host function. UTF8ToString would
// end a text at its first zero character and take away a byte order mark, hence a decoder of our
// own. It is JavaScript, which clang-format would take apart.
// clang-format off
EM_JS(int, docent_regex_test,
      (const char* pattern, int pattern_size, const char* text, int text_size, int ignore_case), {
        var test = Module["docentRegexTest"];
        if (!test) return -1;
        var decoder = Module["docentText"] ||
                      (Module["docentText"] = new TextDecoder("utf-8", {ignoreBOM: true}));
        return test(decoder.decode(HEAPU8.subarray(pattern, pattern + pattern_size)),
                    decoder.decode(HEAPU8.subarray(text, text + text_size)),
                    ignore_case ? "i" : "");
      });

// The lower-cased text, to be freed, and its size in bytes; null without a host function.
EM_JS(char*, docent_lower, (const char* text, int text_size, int* lower_size), {
  var lower = Module["docentLower"];
  if (!lower) return 0;
  var decoder = Module["docentText"] ||
                (Module["docentText"] = new TextDecoder("utf-8", {ignoreBOM: true}));
  var result = lower(decoder.decode(HEAPU8.subarray(text, text + text_size)));
  var bytes = new TextEncoder().encode(result);
  var out = _malloc(bytes.length + 1);
  HEAPU8.set(bytes, out);
  HEAP32[lower_size >> 2] = bytes.length;
  return out;
});
// clang-format on

namespace {

std::optional<bool> regex_test(void* /*context*/, std::string_view pattern, std::string_view text,
                               bool ignore_case) {
  int found = docent_regex_test(pattern.data(), static_cast<int>(pattern.size()), text.data(),
                                static_cast<int>(text.size()), ignore_case ? 1 : 0);
  return found < 0 ? std::nullopt : std::optional<bool>(found == 1);
}

std::string to_lower(void* context, std::string_view text) {
  int size = 0;
  char* lowered = docent_lower(text.data(), static_cast<int>(text.size()), &size);
  if (lowered == nullptr) return docent::plain_host().to_lower(context, text);
  std::string out(lowered, static_cast<std::size_t>(size));
  std::free(lowered);
  return out;
}

docent::Host javascript_host() {
  docent::Host host;
  host.regex_test = regex_test;
  host.to_lower = to_lower;
  return host;
}

/// An engine as JavaScript holds it: by its address, until `destroy`. A class of Embind would be
/// the same, with 3 KB of glue for inheritance and ownership that every page would fetch.
using EngineAddress = std::uintptr_t;

docent::Engine& engine_at(EngineAddress engine) {
  return *reinterpret_cast<docent::Engine*>(engine);
}

EngineAddress create() {
  return reinterpret_cast<EngineAddress>(new docent::Engine(javascript_host()));
}
void destroy(EngineAddress engine) { delete &engine_at(engine); }

// Embind wants std::string by value or reference; the engine takes views.
std::string load(EngineAddress engine, const std::string& text) {
  return engine_at(engine).load(text);
}
std::string restore(EngineAddress engine, const std::string& text) {
  return engine_at(engine).restore(text);
}
std::string snapshot(EngineAddress engine) { return engine_at(engine).snapshot(); }
std::string handle(EngineAddress engine, const std::string& batch) {
  return engine_at(engine).handle(batch);
}
std::string explain(EngineAddress engine, const std::string& request) {
  return engine_at(engine).explain(request);
}
std::string attributes(EngineAddress engine, const std::string& request) {
  return engine_at(engine).attributes(request);
}
std::string version() { return std::string(docent::kVersion); }

#ifdef DOCENT_NODE_KIT
std::string lint(const std::string& file) {
  return docent::node_kit::lint(file, javascript_host());
}

bool eval_condition(const std::string& attributes, const std::string& condition,
                    const std::string& saved_groups) {
  return docent::node_kit::eval_condition(attributes, condition, saved_groups, javascript_host());
}
#endif

}  // namespace

EMSCRIPTEN_BINDINGS(docent) {
  emscripten::function("create", &create);
  emscripten::function("destroy", &destroy);
  emscripten::function("load", &load);
  emscripten::function("restore", &restore);
  emscripten::function("snapshot", &snapshot);
  emscripten::function("handle", &handle);
  emscripten::function("explain", &explain);
  emscripten::function("attributes", &attributes);
  emscripten::function("version", &version);
#ifdef DOCENT_NODE_KIT
  emscripten::function("lint", &lint);
  emscripten::function("asked_fields", &docent::node_kit::asked_fields);
  emscripten::function("sentence", &docent::node_kit::sentence);
  emscripten::function("eval_condition", &eval_condition);
  emscripten::function("hash", &docent::node_kit::hash);
  emscripten::function("bucket_ranges", &docent::node_kit::bucket_ranges);
  emscripten::function("choose_variation", &docent::node_kit::choose_variation);
  emscripten::function("in_namespace", &docent::node_kit::in_namespace);
  emscripten::function("equal_weights", &docent::node_kit::equal_weights);
  emscripten::function("nps", &docent::node_kit::nps);
  emscripten::function("ces", &docent::node_kit::ces);
  emscripten::function("csat", &docent::node_kit::csat);
#endif
}
