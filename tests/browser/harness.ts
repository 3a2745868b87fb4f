// What browser tests stand on: a site on a free port that serves widget/dist and the test's own pages, a collector that
// can be told to fail, and real browsers.
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import type { Browser as FirefoxBrowser } from 'puppeteer-core';

const dist = fileURLToPath(new URL('../../widget/dist/', import.meta.url));

const kTypes: Record<string, string> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
};

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body: string;
}

/** A page or file: its text, or what to answer to a request; nothing: as if there were no such route. */
export type Route =
  | string
  | ((request: IncomingMessage, url: URL) => Answer | undefined | Promise<Answer | undefined>);

export interface Site {
  /** Without a slash at the end. */
  url: string;
  /** Adds or replaces a path; a path ending in `*` answers everything below. */
  route(path: string, route: Route): void;
  /** Keeps back what answers to such paths until `release`; `asked` resolves with the address of the first. */
  hold(path: RegExp): { asked(): Promise<string>; release(): void };
  /** The paths that were asked for, in order. */
  asked: string[];
  close(): Promise<void>;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function distFile(path: string): Promise<Answer & { bytes?: Buffer }> {
  const file = join(dist, normalize(path));
  if (!file.startsWith(dist)) return { status: 403, body: '' };
  try {
    const bytes = await readFile(file);
    const type = kTypes[extname(file)] ?? 'text/plain';
    // As a CDN serves it: any page may load it.
    return {
      body: '',
      bytes,
      headers: { 'Content-Type': type, 'Access-Control-Allow-Origin': '*' },
    };
  } catch {
    return { status: 404, body: 'not found' };
  }
}

/** Sites of this test file, which has one browser for all of its tests. */
const served = new Set<string>();

/** Serves `/docent/…` from widget/dist and the routes given. Its origin is new: no earlier test stored anything there. */
export async function startSite(routes: Record<string, Route> = {}): Promise<Site> {
  const table = new Map(Object.entries(routes));
  const held = new Map<RegExp, (path: string) => Promise<void>>();
  const asked: string[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    asked.push(url.pathname);
    for (const [path, wait] of held) if (path.test(url.pathname)) await wait(url.pathname);
    const route =
      table.get(url.pathname) ??
      [...table].find(
        ([path]) => path.endsWith('*') && url.pathname.startsWith(path.slice(0, -1)),
      )?.[1];
    let found: (Answer & { bytes?: Buffer }) | undefined =
      typeof route === 'string' ? { body: route } : await route?.(request, url);
    if (url.pathname.startsWith('/docent/')) found ??= await distFile(url.pathname.slice(8));
    found ??= { status: 404, body: 'not found' };
    const type = kTypes[extname(url.pathname)] ?? 'text/html; charset=utf-8';
    response.writeHead(found.status ?? 200, {
      'Content-Type': type,
      'Cache-Control': 'no-cache',
      ...found.headers,
    });
    response.end(found.bytes ?? found.body);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  let url = await listen(server);
  while (served.has(url)) {
    await stop(server);
    url = await listen(server);
  }
  served.add(url);
  return {
    url,
    asked,
    route: (path, route) => void table.set(path, route),
    hold(path) {
      let release = () => undefined as void;
      const released = new Promise<void>((resolve) => (release = resolve));
      const { happen, until } = once<string>();
      held.set(path, (found) => {
        happen(url + found);
        return released;
      });
      return { asked: until, release };
    },
    close: () => stop(server),
  };
}

/** A route that keeps what was asked of it; `asked` resolves with the first of that. */
export function watchedRoute(answer: () => Answer | Promise<Answer>): {
  route: Route;
  requests: IncomingMessage[];
  asked(): Promise<IncomingMessage>;
} {
  const requests: IncomingMessage[] = [];
  const { happen: ask, until: asked } = once<IncomingMessage>();
  const route: Route = (request) => {
    requests.push(request);
    ask(request);
    return answer();
  };
  return { route, requests, asked };
}

/** Fails where something does not come in time: a test that waits for ever holds up all others. */
export function within<Value>(
  promise: Promise<Value>,
  what: string,
  limit_ms = 30_000,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} within ${limit_ms / 1000} s`)), limit_ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Something that is waited for. */
function once<Value>(): { happen(value: Value): void; until(): Promise<Value> } {
  let happen = (_: Value) => undefined as void;
  const happened = new Promise<Value>((resolve) => (happen = resolve));
  return {
    happen: (value) => happen(value),
    until: () => within(happened, 'nothing was asked for'),
  };
}

export interface PostedSummary {
  id: string;
  revision: number;
  final: boolean;
  events: Record<string, number>;
  [field: string]: unknown;
}

export interface TestCollector {
  url: string;
  /** What it answers from now on: 202, or a failure (with `Retry-After` in seconds). */
  answer_with(status: number, retry_after?: number): void;
  /** From now on it answers 202, but rejects every summary of a batch for this reason. */
  reject_with(code: string): void;
  /** Every CloudEvent of an accepted batch, in order. */
  events: { id: string; source: string; data: PostedSummary }[];
  /** Requests of any outcome. */
  requests(): number;
  /** The highest revision of each summary: what a real collector would count. */
  summaries(): PostedSummary[];
  /** Resolves when it holds, which is looked at after every request; fails after a minute. */
  until(holds: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** A receiver of summaries over real HTTP, with CORS as the reference collector has it. */
export async function startTestCollector(): Promise<TestCollector> {
  let status = 202;
  let retry_after: number | undefined;
  let rejecting: string | undefined;
  let requests = 0;
  const events: TestCollector['events'] = [];
  const watchers = new Set<() => void>();

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const cors = {
      'Access-Control-Allow-Origin': request.headers.origin ?? '*',
      'Access-Control-Allow-Headers': 'content-type',
      'Access-Control-Expose-Headers': 'Retry-After',
    };
    if (request.method === 'OPTIONS') {
      response.writeHead(204, cors).end();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    requests += 1;
    const batch = JSON.parse(Buffer.concat(chunks).toString()) as TestCollector['events'];
    const taken = rejecting === undefined ? batch : [];
    if (status === 202) events.push(...taken);
    const accepted = taken.map(({ data: { id, revision } }) => ({ id, revision }));
    const rejected = (rejecting === undefined ? [] : batch).map(({ data: { id } }) => ({
      ...{ id, code: rejecting, path: '', message: 'not wanted' },
    }));
    const headers = {
      ...cors,
      'Content-Type': 'application/json',
      ...(retry_after === undefined ? {} : { 'Retry-After': String(retry_after) }),
    };
    response.writeHead(status, headers);
    response.end(status === 202 ? JSON.stringify({ accepted, rejected }) : '{}');
    for (const watcher of watchers) watcher();
  }

  const server = createServer((request, response) => {
    take(request, response).catch((error: unknown) => {
      response.writeHead(400).end(String(error));
    });
  });
  const url = await listen(server);
  return {
    url,
    answer_with(next, seconds) {
      status = next;
      retry_after = seconds;
    },
    reject_with(code) {
      status = 202;
      rejecting = code;
    },
    events,
    requests: () => requests,
    summaries() {
      const highest = new Map<string, PostedSummary>();
      for (const { data } of events) {
        if ((highest.get(data.id)?.revision ?? 0) < data.revision) highest.set(data.id, data);
      }
      return [...highest.values()];
    },
    until(holds) {
      const held = new Promise<void>((resolve) => {
        const check = () => {
          if (!holds()) return;
          watchers.delete(check);
          resolve();
        };
        watchers.add(check);
        check();
      });
      return within(held, 'it was not posted', 60_000);
    },
    close: () => stop(server),
  };
}

const kChromiumFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface ChromiumOptions {
  flags?: string[];
  /** Flags that the driver adds by itself, to be left out. */
  unflagged?: string[];
  /**
   * The program that users have. Usually it is Chromium's headless shell: the same engine without windows around its pages, each
   * of which costs the time of two more pages.
   */
  with_windows?: boolean;
}

/** Chromium as its driver drives it, for what only this driver can do; what holds in every engine asks pages/engines.ts for one. */
export function launchChromium({
  flags = [],
  unflagged = [],
  with_windows = false,
}: ChromiumOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: with_windows ? '/usr/bin/chromium' : '/usr/bin/chromium-headless-shell',
    args: [...kChromiumFlags, ...flags],
    ignoreDefaultArgs: unflagged,
  });
}

/** Firefox as its driver drives it, with preferences of `about:config`. */
export async function launchFirefox(
  preferences: Record<string, unknown> = {},
): Promise<FirefoxBrowser> {
  // Not before somebody wants it: its driver takes half a second to load, in each file of tests.
  const { default: puppeteer } = await import('puppeteer-core');
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    extraPrefsFirefox: preferences,
  });
}

/** A page with the script tag. `attributes` are added to it; `head` comes before it, `body` is the page. */
export function pageWithTag(
  attributes: Record<string, string>,
  { head = '', body = '' }: { head?: string; body?: string } = {},
): string {
  const text = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title>${head}
<script src="/docent/docent.js"${text}></script></head><body>${body}</body></html>`;
}
