// Where focus is and where it goes: once per step to the prompt, at the end back to where it was.

/** The focused element, seen through open shadow roots and into frames of this site. */
export function focusedElement(): Element | null {
  let element = document.activeElement;
  while (element) {
    const within = element.shadowRoot ?? (element as HTMLIFrameElement).contentDocument;
    const inner = within?.activeElement;
    // A frame in which nothing has focus has it on its body; what can be focused again is the frame.
    if (!inner || (inner.localName === 'body' && !takesText(inner))) break;
    element = inner;
  }
  return element;
}

/** Moves focus without scrolling. A page that breaks focus gets its prompt all the same. */
export function focusOn(element: Element | null | undefined): void {
  try {
    (element as HTMLElement | null | undefined)?.focus({ preventScroll: true });
  } catch {
    // It stays where it is.
  }
}

/** True where keys write text, or may: what a frame of another site has inside nobody here can tell. */
export function takesText(element: Element | null): boolean {
  if (!element) return false;
  if ((element as HTMLElement).isContentEditable) return true;
  if (element.localName === 'input') {
    const type = element.getAttribute('type') ?? 'text';
    return !/^(button|checkbox|color|file|hidden|image|radio|range|reset|submit)$/.test(type);
  }
  if (element.localName === 'iframe') return !(element as HTMLIFrameElement).contentDocument;
  return element.matches('textarea,select');
}

/** What a step focuses: the answer field of a follow-up question where typing costs no screen keyboard, else its heading. */
export function entryOf(card: HTMLElement, isFollowUp: boolean): HTMLElement {
  const typesFreely = isFollowUp && !matchMedia('(pointer: coarse)').matches;
  const field = typesFreely && card.querySelector('textarea');
  return field || card.querySelector<HTMLElement>('#title') || card;
}

const kPlaces = 'a[href],button,textarea,input,select,summary,video,iframe,[tabindex]';

/** Where focus can be in there, in order. */
export function placesOf(inside: Element): HTMLElement[] {
  return [...inside.querySelectorAll<HTMLElement>(kPlaces)].filter(
    (element) => !element.matches(':disabled') && element.getClientRects().length > 0,
  );
}

/** Keeps Tab inside: a modal dialog alone would let it wander into the browser's own controls. */
export function wrapTab(event: KeyboardEvent, card: HTMLElement, focused: Element | null): void {
  if (event.key !== 'Tab') return;
  const stops = placesOf(card).filter((element) => element.tabIndex >= 0);
  const first = stops[0];
  const last = stops.at(-1);
  const atStart = focused === first || !stops.includes(focused as HTMLElement);
  if (event.shiftKey ? atStart : focused === last) {
    event.preventDefault();
    focusOn(event.shiftKey ? last : first);
  }
}

/** While focus is out of the page, it is looked for so often. */
const kAway_ms = 250;

export interface HeldFocus {
  /** Where it may be, besides. */
  mayBe(element: Element): boolean;
  /** Brings it back. */
  enter(): void;
  /** Listens in a window as in the page's own: that of a frame that focus went into. */
  listen(frame: Window): void;
}

/** Where the page is blocked, focus that strays to it comes back by `enter`, unless it went where it `mayBe`. */
export function holdFocus({ mayBe, enter, listen }: HeldFocus, signal: AbortSignal): void {
  let returns = 0;
  const look = () => {
    const element = focusedElement();
    if (!element || element === document.body) return;
    const view = element.ownerDocument.defaultView;
    // A page with a focus trap of its own wins after some rounds, instead of an endless one.
    if (!mayBe(element)) {
      if (++returns <= 8) enter();
    } else if (view && view !== window) {
      watch(view);
      listen(view);
    }
  };
  // That a frame got focus is not told to the page around it: only that its own window lost it, a moment before. From the
  // browser's own controls focus even comes without a word, so until it is back from there it is looked for.
  let soon: ReturnType<typeof setTimeout> | undefined;
  const lookSoon = (delay_ms: number) => {
    clearTimeout(soon);
    soon = setTimeout(() => {
      look();
      if (!document.hasFocus()) lookSoon(kAway_ms);
    }, delay_ms);
  };
  signal.addEventListener('abort', () => clearTimeout(soon));
  const onBlur = () => lookSoon(0);
  // What the user does is no such fight, however often they try.
  const onUser = () => void (returns = 0);
  const watch = (view: Window) => {
    view.addEventListener('focusin', look, { signal });
    view.addEventListener('blur', onBlur, { signal });
    for (const type of ['keydown', 'pointerdown']) {
      view.addEventListener(type, onUser, { capture: true, signal });
    }
  };
  watch(window);
}
