// The surfaces in real browsers: questions, and how they are answered.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Question } from '../../widget/src/contract.ts';
import { tabForEach } from './own_tab.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { clickInside, prompt, untilGone } from './pages/prompt_tab.ts';
import { kNps, kText } from './pages/steps.ts';
import { type Host, type PageName, serveHost } from './pages/surfaces_host.ts';
import { arrive, log, show } from './pages/surfaces_tab.ts';

let host: Host;
let tab: Tab;

const open = (page: PageName = 'plain') => arrive(tab, host.url(page));

/** The answers to choose from on screen: their role, which are chosen, and how they are called. */
const choices = () =>
  tab.evaluate(() => {
    const shadow = document.querySelector('docent-root')?.shadowRoot;
    const all = [...(shadow?.querySelectorAll<HTMLElement>('[data-value]') ?? [])];
    const chosen = all.filter((one) => one.getAttribute('aria-checked') === 'true');
    return {
      role: all[0]?.getAttribute('role'),
      chosen: chosen.map((one) => one.dataset['value']),
      names: all.map((one) => one.getAttribute('aria-label') ?? one.textContent).join(' '),
    };
  }, null);

function behaviours({ launch }: Engine): void {
  tabForEach(launch, (opened) => (tab = opened));

  it('answers an NPS question by keyboard', async () => {
    await open();
    await show(tab, kNps);
    await tab.press('Enter');
    assert.deepEqual(await log(tab), [], 'nothing goes on without an answer');
    await tab.press('1', '0', 'Enter');
    assert.deepEqual(await log(tab), ['answer nps 10', 'advance next next']);
  });

  it('moves through a scale by arrows, as a radio group does', async () => {
    await open();
    await show(tab, { ...kNps, step: 'again' });
    await tab.press('Tab', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft');
    const group = await tab.evaluate(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      const radios = [...(shadow?.querySelectorAll('[role=radio]') ?? [])];
      return {
        labelled: shadow?.querySelector('[role=radiogroup]')?.getAttribute('aria-labelledby'),
        names: [radios[0], radios[10]].map((radio) => radio?.getAttribute('aria-label')),
        checked: radios.filter((r) => r.ariaChecked === 'true').map((r) => r.textContent),
        stops: radios.filter((r) => (r as HTMLElement).tabIndex === 0).length,
        focused: shadow?.activeElement?.textContent,
        smallest: Math.min(...radios.map((radio) => radio.getBoundingClientRect().width)),
      };
    }, null);
    assert.deepEqual(group.names, ['0, Not at all', '10, Very']);
    assert.deepEqual(group.checked, ['1']);
    assert.equal(group.focused, '1');
    assert.equal(group.labelled, 'title');
    assert.equal(group.stops, 1);
    assert.ok(group.smallest >= 24);
  });

  it('keeps 24 px targets on a phone of 320 px', async () => {
    await tab.resize(320, 640);
    await open();
    await show(tab, kNps);
    const sizes = await tab.evaluate(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      const controls = [...(shadow?.querySelectorAll('button') ?? [])];
      return controls.map((control) => {
        const { width, height, left, right } = control.getBoundingClientRect();
        return left >= 0 && right <= innerWidth ? Math.min(width, height) : 0;
      });
    }, null);
    assert.ok(Math.min(...sizes) >= 24, sizes.join(' '));
  });

  it('asks for satisfaction by faces and for a rating by stars, with the keys of a scale', async () => {
    await open();
    const ask = (question: Question, step: string) =>
      show(tab, { ...kNps, step, content: { title: 'How was it?', question } });
    await ask({ id: 'sat', type: 'csat', scale: 5, look: 'emoji', required: true }, 'faces');
    await tab.press('4');
    assert.deepEqual(await choices(), { role: 'radio', chosen: ['4'], names: '1 2 3 4 5' });
    await tab.press('Enter');
    await ask({ id: 'app', type: 'rating', scale: 3, look: 'stars', required: true }, 'stars');
    await tab.press('Tab', 'ArrowRight', 'ArrowRight');
    const lit = await tab.evaluate(
      () => document.querySelector('docent-root')?.shadowRoot?.querySelectorAll('.lit').length,
      null,
    );
    assert.equal(lit, 2, 'the stars up to the chosen one');
    await tab.press('Enter');
    assert.deepEqual(await log(tab), [
      ...['answer sat 4', 'advance next next'],
      ...['answer app 2', 'advance next next'],
    ]);
  });

  it('lets one of several answers be chosen, or any of them', async () => {
    await open();
    const options = ['price', 'bugs', 'other'].map((id) => ({ id, label: `It is **${id}**` }));
    const ask = (type: 'single' | 'multiple') =>
      show(tab, {
        ...kNps,
        step: type,
        content: { title: 'Why?', question: { id: 'why', type, required: true, options } },
      });
    await ask('single');
    await tab.press('Tab', 'ArrowDown', 'ArrowDown', 'Enter');
    await ask('multiple');
    await tab.press('Enter');
    await tab.press('Tab', 'Tab', 'Tab', ' ', 'Shift+Tab', 'Shift+Tab', ' ');
    assert.deepEqual(await choices(), {
      role: 'checkbox',
      chosen: ['price', 'other'],
      names: 'It is price It is bugs It is other',
    });
    await tab.press(' ', ' ', 'Control+Enter');
    assert.deepEqual(await log(tab), [
      ...['answer why bugs', 'advance next next'],
      ...['answer why price,other', 'advance next next'],
    ]);
  });

  it('leaves the arrows to a text field and sends by Control and Enter', async () => {
    await open();
    await show(tab, kText);
    await tab.press('Tab');
    await tab.evaluate(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      shadow?.querySelector('textarea')?.focus();
    }, null);
    await tab.type('Fast');
    await tab.press('ArrowLeft', 'ArrowLeft', '1', 'Enter');
    assert.deepEqual(await log(tab), []);
    await tab.press('Control+Enter');
    assert.deepEqual(await log(tab), ['answer why Fa1\nst', 'advance next next']);
  });

  it('skips an optional question without an answer', async () => {
    await open();
    await show(tab, kText);
    assert.deepEqual((await prompt(tab))?.buttons, ['Skip', 'Send']);
    await clickInside(tab, '[part=button]');
    assert.deepEqual(await log(tab), ['advance next next']);
  });

  it('says thank you after the last answer, then leaves', async () => {
    await open();
    await show(tab, kText);
    await tab.type('x');
    await tab.press('Control+Enter');
    await tab.evaluate(() => window.surfaces.presenter.hide('p1'), null);
    await tab.until(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      return shadow?.querySelector('.moment')?.textContent === 'Thank you!';
    }, null);
    assert.equal(await prompt(tab), undefined);
    await untilGone(tab);
  });
}

before(async () => {
  host = await serveHost();
});
after(() => host.close());

inEachEngine((name) => `surfaces in ${name}: questions`, behaviours);
