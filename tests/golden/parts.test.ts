// A page begins with the engine's first part. Whenever that calls something of the rest, the step is undone and done
// again by the whole engine, as pages do it (widget/src/engine_parts.ts): nothing of it may show in what is decided.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { PartMissing } from '../../widget/src/engine_parts.ts';
import { rehearse } from '../../widget/src/rehearsal.ts';
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

test('the rehearsal of a page finds all it calls in the first part, and leaves its engines as they are', async () => {
  const module = (await loadPageParts()).module();
  const engine = engineOf(module);
  const file = await readFile(new URL('../../docs/examples/docent.json', import.meta.url), 'utf8');
  engine.load(file);
  engine.restore('');
  const before = engine.snapshot();
  const page = {
    ...{ path: '/app/', url: 'https://app.example/app/', host: 'app.example' },
    ...{ query: '', hash: '', title: 'App', referrer: '' },
  };
  const here = {
    ...{ id: '', tab: 't1', now_ms: 1_800_000_000_000, offset_min: 60, visible: true },
    ...{ locale: 'de', page, device: { kind: 'phone' as const } },
  };
  assert.equal(await rehearse(module, () => here), module);
  assert.equal(engine.snapshot(), before);
});

/** What is written on the first days: short files, each with a little more than the smallest. */
const kShortFiles: Record<string, object> = {
  'a tour of two steps': {
    ...{ kind: 'tour', trigger: { on: 'page_view' } },
    steps: [
      { id: 'a', surface: 'tooltip', target: '#a', title: 'A', body: 'Some **words**' },
      { id: 'b', target: ['#b', '.b'], title: 'B', buttons: [{ label: 'Go', action: 'next' }] },
    ],
  },
  'a tour on one page, once': {
    ...{ kind: 'tour', trigger: { on: 'page_view', page: { path: { $regex: '^/app/' } } } },
    frequency: { repeat: 'once' },
    steps: [{ id: 'a', target: '#a', title: 'A' }],
  },
  'an announcement that leads somewhere, after a delay': {
    ...{ kind: 'announcement', trigger: { on: 'page_view', delay_ms: 0 } },
    audience: { $or: [{ locale: { $regex: '^en' } }, { 'user.plan': { $in: ['pro'] } }] },
    steps: [
      {
        ...{ id: 'a', surface: 'modal', title: 'A' },
        buttons: [{ label: 'See', action: 'navigate', url: '/new' }],
      },
    ],
  },
  'a survey of whom it concerns': {
    ...{ kind: 'survey', audience: { 'user.age_days': { $gte: 0 } } },
    frequency: { repeat: 'every_days', days: 90, days_after_dismissal: 30 },
    steps: [
      { id: 'score', title: 'How likely?', question: { type: 'nps', required: true } },
      { id: 'why', title: 'Why?', question: { type: 'text' } },
    ],
  },
};

for (const [what, campaign] of Object.entries(kShortFiles)) {
  for (const waited_ms of [0, 1754]) {
    test(`${what} comes on screen by the first part alone, ${waited_ms} ms after the page began`, async () => {
      const engine = engineOf((await loadPageParts()).module());
      const text = JSON.stringify({ version: 1, campaigns: [{ id: 'only', ...campaign }] });
      const loaded = JSON.parse(engine.load(text)) as { ok: boolean; problems: unknown[] };
      assert.deepEqual(loaded, { ok: true, problems: [] });
      engine.restore('');
      const now_ms = Date.UTC(2026, 10, 27, 12);
      const stamp = (count: number) => ({
        ...{ id: `0192f000-0000-7000-8000-00000000000${count}`, tab: 't', offset_min: 0 },
        now_ms: now_ms - waited_ms,
      });
      const page = {
        ...{ path: '/app/', url: 'https://app.test/app/', host: 'app.test' },
        ...{ query: '', hash: '', title: 'App', referrer: '' },
      };
      const batch = {
        here: {
          ...{ ...stamp(1), now_ms, visible: true, locale: 'en', page },
          device: { id: 'device', kind: 'desktop' },
        },
        commands: [
          { ...stamp(2), type: 'consent', mode: 'summaries' },
          { ...stamp(3), type: 'page', page },
        ],
      };
      const effects = JSON.parse(engine.handle(JSON.stringify(batch))) as { type: string }[];
      assert.ok(effects.some(({ type }) => type === 'show'));
      engine.snapshot();
    });
  }
}
