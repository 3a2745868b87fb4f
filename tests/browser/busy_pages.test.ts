// What Docent costs a page that never rests, counted in what it reads and not in time.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ShowHotspotsEffect } from '../../widget/src/contract.ts';
import { tabForEach } from './own_tab.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { type Host, servePages } from './pages/surfaces_host.ts';
import { arrive } from './pages/surfaces_tab.ts';

const kPages = {
  busy: {
    body: `<main><button id="target">New invoice</button><p id="live">0</p>${Array.from(
      { length: 300 },
      (_, row) => `<section><b>Row ${row}</b> <a href="#">Open</a> <i>of many</i></section>`,
    ).join('')}</main>
    <script>
      // What is read of the page as a whole, and of its elements.
      window.counted = { texts: 0, queries: 0, styles: 0 };
      const count = (owner, name, key, what) => {
        const { [what]: real, ...rest } = Object.getOwnPropertyDescriptor(owner, name);
        Object.defineProperty(owner, name, { ...rest, [what](...args) { counted[key] += 1; return real.apply(this, args) } });
      };
      count(Node.prototype, 'textContent', 'texts', 'get');
      count(Document.prototype, 'querySelectorAll', 'queries', 'value');
      count(window, 'getComputedStyle', 'styles', 'value');
    </script>`,
  },
};

interface Counted {
  texts: number;
  queries: number;
  styles: number;
}

let host: Host<keyof typeof kPages>;
let tab: Tab;

/** What was read of the page while it changed itself in each of so many frames. */
const readsWhile = (change: 'style' | 'text' | 'tree', frames: number) =>
  tab.evaluate(
    async ([how, count]) => {
      const page = window as unknown as { counted: Counted };
      const live = document.querySelector<HTMLElement>('#live');
      if (!live) throw new Error('The page has nothing that lives.');
      page.counted = { texts: 0, queries: 0, styles: 0 };
      const began_ms = performance.now();
      for (let frame = 0; frame < count; frame++) {
        await new Promise(requestAnimationFrame);
        if (how === 'style') live.style.opacity = String(0.5 + (frame % 5) / 10);
        else if (how === 'text') live.firstChild!.nodeValue = `${frame} of them`;
        else live.replaceChildren(`${frame} `, document.createElement('i'));
      }
      return { ...page.counted, took_ms: performance.now() - began_ms };
    },
    [change, frames] as const,
  );

/** Begins to wait for an element that is called so, for as long as a test takes. */
const waitFor = (text: string) =>
  tab.evaluate((name) => {
    window.kept = window.surfaces.show({
      targets: [{ text: name }],
      wait_ms: 60_000,
      content: { title: 'Here' },
    });
  }, text);

/** A wait looks in every frame for its first second only. */
const untilSettledDown = () =>
  tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1100)), null);

function behaviours({ launch }: Engine): void {
  tabForEach(launch, async (opened) => {
    tab = opened;
    await arrive(tab, host.url('busy'));
  });

  describe('while a closed checklist is on screen', () => {
    it('looks at no styles and searches nothing when the page changes its tree', async () => {
      const items = ['one', 'two'].map((id) => ({ id, title: id, done: false }));
      await tab.evaluate((list) => window.surfaces.list({ items: list }), items);
      await tab.until(() => document.querySelector('docent-root') !== null, null);
      for (const change of ['tree', 'text', 'style'] as const) {
        const { styles, queries } = await readsWhile(change, 40);
        assert.deepEqual({ styles, queries }, { styles: 0, queries: 0 }, change);
      }
    });
  });

  describe('while a target is waited for by its text', () => {
    it('does not search when the page changes only how it looks', async () => {
      await waitFor('Not there');
      const { texts, queries } = await readsWhile('style', 60);
      assert.deepEqual({ texts, queries }, { texts: 0, queries: 0 });
    });

    it('reads the text of a page without it once a search, and searches five times a second', async () => {
      await waitFor('Not there');
      const building = await readsWhile('text', 20);
      assert.ok(building.texts >= 1 && building.texts <= 21, `${building.texts} texts were read`);
      await untilSettledDown();
      const { texts, took_ms } = await readsWhile('text', 60);
      assert.ok(texts >= 1, 'it still looks');
      assert.ok(texts <= took_ms / 200 + 2, `${texts} texts were read in ${took_ms} ms`);
      await tab.evaluate(() => {
        document.querySelector('#live')!.innerHTML = '<button>Not <b>the</b>re</button>';
      }, null);
      const result = await tab.evaluate(() => window.kept as Promise<unknown>, null);
      assert.deepEqual(result, { result: 'shown' });
    });

    it('searches for many at once, and reads the page once for all of them', async () => {
      const effect: ShowHotspotsEffect = {
        ...{ type: 'show', passive: true, kind: 'hotspots', surface: 'hotspot' },
        ...{ prompt: 'h1', campaign: 'hints', step: 'h0', placement: 'auto', done: 0, total: 12 },
        items: Array.from({ length: 12 }, (_, at) => ({
          id: `h${at}`,
          placement: 'auto',
          targets: [{ text: `Nowhere ${at}` }],
          content: { title: 'Hint', blocks: [] },
        })),
      };
      await tab.evaluate((hints) => {
        const silent = new Proxy({}, { get: () => () => undefined });
        void window.surfaces.presenter.list(hints, silent as never, () => true);
      }, effect);
      await tab.until(() => (window as unknown as { counted: Counted }).counted.texts >= 12, null);
      await untilSettledDown();
      const { texts, took_ms } = await readsWhile('text', 60);
      assert.ok(texts >= 1, 'it still looks');
      assert.ok(texts <= took_ms / 200 + 2, `${texts} texts were read in ${took_ms} ms`);
    });

    it('looks into that part of the page which has the text, and means what is innermost', async () => {
      const found = (text: string) =>
        tab.evaluate((name) => {
          const page = window as unknown as { counted: Counted };
          page.counted.texts = 0;
          const { target } = window.surfaces.locate([{ text: name }]);
          return { id: target?.id, texts: page.counted.texts };
        }, text);
      await tab.evaluate(() => {
        document.querySelector('#live')!.innerHTML =
          '<p id="outer"><button id="send">Send <b>it</b> all</button><button id="greek">ΑΛΛΕΣ</button>Χ ' +
          '<button id="named" aria-label="Close the till"><i>x</i></button><input id="pay" type="submit" value="Pay now"></p>';
      }, null);
      const { id, texts } = await found('send it ALL');
      assert.equal(id, 'send');
      assert.ok(texts < 400, `${texts} texts were read of a page of 1,200 elements`);
      assert.equal((await found('αλλες')).id, 'greek');
      assert.equal((await found('Close the till')).id, 'named');
      assert.equal((await found('pay now')).id, 'pay');
      assert.equal((await found('send it')).id, 'send');
    });
  });
}

before(async () => {
  host = await servePages(kPages);
});
after(() => host.close());

inEachEngine((name) => `a busy page in ${name}`, behaviours);
