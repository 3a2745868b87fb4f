// Where a tooltip goes: Floating UI's arithmetic over plain viewport rectangles.
import { type Placement, arrow, computePosition, flip, offset, shift } from '@floating-ui/core';
import type { Rect } from './geometry.ts';

const kGap = 18;
const kEdge = 12;

/**
 * The root is in the top layer, so the viewport is the only coordinate space. Floating UI's own platform would look for
 * containing blocks among the host's ancestors (a transformed dialog, say), which do not apply there.
 */
function platformFor(reference: Rect, rtl: boolean) {
  return {
    getElementRects: ({ floating }: { floating: HTMLElement }) => ({
      reference,
      floating: { x: 0, y: 0, width: floating.offsetWidth, height: floating.offsetHeight },
    }),
    getClippingRect: () => ({ x: 0, y: 0, width: innerWidth, height: innerHeight }),
    getDimensions: (element: Element) => ({
      width: (element as HTMLElement).offsetWidth,
      height: (element as HTMLElement).offsetHeight,
    }),
    convertOffsetParentRelativeRectToViewportRelativeRect: ({ rect }: { rect: Rect }) => rect,
    getOffsetParent: () => window,
    isElement: () => true,
    isRTL: () => rtl,
  };
}

/** Moves a tooltip beside a rectangle, its arrow to the middle of it. `origin` is where (0, 0) of the root is. */
export async function placeTooltip(
  card: HTMLElement,
  pointer: HTMLElement,
  reference: Rect,
  placement: string,
  rtl: boolean,
  origin: { x: number; y: number },
): Promise<void> {
  const wanted = (placement === 'auto' || !placement ? 'bottom' : placement) as Placement;
  const result = await computePosition(
    { getBoundingClientRect: () => asClientRect(reference) },
    card,
    {
      placement: wanted,
      strategy: 'fixed',
      middleware: [
        offset(kGap),
        flip({ padding: kEdge, crossAxis: 'alignment', fallbackAxisSideDirection: 'end' }),
        shift({ padding: kEdge, crossAxis: true }),
        arrow({ element: pointer, padding: 14 }),
      ],
      platform: platformFor(reference, rtl),
    },
  );
  const pixel = (value: number) => `${Math.round(value * devicePixelRatio) / devicePixelRatio}px`;
  card.style.left = pixel(result.x - origin.x);
  card.style.top = pixel(result.y - origin.y);
  card.dataset['side'] = result.placement.split('-')[0] ?? 'bottom';
  const at = result.middlewareData.arrow;
  pointer.style.left = at?.x === undefined ? '' : `${at.x}px`;
  pointer.style.top = at?.y === undefined ? '' : `${at.y}px`;
  pointer.hidden = covers(result, card, reference);
}

/** When nothing fits beside the target the card lies over it, and an arrow would point into itself. */
function covers(at: { x: number; y: number }, card: HTMLElement, target: Rect): boolean {
  return (
    at.x < target.x + target.width &&
    at.x + card.offsetWidth > target.x &&
    at.y < target.y + target.height &&
    at.y + card.offsetHeight > target.y
  );
}

function asClientRect({ x, y, width, height }: Rect) {
  return { x, y, width, height, left: x, top: y, right: x + width, bottom: y + height };
}
