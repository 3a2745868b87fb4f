// The package as a stranger gets it: packed, installed in an empty folder, imported.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const widget = fileURLToPath(new URL('../../widget/', import.meta.url));

const kSmoke = `
import { docent } from 'docent';
import { createEngine, lint, stats, targeting } from 'docent/node';
docent.track('harmless on a server');
const config = { version: 1, campaigns: [{ id: 'hi', kind: 'announcement', steps: [{ id: 's', title: 'Hi' }] }] };
const engine = createEngine({ config, now: '2026-03-02T09:00:00Z' });
console.log(JSON.stringify({
  showing: engine.showing()?.campaign,
  problems: lint(config).length,
  nps: stats.nps([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]).value,
  matches: targeting.evalCondition({ a: 1 }, { a: 1 }),
}));
engine.dispose();
`;

const kTyped = `
import { docent, type Docent, type InitOptions } from 'docent';
import { createEngine, type NodeEngine } from 'docent/node';
const options: InitOptions = { key: 'k', config: '/docent.json' };
const widget: Docent = docent;
widget.init(options);
const stop: () => void = widget.on('complete', ({ campaign }) => campaign.toUpperCase());
stop();
const engine: NodeEngine = createEngine({ config: {}, now: 0 });
// @ts-expect-error a step is advanced to next or back
engine.advance('sideways');
`;

test('the packed package works from ESM, from docent/node and with TypeScript', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'docent-pack-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const packed = await run('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: widget,
  });
  const [{ filename, files }] = JSON.parse(packed.stdout) as [
    { filename: string; files: { path: string }[] },
  ];
  const names = files.map(({ path }) => path);
  for (const needed of [
    'dist/docent.js',
    'dist/index.mjs',
    'dist/node.mjs',
    'dist/node.wasm',
    'dist/THIRD_PARTY_NOTICES.txt',
    'LICENSE',
  ]) {
    assert.ok(names.includes(needed), `${needed} is in the package`);
  }
  assert.ok(!names.some((name) => name.startsWith('src/')), 'sources stay at home');
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }');
  const quiet = ['--no-audit', '--no-fund', '--offline'];
  await run('npm', ['install', ...quiet, join(folder, filename)], { cwd: folder });
  await writeFile(join(folder, 'smoke.mjs'), kSmoke);
  const notices = join(folder, 'node_modules/docent/dist/THIRD_PARTY_NOTICES.txt');
  const others = ['preact', '@floating-ui/core', '@floating-ui/utils', 'jsonc-parser'];
  for (const other of [...others, 'nlohmann/json', 'musl', 'Permission is hereby granted']) {
    assert.ok((await readFile(notices, 'utf8')).includes(other), `the notices name ${other}`);
  }
  const smoke = await run(process.execPath, ['smoke.mjs'], { cwd: folder });
  assert.deepEqual(JSON.parse(smoke.stdout), {
    showing: 'hi',
    problems: 0,
    nps: 100,
    matches: true,
  });

  await writeFile(join(folder, 'typed.ts'), kTyped);
  const compiler = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom'];
  const resolution = ['--module', 'nodenext', '--moduleResolution', 'nodenext'];
  const checked = await run(process.execPath, [compiler, ...options, ...resolution, 'typed.ts'], {
    cwd: folder,
  }).catch((error: { stdout: string }) => error);
  assert.equal(checked.stdout, '');
});
