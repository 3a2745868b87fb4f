// At home in any page: what other libraries' users suffered from, one page each. Here targets that come late, are drawn anew
// or live in a shadow root.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { tabForEach } from './own_tab.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { type Pain, servePains } from './pages/pain_pages.ts';
import { heard } from './pages/pain_tab.ts';
import { clickInPage, untilLit } from './pages/prompt_tab.ts';
import { stepAt } from './pages/steps.ts';
import type { Host } from './pages/surfaces_host.ts';
import { arrive, log, show } from './pages/surfaces_tab.ts';

let host: Host<Pain>;
let tab: Tab;

const open = (page: Pain) => arrive(tab, host.url(page));

function behaviours({ launch }: Engine): void {
  tabForEach(launch, (opened) => (tab = opened));

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
}

before(async () => {
  host = await servePains();
});
after(() => host.close());

inEachEngine((name) => `any page in ${name}: targets`, behaviours);
