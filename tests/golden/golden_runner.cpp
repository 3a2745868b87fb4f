// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// docent_golden TRACE: replays a command trace and prints one hash of every answer the engine gave
// and of its last snapshot. A trace is JSON lines (docs/engine.md, "Traces"): {"file": path} loads
// a campaign file, {"batch": …} is handled, {"explain": …} and
// {"attributes": …} are asked, {"restart": true} restores the engine from its own snapshot,
// {"restore": text} from another. -v prints the answers too.

#include <cinttypes>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "docent/engine.hpp"
#include "docent/host_native.hpp"
#include "docent/json.hpp"

namespace {

/// FNV-1a, 64 bit.
struct Hash {
  std::uint64_t value = 0xcbf29ce484222325;
  void add(const std::string& text) {
    for (unsigned char c : text + "\n") value = (value ^ c) * 0x100000001b3;
  }
};

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string replay(docent::Engine& engine, const docent::Value& line, const std::string& folder) {
  if (const docent::Value* file = line.find("file")) {
    return engine.load(read_file(folder + file->as_string()));
  }
  if (const docent::Value* batch = line.find("batch"))
    return engine.handle(docent::write_json(*batch));
  if (const docent::Value* ask = line.find("explain"))
    return engine.explain(docent::write_json(*ask));
  if (const docent::Value* ask = line.find("attributes")) {
    return engine.attributes(docent::write_json(*ask));
  }
  if (const docent::Value* text = line.find("restore")) return engine.restore(text->as_string());
  if (line.find("comment") != nullptr) return "";
  if (line.find("restart") != nullptr) {
    return engine.restore(engine.snapshot());
  }
  return "unknown line";
}

}  // namespace

int main(int argc, char** argv) {
  bool verbose = argc == 3 && std::string(argv[1]) == "-v";
  if (argc != (verbose ? 3 : 2)) {
    std::fprintf(stderr, "usage: docent_golden [-v] TRACE\n");
    return 2;
  }
  std::string path = argv[argc - 1];
  std::ifstream trace(path);
  if (!trace) {
    std::fprintf(stderr, "docent_golden: cannot read %s\n", path.c_str());
    return 2;
  }
  std::string folder = path.substr(0, path.find_last_of('/') + 1);
  docent::Engine engine(docent::native_host());
  Hash hash;
  for (std::string text; std::getline(trace, text);) {
    if (text.empty()) continue;
    docent::Result<docent::Value> line = docent::parse_json(text);
    std::string answer = line ? replay(engine, *line, folder) : "bad line";
    if (verbose) std::printf("%s\n", answer.c_str());
    hash.add(answer);
  }
  hash.add(engine.snapshot());
  std::printf("%016" PRIx64 "\n", hash.value);
  return 0;
}
