// The scrollers around a target: which of them move it, and which hide a part of it.
import { hasPopovers } from './layer.ts';

const kTopLayer = hasPopovers() ? ':modal, :popover-open' : ':modal';

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
function holdsFixed(style: CSSStyleDeclaration): boolean {
  const { transform, translate, rotate, scale, perspective, filter, backdropFilter } = style;
  const drawn = [transform, translate, rotate, scale, perspective, filter, backdropFilter];
  return (
    drawn.some((value) => value && value !== 'none') ||
    /transform|translate|rotate|scale|filter|perspective/.test(style.willChange) ||
    /paint|layout|strict|content/.test(style.contain)
  );
}

/**
 * What is fixed is moved by no scroller outside of it, nor what is absolute by those that it is not laid out in, which hide
 * nothing of it either; what sticks to the bottom not by the one it sticks in: either
 * it is on screen already, or it never comes.
 */
export function scrollersOf(target: Element): Scrollers {
  const movers: Element[] = [];
  const clippers: Element[] = [];
  /** How it leaves the boxes around it, until the one that it is laid out in. */
  let leaves: 'absolute' | 'fixed' | 'top layer' | undefined;
  let sticks = false;
  for (let at: Element | null = target; at; at = parentOf(at)) {
    const style = getComputedStyle(at);
    const { body, documentElement, scrollingElement } = at.ownerDocument;
    const isPage = at === documentElement;
    // Unless the root element scrolls too, the overflow of the body is the page's.
    const isPages = at === body && !clips(getComputedStyle(documentElement));
    const isPlaced = leaves === 'absolute' && style.position !== 'static';
    if (leaves !== 'top layer' && (isPlaced || holdsFixed(style))) leaves = undefined;
    const isScroller = at !== target && !isPages && !leaves && clips(style);
    if (isPage ? !leaves || leaves === 'absolute' : isScroller) {
      if (!isPage) clippers.push(at);
      if (!sticks) movers.push(isPage ? (scrollingElement ?? at) : at);
      sticks = false;
    }
    // A frame starts anew: its page stands still in it, or not.
    if (isPage) {
      leaves = undefined;
      sticks = false;
    }
    if (at.matches(kTopLayer)) leaves = 'top layer';
    else if (style.position === 'fixed') leaves ??= 'fixed';
    else if (style.position === 'absolute') leaves ??= 'absolute';
    sticks ||= style.position === 'sticky' && style.bottom !== 'auto';
  }
  return { movers, clippers };
}
