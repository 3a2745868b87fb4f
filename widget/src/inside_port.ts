// The seam between the page's own shell and the chunks that look inside it: the preview and the debug overlay.
import type { Command, Here } from './contract.ts';
import type { EnginePort } from './engine_port.ts';
import type { Finder } from './moments.ts';

/** What such a chunk may see and do. */
export interface InsidePort {
  config(): string | undefined;
  snapshot(): string;
  here(): Here | undefined;
  /** An engine of its own, to be thrown away. Handed in, so that the chunk shares no code with the main one. */
  create_engine(): Promise<EnginePort>;
  /** Finds elements as the surfaces do; handed in for the same reason. */
  load_finder(): Promise<Finder>;
  new_id(now_ms: number): string;
  /** The last commands of this page, the newest last. */
  commands(): readonly Command[];
  /** Called after each change, until the signal aborts or the remover is called. */
  on_change(listener: () => void): () => void;
  /** While a preview is on screen, the page shows nothing of its own. */
  set_previewing(on: boolean): void;
  locale: string;
  nonce: string | undefined;
  signal: AbortSignal;
}
