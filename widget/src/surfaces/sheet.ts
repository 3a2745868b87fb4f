// How prompts keep clear of the on-screen keyboard, and a sheet at the edge of a phone also of what it talks about.
import { viewportRect } from './geometry.ts';
import { type Inset, scrollIntoSafeZone } from './reveal.ts';
import { scrollersOf } from './scrollers.ts';

const kLowestKeyboard = 60;

/**
 * How much of the viewport cannot be seen: at the bottom what the on-screen keyboard covers, at the top what was panned away
 * to see more above it. Pinch zoom shrinks what is seen, too.
 */
function unseen(): Inset {
  const { height = innerHeight, offsetTop: top = 0, scale = 1 } = window.visualViewport ?? {};
  const covered = innerHeight - height;
  // Any less is a scrollbar.
  if (scale > 1.05 || covered < kLowestKeyboard) return { top: 0, bottom: 0 };
  return { top, bottom: Math.max(0, covered - top) };
}

export function keyboardHeight(): number {
  return unseen().bottom;
}

/**
 * Keeps a sheet off its target: the page scrolls, or where that moves the target not far enough (or not at all, in a
 * bar at the bottom), the sheet goes to the top.
 */
export function clearOf(target: Element | undefined, sheet: HTMLElement): void {
  delete sheet.dataset['edge'];
  if (!target) return;
  const { offsetHeight } = sheet;
  const { top, bottom } = unseen();
  const height = offsetHeight + bottom;
  const { y, height: tall } = viewportRect(target);
  const covered = y + tall - (innerHeight - height);
  if (covered <= 0) return;
  const page = document.scrollingElement;
  const moves = page !== null && scrollersOf(target).movers.includes(page);
  const room = moves ? page.scrollHeight - page.clientHeight - page.scrollTop : 0;
  const atTop = room < covered;
  if (atTop) sheet.dataset['edge'] = 'top';
  scrollIntoSafeZone(target, atTop ? { top: top + offsetHeight, bottom } : { top, bottom: height });
}

/** Tells the styles what cannot be seen, and `changed` when that is something else now. */
export function standOnKeyboard(frame: HTMLElement, life: AbortSignal, changed: () => void): void {
  const measure = () => {
    const { top, bottom } = unseen();
    frame.style.setProperty('--_panned', `${top}px`);
    frame.style.setProperty('--_keyboard', `${bottom}px`);
  };
  const onChange = () => {
    measure();
    changed();
  };
  for (const type of ['resize', 'scroll']) {
    window.visualViewport?.addEventListener(type, onChange, { signal: life });
  }
  measure();
}
