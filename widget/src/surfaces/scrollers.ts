// The scrollers around a target: which of them move it, and which hide a part of it.

export interface Scrollers {
  /** Scrolling these moves the target: the innermost first, the page last. */
  movers: Element[];
  /** These hide what of the target lies outside of them. */
  clippers: Element[];
}

/** The parent as it is drawn: through slots, shadow roots and same-origin frames, up to the top window's document. */
function parentOf(element: Element): Element | null {
  const root = element.getRootNode() as Partial<ShadowRoot>;
  const parent = element.assignedSlot ?? element.parentElement ?? root.host;
  if (parent || element.ownerDocument === document) return parent ?? null;
  return element.ownerDocument.defaultView?.frameElement ?? null;
}

function clips({ display, overflowX, overflowY }: CSSStyleDeclaration): boolean {
  const open = overflowX === 'visible' && overflowY === 'visible';
  return !open && display !== 'inline' && display !== 'contents';
}

/** True for a box that its fixed descendants stay in, as otherwise in the viewport. */
function holdsFixed({ transform, filter, perspective }: CSSStyleDeclaration): boolean {
  return [transform, filter, perspective].some((value) => value !== 'none');
}

/**
 * What is fixed is moved by no scroller outside of it; what sticks to the bottom not by the one it sticks in: either
 * it is on screen already, or it never comes.
 */
export function scrollersOf(target: Element): Scrollers {
  const movers: Element[] = [];
  const clippers: Element[] = [];
  let fixed = false;
  let sticks = false;
  for (let at: Element | null = target; at; at = parentOf(at)) {
    const style = getComputedStyle(at);
    const { body, documentElement, scrollingElement } = at.ownerDocument;
    const isPage = at === documentElement;
    // Unless the root element scrolls too, the overflow of the body is the page's.
    const isPages = at === body && !clips(getComputedStyle(documentElement));
    if (holdsFixed(style)) fixed = false;
    if (isPage ? !fixed : at !== target && !isPages && !fixed && clips(style)) {
      if (!isPage) clippers.push(at);
      if (!sticks) movers.push(isPage ? (scrollingElement ?? at) : at);
      sticks = false;
    }
    // A frame starts anew: its page stands still in it, or not.
    if (isPage) fixed = sticks = false;
    fixed ||= style.position === 'fixed';
    sticks ||= style.position === 'sticky' && style.bottom !== 'auto';
  }
  return { movers, clippers };
}
