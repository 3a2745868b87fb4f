// The one element Docent adds to a page, with its shadow root, always above everything.
import { focusOn } from './focus.ts';
import { bringsLayer, hasPopovers, layerFor } from './layer.ts';
import { css } from './style.ts';

/** Events that stay inside: a click in a prompt must not close the host's menu or dialog behind it. */
const kKeptInside = [
  'pointerdown',
  'pointerup',
  'mousedown',
  'mouseup',
  'click',
  'dblclick',
  'auxclick',
  'contextmenu',
  'touchstart',
  'touchend',
  'keydown',
  'keyup',
  'keypress',
  'input',
  'change',
  'beforeinput',
  'paste',
  'copy',
  'cut',
  // Focus traps would fetch focus back, scroll locks stop what scrolls in a prompt.
  'focusin',
  'focusout',
  'wheel',
  'touchmove',
];

const kHiders = ['aria-hidden', 'data-aria-hidden', 'inert'];

/** What lies above the root if it was opened later. */
const kMayCover = ':is(:popover-open,:fullscreen):not(docent-root)';

/** How often one prompt goes back into a page that throws it out: some remove what they do not know, for ever. */
const kMostReturns = 100;

export interface Root extends Shadow {
  host: HTMLElement;
  /**
   * Puts the root on top, in the layer that fits the target, and keeps it there while it is mounted. `anew`: also where
   * it stands in that layer already, when the page has something open that may lie above it.
   */
  mount(target: () => Element | undefined, moved: () => void, anew?: boolean): void;
  /** Takes it out of the page. */
  unmount(): void;
}

/** A shadow root of ours, wherever its host stands. */
export interface Shadow {
  shadow: ShadowRoot;
  /** What is rendered goes in here. */
  frame: HTMLElement;
  /**
   * Adds styles of other chunks, each once. None is in force before the host is in the page and this was called there.
   * WebKit forgets about a sheet for a while that was adopted outside, when anything measures the page before the host is
   * in it: the first prompt would be seen without its looks.
   */
  add_styles(...more: string[]): void;
}

export function createShadow(
  host: HTMLElement,
  nonce: string | undefined,
  life: AbortSignal,
): Shadow {
  const shadow = host.attachShadow({ mode: 'open' });
  const frame = document.createElement('div');
  frame.className = 'frame';
  shadow.append(frame);
  for (const type of kKeptInside) {
    shadow.addEventListener(type, (event) => event.stopPropagation(), { signal: life });
  }
  const wanted = new Set([css]);
  let adopted = 0;
  return {
    shadow,
    frame,
    add_styles(...more) {
      for (const styles of more) wanted.add(styles);
      if (!host.isConnected) return;
      for (const styles of [...wanted].slice(adopted)) addStyles(shadow, styles, nonce);
      adopted = wanted.size;
    },
  };
}

export function createRoot(nonce: string | undefined, life: AbortSignal): Root {
  const host = document.createElement('docent-root');
  if (hasPopovers()) host.setAttribute('popover', 'manual');
  const { shadow, frame, add_styles } = createShadow(host, nonce, life);
  let lastFocus: HTMLElement | null = null;
  shadow.addEventListener(
    'focusin',
    (event) => {
      lastFocus = event.target as HTMLElement;
    },
    { signal: life },
  );

  let mounted: AbortController | undefined;
  /** The dialog that had hidden the root until that went into it. */
  let refuge: Element | undefined;
  const layerNow = (target: Element | undefined) => {
    const hidden =
      host.isConnected &&
      (host.parentNode === refuge || kHiders.some((name) => host.hasAttribute(name)));
    const layer = layerFor(target, hidden);
    refuge = hidden && layer !== document.body ? layer : undefined;
    return layer;
  };
  const raise = (layer: Element) => {
    // A root that the page threw out has lost its focus already.
    const thrown = !host.isConnected && document.activeElement === document.body;
    const focused = thrown ? lastFocus : (shadow.activeElement as HTMLElement | null);
    if (host.parentNode !== layer) move(host, layer);
    add_styles();
    // What a modal layer does to everything beside it when it opens. Now we are in it, or it is gone.
    for (const name of kHiders) host.removeAttribute(name);
    // A page that is zoomed by its styles zooms the root, too, though its coordinates are the viewport's.
    const zoom = (host as HTMLElement & { currentCSSZoom?: number }).currentCSSZoom ?? 1;
    frame.style.zoom = zoom === 1 ? '' : String(1 / zoom);
    if (hasPopovers()) {
      if (host.matches(':popover-open')) host.hidePopover();
      host.showPopover();
    }
    if (focused && shadow.activeElement !== focused) focusOn(focused);
  };

  return {
    host,
    shadow,
    frame,
    mount(target, moved, anew) {
      const layer = layerNow(target());
      const covered = () => hasPopovers() && document.querySelector(kMayCover);
      if (!mounted || host.parentNode !== layer || (anew && covered())) raise(layer);
      mounted?.abort();
      mounted = new AbortController();
      let returns = 0;
      const observe = watchLayers(
        host,
        () => {
          const best = layerNow(target());
          if (host.parentNode === best && host.isConnected) return;
          if (!host.isConnected && ++returns > kMostReturns) return;
          raise(best);
          observe(best);
          moved();
        },
        mounted.signal,
      );
      observe(layer);
    },
    add_styles,
    unmount() {
      mounted?.abort();
      mounted = undefined;
      lastFocus = null;
      host.remove();
    },
  };
}

function addStyles(shadow: ShadowRoot, css: string, nonce: string | undefined): void {
  if ('adoptedStyleSheets' in shadow) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
    return;
  }
  const style = document.createElement('style');
  if (nonce) style.nonce = nonce;
  style.textContent = css;
  (shadow as ShadowRoot).append(style);
}

/** `moveBefore` keeps focus and state across the move; where it is missing or refuses, the element is put in anew. */
function move(host: HTMLElement, parent: Element): void {
  const mover = parent as Element & { moveBefore?: (node: Node, before: Node | null) => void };
  if (host.isConnected && mover.moveBefore) {
    try {
      mover.moveBefore(host, null);
      return;
    } catch {
      // The two are not in the same tree: an ordinary move does it.
    }
  }
  parent.append(host);
}

/**
 * Calls `changed` in the frame in which a layer of the page may have opened or closed or the root been hidden, and at once when
 * the root was thrown out of the page. No other change costs the page a look at its layers. What it returns adds the tree of a
 * layer, which may be a shadow root.
 */
function watchLayers(
  host: Element,
  changed: () => void,
  signal: AbortSignal,
): (layer: Node) => void {
  let frame = 0;
  const look = () => {
    frame = 0;
    changed();
  };
  const soon = () => {
    frame ||= requestAnimationFrame(look);
  };
  const onEvent = ({ target }: Event) => {
    if (target !== host) soon();
  };
  const observer = new MutationObserver((records) => {
    if (!host.isConnected) changed();
    else if (records.some((one) => one.attributeName || [...one.addedNodes].some(bringsLayer)))
      soon();
  });
  const observe = (layer: Node) =>
    observer.observe(layer.getRootNode(), {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['open', 'aria-modal', 'popover', 'hidden', 'role', 'data-state'],
    });
  observe(document);
  observer.observe(host, { attributeFilter: kHiders });
  for (const type of ['toggle', 'close', 'focusin']) {
    document.addEventListener(type, onEvent, { capture: true, signal });
  }
  signal.addEventListener('abort', () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
  });
  return observe;
}
