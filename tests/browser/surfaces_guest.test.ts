// The surfaces in real browsers: a guest in the page, which neither harms it nor is harmed by it.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { tabForEach } from './own_tab.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { clickInside, prompt, untilLit } from './pages/prompt_tab.ts';
import { kNps, kTarget } from './pages/steps.ts';
import { type Host, type PageName, serveHost } from './pages/surfaces_host.ts';
import type { StepOptions } from './pages/surfaces_page.ts';
import { arrive, log, show } from './pages/surfaces_tab.ts';

let host: Host;
let tab: Tab;

const open = (page: PageName = 'plain') => arrive(tab, host.url(page));

function behaviours({ launch }: Engine): void {
  tabForEach(launch, (opened) => (tab = opened));

  it('is never seen without its looks: they are there when it is', async () => {
    /** What is on screen in the very task that put it there, before any frame. */
    const looks = async (step: StepOptions | 'list', root: string, ...selectors: string[]) => {
      await open();
      return tab.evaluate(
        async ([shown, name, all]) => {
          const item = { id: 'one', title: 'One', done: false };
          if (shown === 'list') await window.surfaces.list({ items: [item] });
          else await window.surfaces.show(shown);
          return all.map((selector) => {
            const element = document.querySelector(name)?.shadowRoot?.querySelector(selector);
            return element ? getComputedStyle(element).display : 'missing';
          });
        },
        [step, root, selectors] as const,
      );
    };
    const inline: StepOptions = { ...kTarget, surface: 'inline', targets: [{ css: 'main' }] };
    assert.deepEqual(await looks(kNps, 'docent-root', '.card', '.cells'), ['flex', 'grid']);
    assert.deepEqual(await looks(inline, 'docent-inline', '.card', '.foot'), ['flex', 'flex']);
    assert.deepEqual(await looks('list', 'docent-root', '.pill'), ['flex']);
  });

  it('looks the same under hostile CSS', async () => {
    const look = () =>
      tab.evaluate(async () => {
        const shadow = document.querySelector('docent-root')?.shadowRoot;
        await Promise.all(shadow?.getAnimations().map((animation) => animation.finished) ?? []);
        return [...(shadow?.querySelectorAll<HTMLElement>('[part]') ?? [])]
          .filter((element) => element.getAttribute('part') !== 'spotlight')
          .map((element) => {
            const { display, color, fontSize, padding, opacity } = getComputedStyle(element);
            const size = [element.offsetWidth, element.offsetHeight].join('x');
            return [element.getAttribute('part'), display, color, fontSize, padding, opacity, size];
          });
      }, null);
    await open('plain');
    await show(tab, { ...kNps, step: 'x' });
    const expected = await look();
    await open('hostile');
    await show(tab, { ...kNps, step: 'x' });
    assert.ok(expected.length > 5);
    assert.deepEqual(await look(), expected);
    await clickInside(tab, '[part=close]');
    assert.deepEqual(await log(tab), ['outcome dismissed'], 'and it can be clicked');
  });

  it('lives in an open dialog of the page, without closing it, and leaves with it', async () => {
    await open('dialog');
    await tab.evaluate(
      () => document.querySelector<HTMLDialogElement>('#dialog')?.showModal(),
      null,
    );
    await show(tab, { ...kTarget, targets: [{ css: '#inside' }], count: 2 });
    assert.equal((await prompt(tab))?.parent, 'dialog');
    await untilLit(tab, '#inside');
    await clickInside(tab, '[part=button]');
    assert.deepEqual(await log(tab), ['advance next next']);
    await show(tab, {
      ...kTarget,
      targets: [{ css: '#inside' }],
      step: 's2',
      index: 1,
      count: 2,
    });
    await tab.press('Escape');
    assert.deepEqual((await log(tab)).at(-1), 'outcome dismissed');
    const dialog = () =>
      tab.evaluate(() => document.querySelector<HTMLDialogElement>('#dialog')?.open, null);
    assert.equal(await dialog(), true, 'Escape meant the prompt, not the dialog');
    await show(tab, { ...kNps, step: 'survey' });
    assert.equal((await prompt(tab))?.parent, 'dialog');
    await tab.evaluate(() => document.querySelector<HTMLDialogElement>('#dialog')?.close(), null);
    await tab.until(
      () => document.querySelector('docent-root')?.parentElement === document.body,
      null,
    );
    await clickInside(tab, '[part=close]');
    assert.deepEqual((await log(tab)).at(-1), 'outcome dismissed');
  });

  it('comes up in a dialog that opens while it is shown', async () => {
    await open('dialog');
    await show(tab, kNps);
    await tab.press('Tab', 'ArrowRight');
    await tab.evaluate(
      () => document.querySelector<HTMLDialogElement>('#dialog')?.showModal(),
      null,
    );
    await tab.until(
      () => document.querySelector('docent-root')?.parentElement?.id === 'dialog',
      null,
    );
    await clickInside(tab, '[part=close]');
    assert.deepEqual(await log(tab), ['outcome dismissed']);
  });

  it('lives in a modal made of JavaScript', async () => {
    await open('modal');
    await show(tab, { ...kTarget, targets: [{ css: '#inside' }] });
    assert.equal((await prompt(tab))?.parent, 'modal');
    await untilLit(tab, '#inside');
  });

  it('lives in a modal that hides the rest of the page instead of saying that it is one', async () => {
    await open('hiding');
    await show(tab, kNps);
    assert.equal((await prompt(tab))?.parent, 'modal');
    await clickInside(tab, '[part=close]');
    assert.deepEqual(await log(tab), ['outcome dismissed']);
  });

  it('does without popovers where the browser has none', async () => {
    await open('old');
    await show(tab, { ...kTarget, backdrop: 'dim' });
    await untilLit(tab, '#target');
    await tab.evaluate(() => document.querySelector('#modal')?.removeAttribute('hidden'), null);
    await show(tab, { ...kTarget, step: 's2', targets: [{ css: '#inside' }], backdrop: 'dim' });
    assert.equal((await prompt(tab))?.parent, 'modal');
    await untilLit(tab, '#inside');
    await clickInside(tab, '[part=close]');
    assert.deepEqual(await log(tab), ['outcome dismissed']);
  });

  it('comes back when the page throws it out', async () => {
    await open();
    await show(tab, kNps);
    await tab.press('8');
    await tab.evaluate(() => document.querySelector('docent-root')?.remove(), null);
    await tab.until(() => document.querySelector('docent-root') !== null, null);
    await tab.press('Enter');
    assert.deepEqual(await log(tab), ['answer nps 8', 'advance next next']);
  });

  it('keeps its clicks and keys to itself', async () => {
    await open();
    await tab.evaluate(() => {
      const heard: string[] = [];
      window.kept = heard;
      for (const type of ['pointerdown', 'click', 'keydown']) {
        document.addEventListener(type, () => heard.push(type));
      }
    }, null);
    await show(tab, { ...kNps, step: 'quiet' });
    await clickInside(tab, '.cell');
    await tab.press('ArrowRight');
    assert.deepEqual(await tab.evaluate(() => window.kept, null), []);
  });

  it('breaks no rule of a strict content security policy with trusted types', async () => {
    await open('strict');
    await show(tab, { ...kTarget, backdrop: 'dim', content: { title: 'T', body: '**b**' } });
    await show(tab, { ...kNps, step: 'n' });
    const state = await tab.evaluate(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      const cells = shadow?.querySelector('.cells');
      return {
        violations: window.violations,
        columns: cells && getComputedStyle(cells).gridTemplateColumns.split(' ').length,
      };
    }, null);
    assert.deepEqual(state, { violations: [], columns: 11 });
  });

  it('leaves the page byte for byte as it was, and focus where it was', async () => {
    await open();
    const outcome = await tab.evaluate(async () => {
      document.querySelector<HTMLElement>('#before')?.focus();
      const page = () => [
        document.documentElement.outerHTML,
        document.adoptedStyleSheets.length,
        document.activeElement?.id,
      ];
      const before = page();
      const { surfaces } = window;
      const target = [{ css: '#target' }];
      await surfaces.show({ targets: target, backdrop: 'block', content: { title: 'A' } });
      await surfaces.show({ surface: 'modal', step: 'm', content: { title: 'B' } });
      const during = page();
      surfaces.presenter.destroy();
      return { before, during, after: page() };
    }, null);
    assert.notDeepEqual(outcome.during, outcome.before);
    assert.deepEqual(outcome.after, outcome.before);
  });

  it('takes a step back that is hidden while it waits, and shows the same step only once', async () => {
    await open();
    const result = await tab.evaluate(async () => {
      const waiting = window.surfaces.show({ targets: [{ css: '#nowhere' }], wait_ms: 60000 });
      window.surfaces.presenter.hide('p1');
      return waiting;
    }, null);
    assert.deepEqual(result, { result: 'refused', reason: 'hidden' });
    await show(tab, kNps);
    await tab.press('7');
    await show(tab, kNps);
    const checked = await tab.evaluate(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      return shadow?.querySelector('[aria-checked=true]')?.textContent;
    }, null);
    assert.equal(checked, '7', 'the answer given so far is kept');
  });
}

before(async () => {
  host = await serveHost();
});
after(() => host.close());

inEachEngine((name) => `surfaces in ${name}: a guest in the page`, behaviours);
