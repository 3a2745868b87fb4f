// Safari's engine in tests: WebKitGTK's MiniBrowser on a screen of its own, driven by a small client of the W3C WebDriver
// protocol (https://www.w3.org/TR/webdriver2/), of which only what a `Tab` needs is here.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import {
  type Browser,
  type Preferences,
  type Tab,
  answers,
  kViewport,
  kWait_ms,
} from './browsers.ts';

const kScreen = '1600x1200x24';

/** Keys that write nothing, by their names in `KeyboardEvent.key`, as WebDriver spells them. */
const kKeys: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
};

class WebDriverError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

type Send = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<unknown>;

function clientOf(port: number): Send {
  return async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
    });
    const { value } = (await response.json()) as { value: { error?: string; message?: string } };
    if (response.ok) return value;
    throw new WebDriverError(value.error ?? 'unknown', value.message ?? '');
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts a screen without a monitor. It writes the number it chose once it can be used. */
async function startScreen(): Promise<{ process: ChildProcess; display: string }> {
  const screen = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', kScreen, '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const [number] = (await once(createInterface(screen.stdio[3] as Readable), 'line')) as [string];
  return { process: screen, display: `:${number}` };
}

/**
 * A home of its own, so that nothing of this machine's user has a say. The toolkit's style lets the browser's bars shrink:
 * with their usual width the window would not become as small as a phone. What the user prefers is the toolkit's matter, too.
 */
async function makeHome({ reduced_motion, dark }: Preferences): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'docent-webkit-'));
  await mkdir(join(home, 'gtk-3.0'));
  const css = '* { font-size: 1px; padding: 0; margin: 0; border-width: 0; min-width: 0 }';
  await writeFile(join(home, 'gtk-3.0/gtk.css'), css);
  const settings = [
    ...(reduced_motion ? ['gtk-enable-animations=0'] : []),
    ...(dark ? ['gtk-application-prefer-dark-theme=1'] : []),
  ];
  await writeFile(join(home, 'gtk-3.0/settings.ini'), ['[Settings]', ...settings, ''].join('\n'));
  return home;
}

