// Looks out for moments as the shell would, but by hand. Bundled and loaded by moments.test.ts.
import type { Watch } from '../../../widget/src/contract.ts';
import { createMoments, type Moments } from '../../../widget/src/moments.ts';
import { locate, waitForTarget } from '../../../widget/src/surfaces/index.ts';

export interface MomentsWindow {
  moments: Moments;
  /** The triggers that happened, in order. */
  happened: number[];
  life: AbortController;
}

const page = window as unknown as MomentsWindow;
page.happened = [];
page.life = new AbortController();
page.moments = createMoments({
  signal: page.life.signal,
  load_finder: () => Promise.resolve({ locate, waitForTarget }),
  happened: ({ trigger }: Watch) => void page.happened.push(trigger),
});
