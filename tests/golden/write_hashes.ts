// Writes the hash beside each trace, as the native engine has it, and says which ones changed: after a change of what the engine says
// that is meant to be one.
//
//   scripts/build native && node --import tsx tests/golden/write_hashes.ts

import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { traceFiles } from './replay.ts';

const kRunner = fileURLToPath(new URL('../../build/dev/tests/docent_golden', import.meta.url));

for (const trace of await traceFiles()) {
  const file = new URL(trace.href.replace('.jsonl', '.hash'));
  const hash = execFileSync(kRunner, [fileURLToPath(trace)]).toString();
  const before = await readFile(file, 'utf8').catch(() => '');
  if (hash === before) continue;
  await writeFile(file, hash);
  console.log(`${fileURLToPath(trace)}: ${before.trim() || 'none'} → ${hash.trim()}`);
}
