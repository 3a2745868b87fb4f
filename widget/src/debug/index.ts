// `docent.debug()`: what would show here, why the rest does not, what the user's score is, and what was recorded last.
// A chunk of its own, in a shadow root of its own; it changes nothing of the page or the user.
import type { InsidePort } from '../inside_port.ts';
import { element } from './elements.ts';
import { createInspection } from './inspection.ts';
import { reportOf } from './report.ts';
import { css } from './style.ts';

export interface Debug {
  show(open: boolean): void;
}

export async function createDebug(port: InsidePort): Promise<Debug> {
  const inspection = await createInspection(port);
  let close: (() => void) | undefined;
  const end = () => {
    close?.();
    inspection.end();
  };
  if (port.signal.aborted) end();
  else port.signal.addEventListener('abort', end);
  return {
    show(open) {
      if (!open) close?.();
      else if (!port.signal.aborted)
        close ??= openPanel(port, inspection, () => (close = undefined));
    },
  };
}

function openPanel(
  port: InsidePort,
  inspection: Awaited<ReturnType<typeof createInspection>>,
  closed: () => void,
): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const host = document.createElement('docent-debug');
  const popovers = 'showPopover' in host;
  if (popovers) host.setAttribute('popover', 'manual');
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  shadow.adoptedStyleSheets = [sheet];

  const button = element('button', { type: 'button', 'data-key': 'close' }, 'Close');
  const save = element('button', { type: 'button', 'data-key': 'save', hidden: '' }, 'Save trace');
  const report = element('div');
  const mark = element('div', { class: 'mark', hidden: '' });
  const panel = element(
    'section',
    { class: 'panel', 'aria-labelledby': 'title', role: 'region', tabindex: '-1' },
    element('header', {}, element('h1', { id: 'title' }, 'Docent'), save, button),
    report,
  );
  shadow.append(panel, mark);

  let pointed: Element | undefined;
  /** The mark follows its element while one is pointed at. */
  function follow(): void {
    if (!pointed) return;
    const { left, top, width, height } = pointed.getBoundingClientRect();
    Object.assign(mark.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    requestAnimationFrame(follow);
  }
  function point(target: Element | undefined): void {
    const idle = pointed === undefined;
    pointed = target;
    mark.hidden = target === undefined;
    if (idle) follow();
  }

  const keyed = (key: string) =>
    [...shadow.querySelectorAll<HTMLElement>('[data-key]')].filter(
      (found) => found.dataset.key === key,
    );

  /** Draws it anew, with what was open, focused and scrolled to as it was. */
  function draw(): void {
    const seen = inspection.look();
    save.hidden = seen === undefined;
    const open = [...shadow.querySelectorAll<HTMLDetailsElement>('details[open]')].map(
      ({ dataset }) => dataset.key,
    );
    const focused = (shadow.activeElement as HTMLElement | null)?.dataset.key;
    const { scrollTop } = panel;
    if (seen)
      report.replaceChildren(...reportOf(seen, point).filter((child) => child !== undefined));
    else report.replaceChildren('Waiting for the campaign file and the first decision.');
    for (const key of open) {
      for (const found of keyed(key ?? '')) {
        if (found instanceof HTMLDetailsElement) found.open = true;
      }
    }
    panel.scrollTop = scrollTop;
    if (focused !== undefined) keyed(focused).at(-1)?.focus({ preventScroll: true });
    if (shadow.activeElement?.localName !== 'button') point(undefined);
  }

  let drawing = false;
  /** At most once a frame, however many steps there are. */
  function changed(): void {
    if (drawing) return;
    drawing = true;
    requestAnimationFrame(() => {
      drawing = false;
      if (!signal.aborted) draw();
    });
  }

  const before = document.activeElement as HTMLElement | null;
  function close(): void {
    if (signal.aborted) return;
    abort.abort();
    forget();
    point(undefined);
    const inside = shadow.activeElement !== null;
    host.remove();
    if (inside && before?.isConnected && before !== document.body)
      before.focus({ preventScroll: true });
    closed();
  }
  const forget = port.on_change(changed);
  button.addEventListener('click', close, { signal });
  const onSave = () => {
    const trace = inspection.trace();
    if (trace !== undefined) saveFile('trace.jsonl', trace, signal);
  };
  save.addEventListener('click', onSave, { signal });
  // The page's own shortcuts are not meant while somebody reads in here.
  for (const type of ['keydown', 'keyup', 'keypress']) {
    shadow.addEventListener(
      type,
      (event) => {
        event.stopPropagation();
        if (type === 'keydown' && (event as KeyboardEvent).key === 'Escape') close();
      },
      { signal },
    );
  }

  try {
    document.body.append(host);
    if (popovers) host.showPopover();
    draw();
    button.focus({ preventScroll: true });
  } catch (error) {
    // Half a panel is worse than none.
    close();
    throw error;
  }
  return close;
}

/** Into the user's downloads; nothing goes over the network. */
function saveFile(name: string, text: string, signal: AbortSignal): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/jsonl' }));
  element('a', { href: url, download: name }).click();
  signal.addEventListener('abort', () => URL.revokeObjectURL(url));
}
