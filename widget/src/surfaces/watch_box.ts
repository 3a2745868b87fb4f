// Tells when an element's box may have changed, without polling.
import { scrollersOf } from './scrollers.ts';

/** The visible share of an element as observers report it is not exact. */
const kSame = 1e-6;

/** Calls `changed` when the element or the card has another size, or the element another place. */
export function watchBox(
  element: Element,
  card: Element,
  changed: () => void,
  signal: AbortSignal,
): void {
  const { movers, clippers } = scrollersOf(element);
  for (const scroller of [...movers, ...clippers]) {
    // A page's own scrolling is told to its document only.
    for (const teller of [scroller, scroller.ownerDocument]) {
      teller.addEventListener('scroll', changed, { passive: true, signal });
    }
  }
  const observePlace = placeObserver(element, changed, signal);
  const sizes = new ResizeObserver(() => {
    changed();
    observePlace();
  });
  sizes.observe(element);
  sizes.observe(card);
  signal.addEventListener('abort', () => sizes.disconnect());
}

/**
 * Calls `moved` when the element leaves its place, whatever the reason. The observer's root is exactly that place, so
 * that it sees less of the element as soon as it moves by a pixel.
 */
function placeObserver(element: Element, moved: () => void, signal: AbortSignal): () => void {
  let observer: IntersectionObserver | undefined;
  const observe = (share: number): void => {
    observer?.disconnect();
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
    if (signal.aborted || !width || !height) return;
    const root = element.ownerDocument;
    const { clientWidth, clientHeight } = root.documentElement;
    const insets = [top, clientWidth - right, clientHeight - bottom, left];
    const rootMargin = insets.map((inset) => `${-Math.floor(inset)}px`).join(' ');
    let isFirst = true;
    /** It may have moved between the measuring above and the observer's first look. */
    const hasMoved = (): boolean => {
      const now = element.getBoundingClientRect();
      return now.left !== left || now.top !== top || now.right !== right || now.bottom !== bottom;
    };
    const onShare: IntersectionObserverCallback = ([entry]) => {
      const seen = entry?.intersectionRatio ?? 0;
      if (!isFirst || hasMoved()) {
        moved();
        observe(1);
      } else if (Math.abs(seen - share) > kSame) {
        // A part of it is hidden even at rest: any other share than this one means that it moved.
        observe(Math.max(seen, kSame / 2));
      }
      isFirst = false;
    };
    observer = new IntersectionObserver(onShare, { root, rootMargin, threshold: share });
    observer.observe(element);
  };
  signal.addEventListener('abort', () => observer?.disconnect());
  return () => observe(1);
}
