// How a sheet at the edge of a phone keeps clear of what it talks about, and of the on-screen keyboard.
import { scrollIntoSafeZone } from './reveal.ts';

/** Keeps a sheet off its target: the page scrolls, or where it cannot, the sheet goes to the top. */
export function clearOf(target: Element, sheet: HTMLElement): void {
  sheet.classList.remove('at-top');
  const height = sheet.offsetHeight;
  const covered = target.getBoundingClientRect().bottom - (innerHeight - height);
  if (covered <= 0) return;
  const page = document.scrollingElement;
  const room = page ? page.scrollHeight - page.clientHeight - page.scrollTop : 0;
  const atTop = room < covered;
  sheet.classList.toggle('at-top', atTop);
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
