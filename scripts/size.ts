// What the widget weighs, file by file and cold. Called by scripts/size, which says its usage.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { startDemoSite } from '../demo_site/server.ts';

const dist = fileURLToPath(new URL('../widget/dist/', import.meta.url));
const budgetFile = new URL('../widget/size-budget.json', import.meta.url);

/** Bytes after brotli. What is over its limit fails `--check`; the goals are where the design wants to be. */
interface Budget {
  /** Everything a page fetches until its first prompt shows. */
  cold_total: number;
  cold_total_goal: number;
  /** By file name without its hash. */
  files: Record<string, number>;
  /** For the words of each language. */
  language: number;
  /** For every chunk that is not named in `files`. */
  other_chunk: number;
  /** Files that pages never fetch. */
  not_for_pages: string[];
}

function brotliSize(bytes: Buffer): number {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return brotliCompressSync(bytes, { params }).length;
}

/** `main-ANBCYE2K.mjs` is `main.mjs`: hashes change with every build. */
function nameWithoutHash(file: string): string {
  return file.replace(/-[0-9A-Za-z]{8}(?=\.)/, '');
}

/** The chunks that hold the words of one language. */
async function languageFiles(): Promise<Set<string>> {
  const { chunks } = JSON.parse(await readFile(join(dist, 'chunks.json'), 'utf8')) as {
    chunks: Record<string, { entry: string | null }>;
  };
  const all = Object.entries(chunks).filter(([, { entry }]) => entry?.includes('/strings/'));
  return new Set(all.map(([file]) => file));
}

function row(name: string, ...columns: (number | string)[]): string {
  return name.padEnd(32) + columns.map((column) => String(column).padStart(11)).join('');
}

interface Over {
  name: string;
  bytes: number;
  allowed: number;
}

async function measureFiles(budget: Budget): Promise<Over[]> {
  const over: Over[] = [];
  const files = (await readdir(dist)).filter((file) => /\.(js|mjs|wasm)$/.test(file)).sort();
  const languages = await languageFiles();
  console.log(row('widget/dist', 'raw', 'gzip', 'brotli', 'limit'));
  for (const file of files) {
    const bytes = await readFile(join(dist, file));
    const name = nameWithoutHash(file);
    const brotli = brotliSize(bytes);
    const allowed = budget.not_for_pages.includes(name)
      ? Infinity
      : languages.has(file)
        ? budget.language
        : (budget.files[name] ?? budget.other_chunk);
    const gzip = gzipSync(bytes, { level: 9 }).length;
    console.log(row(file, bytes.length, gzip, brotli, allowed === Infinity ? '-' : allowed));
    if (brotli > allowed) over.push({ name: file, bytes: brotli, allowed });
  }
  return over;
}

/** What a first visit to the demo app fetches below /docent/ until `docent:show`: name and brotli bytes. */
async function fetchedUntilFirstPrompt(): Promise<Map<string, number>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'docent-size-'));
  const site = await startDemoSite({ port: 0, dataDir });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-component-update'],
  });
  try {
    const page = await browser.newPage();
    const bodies: Promise<[string, number]>[] = [];
    let counting = true;
    page.on('response', (response) => {
      const path = new URL(response.url()).pathname;
      if (!counting || !path.startsWith('/docent/')) return;
      bodies.push(
        response.body().then((body) => [path.slice('/docent/'.length), brotliSize(body)]),
      );
    });
    const shown = new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error('No prompt showed within 60 s of the first visit.')),
        60_000,
      );
      void page.exposeFunction('promptShown', () => {
        clearTimeout(late);
        counting = false;
        resolve();
      });
    });
    await page.addInitScript(
      "document.addEventListener('docent:show', () => promptShown(), { once: true });",
    );
    await page.goto(`${site.url}/app/`);
    await shown;
    return new Map(await Promise.all(bodies));
  } finally {
    await browser.close();
    await site.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measureCold(budget: Budget): Promise<Over[]> {
  const fetched = await fetchedUntilFirstPrompt();
  console.log('\nCold: what a first visit fetches until the first prompt shows');
  let total = 0;
  for (const [file, bytes] of fetched) {
    console.log(row(`  ${file}`, '', '', bytes));
    total += bytes;
  }
  console.log(row('  total', '', '', total, budget.cold_total));
  const missing = total - budget.cold_total_goal;
  console.log(
    missing > 0
      ? `The goal is ${budget.cold_total_goal}: ${missing} bytes too many.`
      : `The goal of ${budget.cold_total_goal} is met.`,
  );
  return total > budget.cold_total
    ? [{ name: 'cold total', bytes: total, allowed: budget.cold_total }]
    : [];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, 'no-cold': { type: 'boolean' } },
  });
  const budget = JSON.parse(await readFile(budgetFile, 'utf8')) as Budget;
  const over = await measureFiles(budget);
  if (!values['no-cold']) over.push(...(await measureCold(budget)));
  for (const { name, bytes, allowed } of over) {
    console.log(`Over its limit: ${name} is ${bytes} bytes, allowed are ${allowed}.`);
  }
  if (values.check && over.length > 0) process.exitCode = 1;
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
