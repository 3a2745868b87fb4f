// How a sheet at the edge of a phone keeps clear of what it talks about, and of the on-screen keyboard.
import { viewportRect } from './geometry.ts';
import { scrollIntoSafeZone } from './reveal.ts';
import { scrollersOf } from './scrollers.ts';

/** How much of the viewport's bottom the on-screen keyboard covers. Pinch zoom shrinks what is seen, too. */
export function keyboardHeight(): number {
  const viewport = window.visualViewport;
  if (!viewport || viewport.scale > 1.05) return 0;
  return Math.max(0, innerHeight - viewport.height - viewport.offsetTop);
}

/**
 * Keeps a sheet off its target: the page scrolls, or where that moves the target not far enough (or not at all, in a
 * bar at the bottom), the sheet goes to the top.
 */
export function clearOf(target: Element | undefined, sheet: HTMLElement): void {
  delete sheet.dataset['edge'];
  if (!target) return;
  const { offsetHeight } = sheet;
  const height = offsetHeight + keyboardHeight();
  const { y, height: tall } = viewportRect(target);
  const covered = y + tall - (innerHeight - height);
  if (covered <= 0) return;
  const page = document.scrollingElement;
  const moves = page !== null && scrollersOf(target).movers.includes(page);
  const room = moves ? page.scrollHeight - page.clientHeight - page.scrollTop : 0;
  const atTop = room < covered;
  if (atTop) sheet.dataset['edge'] = 'top';
  scrollIntoSafeZone(
    target,
    atTop ? { top: offsetHeight, bottom: keyboardHeight() } : { top: 0, bottom: height },
  );
}

/** Tells the styles how high the keyboard is, and `changed` that it is another height now. */
export function standOnKeyboard(frame: HTMLElement, life: AbortSignal, changed: () => void): void {
  const measure = () => {
    frame.style.setProperty('--_keyboard', `${keyboardHeight()}px`);
    changed();
  };
  window.visualViewport?.addEventListener('resize', measure, { signal: life });
}
