// What the documentation shows must work as it stands there.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createEngine, lint } from 'docent/node';

const root = fileURLToPath(new URL('../../', import.meta.url));
const kCli = join(root, 'widget/dist/cli.mjs');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

function blocks(file: string, language: string): string[] {
  const pattern = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm');
  return [...read(file).matchAll(pattern)].map(([, code]) => code ?? '');
}

test('the Node example of docs/testing.md runs', () => {
  const [code] = blocks('docs/testing.md', 'js');
  assert.ok(code);
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: root,
  });
  assert.match(printed.toString(), /It was last shown on .* it may come again on/);
});

test('docs/testing.md names every method of the engine, and none that is not there', () => {
  const engine = createEngine({ config: { version: 1, campaigns: [] }, now: 0 });
  const [, table = ''] =
    /^## The engine's methods$([^]*?)^## /m.exec(read('docs/testing.md')) ?? [];
  const rows = table.split('\n').flatMap((line) => /^\| (`[^|]*) \|/.exec(line)?.[1] ?? []);
  const named = rows.join(' ').matchAll(/`(\w+)\(/g);
  assert.deepEqual(new Set(Array.from(named, ([, name]) => name)), new Set(Object.keys(engine)));
  engine.dispose();
});

test('the trace of docs/testing.md can be explained', () => {
  const [lines = ''] = blocks('docs/testing.md', 'jsonl');
  const folder = mkdtempSync(join(tmpdir(), 'docent-trace-'));
  try {
    const trace = join(folder, 'trace.jsonl');
    writeFileSync(trace, lines);
    const asked = ['docs/examples/docent.json', '--trace', trace, '--campaign', 'nps'];
    const { stdout, stderr } = spawnSync(process.execPath, [kCli, 'explain', ...asked], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.match(stdout + stderr, /nps is blocked at 2026-11-24 10:00:00 \+01:00 on \/invoices/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the example of docs/importing.md runs, and says what is not carried over', () => {
  const [code] = blocks('docs/importing.md', 'js');
  assert.ok(code);
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: root,
  });
  assert.match(printed.toString(), /find_anything: `spotlightPadding` is not carried over/);
});

test('the console example of docs/importing.md prints what stands there', () => {
  const [example = ''] = blocks('docs/importing.md', 'console');
  const [command = '', ...lines] = example.split('\n');
  const args = command.replace('$ npx docent ', '').split(' ');
  const { stdout, stderr } = spawnSync(process.execPath, [kCli, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  const printed = new Set((stdout + stderr).split('\n'));
  for (const line of lines) assert.ok(line === '…' || printed.has(line), line);
});

test('the campaign file in the README has no problems', () => {
  const [file] = blocks('README.md', 'json');
  assert.deepEqual(lint(file ?? ''), []);
});

test('the complete example file has no problems', () => {
  assert.deepEqual(lint(read('docs/examples/docent.json')), []);
});

test('the first campaign of docs/campaigns.md does what stands there', () => {
  const [, config = ''] = /^ *```json first\n([^]*?)^ *```$/m.exec(read('docs/campaigns.md')) ?? [];
  assert.deepEqual(lint(config), []);
  const user = createEngine({ config, now: '2026-11-21T09:00:00Z', page: '/' });
  assert.equal(user.showing(), undefined);
  user.page('/invoices');
  assert.equal(user.showing()?.step, 'create');
  user.advance();
  user.page('/invoices/new');
  assert.equal(user.showing()?.step, 'send');
  const other = createEngine({ config, now: '2026-11-21T09:00:00Z', page: '/' });
  other.track('invoice_created');
  other.page('/invoices');
  assert.equal(other.showing(), undefined);
  for (const engine of [user, other]) engine.dispose();
});

test('the examples of docs/campaigns.md are one campaign file without problems', () => {
  const file: Record<string, unknown> = { version: 1 };
  for (const text of blocks('docs/campaigns.md', 'json top')) {
    for (const [section, content] of Object.entries(JSON.parse(text) as object)) {
      assert.ok(!(section in file), `two examples have ${section}`);
      file[section] = content;
    }
  }
  const campaigns = blocks('docs/campaigns.md', 'json campaign');
  assert.ok(campaigns.length >= 8);
  file['campaigns'] = campaigns.map((text) => JSON.parse(text) as unknown);
  assert.deepEqual(lint(file), []);
});

for (const file of [
  'README.md',
  'HACKING.md',
  'docs/campaigns.md',
  'docs/engine.md',
  'docs/importing.md',
  'docs/summary.md',
]) {
  test(`every local link of ${file} leads somewhere`, () => {
    for (const [, target] of read(file).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
      assert.ok(existsSync(join(root, dirname(file), target ?? '')), `${file}: ${target}`);
    }
  });
}
