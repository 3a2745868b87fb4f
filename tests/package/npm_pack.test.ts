// The package as a stranger gets it: packed, installed in an empty folder, used from there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'docent-package-'));
const installed = join(folder, 'node_modules/docent');

/** Runs a program in the stranger's folder; fails with its output when it fails. */
function run(program: string, args: string[], cwd = folder): string {
  const result = spawnSync(program, args, { cwd, encoding: 'utf8' });
  assert.equal(result.status, 0, `${program} ${args.join(' ')}\n${result.stdout}${result.stderr}`);
  return result.stdout;
}

function runModule(source: string): string {
  writeFileSync(join(folder, 'main.mjs'), source);
  return run(process.execPath, ['main.mjs']).trim();
}

before(() => {
  run('npm', ['pack', '--workspace', 'widget', '--pack-destination', folder], root);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  assert.ok(tarball, 'npm pack wrote no tarball');
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  // Offline: the package has nothing to fetch, and must not begin to.
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${tarball}`]);
});

after(() => rmSync(folder, { recursive: true, force: true }));

test('the package brings no dependencies along', () => {
  assert.deepEqual(
    readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.')),
    ['docent'],
  );
});

test('the package holds its licence and every file its exports name', () => {
  const description = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    exports: Record<string, string | Record<string, string>>;
  };
  const named = Object.values(description.exports).flatMap((entry) =>
    typeof entry === 'string' ? [entry] : Object.values(entry),
  );
  for (const file of ['LICENSE', ...named]) {
    assert.ok(readFileSync(join(installed, file)).length > 0, `${file} is empty`);
  }
});

test('a module can import the widget in Node, and nothing happens until init', () => {
  const answer = runModule(
    "import { docent } from 'docent'; console.log(typeof docent.init, typeof docent.track);",
  );
  assert.equal(answer, 'function function');
});

test('docent/node decides from a campaign file, and its lint finds nothing in the example', () => {
  const example = readFileSync(join(root, 'docs/examples/docent.json'), 'utf8');
  writeFileSync(join(folder, 'docent.json'), example);
  const answer = runModule(`
    import { readFileSync } from 'node:fs';
    import { createEngine, lint } from 'docent/node';
    const config = readFileSync('docent.json', 'utf8');
    const errors = lint(config).filter((problem) => problem.severity === 'error');
    const engine = createEngine({ config, now: '2026-11-21T10:00:00Z', page: '/app/' });
    engine.wait({ minutes: 1 });
    const gates = engine.explain('welcome').gates.length > 0;
    const campaign = engine.showing()?.campaign;
    console.log(JSON.stringify({ errors, gates, campaign }));
    engine.dispose();`);
  assert.deepEqual(JSON.parse(answer), { errors: [], gates: true, campaign: 'welcome' });
});

test('npx docent lints a campaign file with the installed package, and its exit code says the verdict', () => {
  writeFileSync(
    join(folder, 'docent.json'),
    readFileSync(join(root, 'docs/examples/docent.json'), 'utf8'),
  );
  writeFileSync(join(folder, 'broken.json'), '{}');
  const lint = (file: string): ReturnType<typeof spawnSync> =>
    spawnSync('npx', ['--offline', 'docent', 'lint', file], { cwd: folder, encoding: 'utf8' });
  const clean = lint('docent.json');
  assert.equal(clean.stdout, 'No problems in docent.json.\n', String(clean.stderr));
  assert.equal(clean.status, 0);
  const broken = lint('broken.json');
  assert.match(String(broken.stdout), /^broken\.json:1:1: error: /);
  assert.equal(broken.status, 1);
});

test('docent/node refuses a broken campaign file with a sentence', () => {
  const answer = runModule(`
    import { createEngine } from 'docent/node';
    try { createEngine({ config: '{"campaigns": 7}', now: 0 }); console.log('accepted'); }
    catch (error) { console.log(error.message); }`);
  assert.match(answer, /refused/);
});

test('the types serve a strict TypeScript program', () => {
  writeFileSync(
    join(folder, 'main.ts'),
    `import { docent, type InitOptions } from 'docent';
     import { createEngine } from 'docent/node';
     const options: InitOptions = { key: 'k', config: '/docent.json' };
     docent.init(options);
     const campaign: string | undefined =
       createEngine({ config: {}, now: 0 }).showing()?.campaign;
     console.log(campaign);`,
  );
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const options = '--strict --noEmit --module nodenext --target es2022 --lib es2022,dom'.split(' ');
  run(process.execPath, [compiler, ...options, 'main.ts']);
});

test('a bundler finds the widget and its chunks', () => {
  writeFileSync(
    join(folder, 'app.mjs'),
    "import { docent } from 'docent'; docent.init({ key: 'k' });",
  );
  const out = join(folder, 'bundle');
  mkdirSync(out);
  const bundler = join(root, 'node_modules/.bin/esbuild');
  const options = ['--bundle', '--splitting', '--format=esm', '--loader:.wasm=file'];
  run(bundler, [
    'app.mjs',
    ...options,
    `--outdir=${out}`,
    '--external:node:*',
    '--external:module',
  ]);
  assert.ok(readdirSync(out).length > 1, 'the surfaces were not split off');
});
