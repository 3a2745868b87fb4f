// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

/* global WebAssembly */
// usage: node split_engine.mjs <folder of engine.mjs and engine.wasm> <wasm-split> <wasm-opt> <campaign file>...
//
// Splits engine.wasm into engine_first.wasm, which is what a first visit runs until its first tooltip
// is on screen and what every later page runs before the user does anything, and engine_rest.wasm.
// Which functions belong to the first part is not written down anywhere: an instrumented engine plays
// such visits for each of the campaign files and for the smallest there are, and what it called is the answer.
// The page's side of it is widget/src/engine_parts.ts.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, wasm_split, wasm_opt, ...campaign_files] = process.argv.slice(2);
const kStart = Date.parse('2026-01-05T09:00:00Z');
const kPageOfMemory = 65536;
/** What every browser we support has; without the first, the two parts cannot share the stack pointer. */
const kFeatures = ['--enable-mutable-globals', '--enable-bulk-memory', '--enable-sign-ext'];

function run(tool, ...options) {
  const { status, stderr, error } = spawnSync(tool, [...kFeatures, ...options]);
  if (status === 0) return;
  console.error(`${tool} failed: ${error?.message ?? stderr}`);
  process.exit(1);
}

/** The instrumented engine, and the exports and memory behind it. */
async function instantiate(wasm) {
  let instance;
  let memory;
  const { default: factory } = await import(pathToFileURL(resolve(folder, 'engine.mjs')).href);
  const module = await factory({
    wasm,
    // As widget/src/host_port.ts has them.
    docentRegexTest: (pattern, text, flags) => Number(new RegExp(pattern, flags).test(text)),
    docentLower: (text) => text.toLowerCase(),
    WebAssembly: {
      Memory: class {
        constructor(bounds) {
          return (memory = new WebAssembly.Memory(bounds));
        }
      },
      async instantiate(bytes, imports) {
        ({ instance } = await WebAssembly.instantiate(bytes, imports));
        return instance;
      },
    },
  });
  return { module, exports: instance.exports, memory };
}

/** The smallest files there are, as on the first day with Docent: what a longer one says, these leave to the engine. */
const kSmallFiles = [
  { kind: 'tour', trigger: { on: 'page_view' }, steps: [{ id: 'a', target: '#a', title: 'A' }] },
  {
    ...{ kind: 'announcement', trigger: { on: 'page_view', page: { path: { $regex: '^/app/' } } } },
    steps: [{ id: 'a', surface: 'banner', title: 'A' }],
  },
  {
    ...{
      kind: 'announcement',
      audience: { $or: [{ 'user.plan': { $in: ['pro'] } }, { 'page.path': '/app/' }] },
    },
    steps: [{ id: 'a', surface: 'modal', title: 'A', body: 'B' }],
  },
  { kind: 'survey', steps: [{ id: 'a', title: 'A', question: { type: 'nps' } }] },
].map((campaign) => JSON.stringify({ version: 1, campaigns: [{ id: 'only', ...campaign }] }));

/** What differs between visits: what the user agreed to, their language, whether the product knows who they are. */
const kVisits = [
  { consent: 'summaries', locale: 'en-US', known: false, referrer: 'https://example.com/' },
  { consent: 'full', locale: 'de', known: true, referrer: '' },
];

/** One user's first visit up to the first prompt on screen, and the page after it. */
function visit(module, file, { consent, locale, known, referrer }) {
  const engine = module.create();
  const loaded = JSON.parse(module.load(engine, file));
  if (!loaded.ok) throw new Error(`a campaign file has errors: ${JSON.stringify(loaded.problems)}`);
  module.restore(engine, '');

  let now_ms = kStart;
  let count = 0;
  const id = () => `0192f000-0000-7000-8000-${String((count += 1)).padStart(12, '0')}`;
  const stamp = { offset_min: 60, tab: 'tab-1' };
  const page = {
    path: '/app/',
    url: 'https://example.com/app/?from=mail#top',
    host: 'example.com',
    query: 'from=mail',
    hash: 'top',
    title: 'App',
    referrer,
  };
  const handle = (commands, here = {}) => {
    const device = { id: 'device-1', kind: 'desktop' };
    const batch = {
      here: { ...stamp, id: id(), now_ms, visible: true, locale, page, device, ...here },
      commands: commands.map((command) => ({ ...command, ...stamp, id: id(), now_ms })),
    };
    const effects = JSON.parse(module.handle(engine, JSON.stringify(batch)));
    module.snapshot(engine);
    return effects;
  };

  const traits = { first_name: 'Ada', plan: 'team', created_at: '2026-01-02T09:00:00Z' };
  const who = [
    { type: 'identify', user_id: 'user-1', traits },
    { type: 'group', account_id: 'account-1', traits: { name: 'Example', seats: 5 } },
  ];
  // The page rehearses with the first of the small files (widget/src/rehearsal.ts).
  handle([]);
  module.restore(engine, '');
  let effects = handle([
    { type: 'consent', mode: consent },
    ...(known ? who : []),
    { type: 'page', page },
  ]);
  if (!known) effects = [...effects, ...handle(who)];
  // A trigger may wait for some seconds.
  for (let second = 0; second < 30 && !effects.some(isOnScreen); second += 1) {
    now_ms += 1000;
    effects = handle([]);
  }
  const shown = effects.find(isOnScreen);
  if (!shown) throw new Error('this campaign file shows nothing on a first visit to /app/');
  const { prompt, step } = shown;
  handle([{ type: 'shown', prompt, step }], { showing: prompt });

  now_ms += 60_000;
  module.restore(engine, module.snapshot(engine));
  handle([{ type: 'page', page: { ...page, path: '/app/customers' } }]);
  handle([{ type: 'track', event: 'anything', props: { amount: 12.5, kind: 'a' } }]);
  handle([
    { type: 'activity', active_ms: 15_000 },
    { type: 'visibility', visible: false },
  ]);
  module.destroy(engine);
}

const isOnScreen = ({ type, passive }) => type === 'show' && !passive;

const work = await mkdtemp(join(tmpdir(), 'docent-split-'));
try {
  const whole = join(folder, 'engine.wasm');
  const instrumented = join(work, 'instrumented.wasm');
  run(wasm_split, '--instrument', '--profile-export=write_profile', whole, '-o', instrumented);
  const { module, exports, memory } = await instantiate(await readFile(instrumented));
  const texts = await Promise.all(campaign_files.map((file) => readFile(file, 'utf8')));
  for (const text of [...kSmallFiles, ...texts]) {
    for (const one of kVisits) visit(module, text, one);
  }

  // The profile is written behind everything the engine uses.
  const size = exports.write_profile(0, 0);
  const from = memory.buffer.byteLength;
  memory.grow(Math.ceil(size / kPageOfMemory));
  exports.write_profile(from, size);
  const profile = join(work, 'profile');
  await writeFile(profile, new Uint8Array(memory.buffer, from, size));

  const first = join(work, 'first.wasm');
  const rest = join(work, 'rest.wasm');
  run(wasm_split, '--split', whole, `--profile=${profile}`, '-o1', first, '-o2', rest);
  // Only now may functions with one caller move into it: before, what is seldom called would have
  // become part of what is called always.
  run(wasm_opt, '-Os', first, '-o', join(folder, 'engine_first.wasm'));
  run(wasm_opt, '-Os', rest, '-o', join(folder, 'engine_rest.wasm'));
} finally {
  await rm(work, { recursive: true, force: true });
}
