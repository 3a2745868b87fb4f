// Writes what tests/bench/engine_bench.cpp reads.
//
//   node --import tsx tests/bench/write_inputs.ts FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crowdOf, eventBatches, kCrowds, kTriggered } from './crowd.ts';
import { simulateYear } from './year.ts';

const kBatches = 500;

const folder = process.argv[2] ?? '.';
mkdirSync(folder, { recursive: true });
for (const n of kCrowds) writeFileSync(join(folder, `crowd_${n}.json`), crowdOf(n).file);
for (const k of kTriggered) {
  const batches = eventBatches(`t${k}`);
  const lines = Array.from({ length: kBatches }, () => `${JSON.stringify(batches.next().value)}\n`);
  writeFileSync(join(folder, `events_${k}.jsonl`), lines.join(''));
}
const { file, snapshot } = await simulateYear();
writeFileSync(join(folder, 'year.json'), file);
writeFileSync(join(folder, 'year.snapshot'), snapshot);
