// Runs the native benchmark (engine_bench.cpp) and reads what it found.
import { spawnSync } from 'node:child_process';

interface Run {
  run_name: string;
  aggregate_name?: string;
  cpu_time: number;
  heap_bytes?: number;
}

export interface Native {
  /** Median processor time in microseconds, by benchmark and its arguments: `tracked_event/1000/5`. */
  microseconds: Record<string, number>;
  /** What a file of 100 campaigns takes on the heap. */
  heap_bytes: number;
}

export function runNative(program: string, inputs: string, rounds: number): Native {
  const { status, stdout, stderr } = spawnSync(
    program,
    [
      '--benchmark_format=json',
      '--benchmark_min_time=0.01',
      `--benchmark_repetitions=${rounds}`,
      // In turns, so that what disturbs one disturbs all.
      '--benchmark_enable_random_interleaving=true',
      '--benchmark_report_aggregates_only=true',
    ],
    { encoding: 'utf8', env: { ...process.env, DOCENT_BENCH_INPUTS: inputs }, maxBuffer: 1 << 26 },
  );
  if (status !== 0) throw new Error(`${program} failed:\n${stderr}`);
  const { benchmarks } = JSON.parse(stdout) as { benchmarks: Run[] };
  const medians = benchmarks.filter((run) => run.aggregate_name === 'median');
  return {
    microseconds: Object.fromEntries(
      medians.map(({ run_name, cpu_time }) => [run_name, cpu_time / 1000]),
    ),
    heap_bytes: medians.find(({ run_name }) => run_name === 'load/100')?.heap_bytes ?? NaN,
  };
}
