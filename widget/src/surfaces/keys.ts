// Keys: those on the prompt belong to it; those on the page only when nobody else there wants them.
import type { CardProps } from './card.tsx';
import { focusedElement, takesText, wrapTab } from './focus.ts';
import type { Root } from './root.ts';
import { handleKey } from './step_keys.ts';

interface KeysOptions {
  root: Root;
  element(): HTMLElement | null;
  card(): CardProps | undefined;
  signal: AbortSignal;
}

const kHostLayer = 'dialog[open],[aria-modal=true],[role=menu],[role=listbox],[aria-expanded=true]';

/** Returns what listens for Escape in one more window: of a frame, while the page is blocked. */
export function listenToKeys({ root, element, card, signal }: KeysOptions): (view: Window) => void {
  const handle = (event: KeyboardEvent) => {
    const props = card();
    return props !== undefined && handleKey(event, props);
  };
  // What stands beside the step in the same root has keys of its own.
  const isOn = (what: EventTarget | null, event: Event) =>
    what !== null && event.composedPath().includes(what);

  // Escape on the prompt is taken before any listener of the page, which would close the host's dialog with it; while the
  // page is blocked, wherever it is pressed: there must be a way out, whatever the page does with its keys.
  const onEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    if (!isOn(element(), event) && card()?.effect.backdrop !== 'block') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    handle(event);
  };
  const listen = (view: Window) =>
    view.addEventListener('keydown', onEscape, { capture: true, signal });
  listen(window);

  root.shadow.addEventListener(
    'keydown',
    (event) => {
      const key = event as KeyboardEvent;
      const prompt = element();
      if (key.defaultPrevented || !isOn(prompt, event)) return;
      if (prompt?.localName === 'dialog') wrapTab(key, prompt, focusedElement());
      if (!key.defaultPrevented && handle(key)) key.preventDefault();
    },
    { signal },
  );

  window.addEventListener(
    'keydown',
    (event) => {
      if (event.defaultPrevented || isOn(root.host, event) || !isFree(event)) return;
      if (handle(event)) event.preventDefault();
    },
    { signal },
  );
  return listen;
}

/** True for a key on the page that may mean the prompt. */
function isFree(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0] as Element;
  if (!('closest' in target) || event.isComposing) return false;
  if (event.key === 'Escape') {
    return !takesText(target) && !target.closest(kHostLayer);
  }
  const nothingFocused = target === document.body || target === document.documentElement;
  return nothingFocused && /^Arrow(Left|Right)$/.test(event.key);
}
