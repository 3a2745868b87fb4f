// The surfaces in real browsers: how a step finds its target, waits for it and lives without it.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { tabForEach } from './own_tab.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { prompt, untilLit } from './pages/prompt_tab.ts';
import { kTarget } from './pages/steps.ts';
import { type Host, type PageName, serveHost } from './pages/surfaces_host.ts';
import { arrive, show } from './pages/surfaces_tab.ts';

let host: Host;
let tab: Tab;

const open = (page: PageName = 'plain') => arrive(tab, host.url(page));

function behaviours({ launch }: Engine): void {
  tabForEach(launch, (opened) => (tab = opened));

  it('reports a missing target after the wait, with nothing on screen', async () => {
    await open();
    const result = await show(tab, { ...kTarget, targets: [{ css: '#nowhere' }], wait_ms: 100 });
    assert.deepEqual(result, { result: 'missing', reason: 'absent' });
    assert.equal(await prompt(tab), undefined);
  });

  it('shows nothing when the host says no', async () => {
    await open();
    const result = await tab.evaluate((step) => window.surfaces.show(step, false), kTarget);
    assert.deepEqual(result, { result: 'refused', reason: 'host' });
    assert.equal(await prompt(tab), undefined);
  });

  it('waits for a target that comes late, and for one that is hidden at first', async () => {
    await open();
    const results = await tab.evaluate(async () => {
      const late = window.surfaces.show({
        targets: [{ css: '#late' }],
        wait_ms: 4000,
        step: 'a',
      });
      const element = document.createElement('button');
      element.id = 'late';
      element.textContent = 'Late';
      document.querySelector('main')?.prepend(element);
      const first = await late;
      element.hidden = true;
      const hidden = window.surfaces.show({
        targets: [{ css: '#late' }],
        wait_ms: 4000,
        step: 'b',
      });
      requestAnimationFrame(() => (element.hidden = false));
      return [first, await hidden];
    }, null);
    assert.deepEqual(results, [{ result: 'shown' }, { result: 'shown' }]);
  });

  it('finds by text, by position, through shadow roots and into frames', async () => {
    await open('frame');
    await tab.until(() => {
      const frame = document.querySelector<HTMLIFrameElement>('#frame');
      return frame?.contentDocument?.querySelector('#framed') != null;
    }, null);
    await tab.evaluate(() => {
      const shadowHost = document.createElement('x-host');
      shadowHost.attachShadow({ mode: 'open' }).append(document.createElement('button'));
      const button = shadowHost.shadowRoot?.querySelector('button');
      if (button) button.textContent = 'In the shadow';
      document.querySelector('main')?.prepend(shadowHost);
    }, null);
    const locators = [
      [{ css: '#nowhere' }, { css: 'button', text: 'new  INVOICE' }],
      [{ text: 'Beside' }],
      [{ css: 'main button', nth: 1 }],
      [{ css: 'x-host >>> button' }],
      [{ css: '#frame |> #framed' }],
    ];
    for (const [index, targets] of locators.entries()) {
      const result = await show(tab, { ...kTarget, step: `s${index}`, targets });
      assert.deepEqual(result, { result: 'shown' }, JSON.stringify(targets));
    }
    await tab.until(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      const ring = shadow?.querySelector('[part=spotlight]')?.getBoundingClientRect();
      const frame = document.querySelector<HTMLIFrameElement>('#frame');
      const outer = frame?.getBoundingClientRect();
      const inner = frame?.contentDocument?.querySelector('#framed')?.getBoundingClientRect();
      if (!ring || !outer || !inner) return false;
      const [x, y] = [outer.x + 7 + inner.x, outer.y + 7 + inner.y]; // 7: the frame's border
      return Math.abs(ring.x - x) <= 1 && Math.abs(ring.y - y) <= 1;
    }, null);
  });

  it('finds a replaced target again before anything is painted', async () => {
    await open();
    await show(tab, kTarget);
    await tab.evaluate(() => {
      const old = document.querySelector<HTMLElement>('#target');
      const fresh = old?.cloneNode(true) as HTMLElement;
      fresh.style.marginLeft = '200px';
      old?.replaceWith(fresh);
    }, null);
    await untilLit(tab, '#target');
  });

  it('frees the page when the target stays away, and comes back to it', async () => {
    await open();
    await show(tab, { ...kTarget, backdrop: 'block' });
    await tab.evaluate(() => {
      window.kept = document.querySelector('#target');
      (window.kept as Element).remove();
    }, null);
    await tab.until(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      return !shadow?.querySelector('.scrim') && !!shadow?.querySelector('[part=prompt].slideout');
    }, null);
    await tab.evaluate(() => document.querySelector('#beside')?.before(window.kept as Node), null);
    await tab.until(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      return !!shadow?.querySelector('[part=prompt].tooltip');
    }, null);
    await untilLit(tab, '#target');
  });
}

before(async () => {
  host = await serveHost();
});
after(() => host.close());

inEachEngine((name) => `surfaces in ${name}: targets`, behaviours);