async function startDriver(
  display: string,
  home: string,
): Promise<{ process: ChildProcess; send: Send }> {
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    env: {
      ...process.env,
      DISPLAY: display,
      GDK_BACKEND: 'x11',
      NO_AT_BRIDGE: '1',
      XDG_CONFIG_HOME: home,
      XDG_DATA_HOME: home,
      XDG_CACHE_HOME: home,
    },
    stdio: 'ignore',
  });
  const send = clientOf(port);
  for (let tries = 0; ; tries++) {
    try {
      await send('GET', '/status');
      return { process: driver, send };
    } catch (error) {
      if (tries === 100 || driver.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Debian keeps it in a folder that carries the machine's name and the library's version. */
function miniBrowser(): string {
  const found = readdirSync('/usr/lib')
    .flatMap((folder) => ['4.1', '6.0', '4.0'].map((v) => `/usr/lib/${folder}/webkit2gtk-${v}`))
    .map((folder) => `${folder}/MiniBrowser`)
    .find((file) => existsSync(file));
  if (!found) throw new Error('There is no MiniBrowser: scripts/setup installs webkit2gtk-driver.');
  return found;
}

/** The actions that press and release the keys of `Control+Enter`. */
function chordActions(chord: string): { type: string; value: string }[] {
  const keys = (chord === '+' ? ['+'] : chord.split('+')).map((key) => kKeys[key] ?? key);
  return [
    ...keys.map((value) => ({ type: 'keyDown', value })),
    ...keys.reverse().map((value) => ({ type: 'keyUp', value })),
  ];
}

/**
 * The script that calls a function of ours in the page and hands its answer, awaited, over as JSON, which unlike WebDriver's
 * own values knows `undefined`. The function stands in the script itself: a page's policy may forbid `eval`.
 */
const callOf = (run: unknown) => `
  const [text, done] = arguments;
  new Promise((resolve) => resolve((${String(run)})(JSON.parse(text)))).then(
    (value) => done(JSON.stringify({ value })),
    (error) => done(JSON.stringify({ error: String(error && error.stack || error) })));`;

/** The same for a condition, looked at in every frame until it holds or the time is over. */
const waitOf = (holds: unknown) => `
  const [text, left_ms, done] = arguments;
  const holds = (${String(holds)});
  const arg = JSON.parse(text);
  const end = performance.now() + left_ms;
  const look = () => {
    let held = false;
    try { held = holds(arg); } catch (error) { return done(String(error)); }
    if (held) done('held');
    else if (performance.now() > end) done('never');
    else requestAnimationFrame(look);
  };
  look();`;

/** One window of a session. */
interface Window {
  send: Send;
  /** What the browser's own bars take of it. */
  bars: { width: number; height: number };
  another(type: 'window' | 'tab'): Promise<Window>;
  close(): Promise<void>;
}

/** The commands of a session go to its current window, so each first makes its own current. */
async function firstWindow(send: Send, at: string): Promise<Window> {
  let current = String(await send('GET', `${at}/window`));
  let count = 1;
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other while there are several: else another's window would become current in between. */
  function inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    if (count === 1) return run();
    const done = last.then(run);
    last = done.catch(() => undefined);
    return done;
  }

  function windowOf(handle: string): Window {
    const sendHere: Send = (method, path, body) =>
      inTurn(async () => {
        if (current !== handle) await send('POST', `${at}/window`, { handle });
        current = handle;
        return send(method, path, body);
      });
    return {
      send: sendHere,
      bars: { width: 0, height: 0 },
      async another(type) {
        count += 1;
        const made = await inTurn(() => send('POST', `${at}/window/new`, { type }));
        return windowOf((made as { handle: string }).handle);
      },
      async close() {
        await sendHere('DELETE', `${at}/window`);
        count -= 1;
      },
    };
  }
  return windowOf(current);
}

/** The size of the viewport: as it is wanted, or what it is after half a second. A window takes its time. */
async function sizeOnceItIs(wanted: {
  width: number;
  height: number;
}): Promise<{ width: number; height: number }> {
  const end = performance.now() + 500;
  while (innerWidth !== wanted.width || innerHeight !== wanted.height) {
    if (performance.now() > end) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { width: innerWidth, height: innerHeight };
}

function tabOf(window: Window, at: string): Tab {
  const { send } = window;
  const run = async (script: string, args: unknown[]): Promise<string> =>
    String(await send('POST', `${at}/execute/async`, { script, args }));

  async function evaluate<Result, Arg>(
    fn: (arg: Arg) => Result | Promise<Result>,
    arg: Arg,
  ): Promise<Result> {
    const answer = JSON.parse(await run(callOf(fn), [JSON.stringify(arg)])) as {
      value: Result;
      error?: string;
    };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  }

  const act = (type: string, id: string, actions: object[], more: object = {}) =>
    send('POST', `${at}/actions`, { actions: [{ type, id, actions, ...more }] });
  const pressAll = (actions: object[]) => act('key', 'keyboard', actions);
  const point = (actions: object[]) =>
    act('pointer', 'mouse', actions, { parameters: { pointerType: 'mouse' } });
  const moveTo = (x: number, y: number) => ({
    ...{ type: 'pointerMove', duration: 0 },
    ...{ x: Math.round(x), y: Math.round(y) },
  });

  const tab: Tab = {
    goto: async (url) => void (await send('POST', `${at}/url`, { url })),
    reload: async () => void (await send('POST', `${at}/refresh`)),
    async another(where) {
      const made = await window.another(where === 'beside' ? 'window' : 'tab');
      const other = tabOf(made, at);
      await other.resize(kViewport.width, kViewport.height);
      return { ...other, close: () => made.close() };
    },
    crash: () => Promise.reject(new Error('Its driver ends the session with the page.')),
    is_alive: () => answers(tab),
    evaluate,
    async until(holds, arg) {
      const deadline = Date.now() + kWait_ms;
      for (;;) {
        try {
          const answer = await run(waitOf(holds), [JSON.stringify(arg), deadline - Date.now()]);
          if (answer === 'held') return;
          throw new Error(answer === 'never' ? `Not within ${kWait_ms} ms` : answer);
        } catch (error) {
          // A navigation took the page away while it was asked.
          if (!(error instanceof WebDriverError) || Date.now() > deadline) throw error;
        }
      }
    },
    async press(...keys) {
      for (const key of keys) await pressAll(chordActions(key));
    },
    async type(text) {
      await pressAll([...text].flatMap((key) => chordActions(key === '\n' ? 'Enter' : key)));
    },
    async click(x, y, ...held) {
      const button = { button: 0 };
      const keys = (type: string) => held.map((key) => ({ type, value: kKeys[key] ?? key }));
      if (held.length > 0) await pressAll(keys('keyDown'));
      await point([
        moveTo(x, y),
        { type: 'pointerDown', ...button },
        { type: 'pointerUp', ...button },
      ]);
      if (held.length > 0) await pressAll(keys('keyUp'));
    },
    move: async (x, y) => void (await point([moveTo(x, y)])),
    async resize(width, height) {
      // The browser's own bars belong to the window: what they take is seen after the first try.
      const { bars } = window;
      for (let tries = 0; tries < 6; tries++) {
        const outer = { width: width + bars.width, height: height + bars.height };
        await send('POST', `${at}/window/rect`, outer);
        const inner = await evaluate(sizeOnceItIs, { width, height });
        bars.width += width - inner.width;
        bars.height += height - inner.height;
        if (inner.width === width && inner.height === height) return;
      }
      throw new Error(`The window does not become ${width} x ${height}.`);
    },
    async screenshot() {
      return Buffer.from(String(await send('GET', `${at}/screenshot`)), 'base64');
    },
    close: async () => void (await send('POST', `${at}/url`, { url: 'about:blank' })),
  };
  return tab;
}

/** A WebKit whose pages are `Tab`s. */
export async function tabbedWebKit(preferences: Preferences = {}): Promise<Browser> {
  const screen = await startScreen();
  const home = await makeHome(preferences);
  const driver = await startDriver(screen.display, home);
  const stop = async (process: ChildProcess) => {
    const gone = once(process, 'exit');
    if (process.kill()) await gone;
  };
  const options = { binary: miniBrowser(), args: ['--automation'] };
  const created = (await driver.send('POST', '/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
  })) as { sessionId: string };
  const at = `/session/${created.sessionId}`;
  await driver.send('POST', `${at}/timeouts`, { script: 30_000, pageLoad: 30_000 });
  const window = await firstWindow(driver.send, at);
  return {
    async open() {
      // One window for all: a second one would be a window of the toolkit, which takes longer than the test in it.
      const tab = tabOf(window, at);
      await tab.resize(kViewport.width, kViewport.height);
      return tab;
    },
    async close() {
      await driver.send('DELETE', at).catch(() => undefined);
      await stop(driver.process);
      await stop(screen.process);
      // The browser's own processes outlive the driver for a moment, and still write their caches.
      await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}
