// What conditions see of the page and the device.
import type { DeviceKind, Page } from './contract.ts';

/** The page as it is now. `query` and `hash` come without their `?` and `#`. */
export function readPage(name?: string): Page {
  const { pathname, href, host, search, hash } = window.location;
  const page: Page = {
    path: pathname,
    url: href,
    host,
    query: search.slice(1),
    hash: hash.slice(1),
    title: document.title,
    referrer: document.referrer,
  };
  return name === undefined ? page : { ...page, name };
}

/** By what fits on the screen: a narrow one is a phone, a touched one of middling size a tablet. */
export function deviceKind(): DeviceKind {
  const side = Math.min(window.screen.width, window.screen.height);
  if (side < 600) return 'phone';
  return side < 1100 && window.matchMedia('(pointer: coarse)').matches ? 'tablet' : 'desktop';
}

/** Minutes east of UTC at that instant, in the user's zone. */
export function offsetMin(now_ms: number): number {
  return -new Date(now_ms).getTimezoneOffset() || 0;
}
