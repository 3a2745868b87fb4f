// Rectangles in viewport coordinates of the top window, and the shape of the spotlight's hole. No other coordinate space is used.

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Horizontal and vertical radius of each corner, from the top left clockwise, in px. */
export type Radii = readonly (readonly [number, number])[];

/** What is at `rect` in a same-origin frame's viewport, in the top window's. A frame may be drawn larger or smaller. */
function inTopWindow(rect: Rect, from: Document): Rect {
  let { x, y, width, height } = rect;
  for (let at = from; at !== document;) {
    const frame = at.defaultView?.frameElement as HTMLElement | null | undefined;
    if (!frame) break;
    const box = frame.getBoundingClientRect();
    const scale_x = box.width / frame.offsetWidth || 1;
    const scale_y = box.height / frame.offsetHeight || 1;
    x = box.x + (x + frame.clientLeft) * scale_x;
    y = box.y + (y + frame.clientTop) * scale_y;
    width *= scale_x;
    height *= scale_y;
    at = frame.ownerDocument;
  }
  return { x, y, width, height };
}

/** Where an element is in the top window's viewport, whichever same-origin frame it lives in. */
export function viewportRect(element: Element): Rect {
  return inTopWindow(element.getBoundingClientRect(), element.ownerDocument);
}

/** What a scroller shows: for a page its viewport, else the scroller's own box. */
export function scrollportOf(scroller: Element): Rect {
  if (scroller !== scroller.ownerDocument.scrollingElement) return viewportRect(scroller);
  const { clientWidth: width, clientHeight: height } = scroller;
  return inTopWindow({ x: 0, y: 0, width, height }, scroller.ownerDocument);
}

/** The part of a rectangle that its scrollers let through. */
export function clip(rect: Rect, clippers: readonly Element[]): Rect {
  let { x, y } = rect;
  let right = x + rect.width;
  let bottom = y + rect.height;
  for (const clipper of clippers) {
    const box = viewportRect(clipper);
    x = Math.max(x, box.x);
    y = Math.max(y, box.y);
    right = Math.min(right, box.x + box.width);
    bottom = Math.min(bottom, box.y + box.height);
  }
  return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) };
}

export function sameRect(a: Rect, b: Rect): boolean {
  const near = (p: number, q: number) => Math.abs(p - q) < 0.1;
  return near(a.x, b.x) && near(a.y, b.y) && near(a.width, b.width) && near(a.height, b.height);
}

export function mix(from: Rect, to: Rect, t: number): Rect {
  const at = (a: number, b: number) => a + (b - a) * t;
  return {
    x: at(from.x, to.x),
    y: at(from.y, to.y),
    width: at(from.width, to.width),
    height: at(from.height, to.height),
  };
}

/** An element's own corner radii, shrunk together until they fit, as CSS does. */
export function radiiOf(style: CSSStyleDeclaration, { width, height }: Rect): Radii {
  const length = (text: string, whole: number) =>
    text.endsWith('%') ? (parseFloat(text) / 100) * whole : parseFloat(text) || 0;
  const corners = [
    style.borderTopLeftRadius,
    style.borderTopRightRadius,
    style.borderBottomRightRadius,
    style.borderBottomLeftRadius,
  ].map((corner) => {
    const [horizontal = '0', vertical = horizontal] = corner.split(' ');
    return [length(horizontal, width), length(vertical, height)] as const;
  });
  const sum = (a: number, b: number, axis: 0 | 1) =>
    (corners[a]?.[axis] ?? 0) + (corners[b]?.[axis] ?? 0);
  const fit = Math.min(
    1,
    width / (sum(0, 1, 0) || 1),
    width / (sum(3, 2, 0) || 1),
    height / (sum(0, 3, 1) || 1),
    height / (sum(1, 2, 1) || 1),
  );
  return corners.map(([h, v]) => [h * fit, v * fit] as const);
}

/** SVG path data of the whole viewport (and beyond); with holes added to it, fill it by `evenodd`. */
export const kEverything = 'M-9999-9999H29999V29999H-9999Z';

/** The path of one hole; nothing when it is empty. */
export function holePath(hole: Rect, radii: Radii): string {
  if (hole.width <= 0 || hole.height <= 0) return '';
  const right = hole.x + hole.width;
  const bottom = hole.y + hole.height;
  const [tl = [0, 0], tr = [0, 0], br = [0, 0], bl = [0, 0]] = radii;
  const arc = (corner: readonly [number, number], x: number, y: number) =>
    `A${corner[0]} ${corner[1]} 0 0 1 ${x} ${y}`;
  return (
    `M${hole.x + tl[0]} ${hole.y}H${right - tr[0]}` +
    `${arc(tr, right, hole.y + tr[1])}V${bottom - br[1]}${arc(br, right - br[0], bottom)}` +
    `H${hole.x + bl[0]}${arc(bl, hole.x, bottom - bl[1])}V${hole.y + tl[1]}` +
    `${arc(tl, hole.x + tl[0], hole.y)}Z`
  );
}
