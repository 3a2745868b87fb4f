// Looks out for moments as the shell would, but by hand. Bundled and loaded by moments.test.ts.
import type { Watch } from '../../../widget/src/contract.ts';
import { createMoments, type Moments } from '../../../widget/src/moments.ts';
import { locate, waitForTarget } from '../../../widget/src/surfaces/index.ts';

export interface MomentsWindow {
  moments: Moments;
  /** The triggers that happened, in order. */
  happened: number[];
  /** When the last of them did, and whatever the user did since the page was there, by `performance.now()`. */
  happened_ms: number;
  moved_ms: number[];
  life: AbortController;
}

const page = window as unknown as MomentsWindow & { __name: (value: unknown) => unknown };
// The compiler of the tests names functions by this; those handed over to the page call it too.
page.__name = (value) => value;
page.happened = [];
page.happened_ms = 0;
page.moved_ms = [];
page.life = new AbortController();
window.addEventListener('pointermove', () => page.moved_ms.push(performance.now()));
page.moments = createMoments({
  signal: page.life.signal,
  load_finder: () => Promise.resolve({ locate, waitForTarget }),
  happened({ trigger }: Watch) {
    page.happened.push(trigger);
    page.happened_ms = performance.now();
  },
});
