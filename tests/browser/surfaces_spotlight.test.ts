// The surfaces in real browsers: the spotlight on a target, what it leaves to the user, and what is scrolled for it.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { tabForEach } from './own_tab.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { clickInPage, clicks, countClicks, untilAsleep, untilLit } from './pages/prompt_tab.ts';
import { kTarget } from './pages/steps.ts';
import { type Host, type PageName, serveHost } from './pages/surfaces_host.ts';
import { arrive, log, show } from './pages/surfaces_tab.ts';

let host: Host;
let tab: Tab;

const open = (page: PageName = 'plain') => arrive(tab, host.url(page));

/** Moves what stands below `#before` down by a change of layout, without a scroll or a resize. */
const shiftLayout = () =>
  tab.evaluate(() => {
    const before = document.querySelector<HTMLElement>('#before');
    if (before) before.style.height = '90px';
  }, null);

function behaviours({ launch }: Engine): void {
  tabForEach(launch, (opened) => (tab = opened));

  it('lies on its target within 1 px at rest, after scrolling and after a shift of layout', async () => {
    await open();
    await show(tab, { ...kTarget, backdrop: 'dim' });
    await untilLit(tab, '#target');
    await tab.evaluate(() => window.scrollBy(0, 37), null);
    await untilLit(tab, '#target');
    await untilAsleep(tab);
    await shiftLayout();
    await untilLit(tab, '#target');
    await tab.resize(1000, 700);
    await untilLit(tab, '#target');
  });

  it('keeps up in every frame of a scroll', async () => {
    await open();
    await show(tab, { ...kTarget, backdrop: 'dim' });
    await untilLit(tab, '#target');
    const worst = await tab.evaluate(async () => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      const ring = shadow?.querySelector('[part=spotlight]');
      const target = document.querySelector('#target');
      let error = 0;
      for (let frame = 0; frame < 20; frame++) {
        window.scrollBy({ top: 5, behavior: 'instant' });
        // Measured at the end of the frame that scrolled, after its listeners.
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        const [a, b] = [ring, target].map((e) => e?.getBoundingClientRect().top ?? NaN);
        error = Math.max(error, Math.abs((a ?? NaN) - (b ?? NaN)));
      }
      return error;
    }, null);
    assert.ok(worst <= 1, `${worst} px off`);
  });

  it('has the radius of its target and is cut by its scroller', async () => {
    await open();
    await show(tab, { ...kTarget, backdrop: 'dim' });
    const path = await tab.evaluate(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      return shadow?.querySelector('.scrim path')?.getAttribute('d') ?? '';
    }, null);
    assert.match(path, /A8 8 0 0 1/);
    await show(tab, { ...kTarget, step: 'n', backdrop: 'dim', targets: [{ css: '#nested' }] });
    await tab.evaluate(() => {
      const scroller = document.querySelector('#scroller');
      const nested = document.querySelector('#nested');
      if (!scroller || !nested) return;
      const hidden = nested.getBoundingClientRect().height / 2;
      scroller.scrollTop +=
        nested.getBoundingClientRect().top - scroller.getBoundingClientRect().top + hidden;
    }, null);
    const untilCut = () =>
      tab.until(() => {
        const shadow = document.querySelector('docent-root')?.shadowRoot;
        const ring = shadow?.querySelector('[part=spotlight]')?.getBoundingClientRect();
        const scroller = document.querySelector('#scroller')?.getBoundingClientRect();
        return !!ring && !!scroller && Math.abs(ring.top - scroller.top) <= 1 && ring.height < 20;
      }, null);
    await untilCut();
    await untilAsleep(tab);
    await shiftLayout();
    await untilCut();
  });

  it('leaves the page usable when it dims, and keeps the pointer off when it blocks', async () => {
    await open();
    await show(tab, { ...kTarget, backdrop: 'dim' });
    await countClicks(tab, '#before');
    await clickInPage(tab, '#before');
    assert.equal(await clicks(tab), 1, 'dim');
    await show(tab, { ...kTarget, backdrop: 'block' });
    await clickInPage(tab, '#before');
    assert.equal(await clicks(tab), 1, 'block');
    await countClicks(tab, '#target');
    await clickInPage(tab, '#target');
    assert.equal(await clicks(tab), 1, 'the target itself stays usable');
  });

  it('goes on when the target is clicked, if the step says so', async () => {
    await open();
    await show(tab, { ...kTarget, backdrop: 'block', count: 2, advance: { on: 'click' } });
    await clickInPage(tab, '#target');
    assert.deepEqual(await log(tab), ['advance next click']);
  });

  it('scrolls only to what is outside the safe zone, and clear of a sticky header', async () => {
    await open();
    await tab.evaluate(() => window.scrollTo(0, 10), null);
    await show(tab, kTarget);
    assert.equal(await tab.evaluate(() => window.scrollY, null), 10, 'already in view');
    await tab.evaluate(() => window.scrollTo(0, 105), null);
    await show(tab, { ...kTarget, step: 'under the header' });
    const top = await tab.evaluate(
      () => document.querySelector('#target')?.getBoundingClientRect().top ?? 0,
      null,
    );
    assert.ok(top >= 60, `${top} is under the header`);
    await show(tab, { ...kTarget, step: 'far', targets: [{ css: '#far' }] });
    const far = await tab.evaluate(() => {
      const rect = document.querySelector('#far')?.getBoundingClientRect();
      return rect && rect.top > 60 && rect.bottom < innerHeight;
    }, null);
    assert.equal(far, true);
  });
}

before(async () => {
  host = await serveHost();
});
after(() => host.close());

inEachEngine((name) => `surfaces in ${name}: the spotlight`, behaviours);
