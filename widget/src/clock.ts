// The page's clock, which the host may set, and an alarm on it.

/** A timer may be late and a clock may be moved: look again at least this often. */
const kLongestWaitMs = 60_000;

export type Clock = () => number;

/** Epoch milliseconds, by the host's own clock while it works. */
export function createClock(own: Clock | undefined): Clock {
  return () => {
    try {
      const ms = own?.();
      if (typeof ms === 'number' && Number.isFinite(ms)) return Math.floor(ms);
    } catch {
      // A broken clock of the host: the system's will do.
    }
    return Date.now();
  };
}

/** Sets the one alarm there is: a later call replaces it. */
export function createAlarm(
  now: Clock,
  ring: () => void,
  signal: AbortSignal,
): (at_ms: number) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(timer));
  return (at_ms) => {
    clearTimeout(timer);
    const wait = () => {
      const left = at_ms - now();
      if (left <= 0) ring();
      else timer = setTimeout(wait, Math.min(left, kLongestWaitMs));
    };
    wait();
  };
}
