// Which open layer of the page the prompts must live in, to be above it and usable beside it.
import { focusedElement } from './focus.ts';

const kPopovers = typeof HTMLElement !== 'undefined' && 'popover' in HTMLElement.prototype;
const kModal = 'dialog:modal, [aria-modal=true]';
/** What is left of dialogs that say neither, and instead hide everything else: Radix, React Aria, what is built on them. */
const kLeftDialog =
  ':is([role=dialog], [role=alertdialog]):not([data-state=closed], [aria-hidden=true], [inert], [aria-hidden=true] *, [inert] *)';
/** What Headless UI lets live: of its dialogs, the panel only. */
const kPanel = '[id^=headlessui-dialog-panel]';
const kOpened = ['dialog', 'alertdialog', 'menu', 'listbox'].map((role) => `[role=${role}]`);
const kLayer = `${kModal}, ${kPanel}, ${kOpened.join()}${kPopovers ? ', [popover]:popover-open' : ''}`;

/** True when the browser has the popover API, and with it a top layer for any element. */
export function hasPopovers(): boolean {
  return kPopovers;
}

/** The parent as it is drawn: through slots, shadow roots and same-origin frames. */
export function parentOf(node: Node): Node | null {
  const parent = (node as Partial<Element>).assignedSlot ?? node.parentNode;
  if (parent) return parent;
  if (node.nodeType === Node.DOCUMENT_NODE)
    return (node as Document).defaultView?.frameElement ?? null;
  return (node as Partial<ShadowRoot>).host ?? null;
}

/** Whether one is in the other as it is drawn. */
export function composedContains(outer: Node, inner: Node): boolean {
  for (let node: Node | null = inner; node; node = parentOf(node)) if (node === outer) return true;
  return false;
}

function innermost(selector: string, inner: Node | null): Element | undefined {
  let found: Element | undefined;
  for (let node = inner; node; node = parentOf(node)) {
    if (node.nodeType !== Node.ELEMENT_NODE || node.ownerDocument !== document) continue;
    // A dialog of our own is no layer of the page.
    if ((node as Element).localName === 'docent-root') found = undefined;
    else if ((node as Element).matches(selector)) found ??= node as Element;
  }
  return found;
}

/** True for what comes into the page with a layer, open or not. */
export function bringsLayer(node: Node): boolean {
  const { nodeType } = node;
  return (
    nodeType === Node.ELEMENT_NODE &&
    ((node as Element).matches(kLayer) || (node as Element).querySelector(kLayer) !== null)
  );
}

/** The modal layer that has focus, wherever it is; else the last one of the document. */
function topmostModal(hidden: boolean): Element | undefined {
  const hiding =
    hidden || (document.body && getComputedStyle(document.body).pointerEvents === 'none');
  const selector = hiding ? `${kModal}, ${kLeftDialog}` : kModal;
  const open = [...document.querySelectorAll(selector)].filter(
    (layer) => layer.localName !== 'docent-root' && layer.getClientRects().length > 0,
  );
  const top = innermost(selector, focusedElement()) ?? open.at(-1);
  return top?.querySelector(kPanel) ?? top;
}

/**
 * The element to be a child of: the innermost open layer that holds the target, unless a modal one covers it; else the
 * topmost modal layer; else the body. An open popover without the target is no reason to move: it blocks nothing.
 * `hidden`: the page hid what does not belong to a dialog of it, which then is modal without saying so.
 */
export function layerFor(target: Element | undefined, hidden = false): Element {
  // One that was taken out of the page went with its layer.
  const own = target?.isConnected && innermost(kLayer, target);
  const modal = topmostModal(hidden);
  if (own && (!modal || composedContains(modal, own) || composedContains(own, modal))) return own;
  return modal ?? document.body ?? document.documentElement;
}
