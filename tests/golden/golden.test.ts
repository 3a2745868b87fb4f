// The artefacts that ship must give the same answers as the native build: one hash per trace, committed beside it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentedPhrases, occurringPhrases } from './coverage.ts';
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

const engine = await loadNodeEngine();
const occurring = await occurringPhrases(await tracesWithHashes(), engine);
engine.delete();
const documented = await documentedPhrases();

test('every gate code, effect, command, operator and field that is documented occurs in a trace', () => {
  assert.ok(documented.size > 400, `only ${documented.size} phrases were found`);
  const missing = [...documented].filter((phrase) => !occurring.has(phrase));
  assert.deepEqual(missing, [], 'a new feature needs a story: tests/golden/scripts.ts');
});

test('every code with which a trace explains something is documented', () => {
  const unknown = [...occurring].filter(
    (phrase) => /^gate \w+ (?!resumes$|asked$)/.test(phrase) && !documented.has(phrase),
  );
  assert.deepEqual(unknown, []);
});
