// One small face for all drivers, so that the same sentences run in Chromium, in Firefox and (webkit.ts) in WebKit.
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';

export interface Tab {
  goto(url: string): Promise<void>;
  evaluate<Result, Arg>(run: (arg: Arg) => Result | Promise<Result>, arg: Arg): Promise<Result>;
  /** Resolves when `holds` is true in the page; fails after 5 s. */
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

const kChromiumFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
export const kViewport = { width: 1280, height: 800 };
export const kWait_ms = 5000;

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

export async function launchChromium(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: kChromiumFlags,
  });
  return {
    async open() {
      const page = await browser.newPage({ viewport: kViewport });
      return {
        goto: async (url) => void (await page.goto(url)),
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
        close: () => page.close(),
      };
    },
    close: () => browser.close(),
  };
}

export async function launchFirefox(): Promise<Browser> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
  });
  return {
    async open() {
      const page = await browser.newPage();
      await page.setViewport(kViewport);
      return {
        goto: async (url) => void (await page.goto(url)),
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
    },
    close: () => browser.close(),
  };
}
