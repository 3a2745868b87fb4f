// The first step of a page is drawn before it is seen, a piece per task: nobody may notice it before it is there.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { tabForEach } from './own_tab.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { kTarget } from './pages/steps.ts';
import { type Host, serveHost } from './pages/surfaces_host.ts';
import { arrive, log, show } from './pages/surfaces_tab.ts';
import type { StepOptions } from './pages/surfaces_page.ts';

let host: Host;
let tab: Tab;

/** What there was of the card, between two tasks of the page: a busy machine leaves out frames. */
interface Glimpse {
  visibility: string;
  inert: boolean;
  /** It is what a test, a style of the host or a screen reader looks for. */
  named: boolean;
  /** It is what the pointer meets where it stands. */
  met: boolean;
  /** The element that has focus. */
  focus: string;
}

/** Shows a step, and what there was of it until it was shown; the same glimpse again is left out. */
const glimpses = (step: StepOptions) =>
  tab.evaluate(async (effect) => {
    const seen: Glimpse[] = [];
    let shown = false;
    const glimpse = () => {
      const root = document.querySelector('docent-root');
      const card = root?.shadowRoot?.querySelector<HTMLElement>('.card');
      const { x = 0, y = 0, width = 0, height = 0 } = card?.getBoundingClientRect() ?? {};
      if (card && width > 0) {
        const found = {
          visibility: getComputedStyle(card).visibility,
          inert: card.inert,
          named: card.hasAttribute('data-campaign') || card.hasAttribute('part'),
          met: document.elementFromPoint(x + width / 2, y + height / 2) === root,
          focus: document.activeElement?.id ?? '',
        };
        if (JSON.stringify(found) !== JSON.stringify(seen.at(-1))) seen.push(found);
      }
    };
    // At once when the root is put into the page, which may be for one task only; and as often as can be after that.
    const coming = new MutationObserver(glimpse);
    coming.observe(document.body, { childList: true });
    const look = () => {
      glimpse();
      if (!shown) setTimeout(look);
    };
    look();
    const { result } = await window.surfaces.show(effect);
    shown = true;
    coming.disconnect();
    return { result, seen };
  }, step);

/** Shows a step, and does something to it as soon as there is a card that is not yet shown. */
const interrupted = (step: StepOptions, by: 'hide' | 'remove' | 'other' | 'popover') =>
  tab.evaluate(
    async ([effect, what]) => {
      const { presenter } = window.surfaces;
      const result = window.surfaces.show(effect);
      const card = () => document.querySelector('docent-root')?.shadowRoot?.querySelector('.card');
      while (!card() && presenter.showing() === undefined) {
        await new Promise((resolve) => setTimeout(resolve));
      }
      const unseen = card() != null && presenter.showing() === undefined;
      if (what === 'hide') presenter.hide('p1');
      if (what === 'popover') {
        const cover = document.createElement('div');
        cover.popover = 'manual';
        cover.style.cssText = 'inset:0;width:100%;height:100%';
        document.body.append(cover);
        cover.showPopover();
      }
      if (what === 'remove') document.querySelector('#target')?.remove();
      const other =
        what === 'other'
          ? await window.surfaces.show({ ...effect, prompt: 'p2', content: { title: 'Other' } })
          : undefined;
      return { unseen, result: await result, other };
    },
    [step, by] as const,
  );

const roots = () => tab.evaluate(() => document.querySelectorAll('docent-root').length, null);

function behaviours({ launch }: Engine): void {
  tabForEach(launch, (opened) => (tab = opened));

  for (const [surface, step] of Object.entries({
    tooltip: kTarget,
    modal: { surface: 'modal', content: { title: 'Create' } },
  } as const)) {
    it(`is unseen, without a name and without focus until it is there: ${surface}`, async () => {
      await arrive(tab, host.url('plain'));
      await tab.evaluate(() => document.querySelector<HTMLElement>('#before')?.focus(), null);
      const { result, seen } = await glimpses(step);
      assert.equal(result, 'shown');
      const unseen = { visibility: 'hidden', inert: true, named: false, met: false };
      assert.deepEqual(seen[0], { ...unseen, focus: 'before' });
      for (const { visibility, inert, named } of seen.slice(1)) {
        assert.deepEqual([visibility, inert, named], ['visible', false, true]);
      }
      const card = await tab.evaluate(() => {
        const found = document
          .querySelector('docent-root')
          ?.shadowRoot?.querySelector<HTMLElement>('.card');
        return found && { visibility: getComputedStyle(found).visibility, inert: found.inert };
      }, null);
      assert.deepEqual(card, { visibility: 'visible', inert: false });
    });
  }

  it('comes up above what the page opened meanwhile', async () => {
    await arrive(tab, host.url('plain'));
    const { unseen, result } = await interrupted(kTarget, 'popover');
    assert.ok(unseen, 'the page opened it while the step was not yet shown');
    assert.deepEqual(result, { result: 'shown' });
    const met = await tab.evaluate(() => {
      const root = document.querySelector('docent-root');
      const card = root?.shadowRoot?.querySelector('.card')?.getBoundingClientRect();
      if (!card) return undefined;
      const { x, y, width, height } = card;
      return document.elementFromPoint(x + width / 2, y + height / 2)?.localName;
    }, null);
    assert.equal(met, 'docent-root');
  });

  it('leaves nothing when it is taken back meanwhile, and comes the next time', async () => {
    await arrive(tab, host.url('plain'));
    const { unseen, result } = await interrupted(kTarget, 'hide');
    assert.ok(unseen, 'it was interrupted while it was not yet shown');
    assert.deepEqual(result, { result: 'refused', reason: 'hidden' });
    assert.equal(await roots(), 0);
    assert.deepEqual(await show(tab, kTarget), { result: 'shown' });
    assert.deepEqual(await log(tab), []);
  });

  it('leaves nothing when its target goes away meanwhile', async () => {
    await arrive(tab, host.url('plain'));
    const { unseen, result } = await interrupted({ ...kTarget, wait_ms: 50 }, 'remove');
    assert.ok(unseen, 'it was interrupted while it was not yet shown');
    assert.deepEqual(result, { result: 'missing', reason: 'absent' });
    assert.equal(await roots(), 0);
  });

  it('makes room for another prompt', async () => {
    await arrive(tab, host.url('plain'));
    const { unseen, result, other } = await interrupted(kTarget, 'other');
    assert.ok(unseen, 'it was interrupted while it was not yet shown');
    assert.deepEqual(result, { result: 'refused', reason: 'hidden' });
    assert.deepEqual(other, { result: 'shown' });
    const titles = await tab.evaluate(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      return [...(shadow?.querySelectorAll('.card') ?? [])].map(
        (card) => card.querySelector('.title')?.textContent,
      );
    }, null);
    assert.deepEqual(titles, ['Other']);
  });
}

before(async () => {
  host = await serveHost();
});
after(() => host.close());

inEachEngine((name) => `the first drawing in ${name}`, behaviours);
