// At home in any page: what other libraries' users suffered from, one page each. Here what is scrolled into sight, and clear
// of bars and of an on-screen keyboard.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { tabForEach } from './own_tab.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { type Pain, servePains } from './pages/pain_pages.ts';
import { guest, kFree } from './pages/pain_tab.ts';
import { stepAt } from './pages/steps.ts';
import type { Host } from './pages/surfaces_host.ts';
import { arrive, show } from './pages/surfaces_tab.ts';

let host: Host<Pain>;
let tab: Tab;

const open = (page: Pain) => arrive(tab, host.url(page));

function behaviours({ launch }: Engine): void {
  tabForEach(launch, (opened) => (tab = opened));

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
}

before(async () => {
  host = await servePains();
});
after(() => host.close());

inEachEngine((name) => `any page in ${name}: scrolling`, behaviours);
