// What a page pays for an onboarding library until its first prompt, side by side. scripts/bench says the usage.
import { readdir, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { launchChromium } from '../../browser/harness.ts';
import { median } from '../measure.ts';
import { startBenchSite } from './bench_site.ts';
import { benchSubjects } from './subjects.ts';
import { kCpuSlowdown, visit, type Visit } from './visit.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '7' },
    trace: { type: 'string' },
    peers: { type: 'string', default: 'build/bench/peers/node_modules' },
  },
});

const dist = new URL('../../../widget/dist/', import.meta.url);
/** Not part of the suite in one language: other builds of the engine, other languages, the Studio's preview, Node. */
const kNotTheSuite =
  /^(engine_fallback|preview|node|cli|index)\b|^(?!en-)[a-z]{2}(-[A-Za-z]+)?-[0-9A-Z]{8}\.mjs$/;

async function brotliOf(file: string): Promise<number> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return brotliCompressSync(await readFile(new URL(file, dist)), { params }).length;
}

async function suiteBytes(): Promise<number> {
  const files = (await readdir(dist)).filter((file) => /\.(js|mjs|wasm)$/.test(file));
  const sizes = await Promise.all(files.filter((file) => !kNotTheSuite.test(file)).map(brotliOf));
  return sizes.reduce((total, size) => total + size, 0);
}

interface Row {
  name: string;
  bytes_until_prompt: number;
  bytes: number;
  requests: number;
  script_ms: number;
  blocking_ms: number;
  longest_task_ms: number;
  prompt_ms: number;
  load_delay_ms: number;
}

function rowOf(name: string, visits: readonly Visit[], bare: readonly Visit[]): Row {
  const middle = (of: (visit: Visit) => number, list = visits) => median(list.map(of));
  const beyond = (of: (visit: Visit) => number) => middle(of) - middle(of, bare);
  return {
    name,
    bytes_until_prompt: middle((v) => v.bytes_until_prompt),
    bytes: middle((v) => v.bytes),
    requests: middle((v) => v.requests),
    script_ms: beyond((v) => v.script_ms),
    blocking_ms: beyond((v) => v.blocking_ms),
    longest_task_ms: middle((v) => v.longest_task_ms),
    prompt_ms: middle((v) => v.prompt_ms ?? NaN),
    load_delay_ms: beyond((v) => v.load_ms),
  };
}

const kilo = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
const milli = (ms: number): string => `${ms.toFixed(0)} ms`;

function table(rows: readonly Row[]): string {
  const columns: [string, (row: Row) => number, (value: number) => string][] = [
    ['until prompt', (row) => row.bytes_until_prompt, kilo],
    ['in all', (row) => row.bytes, kilo],
    ['requests', (row) => row.requests, String],
    ['script', (row) => row.script_ms, milli],
    ['blocking', (row) => row.blocking_ms, milli],
    ['longest task', (row) => row.longest_task_ms, milli],
    ['first prompt', (row) => row.prompt_ms, milli],
    ['load delayed', (row) => row.load_delay_ms, milli],
  ];
  const docent = rows[0];
  const cell = (text: string) => text.padStart(19);
  const lines = ['              ' + columns.map(([name]) => cell(name)).join('')];
  for (const row of rows) {
    const cells = columns.map(([, of, show]) => {
      const value = of(row);
      const ours = docent ? of(docent) : NaN;
      // A ratio to nearly nothing says nothing.
      const ratio =
        row === docent || ours < 1 || value < 1 ? '' : ` (${(value / ours).toFixed(2)}x)`;
      return cell(show(value) + ratio);
    });
    lines.push(row.name.padEnd(14) + cells.join(''));
  }
  return lines.join('\n');
}

interface Requirement {
  what: string;
  value: string;
  wanted: string;
  met: boolean;
}

async function requirements(docent: Row): Promise<Requirement[]> {
  const suite = await suiteBytes();
  const loader = await brotliOf('docent.js');
  const most = (what: string, value: number, limit: number, show: (n: number) => string) => ({
    what,
    value: show(value),
    wanted: `at most ${show(limit)}`,
    met: value <= limit,
  });
  return [
    most('fetched until the first tooltip', docent.bytes_until_prompt, 60 * 1024, kilo),
    most('the whole suite in one language', suite, 95 * 1024, kilo),
    most('the loader', loader, 1.5 * 1024, kilo),
    most('blocking time', docent.blocking_ms, 0, milli),
    most('delay of the load event', docent.load_delay_ms, 20, milli),
  ];
}

