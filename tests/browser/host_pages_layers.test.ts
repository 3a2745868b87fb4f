// At home in any page: what other libraries' users suffered from, one page each. Here dialogs, menus and popovers, which a
// guest lives in and beside.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { tabForEach } from './own_tab.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { type Pain, servePains } from './pages/pain_pages.ts';
import { guest, heard, kFree } from './pages/pain_tab.ts';
import { clickInPage, clickInside, untilAsleep, untilLit } from './pages/prompt_tab.ts';
import { stepAt } from './pages/steps.ts';
import type { Host } from './pages/surfaces_host.ts';
import { arrive, log, show } from './pages/surfaces_tab.ts';

let host: Host<Pain>;
let tab: Tab;

const open = (page: Pain) => arrive(tab, host.url(page));

function behaviours({ launch }: Engine): void {
  tabForEach(launch, (opened) => (tab = opened));

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
      assert.equal((await heard(tab)).includes('dialog closed'), false, 'Escape meant the prompt');
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
      await tab.evaluate(() => document.querySelector<HTMLElement>('#open-dialog')?.click(), null);
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
      assert.deepEqual(await log(tab), ['advance next next'], 'beside a dialog that opened later');
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
    await clickInside(tab, '[part=button]');
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
}

before(async () => {
  host = await servePains();
});
after(() => host.close());

inEachEngine((name) => `any page in ${name}: layers of the page`, behaviours);
