// Which open layer of the page the prompts must live in, to be above it and usable beside it.

const kPopovers = typeof HTMLElement !== 'undefined' && 'popover' in HTMLElement.prototype;
const kModal = 'dialog:modal, [aria-modal=true]';
/** Dialogs that say neither, and instead hide everything else: Radix and what is built on it. */
const kHidingDialog = '[role=dialog][data-state=open], [role=alertdialog][data-state=open]';
const kDialog = `${kModal}, [role=dialog], [role=alertdialog]`;
const kLayer = kPopovers ? `${kDialog}, [popover]:popover-open` : kDialog;

/** True when the browser has the popover API, and with it a top layer for any element. */
export function hasPopovers(): boolean {
  return kPopovers;
}

function parentOf(node: Node): Node | null {
  if (node.parentNode) return node.parentNode;
  if (node.nodeType === Node.DOCUMENT_NODE)
    return (node as Document).defaultView?.frameElement ?? null;
  return (node as Partial<ShadowRoot>).host ?? null;
}

function composedContains(outer: Node, inner: Node): boolean {
  for (let node: Node | null = inner; node; node = parentOf(node)) if (node === outer) return true;
  return false;
}

function innermostLayer(target: Node): Element | undefined {
  for (let node: Node | null = target; node; node = parentOf(node)) {
    const inThisDocument = node.nodeType === Node.ELEMENT_NODE && node.ownerDocument === document;
    if (inThisDocument && (node as Element).matches(kLayer)) return node as Element;
  }
  return undefined;
}

function topmostModal(): Element | undefined {
  const hiding = document.body && getComputedStyle(document.body).pointerEvents === 'none';
  const selector = hiding ? `${kModal}, ${kHidingDialog}` : kModal;
  const open = [...document.querySelectorAll(selector)].filter(
    (layer) => layer.localName !== 'docent-root' && layer.getClientRects().length > 0,
  );
  return open.at(-1);
}

/**
 * The element to be a child of: the innermost open layer that holds the target, unless a modal one covers it; else the
 * topmost modal layer; else the body. An open popover without the target is no reason to move: it blocks nothing.
 */
export function layerFor(target: Element | undefined): Element {
  const own = target && innermostLayer(target);
  const modal = topmostModal();
  if (own && (!modal || composedContains(modal, own) || composedContains(own, modal))) return own;
  return modal ?? document.body ?? document.documentElement;
}
