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

const kNoText = /^(button|checkbox|color|file|image|radio|range|reset|submit)$/;

/** By its name: a field in a frame is of no class of this window. */
function isField(target: EventTarget | undefined): boolean {
  const { localName, isContentEditable, type } = target as HTMLInputElement;
  if (isContentEditable || localName === 'textarea') return true;
  return localName === 'input' && !kNoText.test(type);
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
    // Where it was pressed, also inside of the page's own components.
    if (event.type === 'keydown' && isField(event.composedPath()[0]) && !is_ours(event))
      typed_ms = now;
    if (now - seen_ms < kThrottleMs || !inUse()) return;
    seen_ms = now;
    settle();
    active_until_ms = now + kIdleMs;
    arm();
  }

  /**
   * How long the user has still to be left alone. A page hears nothing of the keys in its frames: in those of its own site it
   * listens, and while focus is in one of another site, text may be written there.
   */
  function typingLeft(): number {
    for (let view: Window = window; ;) {
      let focused: Element | null | undefined = view.document.activeElement;
      while (focused?.shadowRoot) focused = focused.shadowRoot.activeElement;
      if (focused?.localName !== 'iframe') return typed_ms + kTypingMs - clock();
      const { contentDocument, contentWindow } = focused as HTMLIFrameElement;
      if (!contentDocument || !contentWindow) return kTypingMs;
      view = contentWindow;
      view.addEventListener('keydown', onInput, { signal, capture: true, passive: true });
    }
  }

  function onLeave(): void {
    // It may have gone into a frame, which is known a moment later.
    setTimeout(typingLeft);
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
    typing: () => typingLeft() > 0,
    async quiet() {
      for (;;) {
        const left = typingLeft();
        if (left <= 0 || signal.aborted) return;
        await new Promise((resolve) => setTimeout(resolve, left));
      }
    },
  };
}
