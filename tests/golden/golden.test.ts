// The artefacts that ship must give the same answers as the native build: one hash per trace, committed beside it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadFallbackEngine, loadNodeEngine, loadPageEngine } from './node_engine.ts';
import { replay, tracesWithHashes } from './replay.ts';

const kEngines = [
  ['engine_first.wasm and engine_rest.wasm', loadPageEngine],
  ['node.wasm', loadNodeEngine],
  ['the JavaScript fallback', loadFallbackEngine],
] as const;

for (const { name, trace, hash } of await tracesWithHashes()) {
  for (const [engine_name, load] of kEngines) {
    test(`${name} gives the committed hash in ${engine_name}`, async () => {
      const engine = await load();
      try {
        assert.equal(await replay(trace, (line) => line(engine)), hash);
      } finally {
        engine.delete();
      }
    });
  }
}
