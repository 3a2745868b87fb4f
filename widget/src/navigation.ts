// Page views of applications that change the page without loading one. No polling: the Navigation API where there is
// one, else the history methods, put back on destroy.

export interface NavigationOptions {
  signal: AbortSignal;
  viewed(): void;
}

interface NavigationLike extends EventTarget {
  currentEntry: unknown;
}

/** What makes it another page: path and query, and a hash that routes (`#/…`, `#!…`). */
function pageOf(location: Location): string {
  const routes = /^#[/!]/.test(location.hash);
  return location.pathname + location.search + (routes ? location.hash : '');
}

function patchHistory(signal: AbortSignal, changed: () => void): void {
  for (const name of ['pushState', 'replaceState'] as const) {
    const own = Object.getOwnPropertyDescriptor(history, name);
    const original = history[name];
    const patched = function (this: History, ...args: Parameters<History['pushState']>): void {
      original.apply(this, args);
      if (!signal.aborted) changed();
    };
    history[name] = patched;
    signal.addEventListener('abort', () => {
      // Somebody who patched after us keeps working: ours has become a plain pass-through.
      if (history[name] !== patched) return;
      if (own) Object.defineProperty(history, name, own);
      else delete (history as Partial<History>)[name];
    });
  }
}

export function watchNavigation({ signal, viewed }: NavigationOptions): void {
  let page = pageOf(window.location);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function check(): void {
    timer = undefined;
    const next = pageOf(window.location);
    if (next === page || signal.aborted) return;
    page = next;
    viewed();
  }
  // A task later: routers set the title after the address, and often change the address twice.
  const changed = () => void (timer ??= setTimeout(check, 0));

  const navigation = (window as { navigation?: NavigationLike }).navigation;
  if (navigation) {
    navigation.addEventListener('currententrychange', changed, { signal });
  } else {
    patchHistory(signal, changed);
    window.addEventListener('popstate', changed, { signal });
    window.addEventListener('hashchange', changed, { signal });
  }
  signal.addEventListener('abort', () => clearTimeout(timer));
}
