// The Studio's C++ as the page sees it: bridge.cpp binds these, page_port.hpp says what it asks back.

/** What the module asks of the page. Its names are those page_port.cpp calls. */
export interface PagePort {
  setCursor(cursor: number): void;
  writeClipboard(text: string): void;
  preview(campaign: string, step: string): void;
  previewEnd(): void;
  view(json: string): void;
  regexTest(pattern: string, text: string, ignoreCase: boolean): number;
  toLower(text: string): string;
}

export interface StudioModule {
  start(selector: string): boolean;
  setCampaignFile(json: string): void;
  setState(snapshot: string, here: string): void;
  setElapsed(elapsedMs: number): void;
  disconnect(): void;
  setPreview(campaign: string, step: string, remark: string): void;
  endPreview(): void;
  failPreview(reason: string): void;
  select(campaign: string): boolean;
  explain(campaign: string): string;
  startPreview(campaign: string, step: string): void;
  moveClockTo(distanceMs: number): void;
  setDark(dark: boolean): void;
  resize(width: number, height: number, deviceScale: number): void;
  movePointer(x: number, y: number): void;
  leavePointer(): void;
  pressButton(button: number, down: boolean): void;
  turnWheel(linesX: number, linesY: number): void;
  pressKey(
    key: string,
    down: boolean,
    ctrl: boolean,
    shift: boolean,
    alt: boolean,
    meta: boolean,
  ): void;
  typeText(text: string): void;
  setFocus(focused: boolean): void;
}

export interface GateView {
  gate: string;
  label: string;
  open: boolean;
  code: string;
  sentence: string;
  comparison: string;
}

export type Verdict = 'showing' | 'would_show' | 'blocked';

export interface ExplanationView {
  campaign: string;
  verdict: Verdict;
  headline: string;
  gates: GateView[];
  next: { ms: number; text: string } | null;
}

/** What the canvas shows, in words: the source of the text mirror and of the tests. */
export interface StudioView {
  connected: boolean;
  hasFile: boolean;
  hasState: boolean;
  stateError: string;
  problems: { severity: 'error' | 'warning'; path: string; code: string; message: string }[];
  revision?: string;
  user?: string;
  anonymous?: boolean;
  clock?: { ms: number; text: string; movedByMs: number };
  campaigns?: { id: string; name: string; kind: string; verdict: Verdict; headline: string }[];
  selected?: string;
  explanation?: ExplanationView;
  steps?: { id: string; surface: string; title: string; target: string }[];
  score?: {
    value: number;
    band: string;
    stage: string;
    milestones: string;
    breakdown: { label: string; value: number; target: number; points: number }[];
    parts: { event: string; label: string; count: number; weight: number; points: number }[];
  };
  preview?: { campaign: string; step: string; remark: string } | null;
}

interface ModuleOptions {
  canvas: HTMLCanvasElement;
  page: PagePort;
}

/** Fetches and compiles the module. Rejects when the browser cannot. */
export async function loadStudioModule(options: ModuleOptions): Promise<StudioModule> {
  // Not bundled: emcc's own glue finds its .wasm beside itself.
  const address = new URL('./studio.mjs', import.meta.url).href;
  const { default: create } = (await import(address)) as {
    default: (options: ModuleOptions) => Promise<StudioModule>;
  };
  return create(options);
}
