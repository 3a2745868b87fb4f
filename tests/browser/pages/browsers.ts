// One small face for all drivers, so that the same sentences run in Chromium, in Firefox and (webkit.ts) in WebKit.
import type { Page } from 'playwright-core';
import type { Page as FirefoxPage } from 'puppeteer-core';
import { launchChromium, launchFirefox } from '../harness.ts';
import { crashByWeight } from './crash.ts';

export interface Tab {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Another tab of the same user: in a window of its own, so that both are seen, or in front of this one. */
  another(where: 'beside' | 'in front'): Promise<Tab>;
  /**
   * Kills the process of the page, as a crash does: no event, no last word. Other tabs may live in it, too. WebKit's driver
   * does not outlive it.
   */
  crash(): Promise<void>;
  /** Whether its process still answers. */
  is_alive(): Promise<boolean>;
  evaluate<Result, Arg>(run: (arg: Arg) => Result | Promise<Result>, arg: Arg): Promise<Result>;
  /** Resolves when `holds` is true in the page; fails after `kWait_ms`. */
  until<Arg>(holds: (arg: Arg) => boolean, arg: Arg): Promise<void>;
  press(...keys: string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** `held` are the names of keys that are down meanwhile. */
  click(x: number, y: number, ...held: string[]): Promise<void>;
  /** Moves the pointer there, and presses nothing. */
  move(x: number, y: number): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  /** PNG of the viewport. */
  screenshot(): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface Browser {
  open(): Promise<Tab>;
  close(): Promise<void>;
}

/** What a browser is started with, and tells its pages of its user: only one of the drivers could change it later. */
export interface Preferences {
  reduced_motion?: boolean;
  dark?: boolean;
  /** WebKit has no such mode. */
  forced_colors?: boolean;
  /** With the back/forward cache. All have it, but Chromium's driver switches it off where it is not asked for. */
  keeps_pages?: boolean;
}

export const kViewport = { width: 1280, height: 800 };
/** What a waiting test takes for never. A cold engine beside other browsers takes some seconds; drivers give up after 30 s. */
export const kWait_ms = 20_000;

interface Keyboard {
  down(key: never): Promise<void>;
  up(key: never): Promise<void>;
  press(key: never): Promise<void>;
}

async function whileHeld(keyboard: Keyboard, held: string[], act: () => Promise<void>) {
  for (const key of held) await keyboard.down(key as never);
  await act();
  for (const key of held) await keyboard.up(key as never);
}

/** Splits `Control+Enter` into its modifiers and its key. */
async function pressChord(keyboard: Keyboard, chord: string): Promise<void> {
  const keys = chord.split('+');
  const key = keys.pop() as never;
  await whileHeld(keyboard, keys, () => keyboard.press(key));
}

/** So long a living page may take to say so. */
const kAlive_ms = 10_000;

export async function answers(tab: Pick<Tab, 'evaluate'>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, kAlive_ms, false);
  });
  const said = tab.evaluate(() => true, null).catch(() => false);
  return Promise.race([said, late]).finally(() => clearTimeout(timer));
}

const chromium_pages = new WeakMap<Tab, Page>();

/** The driver's own page, for what only Chromium's driver can do; each use says what that is. */
export function chromiumPage(tab: Tab): Page {
  const page = chromium_pages.get(tab);
  if (!page) throw new Error('This tab is not one of Chromium.');
  return page;
}

/** Moves the clock that a test has installed, second by second: what is real, such as a database, answers in between. */
export async function passTime(tab: Tab, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 1) await chromiumPage(tab).clock.runFor(1000);
}

function chromiumTab(page: Page, close = () => page.close()): Tab {
  let crashed = false;
  page.on('crash', () => (crashed = true));
  const tab: Tab = {
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    // Its driver lets every tab believe that it is seen.
    another: async () => chromiumTab(await page.context().newPage()),
    async crash() {
      const session = await page.context().newCDPSession(page);
      const gone = page.waitForEvent('crash');
      session.send('Page.crash').catch(() => undefined);
      await gone;
    },
    is_alive: async () => !crashed && answers(tab),
    // Both drivers type their functions by unwrapping handles, which plain values have none of.
    evaluate: (run, arg) => page.evaluate(run as never, arg as never),
    until: async (holds, arg) =>
      void (await page.waitForFunction(holds as never, arg as never, { timeout: kWait_ms })),
    press: async (...keys) => {
      for (const key of keys) await pressChord(page.keyboard, key);
    },
    type: (text) => page.keyboard.type(text),
    click: (x, y, ...held) => whileHeld(page.keyboard, held, () => page.mouse.click(x, y)),
    move: (x, y) => page.mouse.move(x, y),
    resize: (width, height) => page.setViewportSize({ width, height }),
    screenshot: () => page.screenshot(),
    close,
  };
  chromium_pages.set(tab, page);
  return tab;
}

/** A Chromium whose pages are `Tab`s. */
export async function tabbedChromium(preferences: Preferences = {}): Promise<Browser> {
  // The headless shell keeps no page.
  const browser = await launchChromium(
    preferences.keeps_pages
      ? { with_windows: true, unflagged: ['--disable-back-forward-cache'] }
      : {},
  );
  return {
    async open() {
      const context = await browser.newContext({
        viewport: kViewport,
        reducedMotion: preferences.reduced_motion ? 'reduce' : 'no-preference',
        colorScheme: preferences.dark ? 'dark' : 'light',
        forcedColors: preferences.forced_colors ? 'active' : 'none',
      });
      return chromiumTab(await context.newPage(), () => context.close());
    },
    close: () => browser.close(),
  };
}

/** A Firefox whose pages are `Tab`s. */
export async function tabbedFirefox(preferences: Preferences = {}): Promise<Browser> {
  const browser = await launchFirefox({
    // As many processes as tabs of a site, so that one can die alone.
    'dom.ipc.processCount.webIsolated': 12,
    ...(preferences.reduced_motion ? { 'ui.prefersReducedMotion': 1 } : {}),
    ...(preferences.dark ? { 'ui.systemUsesDarkTheme': 1 } : {}),
    // Colours are the user's own, always.
    ...(preferences.forced_colors ? { 'browser.display.document_color_use': 2 } : {}),
  });

  function tabOf(page: FirefoxPage): Tab {
    const tab: Tab = {
      goto: async (url) => void (await page.goto(url)),
      reload: async () => void (await page.reload()),
      another: (where) => open({ type: where === 'beside' ? 'window' : 'tab' }),
      crash: () => crashByWeight(tab, browser.process()?.pid),
      is_alive: () => answers(tab),
      evaluate: (run, arg) => page.evaluate(run as never, arg as never),
      until: async (holds, arg) =>
        void (await page.waitForFunction(holds as never, { timeout: kWait_ms }, arg as never)),
      press: async (...keys) => {
        for (const key of keys) await pressChord(page.keyboard, key);
      },
      type: (text) => page.keyboard.type(text),
      click: (x, y, ...held) => whileHeld(page.keyboard, held, () => page.mouse.click(x, y)),
      move: (x, y) => page.mouse.move(x, y),
      resize: (width, height) => page.setViewport({ width, height }),
      screenshot: () => page.screenshot(),
      close: () => page.close(),
    };
    return tab;
  }

  async function open(how: { type: 'tab' } | { type: 'window' }): Promise<Tab> {
    const page = await browser.newPage(how);
    await page.setViewport(kViewport);
    return tabOf(page);
  }

  return { open: () => open({ type: 'tab' }), close: () => browser.close() };
}
