// The surfaces in real browsers: what keys do in a step, where focus is, and what is reported of it.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { tabForEach } from './own_tab.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { clickInside, prompt, untilGone } from './pages/prompt_tab.ts';
import { kNps, kTarget } from './pages/steps.ts';
import { type Host, type PageName, serveHost } from './pages/surfaces_host.ts';
import { arrive, log, show } from './pages/surfaces_tab.ts';

let host: Host;
let tab: Tab;

const open = (page: PageName = 'plain') => arrive(tab, host.url(page));

const untilStep = (step: string) =>
  tab.until((id) => {
    const card = document.querySelector('docent-root')?.shadowRoot?.querySelector('[part=prompt]');
    return card?.getAttribute('data-step') === id;
  }, step);

function behaviours({ launch }: Engine): void {
  tabForEach(launch, (opened) => (tab = opened));

  it('leads through a tour by keyboard alone and gives focus back', async () => {
    await open();
    await tab.evaluate(() => {
      document.querySelector<HTMLElement>('#before')?.focus();
      return window.surfaces.tour([
        { surface: 'modal', backdrop: 'block', content: { title: 'Hello' } },
        { targets: [{ css: '#target' }], content: { title: 'Create' } },
        { targets: [{ css: '#far' }], content: { title: 'Far' } },
        { surface: 'modal', content: { title: 'Bye' } },
      ]);
    }, null);
    assert.equal((await prompt(tab))?.focused, 'title');
    await tab.press('Enter');
    await untilStep('s2');
    await tab.press('ArrowRight');
    await untilStep('s3');
    await tab.press('ArrowLeft');
    await untilStep('s2');
    await tab.press('Tab', 'Tab');
    assert.equal((await prompt(tab))?.focused, 'Next');
    await tab.press('Enter');
    await untilStep('s3');
    await tab.press('Enter');
    await untilStep('s4');
    await tab.press('Enter');
    await untilGone(tab);
    assert.equal(await tab.evaluate(() => document.activeElement?.id, null), 'before');
    assert.deepEqual(await log(tab), [
      'advance next next',
      'advance next next',
      'advance back back',
      'advance next next',
      'advance next next',
      'outcome completed complete',
    ]);
  });

  it('keeps Tab inside a modal, and only there', async () => {
    await open();
    await show(tab, { surface: 'modal', content: { title: 'Hello' } });
    const stops: unknown[] = [];
    for (let press = 0; press < 4; press++) {
      await tab.press('Tab');
      stops.push(
        await tab.evaluate(() => {
          const active = document.querySelector('docent-root')?.shadowRoot?.activeElement;
          return active?.getAttribute('part');
        }, null),
      );
    }
    assert.deepEqual(stops, ['button', 'more', 'close', 'button']);
  });

  it('does not take focus from somebody who types', async () => {
    await open();
    await tab.evaluate(() => document.querySelector<HTMLElement>('#field')?.focus(), null);
    await show(tab, { ...kTarget, count: 2 });
    assert.equal(await tab.evaluate(() => document.activeElement?.id, null), 'field');
    await tab.press('ArrowRight', 'Enter');
    assert.deepEqual(await log(tab), []);
  });

  it('fetches focus back from a frame of a page that it blocks', async () => {
    await open('frame');
    await tab.until(() => {
      const frame = document.querySelector<HTMLIFrameElement>('#frame');
      return frame?.contentDocument?.querySelector('#framed') != null;
    }, null);
    await show(tab, { ...kTarget, backdrop: 'block' });
    await tab.evaluate(() => {
      const frame = document.querySelector<HTMLIFrameElement>('#frame');
      frame?.contentDocument?.querySelector<HTMLElement>('#framed')?.focus();
    }, null);
    await tab.until(() => document.activeElement?.localName === 'docent-root', null);
    await tab.press('Escape');
    assert.deepEqual(await log(tab), ['outcome dismissed']);
  });

  it('is dismissed by Escape, by the close button, snoozed and muted by the menu', async () => {
    await open();
    await show(tab, kTarget);
    await tab.press('Escape');
    await untilGone(tab);
    await show(tab, kTarget);
    await clickInside(tab, '[part=close]');
    await untilGone(tab);
    await show(tab, kTarget);
    await clickInside(tab, '[part=more]');
    await tab.press('Escape');
    assert.equal((await prompt(tab))?.step, 's1', 'Escape closes the menu first');
    await tab.press('Enter', 'Enter');
    await untilGone(tab);
    await show(tab, kTarget);
    await clickInside(tab, '[part=more]');
    await tab.press('ArrowDown', 'Enter');
    await untilGone(tab);
    assert.deepEqual(await log(tab), [
      'outcome dismissed',
      'outcome dismissed',
      'outcome snoozed',
      'outcome opted_out',
    ]);
  });

  it('reports a navigation with its address instead of going there itself', async () => {
    await open();
    const buttons = [
      { label: 'Open', action: 'navigate', url: '/reports', style: 'primary' },
    ] as const;
    await show(tab, {
      ...kNps,
      kind: 'announcement',
      count: 1,
      content: { buttons: [...buttons] },
    });
    await clickInside(tab, '[part=button]');
    const url = new URL('/reports', host.url('plain')).href;
    assert.deepEqual(await log(tab), [`outcome completed navigate ${url}`]);
  });

  it('mirrors itself and its arrow keys for right-to-left readers', async () => {
    await open();
    await tab.evaluate(() => window.surfaces.create('ar'), null);
    await show(tab, { ...kTarget, index: 1, count: 3 });
    await tab.press('ArrowLeft');
    assert.deepEqual(await log(tab), ['advance next next']);
  });

  it('reads from left to right in a page that does not, when its own language does', async () => {
    await open('rtl');
    await show(tab, { ...kTarget, index: 1, count: 3 });
    await tab.press('ArrowLeft');
    assert.deepEqual(await log(tab), ['advance back back']);
  });
}

before(async () => {
  host = await serveHost();
});
after(() => host.close());

inEachEngine((name) => `surfaces in ${name}: keyboard and focus`, behaviours);
