// The life of this page as a tab of the product: seen and hidden, left, and come back from the back/forward cache.

export interface PageLife {
  /** Looked at, and not behind a preview. */
  visible(): boolean;
  /** Left, and perhaps kept by the browser: nothing is stepped. */
  suspended(): boolean;
  /** While a preview is on screen, the page counts as hidden. */
  set_previewing(on: boolean): void;
  previewing(): boolean;
  /** As when the browser leaves the page. */
  leave(): void;
}

export interface PageLifeOptions {
  signal: AbortSignal;
  /** Called when it changed, and before the page is left. */
  seen(visible: boolean): void;
  left(): void;
  returned(): void;
}

export function watchPageLife({ signal, seen, left, returned }: PageLifeOptions): PageLife {
  let previewing = false;
  let suspended = false;
  let hidden_since = false;
  const visible = () => document.visibilityState === 'visible' && !previewing;
  let told = visible();

  function tell(now: boolean): void {
    if (now === told) return;
    told = now;
    seen(now);
  }

  function leave(): void {
    // Releases the lease: the next page of this tab goes on with the prompt at once.
    tell(false);
    suspended = true;
    hidden_since = false;
    left();
  }

  function comeBack(): void {
    if (!suspended) return;
    suspended = false;
    returned();
    tell(visible());
  }

  // Before the page's own listeners: what they call then counts. Chromium calls those of `pageshow` in the order they were
  // added, whatever they say of capture; but there a page that comes back is seen first.
  document.addEventListener(
    'visibilitychange',
    () => {
      if (!suspended) tell(visible());
      else if (!visible()) hidden_since = true;
      // Not by an event of the leaving itself: a page that is kept must not begin anything.
      else if (hidden_since) comeBack();
    },
    { signal, capture: true },
  );
  window.addEventListener('pagehide', leave, { signal });
  window.addEventListener(
    'pageshow',
    ({ persisted }) => {
      if (persisted) comeBack();
    },
    { signal, capture: true },
  );

  return {
    visible,
    suspended: () => suspended,
    previewing: () => previewing,
    set_previewing(on) {
      previewing = on;
      tell(visible());
    },
    leave,
  };
}
