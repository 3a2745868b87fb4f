// What CSS alone cannot decide: light or dark, and colours that stay readable on whatever accent the product chose.
import { languageOf } from './strings.ts';

type Rgb = readonly [number, number, number];

const kRightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Reading direction: the page's, or the language's own where the page does not say. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  const page = getComputedStyle(document.documentElement).direction;
  return page === 'rtl' || kRightToLeft.has(languageOf(locale)) ? 'rtl' : 'ltr';
}

/** Sets `data-theme` and the derived colours on the frame, which must be in the page. */
export function applyTheme(frame: HTMLElement): void {
  frame.dataset['theme'] = schemeOf(frame);
  const style = getComputedStyle(frame);
  const accent = rgbOf(style.outlineColor);
  const surface = rgbOf(style.columnRuleColor);
  frame.style.setProperty('--_rgb', accent.join(' '));
  frame.style.setProperty('--_on-accent', textOn(accent));
  frame.style.setProperty('--_link', `rgb(${readable(accent, surface).join(' ')})`);
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

/** White where it is readable (4.5 : 1), because it looks calmer on colour; else the better of white and ink. */
export function textOn(background: Rgb): string {
  const white = contrast(background, [255, 255, 255]);
  return white >= 4.5 || white >= contrast(background, [17, 18, 28]) ? '#fff' : '#11121c';
}

/** The colour, moved towards white or black just until it is readable as text on the surface. */
export function readable(color: Rgb, surface: Rgb): Rgb {
  const end = luminance(surface) > 0.18 ? 0 : 255;
  for (let step = 0; step < 10; step++) {
    const moved = color.map((c) => Math.round(c + ((end - c) * step) / 10)) as unknown as Rgb;
    if (contrast(moved, surface) >= 4.5) return moved;
  }
  return [end, end, end];
}
