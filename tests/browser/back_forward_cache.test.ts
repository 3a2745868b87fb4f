// A page that the browser keeps when it is left, and shows again as it was: it goes on, and meanwhile holds up no other. In three
// engines of browsers.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import { totalOf } from '../snapshot_words.ts';
import { type Site, type TestCollector, startSite, startTestCollector } from './harness.ts';
import { oneBrowser } from './own_tab.ts';
import { small_file, watchedPage } from './page_tools.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { readStored } from './watched_tab.ts';

/** What happens on a page before it is left, on the next one, and on the first again, as script; the last gives a text. */
interface Story {
  here: string;
  /** Without it the next page is one without Docent. */
  away?: string;
  back: string;
}

/** Neither driver sees when a page is shown again, so the pages lead each other and tell the site how it went. */
const kTell = `
  const tell = (what) => fetch('/told?' + encodeURIComponent(what));`;

function firstPage(tag: Record<string, string>, { here, back }: Story): string {
  const script = `<script>${kTell}
    const back = async () => { ${back} };
    addEventListener('pageshow', async ({ persisted }) => {
      if (persisted) {
        const said = await back();
        await new Promise((resolve) => setTimeout(resolve));
        tell([said, ...uncaught].join(' '));
      } else if (history.state === 'left') {
        const [{ notRestoredReasons }] = performance.getEntriesByType('navigation');
        tell('not kept ' + JSON.stringify(notRestoredReasons ?? ''));
      }
    });
    window.go = async () => {
      ${here}
      history.replaceState('left', '');
      location.href = '/away';
    };
  </script>`;
  return watchedPage(tag, script);
}

function nextPage(tag: Record<string, string>, { away }: Story): string {
  const go_back = `onload = () => setTimeout(async () => { ${away ?? ''}; history.back(); });`;
  if (away === undefined) return `<!doctype html><script>${go_back}</script>`;
  return watchedPage(tag, `<script>${go_back}</script>`);
}

function behaviours({ launch }: Engine): void {
  const browser = oneBrowser(launch, { keeps_pages: true });

  let site: Site;
  let collector: TestCollector;
  let tab: Tab;
  beforeEach(async () => {
    collector = await startTestCollector();
    site = await startSite({
      '/docent.json': JSON.stringify(small_file),
      '/blank': '<!doctype html><title>blank</title>',
    });
    tab = await browser.open();
  });
  afterEach(async () => {
    await tab.close();
    await site.close();
    await collector.close();
  });

  /** Plays a story, and resolves with what the page said when it was back. */
  async function play(story: Story): Promise<string> {
    const tag = { 'data-key': 'k', 'data-config': '/docent.json', 'data-collector': collector.url };
    site.route('/first', firstPage(tag, story));
    site.route('/away', nextPage(tag, story));
    const told = new Promise<string>((resolve) => {
      site.route('/told', (_request, url) => {
        resolve(decodeURIComponent(url.search.slice(1)));
        return { status: 204, body: '' };
      });
    });
    await tab.goto(`${site.url}/first`);
    await tab.evaluate(() => void (window as unknown as { go(): Promise<void> }).go(), null);
    return told;
  }

  /** What is stored, seen from another tab: Firefox's driver waits in vain for a tab whose page was shown again. */
  async function storedNow() {
    const beside = await tab.another('beside');
    await beside.goto(`${site.url}/blank`);
    const stored = await readStored(beside);
    await beside.close();
    return stored;
  }

  it('is kept, and goes on with its prompt', async () => {
    const said = await play({
      here: `await docent.start('hello');`,
      back: `docent.track('clicked');
        const { verdict } = await docent.explain('hello');
        return verdict + ' ' + document.querySelectorAll('docent-root').length;`,
    });
    assert.equal(said, 'showing 1');
    const stored = await storedNow();
    assert.equal(stored.inbox, 0);
    assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 1);
  });

  it('gives its prompt to the next page and takes it back, and both count what happens in them', async () => {
    const said = await play({
      here: `await docent.start('hello');`,
      away: `docent.track('clicked');
        localStorage.verdict = (await docent.explain('hello')).verdict;`,
      back: `docent.track('clicked');
        const { verdict } = await docent.explain('hello');
        const { length } = document.querySelectorAll('docent-root');
        return [localStorage.verdict, verdict, length].join(' ');`,
    });
    assert.equal(said, 'showing showing 1');
    const stored = await storedNow();
    assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 2);
  });

  it('holds up no other page when it is left in the middle of a step, and loses nothing', async () => {
    const said = await play({
      here: `await docent.explain('hello');
        for (let i = 0; i < 3; i++) docent.track('clicked');
        addEventListener('pagehide', () => docent.track('clicked'), { once: true });`,
      away: `docent.track('clicked'); await docent.explain('hello');`,
      back: `docent.track('clicked'); await docent.explain('hello'); return 'back';`,
    });
    assert.equal(said, 'back');
    const stored = await storedNow();
    assert.equal(stored.inbox, 0);
    assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 6);
  });

  it('leaves without an error reaching the host after a step that failed', async () => {
    const said = await play({
      here: `
        await docent.explain('hello');
        const { parse } = JSON;
        let failures = 0;
        const twice = new Promise((resolve) =>
          docent.on('error', () => ++failures === 2 && resolve()),
        );
        JSON.parse = () => { throw new Error('broken'); };
        docent.mute(false);
        await twice;
        JSON.parse = parse;`,
      back: `await docent.explain('hello'); return seen.map(({ code }) => code).join(' ');`,
    });
    assert.equal(said, 'engine_failed engine_failed');
  });

  it('belongs to who logged in meanwhile', async () => {
    const said = await play({
      here: `docent.identify('ada'); docent.track('clicked'); await docent.explain('hello');`,
      away: `docent.identify('bob'); await docent.explain('hello');`,
      back: `docent.track('clicked'); docent.track('clicked'); await docent.explain('hello'); return 'back';`,
    });
    assert.equal(said, 'back');
    const { current, snapshots } = await storedNow();
    assert.equal(current, 'u:bob');
    assert.equal(totalOf(snapshots['u:ada'], 'clicked'), 1);
    assert.equal(totalOf(snapshots['u:bob'], 'clicked'), 2);
  });

  it('minds a consent that was withdrawn meanwhile', async () => {
    const said = await play({
      here: `docent.track('clicked'); await docent.explain('hello');`,
      away: `docent.consent('off'); await docent.explain('hello');`,
      back: `for (let i = 0; i < 3; i++) docent.track('clicked'); await docent.explain('hello'); return 'back';`,
    });
    assert.equal(said, 'back');
    const nothing = { inbox: 0, outbox: [], snapshots: {}, current: '' };
    assert.deepEqual(await storedNow(), nothing);
    const gone = new Promise<void>((resolve) => {
      site.route('/gone', () => {
        resolve();
        return { status: 204, body: '' };
      });
    });
    site.route('/end', `<!doctype html><script>onload = () => fetch('/gone')</script>`);
    await tab.evaluate(() => void (location.href = '/end'), null);
    await gone;
    assert.deepEqual(await storedNow(), nothing);
    // What was known before may have been posted when the page was left, once; of what came after, nothing.
    const clicks = collector.summaries().map(({ events }) => events.clicked ?? 0);
    assert.ok(
      clicks.every((count) => count <= 1),
      clicks.join(),
    );
    assert.ok(collector.requests() <= 1, `${collector.requests()} requests`);
  });
}

inEachEngine((name) => `in ${name}, a page in the back/forward cache`, behaviours);
