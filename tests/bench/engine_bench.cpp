// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// The engine's costs natively, without a JavaScript boundary. scripts/bench writes the inputs
// (tests/bench/write_inputs.ts) into the folder that DOCENT_BENCH_INPUTS names:
//   crowd_<N>.json     a campaign file of N campaigns
//   events_<E>.jsonl   batches of one user: a page view, then tracked events that start E campaigns
//   year.json, year.snapshot   a campaign file, and a user's state after a year with it

#include <benchmark/benchmark.h>
#include <malloc.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "docent/engine.hpp"

namespace {

std::string input(const std::string& name) {
  const char* folder = std::getenv("DOCENT_BENCH_INPUTS");
  std::ifstream in(std::string(folder == nullptr ? "." : folder) + "/" + name, std::ios::binary);
  if (!in) {
    std::cerr << name << " is missing: run scripts/bench engine.\n";
    std::exit(2);
  }
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> input_lines(const std::string& name) {
  std::istringstream text(input(name));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

/// One tracked event, from text to text, against N campaigns of which it can start E.
void tracked_event(benchmark::State& state) {
  const std::string file = input("crowd_" + std::to_string(state.range(0)) + ".json");
  const std::vector<std::string> batches =
      input_lines("events_" + std::to_string(state.range(1)) + ".jsonl");
  docent::Engine engine(docent::plain_host());
  engine.load(file);
  engine.handle(batches[0]);
  std::size_t next = 1;
  for (auto _ : state) {
    if (next == batches.size()) {
      // From the start, since the user's time does not go back.
      state.PauseTiming();
      engine.restore("");
      engine.handle(batches[0]);
      next = 1;
      state.ResumeTiming();
    }
    benchmark::DoNotOptimize(engine.handle(batches[next++]));
  }
}
BENCHMARK(tracked_event)
    ->ArgsProduct({{10, 100, 1'000, 10'000}, {5}})
    ->ArgsProduct({{10'000}, {0, 50, 500}});

void load(benchmark::State& state) {
  const std::string file = input("crowd_" + std::to_string(state.range(0)) + ".json");
  docent::Engine engine(docent::plain_host());
  const std::size_t before = mallinfo2().uordblks;
  for (auto _ : state) benchmark::DoNotOptimize(engine.load(file));
  state.counters["heap_bytes"] = static_cast<double>(mallinfo2().uordblks - before);
}
BENCHMARK(load)->Arg(100)->Arg(10'000);

void snapshot(benchmark::State& state) {
  docent::Engine engine(docent::plain_host());
  engine.load(input("year.json"));
  engine.restore(input("year.snapshot"));
  for (auto _ : state) benchmark::DoNotOptimize(engine.snapshot());
}
BENCHMARK(snapshot);

void restore(benchmark::State& state) {
  docent::Engine engine(docent::plain_host());
  engine.load(input("year.json"));
  const std::string text = input("year.snapshot");
  for (auto _ : state) benchmark::DoNotOptimize(engine.restore(text));
}
BENCHMARK(restore);

}  // namespace

BENCHMARK_MAIN();
