// At home in any page: what other libraries' users suffered from, one page each. Here the spotlight, wherever its target
// is and however it moves.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { tabForEach } from './own_tab.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { type Pain, kStackings, servePains } from './pages/pain_pages.ts';
import { guest, kFree } from './pages/pain_tab.ts';
import { clickInPage, clicks, countClicks, untilAsleep, untilLit } from './pages/prompt_tab.ts';
import { stepAt } from './pages/steps.ts';
import type { Host } from './pages/surfaces_host.ts';
import { arrive, log, show } from './pages/surfaces_tab.ts';

let host: Host<Pain>;
let tab: Tab;

const open = (page: Pain) => arrive(tab, host.url(page));

/** What moves while it is measured. */
interface Movement {
  /** What is scrolled; if nothing is named, the page. */
  scroller?: string | undefined;
  /** By so many px in every frame. */
  by?: number;
  /** By so many px once, smoothly. */
  smoothly?: number;
  /** What an animation of the page's moves. */
  drifting?: string;
}

/**
 * The farthest that the spotlight is off its target over so many frames, and in how many the target moved. Both are measured
 * when an observer of sizes is told, which is in the same frame as everything else, and after all that a frame calls.
 *
 * In WebKit an animation goes on while a frame calls: some ms later it says that the target is elsewhere. There the spotlight
 * has to be where the target was at some moment of that very frame, so its target is measured at the beginning of the frame,
 * too: if the spotlight sleeps when this is called, before it looks itself. In all other cases the two are the same.
 */
const follows = (target: string, frames: number, movement: Movement) =>
  tab.evaluate(
    async ([selector, count, { scroller, by, smoothly, drifting }]) => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      const ring = shadow?.querySelector('[part=spotlight]');
      const mover =
        scroller === undefined ? document.scrollingElement : document.querySelector(scroller);
      const edgesOf = (element: Element | null | undefined) => {
        const { left, top, right, bottom } = element?.getBoundingClientRect() ?? {};
        return [left, top, right, bottom].map((edge) => edge ?? NaN);
      };
      const targetEdges = () => edgesOf(document.querySelector(selector));
      const probe = document.createElement('i');
      probe.style.cssText = 'position:fixed;width:1px;height:1px';
      document.body.append(probe);
      let [worst, moved] = [0, 0];
      let left = count;
      let early = targetEdges();
      let last = early;
      // Asks for the next frame at once, which keeps it the first one to be called.
      const begin = () => {
        if (left > 0) requestAnimationFrame(begin);
        early = targetEdges();
        probe.style.width = `${1 + (left % 2)}px`;
      };
      await new Promise<void>((resolve) => {
        new ResizeObserver((_, observer) => {
          const [lit, late] = [edgesOf(ring), targetEdges()];
          for (const [edge, at] of lit.entries()) {
            const [a = NaN, b = NaN] = [early[edge], late[edge]];
            worst = Math.max(worst, Math.min(a, b) - at, at - Math.max(a, b));
          }
          if (late.some((edge, index) => edge !== last[index])) moved += 1;
          last = late;
          if (left === count) {
            requestAnimationFrame(begin);
            if (smoothly) mover?.scrollBy({ top: smoothly, behavior: 'smooth' });
            if (drifting) document.querySelector(drifting)?.classList.add('drifts');
          }
          if (left-- === 0) {
            observer.disconnect();
            resolve();
          } else if (by) {
            mover?.scrollBy({ top: by, behavior: 'instant' });
          }
        }).observe(probe);
      });
      probe.remove();
      return { worst, moved };
    },
    [target, frames, movement] as const,
  );

/** Fails if the spotlight is more than 1 px off in any frame. Returns in how many the target moved. */
async function assertFollows(target: string, frames: number, movement: Movement): Promise<number> {
  const { worst, moved } = await follows(target, frames, movement);
  assert.ok(worst <= 1, `${target} with ${JSON.stringify(movement)}: ${worst} px off`);
  return moved;
}

