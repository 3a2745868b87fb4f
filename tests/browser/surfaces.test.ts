// The surfaces in real browsers: what a user sees, presses and hears.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Question } from '../../widget/src/contract.ts';
import { tabForEach } from './own_tab.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import {
  clickInPage,
  clickInside,
  clicks,
  countClicks,
  prompt,
  untilAsleep,
  untilGone,
  untilLit,
} from './pages/prompt_tab.ts';
import { kNps, kTarget, kText } from './pages/steps.ts';
import { type Host, type PageName, serveHost } from './pages/surfaces_host.ts';
import type { StepOptions } from './pages/surfaces_page.ts';
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

const untilStep = (step: string) =>
  tab.until((id) => {
    const card = document.querySelector('docent-root')?.shadowRoot?.querySelector('[part=prompt]');
    return card?.getAttribute('data-step') === id;
  }, step);

/** Moves what stands below `#before` down by a change of layout, without a scroll or a resize. */
const shiftLayout = () =>
  tab.evaluate(() => {
    const before = document.querySelector<HTMLElement>('#before');
    if (before) before.style.height = '90px';
  }, null);

function behaviours(engine: Engine): void {
  tabForEach(engine, (opened) => (tab = opened));

  describe('what is shown', () => {
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

  describe('targets', () => {
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
        return (
          !shadow?.querySelector('.scrim') && !!shadow?.querySelector('[part=prompt].slideout')
        );
      }, null);
      await tab.evaluate(
        () => document.querySelector('#beside')?.before(window.kept as Node),
        null,
      );
      await tab.until(() => {
        const shadow = document.querySelector('docent-root')?.shadowRoot;
        return !!shadow?.querySelector('[part=prompt].tooltip');
      }, null);
      await untilLit(tab, '#target');
    });
  });

  describe('the spotlight', () => {
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
  });

  describe('keyboard and focus', () => {
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
  });

  describe('a guest in the page', () => {
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
              return [
                element.getAttribute('part'),
                display,
                color,
                fontSize,
                padding,
                opacity,
                size,
              ];
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
  });
}

before(async () => {
  host = await serveHost();
});
after(() => host.close());

inEachEngine((name) => `surfaces in ${name}`, behaviours);
