// What tests ask a tab of the pages that may hurt a guest.
import type { Tab } from './browsers.ts';

/** Where Docent's element is a child of, and whether a user can get at it. */
export const guest = (tab: Tab) =>
  tab.evaluate(() => {
    const root = document.querySelector('docent-root');
    const shadow = root?.shadowRoot;
    const card = shadow?.querySelector('[part=prompt]')?.getBoundingClientRect();
    const x = (card?.x ?? 0) + (card?.width ?? 0) / 2;
    const y = (card?.y ?? 0) + (card?.height ?? 0) / 2;
    return {
      on_top:
        document.elementFromPoint(x, y) === root ||
        shadow?.contains(document.elementFromPoint(x, y)),
      in_view:
        card !== undefined &&
        card.left >= 0 &&
        card.top >= 0 &&
        card.right <= innerWidth &&
        card.bottom <= innerHeight,
      hidden: root?.closest('[aria-hidden=true],[inert]') != null,
      focused: document.activeElement === root,
    };
  }, null);
/** A guest that nothing is in the way of. */
export const kFree = { on_top: true, in_view: true, hidden: false, focused: true };

/** What the page's own code was told of, in order. */
export const heard = (tab: Tab) => tab.evaluate(() => window.host.heard, null);
