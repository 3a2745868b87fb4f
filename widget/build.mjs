// Builds dist/: the script tag, the ES module with its chunks, the Node kit and the command line. Needs the engine in build/wasm.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { minify } from 'terser';
import { thirdPartyNotices } from './third_party_notices.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const wasm_dir = process.env.DOCENT_WASM_DIR ?? join(here, '../build/wasm');
const dist = join(here, 'dist');
// Built beside, then moved into place: whoever serves dist/ meanwhile sees the old one or the new one.
const fresh = join(here, `dist.new-${process.pid}`);

const kEngineFiles = [
  'engine.mjs',
  'engine_first.wasm',
  'engine_rest.wasm',
  'engine_fallback.mjs',
  'node.mjs',
  'node.wasm',
];
for (const file of kEngineFiles) {
  if (!existsSync(join(wasm_dir, file))) {
    console.error(`The engine is not built yet (${file} is missing): run scripts/build.`);
    process.exit(1);
  }
}

/** `docent-wasm/x` is build/wasm/x. */
const engine_files = {
  name: 'engine files',
  setup(builder) {
    builder.onResolve({ filter: /^docent-wasm\// }, ({ path }) => ({
      path: join(wasm_dir, path.slice('docent-wasm/'.length)),
      sideEffects: false,
    }));
  },
};

// Glue and parts belong together: names by content keep a cached one from meeting new others.
const part_hash = createHash('sha256');
const parts = [];
for (const name of ['engine_first', 'engine_rest']) {
  const bytes = await readFile(join(wasm_dir, `${name}.wasm`));
  part_hash.update(bytes);
  parts.push({ name, bytes });
}
const hash = part_hash.digest('hex').slice(0, 8);
for (const part of parts) part.file = `${part.name}-${hash}.wasm`;
const [first, rest] = parts;

