// Where focus is and where it goes: once per step to the prompt, at the end back to where it was.

/** The focused element, seen through open shadow roots. */
export function focusedElement(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** True where keys write text. */
export function takesText(element: Element | null): boolean {
  if (!element) return false;
  if ((element as HTMLElement).isContentEditable) return true;
  if (element.localName === 'input') {
    const type = element.getAttribute('type') ?? 'text';
    return !/^(button|checkbox|color|file|hidden|image|radio|range|reset|submit)$/.test(type);
  }
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
    (element) => !element.matches(':disabled'),
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
    (event.shiftKey ? last : first)?.focus();
  }
}

/** Where the page is blocked, focus that strays to it comes back by `enter`, unless it went where it `mayBe`. */
export function holdFocus(
  mayBe: (path: EventTarget[]) => boolean,
  enter: () => void,
  signal: AbortSignal,
): void {
  let returns = 0;
  const onFocus = (event: FocusEvent) => {
    // A page with a focus trap of its own wins after some rounds, instead of an endless one.
    if (!mayBe(event.composedPath()) && ++returns <= 8) enter();
  };
  // What the user does is no such fight, however often they try.
  const onUser = () => void (returns = 0);
  document.addEventListener('focusin', onFocus, { signal });
  for (const type of ['keydown', 'pointerdown']) {
    window.addEventListener(type, onUser, { capture: true, signal });
  }
}
