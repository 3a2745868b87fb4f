// A team's own test of its campaigns: days pass because the clock is set, and the engine is the one of the page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, test } from 'node:test';
import { createEngine, type Effect, type NodeEngine, type NodeEngineOptions } from 'docent/node';

const example = JSON.parse(
  readFileSync(new URL('../../docs/examples/docent.json', import.meta.url), 'utf8'),
) as { campaigns: { id: string }[] };
// The announcement would be shown at the first page view, before the tour's half second is over.
const file = {
  ...example,
  campaigns: example.campaigns.map((campaign) =>
    campaign.id === 'reports_launch' ? { ...campaign, trigger: { on: 'manual' } } : campaign,
  ),
};
const kFirstDay = '2026-03-02T09:00:00Z';

let engine: NodeEngine | undefined;

function visitor(options: Partial<NodeEngineOptions> = {}): NodeEngine {
  engine = createEngine({ config: file, now: kFirstDay, page: '/app/', ...options });
  return engine;
}

afterEach(() => {
  engine?.dispose();
  engine = undefined;
});

const outcomes = (effects: Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'outcome' ? [effect.outcome] : []));

/** Goes through the tour on screen to its end. */
function finishTour(user: NodeEngine): Effect[] {
  const all: Effect[] = [];
  while (user.showing()) all.push(...user.advance());
  return all;
}

/** A day at work: the user comes, and sends that many invoices. */
function work(user: NodeEngine, invoices: number): void {
  user.page('/app/');
  for (let i = 0; i < invoices; i += 1) user.track('invoice_sent', { amount: 100 });
  user.activity(60_000);
}

test('a new user is welcomed half a second after the first page view, and never again', () => {
  const user = visitor();
  assert.equal(user.showing(), undefined);
  user.wait({ ms: 499 });
  assert.equal(user.showing(), undefined);
  user.wait({ ms: 1 });
  assert.equal(user.showing()?.campaign, 'welcome');
  assert.equal(user.showing()?.step, 'hello');
  assert.deepEqual(outcomes(finishTour(user)), ['completed']);
  for (let day = 1; day <= 13; day += 1) {
    user.wait({ days: 1 });
    user.page('/app/');
    user.wait({ seconds: 1 });
    assert.notEqual(user.showing()?.campaign, 'welcome');
    if (user.showing()) user.outcome('dismissed');
  }
  const gates = user.explain('welcome').gates;
  const frequency = gates.find(({ gate }) => gate === 'frequency');
  assert.equal(frequency?.open, false);
  assert.equal(frequency?.code, 'once');
  assert.match(frequency?.sentence ?? '', /only once.*2026-03-02 09:00 UTC.*\.$/);
});

test('a step whose target is missing is skipped', () => {
  const user = visitor({ has_target: () => false });
  user.wait({ seconds: 1 });
  assert.equal(user.showing()?.step, 'hello');
  user.advance();
  assert.equal(user.showing()?.step, 'done');
});

test('over 40 days: tour, effort after the first invoice, and NPS once the user is 30 days old and active', () => {
  const user = visitor();
  user.wait({ seconds: 1 });
  finishTour(user);
  user.track('invoice_sent', { amount: 120 });
  assert.equal(user.showing()?.campaign, 'ces_first_invoice');
  user.answer(6);
  user.advance();
  assert.equal(user.showing()?.step, 'why');
  user.answer('The address book');
  user.advance();
  assert.equal(user.showing(), undefined);

  const seen = new Map<string, number>();
  for (let day = 1; day <= 40; day += 1) {
    user.wait({ days: 1 });
    work(user, 1);
    user.wait({ seconds: 5 });
    const prompt = user.showing();
    if (!prompt) continue;
    seen.set(prompt.campaign, seen.get(prompt.campaign) ?? day);
    if (prompt.campaign === 'nps') {
      user.answer(9);
      user.advance();
      user.answer('It simply works.');
      user.advance();
    } else user.outcome('completed');
  }
  assert.equal(seen.get('nps'), 30);
  assert.equal(seen.has('ces_first_invoice'), false, 'asked once');
  const attributes = user.attributes() as {
    user: { age_days: number };
    nps: { last: number };
    events: { invoice_sent: { total: number } };
    score: { value: number; band: string };
  };
  assert.equal(attributes.user.age_days, 40);
  assert.equal(attributes.nps.last, 9);
  assert.equal(attributes.events.invoice_sent.total, 41);
  assert.ok(attributes.score.value > 30);
  user.hide();
  const days = user.summaries();
  assert.equal(days.length, 41);
  assert.equal(new Set(days.map(({ day }) => day)).size, 41, 'one summary for each local day');
  const nps_day = days.find(({ answers }) => 'nps.nps' in (answers as object));
  assert.equal(nps_day?.day, '2026-04-01');
  assert.deepEqual((nps_day?.answers as Record<string, unknown>)['nps.nps'], {
    type: 'nps',
    histogram: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0],
    texts: [],
  });
});

test('the same calls give the same state, and a snapshot goes on where it was taken', () => {
  const play = (user: NodeEngine) => {
    user.wait({ seconds: 1 });
    user.advance();
    user.track('invoice_created');
  };
  const first = visitor();
  play(first);
  const state = first.snapshot();
  const step = first.showing()?.step;
  const resumed = createEngine({ config: file, now: first.now() + 60_000, page: '/app/', state });
  assert.equal(resumed.showing()?.step, step);
  assert.equal(resumed.showing()?.resumed, true);
  resumed.dispose();
});

test('"don\'t show me tips" holds for every campaign but what the user asks for', () => {
  const user = visitor();
  user.wait({ seconds: 1 });
  user.outcome('opted_out');
  user.track('invoice_sent', { amount: 120 });
  assert.equal(user.showing(), undefined);
  const muted = user.explain('ces_first_invoice').gates.find(({ gate }) => gate === 'consent');
  assert.equal(muted?.open, false);
  user.start('reports_launch');
  assert.equal(user.showing()?.campaign, 'reports_launch');
});

test('a campaign file that the loader refuses is an error that names every problem', () => {
  assert.throws(
    () => createEngine({ config: { version: 1, campaigns: [{ id: '' }, 7] }, now: kFirstDay }),
    /\/campaigns\/0\/[^]*\/campaigns\/1/,
  );
});
