// How long the page is really in use: visible, focused, and something was pressed, moved or scrolled in the last 30 s.
// Measured with the monotonic clock; handed over as sums, never as single inputs.

const kIdleMs = 30_000;
const kReportMs = 15_000;
/** Movements come by the hundred; one a second is enough. */
const kThrottleMs = 1_000;
const kTypingMs = 2_000;

const kInputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'scroll', 'touchstart'] as const;

export interface Activity {
  /** Takes the time in use since the last one, in milliseconds. */
  take(): number;
  /** Whether the user is typing in a field of the page. */
  typing(): boolean;
  /** Resolves when they are not. */
  quiet(): Promise<void>;
}

export interface ActivityOptions {
  signal: AbortSignal;
  /** Called at most every 15 s, when there is something to take. */
  report(): void;
  /** Whether the event comes from Docent's own surfaces. */
  is_ours(event: Event): boolean;
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return !['button', 'checkbox', 'radio', 'submit', 'reset', 'range', 'color', 'file'].includes(
    target.type,
  );
}

export function watchActivity({ signal, report, is_ours }: ActivityOptions): Activity {
  const clock = () => performance.now();
  let sum_ms = 0;
  let counted_ms = clock();
  let active_until_ms = counted_ms + kIdleMs;
  let seen_ms = 0;
  let typed_ms = -kTypingMs;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const inUse = () => document.visibilityState === 'visible' && document.hasFocus();

  function settle(): void {
    const now = clock();
    const end = Math.min(now, active_until_ms);
    if (end > counted_ms) sum_ms += end - counted_ms;
    counted_ms = now;
  }

  function arm(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      settle();
      if (sum_ms < 1) return;
      report();
      if (clock() < active_until_ms) arm();
    }, kReportMs);
  }

  function onInput(event: Event): void {
    const now = clock();
    if (event.type === 'keydown' && isField(event.target) && !is_ours(event)) typed_ms = now;
    if (now - seen_ms < kThrottleMs || !inUse()) return;
    seen_ms = now;
    settle();
    active_until_ms = now + kIdleMs;
    arm();
  }

  function onLeave(): void {
    settle();
    active_until_ms = counted_ms;
  }

  function onReturn(): void {
    settle();
    if (!inUse()) return onLeave();
    active_until_ms = counted_ms + kIdleMs;
    arm();
  }

  for (const type of kInputs) {
    window.addEventListener(type, onInput, { signal, capture: true, passive: true });
  }
  window.addEventListener('blur', onLeave, { signal });
  window.addEventListener('focus', onReturn, { signal });
  document.addEventListener('visibilitychange', onReturn, { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
  if (inUse()) arm();
  else onLeave();

  return {
    take() {
      settle();
      const taken = Math.round(sum_ms);
      sum_ms = 0;
      return taken;
    },
    typing: () => typed_ms + kTypingMs > clock(),
    async quiet() {
      for (;;) {
        const left = typed_ms + kTypingMs - clock();
        if (left <= 0 || signal.aborted) return;
        await new Promise((resolve) => setTimeout(resolve, left));
      }
    },
  };
}