function behaviours({ launch }: Engine): void {
  tabForEach(launch, (opened) => (tab = opened));

  it('is above every kind of stacking context, and leaves what it lights to the user', async () => {
    await open('stacking');
    const before = await tab.evaluate(() => document.querySelector('main')?.outerHTML, null);
    for (const name of Object.keys(kStackings)) {
      await show(tab, { ...stepAt(`#${name}`), backdrop: 'block' });
      await untilLit(tab, `#${name}`);
      assert.deepEqual(await guest(tab), kFree, name);
      await countClicks(tab, `#${name}`);
      await clickInPage(tab, `#${name}`);
      assert.equal(await clicks(tab), 1, name);
      await clickInPage(tab, '.in:not(#' + name + ')');
      assert.equal(await clicks(tab), 1, `${name}: the others are blocked`);
    }
    const later = await tab.evaluate(() => document.querySelector('main')?.outerHTML, null);
    assert.equal(later, before, 'no element of the host was touched');
  });

  it('lies within 1 px on what is fixed, sticky, turned, nested, flexed or let out, in every frame of a scroll', async () => {
    await open('positions');
    const targets = [
      ['#fixed', undefined],
      ['#sticky', undefined],
      ['#turned', undefined],
      ['#nested', undefined],
      ['#nested', '#outer'],
      ['#nested', '#inner'],
      ['#flexed', '#flex'],
      ['#held', '#tilted'],
      ['#escaped', undefined],
    ] as const;
    for (const [target, scroller] of targets) {
      await show(tab, stepAt(target));
      await untilLit(tab, target);
      for (const by of [2, -2]) {
        await assertFollows(target, 8, { scroller, by });
      }
    }
  });

  it('follows a smooth scroll and an animation that tells nobody of itself', async () => {
    await open('moving');
    await show(tab, stepAt('#target'));
    await untilLit(tab, '#target');
    await untilAsleep(tab);
    assert.notEqual(await assertFollows('#target', 20, { smoothly: 60 }), 0);
    await untilAsleep(tab);
    await tab.evaluate(() => {
      const frames = { transform: ['none', 'translate(240px, 90px)'] };
      document.querySelector('#box')?.animate(frames, { duration: 700, fill: 'forwards' });
    }, null);
    await untilLit(tab, '#target');
    await untilAsleep(tab);
    assert.notEqual(await assertFollows('#target', 20, { drifting: '#parent' }), 0);
    await untilLit(tab, '#target');
  });

  it('goes to where the target is moved to in the tree, and into another', async () => {
    await open('moving');
    await show(tab, stepAt('#target'));
    await tab.evaluate(() => {
      const target = document.querySelector('#target');
      const late = document.createElement('section');
      late.style.padding = '150px';
      document.querySelector('main')?.prepend(late);
      if (target) late.append(target);
    }, null);
    await untilLit(tab, '#target');
  });

  it('goes out when the target becomes invisible, whatever makes it so, and comes back with it', async () => {
    await open('moving');
    const hide = {
      visibility: 'visibility:hidden',
      opacity: 'opacity:0',
      display: 'display:none',
    };
    await show(tab, stepAt('#target'));
    for (const [name, style] of Object.entries(hide)) {
      await untilLit(tab, '#target');
      await untilAsleep(tab);
      await tab.evaluate((s) => document.querySelector('#box')?.setAttribute('style', s), style);
      await tab
        .until(() => {
          const shadow = document.querySelector('docent-root')?.shadowRoot;
          return shadow?.querySelector('[part=prompt].slideout') != null;
        }, null)
        .catch(() => assert.fail(`still lit: ${name}`));
      await tab.evaluate(() => document.querySelector('#box')?.removeAttribute('style'), null);
    }
    await untilLit(tab, '#target');
  });

  it('has a hole for each of several elements, and keeps the pointer off a target not to be used', async () => {
    await open('stacking');
    await show(tab, {
      ...stepAt('#filter'),
      backdrop: 'block',
      interactive: false,
      spotlight: [{ css: '#z_index' }, { css: '#isolation' }],
    });
    await untilLit(tab, '#filter');
    await tab.until(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      const path = shadow?.querySelector('.scrim path')?.getAttribute('d') ?? '';
      return path.split('M').length === 5; // nothing, everything, three holes
    }, null);
    await countClicks(tab, '#filter');
    await clickInPage(tab, '#filter');
    assert.equal(await clicks(tab), 0, 'the target is shown only');
    await tab.evaluate(() => document.querySelector<HTMLElement>('#filter')?.focus(), null);
    assert.equal((await guest(tab)).focused, true, 'nor is it for the keyboard');
    await countClicks(tab, '#z_index');
    await clickInPage(tab, '#z_index');
    assert.equal(await clicks(tab), 1, 'what else is lit can be used');
    await countClicks(tab, '#transform');
    await clickInPage(tab, '#transform');
    assert.equal(await clicks(tab), 0, 'all else is blocked');
    await show(tab, {
      ...stepAt('#filter'),
      step: 'plain',
      backdrop: 'none',
      interactive: false,
    });
    await untilLit(tab, '#filter');
    await countClicks(tab, '#filter');
    await clickInPage(tab, '#filter');
    assert.equal(await clicks(tab), 0, 'without a backdrop, too');
    await countClicks(tab, '#transform');
    await clickInPage(tab, '#transform');
    assert.equal(await clicks(tab), 1, 'and only there');
  });

  it('fits a page that is zoomed by its own CSS', async () => {
    await open('zoomed');
    await show(tab, stepAt('#target'));
    await untilLit(tab, '#target');
    assert.deepEqual(await guest(tab), kFree);
    await assertFollows('#target', 6, { by: 3 });
  });

  it('fits a right-to-left page with scrollbars on the left', async () => {
    await open('rtl');
    await show(tab, stepAt('#target'));
    await untilLit(tab, '#target');
    assert.deepEqual(await guest(tab), kFree);
    await assertFollows('#target', 6, { scroller: '#scroller', by: 3 });
  });

  it('lights what stands in a scaled frame, and what the frame shows after it was loaded anew', async () => {
    await open('frames');
    const locator = '#frame |> #framed';
    const untilFramed = () =>
      tab.until(() => {
        const root = document.querySelector('docent-root');
        const ring = root?.shadowRoot?.querySelector('[part=spotlight]')?.getBoundingClientRect();
        const frame = document.querySelector<HTMLIFrameElement>('#frame');
        const outer = frame?.getBoundingClientRect();
        const inner = frame?.contentDocument?.querySelector('#framed')?.getBoundingClientRect();
        if (!ring || !outer || !inner) return false;
        const [x, y] = [outer.x + (5 + inner.x) * 0.75, outer.y + (5 + inner.y) * 0.75]; // 5: its border
        return (
          Math.abs(ring.x - x) <= 1 &&
          Math.abs(ring.y - y) <= 1 &&
          Math.abs(ring.width - inner.width * 0.75) <= 1
        );
      }, null);
    assert.deepEqual(
      await show(tab, { ...stepAt(locator), wait_ms: 4000, advance: { on: 'click' }, count: 2 }),
      { result: 'shown' },
    );
    await untilFramed();
    await tab.evaluate(
      () => document.querySelector<HTMLIFrameElement>('#frame')?.contentWindow?.scrollBy(0, 20),
      null,
    );
    await untilFramed();
    await tab.evaluate(() => {
      const frame = document.querySelector<HTMLIFrameElement>('#frame');
      if (frame) frame.srcdoc = frame.srcdoc.replace('200px', '140px');
    }, null);
    await tab.until(() => {
      const frame = document.querySelector<HTMLIFrameElement>('#frame');
      return frame?.contentDocument?.querySelector<HTMLElement>('div')?.style.height === '140px';
    }, null);
    await untilFramed();
    await tab.evaluate(() => {
      const frame = document.querySelector<HTMLIFrameElement>('#frame');
      frame?.contentDocument?.querySelector<HTMLElement>('#framed')?.click();
    }, null);
    assert.deepEqual(await log(tab), ['advance next click']);
  });
}

before(async () => {
  host = await servePains();
});
after(() => host.close());

inEachEngine((name) => `any page in ${name}: the spotlight`, behaviours);
