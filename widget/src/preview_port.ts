// The seam between the page's own shell and the preview chunk.
import type { Here } from './contract.ts';
import type { EnginePort } from './engine_port.ts';

/** What the preview chunk may see and do. */
export interface PreviewPort {
  config(): string | undefined;
  snapshot(): string;
  here(): Here | undefined;
  /** An engine of its own, to be thrown away. Handed in, so that the chunk shares no code with the main one. */
  create_engine(): Promise<EnginePort>;
  new_id(now_ms: number): string;
  /** Called after each change, until the signal aborts. */
  on_change(listener: () => void): void;
  /** While a preview is on screen, the page shows nothing of its own. */
  set_previewing(on: boolean): void;
  locale: string;
  nonce: string | undefined;
  signal: AbortSignal;
}
