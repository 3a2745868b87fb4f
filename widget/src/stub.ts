// The queueing stub on `window.docent`: what the loader (or a line of script before it) leaves for the main chunk.
import type { Docent } from './docent.ts';

/** A waiting call: method, arguments, time, and for calls that return something: where the answer goes. */
export type StubEntry = [
  method: string,
  args: ArrayLike<unknown>,
  time_ms: number,
  answer?: (value: unknown) => void,
];

export interface Stub extends Partial<Docent> {
  /** The queue; gone once the widget has taken over. */
  q?: StubEntry[];
  /** The loader was here. */
  l?: 1;
}
