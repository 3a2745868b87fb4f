// One first visit: an empty browser profile, a slow processor and a slow line, until the prompt is there and a while after.
import type { Browser, CDPSession } from 'playwright-core';
import { within } from '../../browser/harness.ts';
import type { BenchSite } from './bench_site.ts';
import type { BenchSubject } from './subjects.ts';

/** Chrome's "Slow 3G"-like line that Lighthouse measures phones with. */
const kLine = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (0.75 * 1024 * 1024) / 8,
};
export const kCpuSlowdown = 4;
/** What a library still does after its prompt is there belongs to its costs. */
const kAfterPromptMs = 1_500;
/** A page without a prompt is watched for as long as the others need. */
const kWithoutPromptMs = 5_000;

export interface Visit {
  /** Brotli bytes of the bodies fetched for the library until its prompt showed, and in all. */
  bytes_until_prompt: number;
  bytes: number;
  requests: number;
  /** Milliseconds of script on the main thread, the page's own included. */
  script_ms: number;
  /** What tasks took beyond 50 ms each, summed. */
  blocking_ms: number;
  longest_task_ms: number;
  prompt_ms: number | undefined;
  /** When the page's `load` event began. */
  load_ms: number;
  long_tasks: string[];
}

/** What the page calls once its prompt is seen. */
const kSeen = 'benchPromptSeen';

/** Runs in the page before anything else: when the prompt is first seen, and which tasks were long. */
function watcher(prompt: string | undefined): string {
  return `{
    const seen = (window.benchSeen = { tasks: [] });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) seen.tasks.push([startTime, duration]);
    }).observe({ type: 'longtask', buffered: true });
    const look = () => {
      const rect = (${prompt ?? 'null'})?.getBoundingClientRect();
      if (rect && rect.width > 0 && rect.height > 0) {
        seen.prompt_ms = performance.now();
        ${kSeen}('');
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }`;
}

interface Seen {
  tasks: [number, number][];
  prompt_ms?: number;
}

async function metric(session: CDPSession, name: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find((found) => found.name === name)?.value ?? NaN;
}

/**
 * Asks the page by the browser's own protocol. Before Playwright's first question it has the page parse 300 KB of its
 * own script, a task of more than 50 ms that would be put down to whoever is measured.
 */
async function ask(session: CDPSession, expression: string): Promise<unknown> {
  const { result } = await session.send('Runtime.evaluate', { expression, returnByValue: true });
  return result.value;
}

/** What was fetched for the library: addresses, and when the last byte was there, on the page's clock. */
async function fetchedBy(session: CDPSession): Promise<{ url: string; end_ms: number }[]> {
  const all = (await ask(
    session,
    `performance.getEntriesByType('resource').map(({ name, responseEnd }) => ({ url: name, end_ms: responseEnd }))`,
  )) as { url: string; end_ms: number }[];
  return all.filter(({ url }) => !new URL(url).pathname.startsWith('/host/'));
}

export async function visit(
  browser: Browser,
  site: BenchSite,
  subject: BenchSubject,
  path: string,
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', kLine);
    await session.send('Emulation.setCPUThrottlingRate', { rate: kCpuSlowdown });
    await session.send('Performance.enable');
    const prompt = new Promise((resolve) => session.on('Runtime.bindingCalled', resolve));
    await session.send('Runtime.enable');
    await session.send('Runtime.addBinding', { name: kSeen });
    await page.addInitScript({ content: watcher(subject.prompt) });
    await page.goto(site.url + path, { waitUntil: 'load', timeout: 60_000 });
    if (subject.prompt) await within(prompt, `no prompt of ${subject.name}`, 60_000);
    // A length of observation, not a wait for something.
    await page.waitForTimeout(subject.prompt ? kAfterPromptMs : kWithoutPromptMs);
    const script_ms = (await metric(session, 'ScriptDuration')) * 1000;
    const seen = (await ask(session, 'benchSeen')) as Seen;
    const load_ms = (await ask(
      session,
      `performance.getEntriesByType('navigation')[0]?.loadEventStart ?? NaN`,
    )) as number;
    const fetched = (await fetchedBy(session)).filter(({ url }) => url.startsWith(site.url));
    const sum = (list: typeof fetched) =>
      list.reduce((total, { url }) => total + site.bytes_of(url), 0);
    return {
      bytes_until_prompt: sum(fetched.filter(({ end_ms }) => end_ms <= (seen.prompt_ms ?? 0))),
      bytes: sum(fetched),
      requests: fetched.length,
      script_ms,
      blocking_ms: seen.tasks.reduce((total, [, took]) => total + Math.max(0, took - 50), 0),
      longest_task_ms: Math.max(0, ...seen.tasks.map(([, took]) => took)),
      prompt_ms: seen.prompt_ms,
      load_ms,
      long_tasks: seen.tasks.map(([at, took]) => `${took.toFixed(0)} ms at ${at.toFixed(0)}`),
    };
  } finally {
    await context.close();
  }
}
