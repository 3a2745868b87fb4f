// The Studio's page: the ImGui canvas, the app beside it, and the words that pass between them.
import { linkApp, type AppLink, type AppState } from './app_link.ts';
import { connectCanvas } from './canvas_input.ts';
import { arrangePanes } from './panes.ts';
import { setStage } from './stage.ts';
import {
  loadStudioModule,
  type ExplanationView,
  type PagePort,
  type StudioModule,
  type StudioView,
} from './studio_module.ts';
import { mirrorInto } from './text_mirror.ts';
import { watchTheme } from './theme.ts';

/** What the page offers to scripts and tests: the same words and choices as the canvas. */
export interface DocentStudio {
  /** The gates and sentences of a campaign at the Studio's clock, as on the canvas. */
  explain(campaign: string): ExplanationView;
  /** Chooses a campaign; false when there is none of that id. */
  select(campaign: string): boolean;
  /** Moves the Studio's clock to so long after the app's present. */
  moveClock(distanceMs: number): void;
  preview(campaign: string, step: string): void;
  /** Everything the canvas shows now; nothing before its first frame. */
  view(): StudioView | undefined;
}

declare global {
  interface Window {
    docentStudio?: DocentStudio;
  }
}

/** The order of ImGuiMouseCursor_, which begins at −1 (none). */
const cursors = [
  'none',
  'default',
  'text',
  'move',
  'ns-resize',
  'ew-resize',
  'nesw-resize',
  'nwse-resize',
  'pointer',
  'not-allowed',
];

const missingTarget = 'Its target is not on this page of the app, so it stands in the middle.';

function find<T extends HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`The Studio's page has no ${selector}.`);
  return found;
}

/** JavaScript's own regular expressions, as in the app's engine; a bad pattern is −1. */
function regexTest(pattern: string, text: string, ignoreCase: boolean): number {
  try {
    return new RegExp(pattern, ignoreCase ? 'i' : '').test(text) ? 1 : 0;
  } catch {
    return -1;
  }
}

function sayWhatIsWrong(message: string): void {
  const notice = find('#notice');
  notice.textContent = message;
  notice.hidden = false;
}

/**
 * Reads the file that the app's script tag names, whenever the app has loaded: a file with errors is refused by the
 * app's engine, which then has no state to tell, and its problems are what the reader came for.
 */
function readFiles(frame: HTMLIFrameElement, studio: StudioModule, signal: AbortSignal): void {
  const read = async () => {
    const tag = frame.contentDocument?.querySelector<HTMLElement>('script[data-config]');
    const address = tag?.dataset['config'];
    if (address === undefined) return;
    const answer = await fetch(new URL(address, frame.contentDocument?.baseURI), {
      cache: 'no-cache',
      signal,
    });
    if (answer.ok) studio.setCampaignFile(await answer.text());
  };
  // A file that cannot be fetched is the app's to complain about; the Studio goes on waiting for it.
  frame.addEventListener('load', () => void read().catch(() => undefined), { signal });
  void read().catch(() => undefined);
}

/** Hands the app's state on, and lets its clock go on between two states. */
function receiveStates(studio: StudioModule, signal: AbortSignal): (state: AppState) => void {
  let config: string | undefined;
  let receivedAt: number | undefined;
  const timer = setInterval(() => {
    if (receivedAt === undefined || document.visibilityState !== 'visible') return;
    studio.setElapsed(performance.now() - receivedAt);
  }, 1000);
  signal.addEventListener('abort', () => clearInterval(timer));
  return (state) => {
    if (state.config !== config) studio.setCampaignFile(state.config);
    config = state.config;
    receivedAt = performance.now();
    studio.setState(state.snapshot, state.here);
  };
}

async function startStudio(signal: AbortSignal): Promise<void> {
  const canvas = find<HTMLCanvasElement>('#studio_canvas');
  const frame = find<HTMLIFrameElement>('#app_frame');
  const panes = arrangePanes(find('#panes'), signal);
  setStage(find('#app_pane'), frame, signal);

  const mirror = mirrorInto(find('#mirror'), find('#mirror_status'));
  let link: AppLink | undefined;
  let keepFocus = false;
  let shown: StudioView | undefined;
  const page: PagePort = {
    setCursor: (cursor) => {
      canvas.style.cursor = cursors[cursor + 1] ?? 'default';
    },
    writeClipboard: (text) => void navigator.clipboard?.writeText(text).catch(() => undefined),
    preview: (campaign, step) => {
      keepFocus = document.activeElement === canvas;
      panes.showApp();
      link?.preview(campaign, step);
    },
    previewEnd: () => link?.endPreview(),
    view: (json) => {
      shown = JSON.parse(json) as StudioView;
      mirror(shown);
    },
    regexTest,
    toLower: (text) => text.toLowerCase(),
  };

  const studio = await loadStudioModule({ canvas, page });
  if (!studio.start('#studio_canvas')) {
    sayWhatIsWrong(
      'The Studio draws with WebGL 2, and this browser has none or has it switched off.',
    );
    return;
  }
  watchTheme(find('#theme_switch'), (dark) => studio.setDark(dark), signal);
  connectCanvas(canvas, studio, signal);
  readFiles(frame, studio, signal);
  const onState = receiveStates(studio, signal);
  link = linkApp(
    frame,
    {
      onState,
      onGone: () => studio.disconnect(),
      onPreview: ({ campaign, step, target }) => {
        studio.setPreview(campaign, step, target === 'missing' ? missingTarget : '');
        // A surface takes the focus, as it should for a user; who pages through steps by keys wants it back.
        if (keepFocus) canvas.focus();
      },
      onPreviewEnd: () => studio.endPreview(),
      onPreviewFailed: (reason) => studio.failPreview(`The app cannot show it: ${reason}.`),
    },
    signal,
  );
  window.docentStudio = {
    explain: (campaign) => JSON.parse(studio.explain(campaign)) as ExplanationView,
    select: (campaign) => studio.select(campaign),
    moveClock: (distanceMs) => studio.moveClockTo(distanceMs),
    preview: (campaign, step) => studio.startPreview(campaign, step),
    view: () => shown,
  };
}

const lifetime = new AbortController();
window.addEventListener('pagehide', (event) => {
  // A page kept for "back" goes on where it was.
  if (!event.persisted) lifetime.abort();
});
startStudio(lifetime.signal).catch((error: unknown) => {
  console.error(error);
  sayWhatIsWrong('The Studio could not start in this browser. Its console says why.');
});
