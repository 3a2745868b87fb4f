// Builds what the demo site serves into demo_site/dist. One function per part.
//   node build.mjs          every part
//   node build.mjs app      only the parts named
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const kRoot = path.dirname(fileURLToPath(import.meta.url));
const from = (...parts) => path.join(kRoot, ...parts);
const to = (...parts) => path.join(kRoot, 'dist', ...parts);

/** What every bundle shares. ASCII output shows the right letters under any page charset. */
const kBundle = {
  bundle: true,
  format: 'esm',
  target: ['chrome109', 'firefox115', 'safari16.4'],
  charset: 'ascii',
  minify: true,
  sourcemap: true,
  logLevel: 'warning',
};

/** Pages of Ledgerleaf: served at /app/<url> from <url>.html; `page` names pages/<page>.html and <page>.ts. */
const kAppPages = [
  { url: '', page: 'dashboard', title: 'Dashboard', nav: 'dashboard' },
  { url: 'customers', page: 'customers', title: 'Customers', nav: 'customers' },
  { url: 'invoices', page: 'invoices', title: 'Invoices', nav: 'invoices' },
  { url: 'invoices/new', page: 'invoice_new', title: 'New invoice', nav: 'invoices' },
  { url: 'invoices/view', page: 'invoice_view', title: 'Invoice', nav: 'invoices' },
  { url: 'payments', page: 'payments', title: 'Payments', nav: 'payments' },
  { url: 'reports', page: 'reports', title: 'Reports', nav: 'reports' },
  { url: 'settings', page: 'settings', title: 'Settings', nav: 'settings' },
];

/** The landing page at `/`. */
async function buildHome() {
  await mkdir(to('home'), { recursive: true });
  await cp(from('home/index.html'), to('index.html'));
  await cp(from('home/mark.svg'), to('home/mark.svg'));
  await build({ ...kBundle, entryPoints: [from('home/home.css')], outdir: to('home') });
}

/** Ledgerleaf: real HTML pages from one layout, a module per page, one style sheet, the campaign file. */
async function buildApp() {
  await build({
    ...kBundle,
    entryPoints: kAppPages.map(({ page }) => from('app', `${page}.ts`)),
    outdir: to('app'),
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
  });
  // Classic and blocking: the theme must stand before the first paint.
  await build({
    ...kBundle,
    format: 'iife',
    entryPoints: [from('app/theme.ts')],
    outdir: to('app'),
  });
  await build({
    ...kBundle,
    entryPoints: [from('app/app.css')],
    outdir: to('app'),
    external: ['/app/*'],
  });
  for (const file of [
    'stub.js',
    'leaf.svg',
    'forecast.svg',
    'forecast.webm',
    'chevron.svg',
    'docent.json',
  ])
    await cp(from('app', file), to('app', file));
  const layout = await readFile(from('app/layout.html'), 'utf8');
  const icons = await readFile(from('app/icons.svg'), 'utf8');
  for (const { url, page, title, nav } of kAppPages) {
    const main = await readFile(from('app/pages', `${page}.html`), 'utf8');
    // A function as replacement: a `$` in a page would mean something otherwise.
    const html = layout
      .replace('{{title}}', () => title)
      .replace('{{script}}', () => page)
      .replace('{{main}}', () => main.trim())
      .replace('{{icons}}', () => icons.trim())
      .replace(`id="nav-${nav}"`, () => `id="nav-${nav}" aria-current="page"`);
    const file = to('app', url === '' ? 'index.html' : `${url}.html`);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, html);
  }
}

/** The gallery and the theme page, and the host page that stands in their frame. */
async function buildGallery() {
  await build({
    ...kBundle,
    entryPoints: ['gallery.ts', 'theme.ts', 'host.ts', 'gallery.css', 'theme.css', 'host.css'].map(
      (file) => from('gallery', file),
    ),
    outdir: to('gallery'),
  });
  for (const file of ['index.html', 'theme.html', 'host.html', 'gallery.json'])
    await cp(from('gallery', file), to('gallery', file));
}

/** Insights: one page, its module and its style sheet. */
async function buildInsights() {
  await build({
    ...kBundle,
    entryPoints: [from('insights/insights.tsx'), from('insights/insights.css')],
    outdir: to('insights'),
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  // Classic and blocking: the theme must stand before the first paint.
  await build({
    ...kBundle,
    format: 'iife',
    entryPoints: [from('insights/theme.ts')],
    outdir: to('insights'),
  });
  for (const file of ['index.html', 'mark.svg'])
    await cp(from('insights', file), to('insights', file));
}

/** The Studio: its page's module, and what emcc made of its C++ (build/wasm, by `scripts/build wasm`). */
async function buildStudio() {
  await build({
    ...kBundle,
    entryPoints: [from('studio/page/main.ts'), from('studio/page/studio.css')],
    outdir: to('studio'),
  });
  for (const file of ['index.html', 'studio.svg'])
    await cp(from('studio/page', file), to('studio', file));
  for (const file of ['studio.mjs', 'studio.wasm']) {
    const built = from('../build/wasm', file);
    if (!existsSync(built))
      throw new Error(`${path.relative(process.cwd(), built)} is missing: run scripts/build wasm.`);
    await cp(built, to('studio', file));
  }
}

const kParts = {
  home: buildHome,
  app: buildApp,
  gallery: buildGallery,
  insights: buildInsights,
  studio: buildStudio,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !(part in kParts));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. Parts: ${Object.keys(kParts).join(', ')}.`);
  process.exit(2);
}
if (wanted.length === 0) await rm(to(), { recursive: true, force: true });
for (const part of wanted.length > 0 ? wanted : Object.keys(kParts)) {
  await kParts[part]();
  console.log(`demo_site: built ${part}`);
}
