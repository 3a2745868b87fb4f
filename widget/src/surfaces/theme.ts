// What CSS alone cannot decide: light or dark, and colours that stay readable on whatever accent the product chose.

import { directionOf } from './language.ts';

type Rgb = readonly [number, number, number];

/** Gives a frame its language, its direction, and where it is in the page its colours. */
export function dress(frame: HTMLElement, locale: string): void {
  frame.lang = locale;
  frame.dir = directionOf(locale);
  if (frame.isConnected) applyTheme(frame);
}

/** Sets `data-theme` and the derived colours on the frame, which must be in the page. */
export function applyTheme(frame: HTMLElement): void {
  const scheme = schemeOf(frame);
  frame.dataset['theme'] = scheme;
  const style = getComputedStyle(frame);
  const brand = rgbOf(style.outlineColor);
  const surface = rgbOf(style.columnRuleColor);
  // A brand is what it is; only on a dark surface is it lifted until buttons stand out from it.
  const fill = scheme === 'dark' ? readable(brand, surface, 3) : brand;
  const on = textOn(fill);
  const colors = {
    fill: `rgb(${fill.join(' ')})`,
    rgb: fill.join(' '),
    'on-accent': on,
    // Away from the text's own colour, so that hovering never costs contrast.
    shade: on === '#fff' ? '#0002' : '#fff3',
    link: `rgb(${readable(brand, surface, 4.5).join(' ')})`,
  };
  for (const [name, value] of Object.entries(colors)) frame.style.setProperty(`--_${name}`, value);
}

/**
 * Keeps the derived colours true when the page changes its tokens or its scheme. The styles give the frame an invisible
 * border in the colours they derive from: when one changes, for whatever reason, a transition begins.
 */
export function followTheme(frame: HTMLElement, life: AbortSignal): void {
  const refresh = () => frame.isConnected && applyTheme(frame);
  const settings = { signal: life };
  frame.addEventListener('transitionrun', (event) => event.target === frame && refresh(), settings);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', refresh, settings);
  const page = new MutationObserver(() => {
    if (frame.isConnected && schemeOf(frame) !== frame.dataset['theme']) applyTheme(frame);
  });
  for (const element of [document.documentElement, document.body]) {
    page.observe(element, { attributes: true });
  }
  life.addEventListener('abort', () => page.disconnect());
}

/** `--docent-color-scheme` when the product pins it; else the page's only scheme; else what the user prefers. */
function schemeOf(frame: HTMLElement): 'light' | 'dark' {
  const pinned = getComputedStyle(frame).getPropertyValue('--docent-color-scheme').trim();
  if (pinned === 'light' || pinned === 'dark') return pinned;
  const page = getComputedStyle(document.documentElement).colorScheme.split(' ');
  const dark = page.includes('dark');
  const light = page.includes('light');
  if (dark !== light) return dark ? 'dark' : 'light';
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function rgbOf(color: string): Rgb {
  const plain = /^rgba?\((\d+), (\d+), (\d+)/.exec(color);
  if (plain) return [Number(plain[1]), Number(plain[2]), Number(plain[3])];
  // Other colour spaces (oklch, display-p3, …): let the browser convert by painting one pixel.
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return [79, 70, 229];
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
  return [r, g, b];
}

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(color: Rgb): number {
  const [r, g, b] = color.map((channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/**
 * White where it is readable (4.5 : 1), because it looks calmer on colour; else ink, and on the few colours between the
 * two black, which is readable wherever white is not.
 */
export function textOn(background: Rgb): string {
  if (contrast(background, [255, 255, 255]) >= 4.5) return '#fff';
  return contrast(background, [17, 18, 28]) >= 4.5 ? '#11121c' : '#000';
}

/** The colour, moved towards white or black just until its contrast to the surface is `least`. */
export function readable(color: Rgb, surface: Rgb, least: number): Rgb {
  const end = luminance(surface) > 0.18 ? 0 : 255;
  for (let step = 0; step < 20; step++) {
    const moved = color.map((c) => Math.round(c + ((end - c) * step) / 20)) as unknown as Rgb;
    if (contrast(moved, surface) >= least) return moved;
  }
  return [end, end, end];
}