/** What the Performance panel shows, and which functions V8 compiled. */
const kTraced = [
  'devtools.timeline',
  'toplevel',
  'v8',
  'v8.execute',
  'blink.user_timing',
  'loading',
].concat(
  ['v8.compile', 'v8.cpu_profiler', 'devtools.timeline'].map(
    (name) => `disabled-by-default-${name}`,
  ),
);

/** One visit to Docent's page, recorded. */
async function record(path: string): Promise<void> {
  const subjects = benchSubjects(values.peers);
  const index = subjects.findIndex(({ name }) => name === 'Docent');
  const subject = subjects[index];
  if (!subject) throw new Error('there is no Docent to visit');
  const site = await startBenchSite(subjects);
  const browser = await launchChromium({ with_windows: true });
  try {
    await visit(browser, site, subject, `/page/${index}`);
    await browser.startTracing(undefined, { path, categories: kTraced });
    const { long_tasks } = await visit(browser, site, subject, `/page/${index}`);
    await browser.stopTracing();
    console.log(`Tasks over 50 ms: ${long_tasks.join(', ') || 'none'}. Recorded in ${path}.`);
  } finally {
    await browser.close();
    await site.close();
  }
}

async function compare(): Promise<void> {
  const subjects = benchSubjects(values.peers);
  const site = await startBenchSite(subjects);
  const browser = await launchChromium({ with_windows: true });
  const visits = new Map<string, Visit[]>(subjects.map(({ name }) => [name, []]));
  try {
    // The first visit of all warms the server's compression and the browser itself: it does not count.
    for (let round = -1; round < Number(values.rounds); round += 1) {
      for (const [index, subject] of subjects.entries()) {
        const made = await visit(browser, site, subject, `/page/${index}`);
        if (round >= 0) visits.get(subject.name)?.push(made);
      }
    }
  } finally {
    await browser.close();
    await site.close();
  }
  const bare = visits.get('without any') ?? [];
  const rows = subjects
    .filter(({ prompt }) => prompt !== undefined)
    .map(({ name }) => rowOf(name, visits.get(name) ?? [], bare));
  const [docent] = rows;
  if (!docent) throw new Error('nothing was measured');
  const promised = await requirements(docent);
  if (values.json) {
    console.log(
      JSON.stringify({ rows, requirements: promised, visits: Object.fromEntries(visits) }, null, 2),
    );
    return;
  }
  console.log(`First visits in Chromium, ${values.rounds} rounds in turns, medians: processor ${kCpuSlowdown} times slower, 1.6 Mbit/s, 150 ms.
Each library shows the same two-step tour on the same page; bytes are bodies after brotli, without the page's own.
All times are the clock's: what else the machine does is in them, and long tasks of a page without any library say so.
Script and blocking time (what tasks took beyond 50 ms each) are beyond those of the page without any library, until
1.5 s after the prompt; in brackets, as a multiple of Docent's.
posthog-js: array, surveys and product-tours bundles from its npm package. PostHog's server is stood in for by fixed
answers: a remote configuration with surveys and tours on, one tour that starts by itself, one survey of another page;
recording, heatmaps and flags are off. What it posts is taken and forgotten.
driver.js and Shepherd hold their tour in the page's own script, and start as soon as it runs, before the page has
loaded; Docent waits for the load event and an idle moment, asks its engine, and keeps its state.
`);
  console.log(table(rows));
  console.log('\nPromises:');
  for (const { what, value, wanted, met } of promised) {
    console.log(`  ${met ? 'kept  ' : 'MISSED'} ${what}: ${value}, ${wanted}`);
  }
  const tasks = (visits.get('Docent') ?? []).map(
    ({ long_tasks }) => long_tasks.join(', ') || 'none',
  );
  console.log(`\nTasks over 50 ms on Docent's page, round by round: ${tasks.join(' | ')}`);
  console.log(
    `On the page without any: ${bare.map(({ long_tasks }) => long_tasks.join(', ') || 'none').join(' | ')}`,
  );
}

await (values.trace === undefined ? compare() : record(values.trace));
