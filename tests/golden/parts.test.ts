// A page begins with the engine's first part. Whenever that calls something of the rest, the step is undone and done
// again by the whole engine, as pages do it (widget/src/engine_parts.ts): nothing of it may show in what is decided.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { PartMissing } from '../../widget/src/engine_parts.ts';
import { engineOf, loadPageParts } from './node_engine.ts';
import { replay, tracesWithHashes } from './replay.ts';

for (const { name, trace, hash } of await tracesWithHashes()) {
  test(`${name} gives the committed hash when the rest of the engine arrives while it is missed`, async () => {
    const parts = await loadPageParts();
    let engine = engineOf(parts.module());
    let [file, state] = ['', ''];
    let missed = 0;
    async function again(line: (on: typeof engine) => string): Promise<string> {
      try {
        return line(engine);
      } catch (error) {
        if (!(error instanceof PartMissing)) throw error;
        missed += 1;
        engine = engineOf(await parts.whole());
        if (file !== '') engine.load(file);
        engine.restore(state);
        return line(engine);
      }
    }
    const seen = await replay(trace, async (line, text) => {
      const answer = await again(line);
      if (text !== undefined) file = text;
      state = await again((on) => on.snapshot());
      return answer;
    });
    assert.equal(seen, hash);
    assert.ok(missed <= 1, 'the whole engine misses nothing');
  });
}

test('the rest joins an engine that has missed nothing while it goes on', async () => {
  const parts = await loadPageParts();
  const module = parts.module();
  const engine = engineOf(module);
  const file = await readFile(new URL('../../docs/examples/docent.json', import.meta.url), 'utf8');
  assert.equal((JSON.parse(engine.load(file)) as { ok: boolean }).ok, true);
  const before = engine.snapshot();
  assert.equal(await parts.whole(), module);
  assert.equal(engine.snapshot(), before);
  // The sentences about a broken file are in the rest.
  const { ok } = JSON.parse(engine.load('{"version": 1, "campaigns": [{}]}')) as { ok: boolean };
  assert.equal(ok, false);
});

test('an engine that missed something is replaced, and another fetch is tried after one that failed', async () => {
  const parts = await loadPageParts('not the engine');
  const engine = engineOf(parts.module());
  assert.throws(() => engine.load('{"version": 1, "campaigns": [{}]}'), PartMissing);
  await assert.rejects(parts.whole());
  const first = parts.module();
  await assert.rejects(parts.whole());
  assert.equal(parts.module(), first);
});
