// How the benchmarks measure: processor time, since the machine may be busy with other things; in rounds that take turns, so that what
// disturbs one disturbs all; the median of the rounds.

/** Something to measure: `run` does it once. */
export interface Subject {
  run: () => void;
  /** How often in one round. */
  times: number;
}

function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

export function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

function microsecondsEach({ run, times }: Subject): number {
  const before = cpuMicroseconds();
  for (let i = 0; i < times; i += 1) run();
  return (cpuMicroseconds() - before) / times;
}

const kRoundMicroseconds = 8_000;
const kWarmMicroseconds = 150_000;

/** Runs it until the compilers are done with it, and chooses how often a round does. */
export function warmed(run: () => void): Subject {
  const start = cpuMicroseconds();
  let times = 0;
  let spent = 0;
  while (spent < kWarmMicroseconds || times < 3) {
    run();
    times += 1;
    spent = cpuMicroseconds() - start;
  }
  return { run, times: Math.max(1, Math.ceil((times * kRoundMicroseconds) / spent)) };
}

/** The median microseconds of each subject, all measured in turns. */
export function measured<Name extends string>(
  subjects: Record<Name, Subject>,
  rounds: number,
): Record<Name, number> {
  const names = Object.keys(subjects) as Name[];
  const all = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
    Name,
    number[]
  >;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) all[name].push(microsecondsEach(subjects[name]));
  }
  return Object.fromEntries(names.map((name) => [name, median(all[name])])) as Record<Name, number>;
}
