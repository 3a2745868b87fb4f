// How a sheet at the edge of a phone keeps clear of what it talks about, and of the on-screen keyboard.
import { viewportRect } from './geometry.ts';
import { scrollIntoSafeZone } from './reveal.ts';
import { scrollersOf } from './scrollers.ts';

/**
 * Keeps a sheet off its target: the page scrolls, or where that moves the target not far enough (or not at all, in a
 * bar at the bottom), the sheet goes to the top.
 */
export function clearOf(target: Element | undefined, sheet: HTMLElement): void {
  delete sheet.dataset['edge'];
  if (!target) return;
  const height = sheet.offsetHeight;
  const { y, height: tall } = viewportRect(target);
  const covered = y + tall - (innerHeight - height);
  if (covered <= 0) return;
  const page = document.scrollingElement;
  const moves = page !== null && scrollersOf(target).movers.includes(page);
  const room = moves ? page.scrollHeight - page.clientHeight - page.scrollTop : 0;
  const atTop = room < covered;
  if (atTop) sheet.dataset['edge'] = 'top';
  scrollIntoSafeZone(target, atTop ? { top: height, bottom: 0 } : { top: 0, bottom: height });
}

/** Tells the styles how much of the viewport's bottom the keyboard covers. Pinch zoom shrinks the viewport too. */
export function standOnKeyboard(frame: HTMLElement, life: AbortSignal): void {
  const viewport = window.visualViewport;
  const measure = () => {
    if (!viewport) return;
    const covered = viewport.scale > 1.05 ? 0 : innerHeight - viewport.height - viewport.offsetTop;
    frame.style.setProperty('--_keyboard', `${Math.max(0, covered)}px`);
  };
  viewport?.addEventListener('resize', measure, { signal: life });
}
