// At home in any page: what other libraries' users suffered from, one page each, in three engines.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { tabForEach } from './own_tab.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { type Pain, kStackings, servePains } from './pages/pain_pages.ts';
import { guest, heard, kFree } from './pages/pain_tab.ts';
import {
  clickInPage,
  clickInside,
  clicks,
  countClicks,
  untilAsleep,
  untilLit,
} from './pages/prompt_tab.ts';
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

function behaviours(engine: Engine): void {
  tabForEach(engine, (opened) => (tab = opened));

  describe('the spotlight', () => {
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
      await clickInside(tab, '#filter');
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
  });

  describe('scrolling', () => {
    it('brings a very tall target to its top, and keeps the prompt in view', async () => {
      await open('tall');
      await tab.evaluate(() => window.scrollTo(0, 2200), null);
      await show(tab, stepAt('#target'));
      // The scroll is smooth: on a busy machine it may still be under way.
      await tab.until(() => {
        const top = document.querySelector('#target')?.getBoundingClientRect().top ?? NaN;
        return top >= 0 && top < 200;
      }, null);
      assert.deepEqual(await guest(tab), kFree);
    });

    it('clears a sticky header inside a scroller, and minds its scroll padding', async () => {
      await open('sticky_table');
      await tab.evaluate(() => document.querySelector('#scroller')?.scrollTo(0, 300), null);
      for (const row of [9, 8, 30]) {
        await show(tab, stepAt(`#row${row}`));
        const [top, bottom] = await tab.evaluate((id) => {
          const box = document.querySelector('#scroller')?.getBoundingClientRect();
          const rect = document.querySelector(id)?.getBoundingClientRect();
          return [(rect?.top ?? 0) - (box?.top ?? 0), (box?.bottom ?? 0) - (rect?.bottom ?? 0)];
        }, `#row${row}`);
        assert.ok(
          Number(top) >= 80,
          `row ${row} is ${top} px below the top of the scroller, whose header is 80 px`,
        );
        assert.ok(Number(bottom) >= 30, `row ${row} is ${bottom} px above the bottom`);
      }
    });

    it('clears bars that float off the edges, one below the other', async () => {
      await open('floating');
      for (const place of [22, 90, 690, 740]) {
        await tab.evaluate((y) => {
          const rect = document.querySelector('#target')?.getBoundingClientRect();
          window.scrollBy({ top: (rect?.top ?? 0) - y, behavior: 'instant' });
        }, place);
        await show(tab, { ...stepAt('#target'), step: `at ${place}` });
        // The scroll is smooth: on a busy machine it may still be under way.
        await tab
          .until(() => {
            const rect = document.querySelector('#target')?.getBoundingClientRect();
            return (rect?.top ?? 0) >= 114 && (rect?.bottom ?? Infinity) <= innerHeight - 70;
          }, null)
          .catch(() => assert.fail(`below a bar still, from ${place} px`));
      }
    });

    it('keeps the buttons of a modal and of a sheet in what is seen above an on-screen keyboard', async () => {
      interface Phone {
        openKeyboard(high: number): void;
        pan(top: number): void;
      }
      await tab.resize(390, 700);
      const untilInSight = (surface: string) =>
        tab.until((kind) => {
          const shadow = document.querySelector('docent-root')?.shadowRoot;
          const card = shadow?.querySelector(`[data-surface=${kind}]`)?.getBoundingClientRect();
          const button = shadow?.querySelector('.primary')?.getBoundingClientRect();
          if (!card || !button || !window.visualViewport) return false;
          const { offsetTop: top, height } = window.visualViewport;
          // A sheet stands on the keyboard, a modal in the middle of what is seen.
          const off =
            kind === 'modal'
              ? card.top - top - (top + height - card.bottom)
              : card.bottom - (top + height);
          return card.top >= top && button.bottom <= top + height && Math.abs(off) <= 1;
        }, surface);
      for (const surface of ['modal', 'slideout'] as const) {
        await open('phone');
        await show(tab, {
          kind: 'survey',
          surface,
          content: { title: 'Why?', question: { id: 'why', type: 'text', required: false } },
        });
        await untilInSight(surface);
        await tab.evaluate(() => (window as unknown as Phone).openKeyboard(360), null);
        await untilInSight(surface);
        await tab.evaluate(() => (window as unknown as Phone).pan(140), null);
        await untilInSight(surface);
        await show(tab, { surface, step: 'next', content: { title: 'And now?' } });
        await untilInSight(surface);
      }
    });

    it('keeps the prompt and its target clear of an on-screen keyboard', async () => {
      await tab.resize(390, 800);
      await open('phone');
      const untilClear = () =>
        tab.until(() => {
          const shadow = document.querySelector('docent-root')?.shadowRoot;
          const card = shadow?.querySelector('[part=prompt]')?.getBoundingClientRect();
          const field = document.querySelector('#field')?.getBoundingClientRect();
          if (!card || !field) return false;
          const high = window.visualViewport?.height ?? 0;
          const inView = card.top >= 0 && card.bottom <= high + 1 && field.bottom <= high;
          return inView && (card.bottom <= field.top + 1 || card.top >= field.bottom - 1);
        }, null);
      await tab.evaluate(() => document.querySelector<HTMLElement>('#field')?.focus(), null);
      await show(tab, stepAt('#field'));
      await untilClear();
      await tab.evaluate(
        () => (window as unknown as { openKeyboard(high: number): void }).openKeyboard(320),
        null,
      );
      await untilClear();
      assert.equal(
        await tab.evaluate(() => document.activeElement?.id, null),
        'field',
        'focus was not taken',
      );
    });
  });

  describe('targets', () => {
    it('waits for a component that is defined late', async () => {
      await open('lazy');
      const result = await tab.evaluate(async () => {
        const shown = window.surfaces.show({
          targets: [{ css: 'x-late >>> button' }],
          wait_ms: 4000,
          step: 'late',
        });
        await new Promise((resolve) => setTimeout(resolve, 300));
        customElements.define(
          'x-late',
          class extends HTMLElement {
            connectedCallback() {
              const button = document.createElement('button');
              button.textContent = 'Late';
              this.attachShadow({ mode: 'open' }).append(button);
            }
          },
        );
        return shown;
      }, null);
      assert.deepEqual(result, { result: 'shown' });
    });

    it('finds the button that React puts in the place of another, again and again', async () => {
      await open('radix');
      await show(tab, { ...stepAt('#target'), count: 2, advance: { on: 'click' } });
      for (let draw = 0; draw < 3; draw++) {
        await tab.evaluate(() => window.host.replace(), null);
        await untilLit(tab, '#target');
      }
      await clickInPage(tab, '#target');
      assert.deepEqual(await log(tab), ['advance next click']);
      assert.deepEqual(await heard(tab), ['target']);
    });

    it('hears an event on its target that does not leave a shadow root', async () => {
      await open('lazy');
      await tab.evaluate(() => {
        const late = document.querySelector('x-late');
        const input = document.createElement('input');
        late?.attachShadow({ mode: 'open' }).append(input);
        return window.surfaces.show({
          targets: [{ css: 'x-late >>> input' }],
          advance: { on: 'dom', dom: 'change' },
          count: 2,
        });
      }, null);
      await tab.evaluate(() => {
        const input = document.querySelector('x-late')?.shadowRoot?.querySelector('input');
        input?.dispatchEvent(new Event('change', { bubbles: true }));
      }, null);
      assert.deepEqual(await log(tab), ['advance next dom']);
    });
  });

  describe('layers of the page', () => {
    for (const library of ['radix', 'mui', 'headless'] as const) {
      it(`lives in a dialog of ${library}, whose traps, veils and keys it does not meet`, async () => {
        await open(library);
        await clickInPage(tab, '#open-dialog');
        await tab.until(
          () =>
            document.querySelector('#inside') !== null && document.activeElement !== document.body,
          null,
        );
        await tab.evaluate(() => document.querySelector<HTMLElement>('#second')?.focus(), null);
        await show(tab, { ...stepAt('#inside'), count: 2 });
        await untilLit(tab, '#inside');
        await untilAsleep(tab);
        assert.deepEqual(await guest(tab), kFree);
        await tab.press('Tab');
        assert.equal((await guest(tab)).focused, true, 'Tab moves inside the prompt');
        await clickInside(tab, '[part=title]');
        await clickInside(tab, '[part=button]');
        assert.deepEqual(await log(tab), ['advance next next']);
        await show(tab, { ...stepAt('#second'), count: 2, index: 1 });
        await untilLit(tab, '#second');
        await clickInPage(tab, '#inside');
        assert.deepEqual(
          await heard(tab).then((all) => all.at(-1)),
          'inside',
          'the dialog works beside it',
        );
        await show(tab, { ...stepAt('#inside'), step: 'third', count: 3, index: 2 });
        await tab.press('Escape');
        assert.equal((await log(tab)).at(-1), 'outcome dismissed');
        assert.equal(
          (await heard(tab)).includes('dialog closed'),
          false,
          'Escape meant the prompt',
        );
        await tab.press('Escape');
        await tab.until(() => window.host.heard.includes('dialog closed'), null);
      });

      it(`moves a survey into a dialog of ${library} that opens over it, and back out`, async () => {
        await open(library);
        await show(tab, {
          kind: 'survey',
          surface: 'slideout',
          content: { title: 'How?', question: { id: 'q', type: 'nps', required: true } },
        });
        await tab.evaluate(
          () => document.querySelector<HTMLElement>('#open-dialog')?.click(),
          null,
        );
        await tab.until(
          () =>
            document.querySelector('#inside') !== null &&
            document.querySelector('docent-root')?.parentElement !== document.body,
          null,
        );
        await untilAsleep(tab);
        const { on_top, hidden } = await guest(tab);
        assert.deepEqual({ on_top, hidden }, { on_top: true, hidden: false });
        await clickInside(tab, '[data-value="9"]');
        await untilAsleep(tab);
        assert.equal((await guest(tab)).focused, true, 'focus stays where the user put it');
        assert.deepEqual(
          await heard(tab).then((all) => all.filter((what) => what === 'dialog closed')),
          [],
        );
        await tab.evaluate(() => document.querySelector<HTMLElement>('#name')?.focus(), null);
        await tab.press('Escape');
        await tab.until(
          () => document.querySelector('docent-root')?.parentElement === document.body,
          null,
        );
        await untilAsleep(tab);
        assert.equal((await guest(tab)).hidden, false);
        await clickInside(tab, '[part=button]');
        assert.deepEqual(await log(tab), ['answer q 9', 'advance next next']);
      });

      it(`points at an item of a menu of ${library} without closing it`, async () => {
        await open(library);
        await clickInPage(tab, '#open-menu');
        await tab.until(() => document.querySelector('#item') !== null, null);
        await show(tab, { ...stepAt('#item'), count: 2 });
        await untilLit(tab, '#item');
        await untilAsleep(tab);
        const { on_top, hidden } = await guest(tab);
        assert.deepEqual({ on_top, hidden }, { on_top: true, hidden: false });
        await clickInside(tab, '[part=title]');
        await untilAsleep(tab);
        assert.equal(
          await tab.evaluate(() => document.querySelector('#item') !== null, null),
          true,
          'the menu is still open',
        );
        await clickInside(tab, '[part=button]');
        assert.deepEqual(await log(tab), ['advance next next']);
        await clickInPage(tab, '#item');
        await tab.until(() => window.host.heard.includes('chose send'), null);
      });
    }

    for (const [name, value] of [
      ['aria-hidden', 'true'],
      ['inert', ''],
    ] as const) {
      it(`goes into a dialog that only makes everything else ${name}, and back out`, async () => {
        interface Hiding {
          openHiding(name: string, value: string): void;
          closeHiding(): void;
        }
        const openDialog = () =>
          tab.evaluate(([n, v]) => (window as unknown as Hiding).openHiding(n, v), [
            name,
            value,
          ] as const);
        const untilIn = (selector: string) =>
          tab.until((s) => document.querySelector(`${s} > docent-root`) !== null, selector);
        const usable = async () => {
          const { on_top, hidden } = await guest(tab);
          assert.deepEqual({ on_top, hidden }, { on_top: true, hidden: false });
          await clickInside(tab, '[part=button]');
        };
        await open('hiding');
        await show(tab, { ...stepAt('#target'), surface: 'slideout', backdrop: 'none', count: 3 });
        await openDialog();
        await untilIn('#dialog');
        await usable();
        assert.deepEqual(
          await log(tab),
          ['advance next next'],
          'beside a dialog that opened later',
        );
        await show(tab, { ...stepAt('#inside'), step: 's2', backdrop: 'none', count: 3, index: 1 });
        await untilAsleep(tab);
        await untilIn('#dialog');
        await usable();
        assert.equal((await log(tab)).length, 2, 'the next step in there');
        await show(tab, { ...stepAt('#inside'), step: 's3', backdrop: 'none', count: 4, index: 2 });
        await tab.evaluate(() => (window as unknown as Hiding).closeHiding(), null);
        await untilIn('body');
        // Its target went with the dialog, so it goes on from the corner.
        await tab.until(() => {
          const shadow = document.querySelector('docent-root')?.shadowRoot;
          return shadow?.querySelector('[part=prompt].slideout') != null;
        }, null);
        await usable();
        assert.equal((await log(tab)).length, 3, 'when it is closed');
        await tab.evaluate(() => window.surfaces.presenter.hide('p1'), null);
        await tab.until(() => document.querySelector('docent-root') === null, null);
        await openDialog();
        await show(tab, {
          ...stepAt('#inside'),
          step: 's4',
          surface: 'slideout',
          backdrop: 'none',
        });
        await untilIn('#dialog');
        await usable();
        assert.equal((await log(tab)).length, 4, 'in one that was open before');
      });
    }

    it('lives in a popover of the page without closing it', async () => {
      await open('native');
      await clickInPage(tab, '#opens');
      await show(tab, { ...stepAt('#popped'), count: 2 });
      await untilLit(tab, '#popped');
      assert.deepEqual(await guest(tab), kFree);
      await clickInPage(tab, '[part=button]');
      assert.deepEqual(await log(tab), ['advance next next']);
      assert.equal(
        await tab.evaluate(() => document.querySelector('#pop')?.matches(':popover-open'), null),
        true,
      );
    });

    it('climbs into a dialog over a dialog, and into one that a component keeps in its shadow', async () => {
      await open('native');
      await tab.evaluate(() => {
        document.querySelector<HTMLDialogElement>('#dialog')?.showModal();
        document.querySelector<HTMLDialogElement>('#upper')?.showModal();
      }, null);
      await show(tab, { ...stepAt('#deeper'), count: 2 });
      await untilLit(tab, '#deeper');
      assert.deepEqual(await guest(tab), kFree);
      await tab.evaluate(() => {
        document.querySelector<HTMLDialogElement>('#upper')?.close();
        document.querySelector<HTMLDialogElement>('#dialog')?.close();
        const component = document.querySelector('x-dialog');
        const button = document.createElement('button');
        button.id = 'slotted';
        component?.append(button);
        component?.shadowRoot?.querySelector('dialog')?.showModal();
        button.focus();
      }, null);
      assert.deepEqual(await show(tab, { ...stepAt('#slotted'), count: 2 }), { result: 'shown' });
      const usable = () =>
        tab.evaluate(() => {
          const root = document
            .querySelector('x-dialog')
            ?.shadowRoot?.querySelector('dialog docent-root');
          const button = root?.shadowRoot?.querySelector<HTMLElement>('[part=button]');
          button?.focus();
          return button != null && root?.shadowRoot?.activeElement === button;
        }, null);
      assert.equal(await usable(), true);
      await tab.press('Enter');
      assert.deepEqual(await log(tab), ['advance next next']);
    });
  });
}

before(async () => {
  host = await servePains();
});
after(() => host.close());

inEachEngine((name) => `any page in ${name}`, behaviours);