/** Styles are text in the code: they lose what only people read. */
const small_styles = {
  name: 'small styles',
  setup(builder) {
    builder.onLoad({ filter: /[\\/](?:\w+_)?style\.ts$/ }, async ({ path }) => {
      const code = await readFile(path, 'utf8');
      const [, before, css, after] = /^([^]*`)([^`]*)(`[^]*)$/.exec(code) ?? [];
      if (css === undefined || css.includes('${') || css.includes('\\')) return undefined;
      const { code: small } = await transform(css, { loader: 'css', minify: true });
      return { contents: before + small.trim() + after, loader: 'ts' };
    });
  },
};

/** What pages fetch goes through Terser, too: 4 % less than what esbuild alone leaves, after compression. */
async function squeeze(file) {
  const path = join(fresh, file);
  const { code } = await minify(await readFile(path, 'utf8'), {
    module: file.endsWith('.mjs'),
    compress: { ecma: 2020, passes: 3 },
    format: { ascii_only: true },
  });
  await writeFile(path, code);
}

/**
 * Gives the chunks of all languages one hash: of two dozen that differ, the table that loads them would grow by half a
 * kilobyte. Whoever imports them is named by a hash of what it imports already.
 */
async function shareHashOfLanguages(outputs) {
  const isLanguage = ([, { entryPoint }]) => entryPoint?.includes('/strings/');
  const all = Object.entries(outputs).filter(isLanguage);
  const names = all.map(([path]) => path.split('/').pop());
  const hash = createHash('sha256').update(names.sort().join()).digest('hex').slice(0, 8);
  const renamed = new Map(names.map((name) => [name, name.replace(/-\w{8}\./, `-${hash}.`)]));
  const inText = (text) => text.replace(/[\w]+-\w{8}\.mjs/g, (name) => renamed.get(name) ?? name);
  for (const [path, output] of Object.entries(outputs)) {
    if (output.imports.some(({ path: imported }) => renamed.has(imported.split('/').pop()))) {
      const file = join(fresh, path.split('/').pop());
      await writeFile(file, inText(await readFile(file, 'utf8')));
      for (const one of output.imports) one.path = inText(one.path);
    }
  }
  for (const [path, output] of all) {
    await rename(join(fresh, path.split('/').pop()), join(fresh, inText(path.split('/').pop())));
    delete outputs[path];
    outputs[inText(path)] = output;
  }
}

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  charset: 'ascii',
  legalComments: 'none', // THIRD_PARTY_NOTICES.txt says it for all
  metafile: true,
  logLevel: 'warning',
  plugins: [engine_files],
  define: { 'process.env.NODE_ENV': '"production"' },
};
const browsers = ['chrome109', 'firefox115', 'safari16.4'];

await rm(fresh, { recursive: true, force: true });
await mkdir(fresh, { recursive: true });

const module_build = await build({
  ...shared,
  entryPoints: { main: 'src/index.ts' },
  outdir: fresh,
  plugins: [engine_files, small_styles],
  format: 'esm',
  platform: 'browser',
  target: browsers,
  splitting: true,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  outExtension: { '.js': '.mjs' },
  // Emscripten's glue imports these where it finds Node; in a page there is none.
  external: ['module', 'fs', 'path', 'url', 'node:*'],
  define: {
    ...shared.define,
    DOCENT_ENGINE_FIRST: JSON.stringify(`./${first.file}`),
    DOCENT_ENGINE_REST: JSON.stringify(`./${rest.file}`),
  },
});
await shareHashOfLanguages(module_build.metafile.outputs);
const outputs = Object.entries(module_build.metafile.outputs);
const main_path = outputs.find(([, output]) => output.entryPoint === 'src/index.ts')?.[0];
const main_name = main_path.split('/').pop();
for (const [path, { entryPoint }] of outputs) {
  // The fallback is large and rare: half a minute of every build for 2 of its 95 KB is too much.
  if (!entryPoint?.includes('engine_fallback')) await squeeze(path.split('/').pop());
}
for (const { file, bytes } of parts) await writeFile(join(fresh, file), bytes);
await writeFile(join(fresh, 'index.mjs'), `export { docent } from './${main_name}';\n`);

const loader_build = await build({
  ...shared,
  entryPoints: { docent: 'src/loader.ts' },
  outdir: fresh,
  format: 'iife',
  platform: 'browser',
  target: browsers,
  define: { DOCENT_MAIN_CHUNK: JSON.stringify(main_name) },
});
await squeeze('docent.js');

const node_build = await build({
  ...shared,
  entryPoints: { node: 'src/node/index.ts' },
  outdir: fresh,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  outExtension: { '.js': '.mjs' },
});
await copyFile(join(wasm_dir, 'node.wasm'), join(fresh, 'node.wasm'));
await copyFile(join(here, '../docs/docent.schema.json'), join(fresh, 'schema.json'));

// The command line carries its own copy of the Node kit's glue, so that it is one file.
const cli_build = await build({
  ...shared,
  entryPoints: { cli: 'src/cli/main.ts' },
  outdir: fresh,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // jsonc-parser's other build hides its parts from the bundler.
  mainFields: ['module', 'main'],
  banner: { js: '// What it holds of others: THIRD_PARTY_NOTICES.txt' },
  outExtension: { '.js': '.mjs' },
});

const builds = [module_build, loader_build, node_build, cli_build];
await writeFile(
  join(fresh, 'THIRD_PARTY_NOTICES.txt'),
  await thirdPartyNotices(builds.map(({ metafile }) => metafile)),
);

// What is what, for scripts/size: chunk names carry hashes.
const chunks = {};
for (const [path, output] of outputs) {
  const file = path.split('/').pop();
  chunks[file] = {
    entry: output.entryPoint ?? null,
    imports: output.imports.map(({ path, kind }) => ({ file: path.split('/').pop(), kind })),
  };
}
await writeFile(
  join(fresh, 'chunks.json'),
  JSON.stringify({ main: main_name, first: first.file, rest: rest.file, chunks }, null, 2),
);

if (!process.argv.includes('--no-types')) {
  const compiler = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
  const types = spawnSync(
    process.execPath,
    [compiler, '-p', join(here, 'tsconfig.types.json'), '--outDir', join(fresh, 'types')],
    { stdio: 'inherit' },
  );
  if (types.status !== 0) process.exit(1);
  await writeFile(join(fresh, 'index.d.ts'), "export * from './types/index.js';\n");
  await writeFile(join(fresh, 'node.d.ts'), "export * from './types/node/index.js';\n");
}

const old = `${fresh}-old`;
if (existsSync(dist)) await rename(dist, old);
await rename(fresh, dist);
await rm(old, { recursive: true, force: true });
