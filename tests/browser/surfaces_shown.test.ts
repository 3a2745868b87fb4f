// The surfaces in real browsers: what is shown of each, in which words and where.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { tabForEach } from './own_tab.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { clickInside, prompt } from './pages/prompt_tab.ts';
import { kTarget } from './pages/steps.ts';
import { type Host, type PageName, serveHost } from './pages/surfaces_host.ts';
import { arrive, show } from './pages/surfaces_tab.ts';

let host: Host;
let tab: Tab;

const open = (page: PageName = 'plain') => arrive(tab, host.url(page));

function behaviours({ launch }: Engine): void {
  tabForEach(launch, (opened) => (tab = opened));

  it('shows every surface with its role, its name and its data attributes', async () => {
    await open();
    const surfaces = [
      ['tooltip', 'div', 'dialog'],
      ['slideout', 'div', 'dialog'],
      ['banner', 'div', 'region'],
      ['modal', 'dialog', null],
    ] as const;
    for (const [surface, tag, role] of surfaces) {
      const step = { ...kTarget, surface, step: surface, kind: 'announcement' } as const;
      assert.deepEqual(await show(tab, step), { result: 'shown' });
      const seen = await prompt(tab);
      assert.equal(seen?.tag, tag);
      assert.equal(seen?.role, role);
      assert.equal(seen?.name, 'Create');
      assert.equal(seen?.campaign, 'welcome');
      assert.equal(seen?.step, surface);
      assert.equal(seen?.surface, surface);
      assert.deepEqual(seen?.buttons, ['Got it']);
    }
    const modal = await tab.evaluate(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      return shadow?.querySelector('dialog')?.matches(':modal');
    }, null);
    assert.equal(modal, true, 'a modal step is a modal dialog');
  });

  it('offers what fits a tour, with its progress', async () => {
    await open();
    await show(tab, { ...kTarget, index: 0, count: 3 });
    assert.deepEqual((await prompt(tab))?.buttons, ['Next']);
    await show(tab, { ...kTarget, step: 's2', index: 1, count: 3 });
    assert.deepEqual((await prompt(tab))?.buttons, ['Back', 'Next']);
    assert.equal((await prompt(tab))?.progress, '2 of 3');
    await show(tab, { ...kTarget, step: 's3', index: 2, count: 3 });
    assert.deepEqual((await prompt(tab))?.buttons, ['Back', 'Done']);
  });

  it('speaks German to a German user', async () => {
    await open();
    await tab.evaluate(() => window.surfaces.create('de-AT'), null);
    await show(tab, { ...kTarget, index: 1, count: 3 });
    assert.deepEqual((await prompt(tab))?.buttons, ['Zurück', 'Weiter']);
    assert.equal((await prompt(tab))?.progress, '2 von 3');
  });

  it('turns markup into elements and leaves unsafe links out', async () => {
    await open();
    await show(tab, {
      surface: 'modal',
      content: {
        title: 'T',
        body: '**bold** *em* `a*b` [good](/x) [bad](javascript:alert(1)) [worse](javascript:x) <b>no</b> 2 * 3 * 4',
      },
    });
    const body = await tab.evaluate(() => {
      const element = document
        .querySelector('docent-root')
        ?.shadowRoot?.querySelector('[part=body]');
      return {
        html: [...(element?.children ?? [])].map((e) => `${e.localName}:${e.textContent}`),
        text: element?.textContent,
        links: [...(element?.querySelectorAll('a') ?? [])].map((a) => a.getAttribute('href')),
      };
    }, null);
    assert.deepEqual(body.html, ['strong:bold', 'em:em', 'code:a*b', 'a:good']);
    assert.deepEqual(body.links, [new URL('/x', host.url('plain')).href]);
    assert.ok(body.text?.endsWith('worse <b>no</b> 2 * 3 * 4'), body.text ?? '');
  });

  it('announces a non-modal step politely', async () => {
    await open();
    await show(tab, { ...kTarget, index: 1, count: 3 });
    await tab.until(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      return shadow?.querySelector('[role=status]')?.textContent === 'Step 2 of 3: Create';
    }, null);
  });

  it('becomes a bottom sheet on a phone, beside its target and not on it', async () => {
    await tab.resize(390, 844);
    await open();
    await show(tab, { ...kTarget, targets: [{ css: '#far' }] });
    assert.equal((await prompt(tab))?.sheet, true);
    await tab.until(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      const card = shadow?.querySelector('[part=prompt]')?.getBoundingClientRect();
      const target = document.querySelector('#far')?.getBoundingClientRect();
      const width = document.documentElement.clientWidth;
      return !!card && !!target && card.width === width && target.bottom <= card.top;
    }, null);
  });

  describe('on a phone, with a target in a bar at the bottom', () => {
    for (const target of ['#fixed', '#stuck']) {
      it(`comes in at the top and leaves the page where it is: ${target}`, async () => {
        await tab.resize(390, 844);
        await open('bars');
        await show(tab, { ...kTarget, targets: [{ css: target }], count: 2 });
        const stands = (selector: string) =>
          tab.until((s) => {
            const shadow = document.querySelector('docent-root')?.shadowRoot;
            const card = shadow?.querySelector('[part=prompt]')?.getBoundingClientRect();
            const bar = document.querySelector(s)?.getBoundingClientRect();
            return !!card && !!bar && card.top === 0 && card.bottom < bar.top && scrollY === 0;
          }, selector);
        await stands(target);
        // Waiting for the engine's answer changes the card's looks, not its place.
        await clickInside(tab, '[part=button]');
        await stands(target);
      });
    }

    it('comes down again for a step without a target', async () => {
      await tab.resize(390, 844);
      await open('bars');
      await show(tab, { ...kTarget, targets: [{ css: '#fixed' }] });
      await show(tab, { step: 's2', surface: 'slideout', content: { title: 'Create' } });
      await tab.until(() => {
        const shadow = document.querySelector('docent-root')?.shadowRoot;
        const card = shadow?.querySelector('[part=prompt]')?.getBoundingClientRect();
        // A scrollbar is part of the window's height, not of the page's.
        const { clientHeight } = document.documentElement;
        return !!card && Math.abs(card.bottom - clientHeight) < 1;
      }, null);
    });
  });
}

before(async () => {
  host = await serveHost();
});
after(() => host.close());

inEachEngine((name) => `surfaces in ${name}: what is shown`, behaviours);
