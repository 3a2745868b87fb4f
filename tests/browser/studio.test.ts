// The Studio beside the real demo app: it reads the app's file and state, explains them at a clock of its own, and shows steps
// through the real widget.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { startDemoSite, type DemoSite } from '../../demo_site/server.ts';
import type { DocentStudio } from '../../demo_site/studio/page/main.ts';
import type { ExplanationView, StudioView } from '../../demo_site/studio/page/studio_module.ts';
import { launchChromium } from './harness.ts';

const kDayMs = 86_400_000;
const kPatienceMs = 60_000;

let dataDir: string;
let site: DemoSite;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let app: FrameLocator;
const uncaught: string[] = [];

type StudioWindow = Window & { docentStudio: DocentStudio };

before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docent-studio-'));
  site = await startDemoSite({ port: 0, dataDir });
  browser = await launchChromium({
    flags: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
  context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
  page.setDefaultTimeout(kPatienceMs);
  page.on('pageerror', (error) => uncaught.push(error.message));
  await page.goto(`${site.url}/studio/`);
  app = page.frameLocator('#app_frame');
  await viewWhen((view) => view.hasState);
});

after(async () => {
  await browser.close();
  await site.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** What the Studio shows, once it is as asked for; looked at again whenever it changed. */
async function viewWhen(holds: (view: StudioView) => boolean): Promise<StudioView> {
  const deadline = Date.now() + kPatienceMs;
  for (let seen = ''; ;) {
    const changed = await page.waitForFunction((before_change) => {
      const view = (window as unknown as Partial<StudioWindow>).docentStudio?.view();
      return view && JSON.stringify(view) !== before_change ? view : null;
    }, seen);
    const view = (await changed.jsonValue()) as StudioView;
    if (holds(view)) return view;
    seen = JSON.stringify(view);
    assert.ok(Date.now() < deadline, `the Studio still shows ${seen}`);
  }
}

const explain = (campaign: string): Promise<ExplanationView> =>
  page.evaluate((id) => (window as unknown as StudioWindow).docentStudio.explain(id), campaign);

const moveClock = (distanceMs: number): Promise<void> =>
  page.evaluate((ms) => (window as unknown as StudioWindow).docentStudio.moveClock(ms), distanceMs);

test('it lists the campaigns of the app and names its file and user', async () => {
  const file = JSON.parse(
    await readFile(new URL('../../demo_site/app/docent.json', import.meta.url), 'utf8'),
  ) as { revision: string; campaigns: { id: string }[] };
  const view = await viewWhen(({ campaigns }) => (campaigns?.length ?? 0) > 0);
  assert.deepEqual(
    view.campaigns?.map(({ id }) => id),
    file.campaigns.map(({ id }) => id),
  );
  assert.equal(view.revision, file.revision);
  assert.notEqual(view.user, '');
  assert.deepEqual(view.problems, []);
});

test('it draws them: the canvas is not one flat colour', async () => {
  const picture = await page.locator('#studio_canvas').screenshot();
  // A flat picture of this size packs into about 5 KB.
  assert.ok(picture.length > 30_000, `the canvas packs into ${picture.length} bytes`);
});

test('it explains every gate in the same words as its text for screen readers', async () => {
  const chosen = await page.evaluate(() =>
    (window as unknown as StudioWindow).docentStudio.select('ces_first_invoice'),
  );
  assert.equal(chosen, true);
  await viewWhen(({ selected }) => selected === 'ces_first_invoice');
  const { gates, verdict } = await explain('ces_first_invoice');
  assert.equal(verdict, 'blocked');
  assert.deepEqual(
    gates.map(({ gate }) => gate),
    // prettier-ignore
    ['file', 'consent', 'schedule', 'audience', 'requires', 'trigger', 'frequency', 'pause', 'budget', 'quiet',
     'prompt', 'priority', 'experiment', 'lease', 'page', 'target'],
  );
  // The app goes on living meanwhile, so both are read at once, and again with the next picture if it had moved on.
  await page.waitForFunction((id) => {
    const { gates: now } = (window as unknown as StudioWindow).docentStudio.explain(id);
    const mirror = document.querySelector('#mirror')?.textContent ?? '';
    const status = document.querySelector('#mirror_status')?.textContent ?? '';
    const first_closed = now.find(({ open }) => !open);
    return (
      now.every(({ sentence }) => mirror.includes(sentence)) &&
      first_closed !== undefined &&
      status.includes(first_closed.sentence)
    );
  }, 'ces_first_invoice');
});

test('arrow keys on the canvas choose the next campaign', async () => {
  const { campaigns, selected } = await viewWhen(() => true);
  const next = campaigns?.[campaigns.findIndex(({ id }) => id === selected) + 1];
  assert.ok(next);
  await page.locator('#studio_canvas').press('ArrowDown');
  await page.waitForFunction(
    (id) => (window as unknown as StudioWindow).docentStudio.view()?.selected === id,
    next.id,
  );
});

test('moving its clock asks the engine at that time and leaves the app alone', async () => {
  const before_move = await viewWhen(() => true);
  await moveClock(40 * kDayMs);
  const moved = await viewWhen(({ clock }) => (clock?.movedByMs ?? 0) > 0);
  assert.ok(moved.clock && before_move.clock);
  assert.ok(moved.clock.ms - before_move.clock.ms >= 40 * kDayMs);
  const audience = (await explain('welcome')).gates.find(({ gate }) => gate === 'audience');
  assert.equal(audience?.open, false, 'the welcome tour is for new users');
  await moveClock(0);
  const back = await viewWhen(({ clock }) => clock?.movedByMs === 0);
  assert.equal(back.user, before_move.user);
  const again = (await explain('welcome')).gates.find(({ gate }) => gate === 'audience');
  assert.equal(again?.open, true);
});

test('a preview shows the step through the real widget in the app, and ends there too', async () => {
  await app.locator('[data-campaign="welcome"][data-step="hello"]').waitFor();
  await page.evaluate(() =>
    (window as unknown as StudioWindow).docentStudio.preview('reports_launch', 'news'),
  );
  const step = app.locator('[data-campaign="reports_launch"][data-step="news"]');
  await step.waitFor();
  await viewWhen(({ preview }) => preview?.campaign === 'reports_launch');
  await app.locator('[data-campaign="welcome"]').waitFor({ state: 'detached' });
  await page.locator('#studio_canvas').press('Escape');
  await step.waitFor({ state: 'detached' });
  await viewWhen(({ preview }) => preview === null);
});

test('keys alone find a campaign, show its step and end the preview', async () => {
  const canvas = page.locator('#studio_canvas');
  await canvas.press('/');
  await page.keyboard.type('CASH');
  await page.keyboard.press('ArrowDown');
  await viewWhen(({ selected }) => selected === 'reports_launch');
  await page.keyboard.press('Escape');
  // The search field has let go of the keys: digits mean steps again.
  await page.keyboard.press('1');
  const step = app.locator('[data-campaign="reports_launch"][data-step="news"]');
  await step.waitFor();
  await viewWhen(({ preview }) => preview?.step === 'news');
  await page.keyboard.press('Escape');
  await step.waitFor({ state: 'detached' });
});

test('a row of the list answers to the pointer', async () => {
  const canvas = page.locator('#studio_canvas');
  const { selected } = await viewWhen(() => true);
  const box = await canvas.boundingBox();
  assert.ok(box);
  // Somewhere in the upper left there is a row that is not chosen yet.
  for (let y = 130; y < 420; y += 28) {
    await canvas.click({ position: { x: 120, y } });
    const now = await page.evaluate(
      () => (window as unknown as StudioWindow).docentStudio.view()?.selected,
    );
    if (now !== selected) return;
  }
  assert.fail('no row could be clicked');
});

test('it hears of what happens in the app without being asked', async () => {
  const shown = app.locator('[data-campaign="welcome"][data-step="hello"]');
  await shown.waitFor();
  await viewWhen(
    ({ campaigns }) => campaigns?.find(({ id }) => id === 'welcome')?.verdict === 'showing',
  );
  await shown.press('Escape');
  await shown.waitFor({ state: 'detached' });
  await viewWhen(
    ({ campaigns }) => campaigns?.find(({ id }) => id === 'welcome')?.verdict === 'blocked',
  );
  const frequency = (await explain('welcome')).gates.find(({ gate }) => gate === 'frequency');
  assert.equal(frequency?.code, 'once');
});

test('a campaign file with errors is answered with every problem, not with silence', async () => {
  const broken = { version: 1, campaigns: [{ id: 'x', kind: 'tuor', steps: [] }] };
  const other = await context.newPage();
  await other.route('**/app/docent.json', (route) => route.fulfill({ json: broken }));
  await other.goto(`${site.url}/studio/`);
  await other.waitForFunction(
    () => (window as unknown as Partial<StudioWindow>).docentStudio !== undefined,
    undefined,
    { timeout: kPatienceMs },
  );
  const status = other.locator('#mirror_status');
  await other.waitForFunction(
    () => document.querySelector('#mirror_status')?.textContent?.includes('error') ?? false,
    undefined,
    { timeout: kPatienceMs },
  );
  assert.match((await status.textContent()) ?? '', /campaign file has/);
  const mirror = (await other.locator('#mirror').textContent()) ?? '';
  assert.match(mirror, /unknown_value at \/campaigns\/0\/kind/);
  await other.close();
});

test('no error of ours reached the page', () => {
  assert.deepEqual(uncaught, []);
});
