import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { startCollector, type RunningCollector } from './running_collector.ts';
import { event, nowMs, oneAnswer, summary, user, uuidV7 } from './summary_fixture.ts';

let collector: RunningCollector;
beforeEach(async () => {
  collector = await startCollector({ maxSkewHours: 24 * 100 });
});
afterEach(() => collector.close());

function about(actual: number | null | undefined, wanted: number): void {
  assert.ok(
    actual !== null && actual !== undefined && Math.abs(actual - wanted) < 1e-9,
    `${actual}`,
  );
}

/** One summary each for the numbers of users that gave each answer. */
function answersOf(type: 'nps' | 'ces', histogram: number[]) {
  const lowest = type === 'nps' ? 0 : 1;
  return histogram.flatMap((users, i) =>
    Array.from({ length: users }, (_, n) =>
      summary({
        user: user(`${type}${i}_${n}`),
        answers: { [`${type}_q.score`]: oneAnswer(type, i + lowest) },
      }),
    ),
  );
}

test('NPS and its margin equal the numbers worked out by hand', async () => {
  // 4 detractors, 2 passives and 6 promoters of 12: NPS = 100 (6 - 4) / 12 = 16.67.
  // Variance = 6/12 + 4/12 - (2/12)^2 = 0.80556; margin = 1.95996 sqrt(0.80556 / 12) = 0.50781.
  await collector.accept(...answersOf('nps', [1, 0, 0, 1, 0, 0, 2, 1, 1, 2, 4]));
  const { nps } = await collector.insights();
  assert.equal(nps.length, 1);
  const { value, margin, ...rest } = nps[0] ?? assert.fail();
  assert.deepEqual(rest, {
    campaign: 'nps_q',
    question: 'score',
    histogram: [1, 0, 0, 1, 0, 0, 2, 1, 1, 2, 4],
    n: 12,
    promoters: 6,
    passives: 2,
    detractors: 4,
  });
  about(value, 100 / 6);
  assert.ok(Math.abs((margin ?? 0) - 50.781) < 0.001);
});

test('CES mean, top box and index equal the numbers worked out by hand', async () => {
  // 1, 5, 6, 7, 7: mean 5.2, top box (5 to 7) 4 of 5, index 60 - 20 = 40.
  // Sum of squares 24.8; s^2 = 6.2; margin = 1.95996 sqrt(6.2 / 5) = 2.18251.
  await collector.accept(...answersOf('ces', [1, 0, 0, 0, 1, 1, 2]));
  const [ces] = (await collector.insights()).ces;
  assert.deepEqual([ces?.n, ces?.histogram], [5, [1, 0, 0, 0, 1, 1, 2]]);
  about(ces?.value, 5.2);
  about(ces?.top_box, 80);
  about(ces?.index, 40);
  assert.ok(Math.abs((ces?.margin ?? 0) - 2.18251) < 0.0001);
});

test('CES of five answers keeps its own scale', async () => {
  // 1, 2, 3, 4, 5, 5: mean 20/6, top box (4 and 5) 3 of 6, index 50 - 33.3.
  const histogram = [1, 1, 1, 1, 2];
  await collector.accept(summary({ answers: { 'ces.q': { type: 'ces', histogram, texts: [] } } }));
  const [ces] = (await collector.insights()).ces;
  about(ces?.value, 20 / 6);
  about(ces?.top_box, 50);
  about(ces?.index, 100 / 6);
});

test('stages are counted once a user, by the latest; signals by user and by day', async () => {
  const on = (day: string, id: string, stage: string | null, signals: string[]) =>
    summary({ day, user: user(id), stage, signals, last_ms: Date.parse(`${day}T10:00:00Z`) });
  await collector.accept(
    on('2026-11-20', 'a', 'onboarding', ['churn_risk']),
    on('2026-11-21', 'a', 'adoption', ['churn_risk']),
    on('2026-11-21', 'b', 'adoption', ['expansion', 'churn_risk']),
    on('2026-11-21', 'c', null, []),
  );
  const { stages, signals } = await collector.insights();
  assert.deepEqual(stages, [{ stage: 'adoption', users: 2 }]);
  assert.deepEqual(signals, [
    { signal: 'churn_risk', users: 2, days: 3 },
    { signal: 'expansion', users: 1, days: 1 },
  ]);
});

test('an empty store answers with nothing rather than an error', async () => {
  const insights = await collector.insights();
  assert.deepEqual(
    [insights.from, insights.to, insights.first_day, insights.last_day],
    ['2026-10-23', '2026-11-21', null, null],
  );
  assert.equal(insights.days.length, 30);
  assert.deepEqual([insights.nps, insights.campaigns, insights.scores.mean], [[], [], null]);
});

test('active users are counted by their local day, once a day and once a week', async () => {
  const on = (day: string, id: string) => summary({ day, user: user(id), sessions: 2 });
  await collector.accept(
    on('2026-11-10', 'ada'),
    on('2026-11-10', 'bob'),
    on('2026-11-12', 'ada'),
    on('2026-11-17', 'cyd'),
  );
  const { days, totals, previous } = await collector.insights('?from=2026-11-09&to=2026-11-18');
  assert.deepEqual(
    days.map(({ day, active_users, weekly_users }) => [day.slice(8), active_users, weekly_users]),
    [
      ['09', 0, 0],
      ['10', 2, 2],
      ['11', 0, 2],
      ['12', 1, 2],
      ['13', 0, 2],
      ['14', 0, 2],
      ['15', 0, 2],
      ['16', 0, 2],
      ['17', 1, 2],
      ['18', 0, 2],
    ],
  );
  assert.deepEqual([totals.active_users, totals.sessions, previous.active_users], [3, 8, 0]);
  const later = await collector.insights('?from=2026-11-13&to=2026-11-17');
  assert.deepEqual([later.totals.active_users, later.previous.active_users], [1, 2]);
});

test('each campaign adds up what was shown and how it ended', async () => {
  const none = { shown: 0, completed: 0, dismissed: 0, snoozed: 0, opted_out: 0, abandoned: 0 };
  const shown = { ...none, shown: 1, steps: { hello: 1 }, buttons: {} };
  const done = {
    ...none,
    completed: 1,
    steps: { hello: 1, done: 1 },
    buttons: { 'done.complete': 1 },
  };
  await collector.accept(
    summary({ user: user('ada'), day: '2026-11-20', campaigns: { welcome: shown } }),
    summary({ user: user('ada'), day: '2026-11-21', campaigns: { welcome: done } }),
    summary({ user: user('bob'), campaigns: { welcome: { ...shown, dismissed: 1 } } }),
  );
  assert.deepEqual((await collector.insights()).campaigns, [
    {
      campaign: 'welcome',
      ...none,
      shown: 2,
      completed: 1,
      dismissed: 1,
      users: 2,
      steps: { done: 1, hello: 3 },
      buttons: { 'done.complete': 1 },
    },
  ]);
});

test("the score distribution takes each user's latest score", async () => {
  await collector.accept(
    summary({ user: user('ada'), day: '2026-11-19', score: 12, band: 'low' }),
    summary({ user: user('ada'), day: '2026-11-20', score: 100, band: 'high' }),
    summary({ user: user('bob'), score: 90, band: 'high' }),
    summary({ user: user('cyd'), score: 9.9, band: 'low' }),
  );
  const { scores } = await collector.insights();
  assert.deepEqual(scores.histogram, [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
  assert.deepEqual(scores.bands, [
    { band: 'low', users: 1 },
    { band: 'high', users: 2 },
  ]);
  about(scores.mean, (100 + 90 + 9.9) / 3);
});

test('a comment stands beside the score that was given with it', async () => {
  const comment = (text: string) => ({ type: 'text', histogram: [1], texts: [text] });
  await collector.accept(
    summary({
      user: user('ada'),
      answers: {
        'nps.score': oneAnswer('nps', 9),
        'nps.comment': comment('It simply works.'),
        'nps_old.score': oneAnswer('nps', 1),
      },
    }),
    summary({
      user: user('bob'),
      last_ms: nowMs - 1,
      answers: { 'ces.effort': oneAnswer('ces', 2), 'ces.why': comment('Too many steps.') },
    }),
  );
  const { comments } = await collector.insights();
  assert.deepEqual(
    comments.map(({ person, text, campaign, score }) => [person, text, campaign, score]),
    [
      ['ada', 'It simply works.', 'nps', { type: 'nps', value: 9 }],
      ['bob', 'Too many steps.', 'ces', { type: 'ces', value: 2 }],
    ],
  );
});

test('users marked internal count only when asked for', async () => {
  await collector.accept(summary({ test: true, user: user('staff') }), summary());
  assert.equal((await collector.insights()).totals.active_users, 1);
  assert.equal((await collector.insights('?test=1')).totals.active_users, 2);
});

test('reports end on the newest day in the store when a moved clock put it in the future', async () => {
  const month = 30 * 86_400_000;
  await collector.accept(summary({ id: uuidV7(nowMs + month), day: '2026-12-21' }));
  const { from, to, totals } = await collector.insights('?days=7');
  assert.deepEqual([from, to, totals.active_users], ['2026-12-15', '2026-12-21', 1]);
});

test('a deleted user is gone, with every revision and the anonymous days before', async () => {
  const id = uuidV7(nowMs);
  const anonymous = { id: null, anonymous_id: 'a_7', account_id: null, traits: {} };
  const named = { ...anonymous, id: 'u_7' };
  const anonymousRevision = summary({ id, revision: 1, user: anonymous, events: { erased: 1 } });
  await collector.accept(
    summary({ day: '2026-11-19', user: anonymous, events: { erased: 1 } }),
    anonymousRevision,
    summary({ user: { ...user('u_8'), anonymous_id: 'a_7' }, events: { kept: 1 } }),
  );
  await collector.accept({ ...anonymousRevision, revision: 2, user: named });

  const response = await fetch(`${collector.url}/v1/users/u_7`, {
    method: 'DELETE',
    headers: { authorization: 'Bearer read_key_of_demo' },
  });
  assert.deepEqual([response.status, await response.json()], [200, { deleted_summaries: 2 }]);
  const names = async () => (await collector.insights()).events.map(({ event }) => event);
  assert.deepEqual(await names(), ['kept']);
});

test('a user is deleted by any id a summary may carry, however long or odd', async () => {
  const ids = [
    'long'.repeat(32),
    '\u20ac'.repeat(42),
    'a/b?c#d&e%2F f',
    '100%',
    'https://id.example/7',
  ];
  await collector.accept(
    ...ids.map((id, i) => summary({ user: { ...user(id), anonymous_id: `a_${i}` } })),
  );
  for (const id of ids) {
    const response = await fetch(`${collector.url}/v1/users/${encodeURIComponent(id)}`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer read_key_of_demo' },
    });
    assert.deepEqual([response.status, await response.json()], [200, { deleted_summaries: 1 }], id);
  }
  assert.equal((await collector.insights()).quality.summaries, 0);
});

test('a deletion without an id is refused, and takes no anonymous users with it', async () => {
  await collector.accept(summary({ user: { ...user('u_1'), id: null } }));
  const response = await fetch(`${collector.url}/v1/users/`, {
    method: 'DELETE',
    headers: { authorization: 'Bearer read_key_of_demo' },
  });
  assert.equal(response.status, 400);
  assert.equal((await collector.insights()).quality.summaries, 1);
});

test('a late copy cannot bring a deleted user back, but a new day can', async () => {
  const old = summary({ user: user('u_9'), events: { returned: 1 } });
  await collector.accept(old);
  await fetch(`${collector.url}/v1/users/u_9`, {
    method: 'DELETE',
    headers: { authorization: 'Bearer read_key_of_demo' },
  });
  const response = await collector.post([event({ ...old, revision: 2 })]);
  const { accepted, rejected } = (await response.json()) as {
    accepted: unknown[];
    rejected: { id: string; code: string }[];
  };
  assert.deepEqual(accepted, []);
  assert.deepEqual(
    rejected.map(({ id, code }) => [id, code]),
    [[old.id, 'user_erased']],
  );
  assert.equal((await collector.insights()).totals.active_users, 0);
  await collector.accept(summary({ id: uuidV7(nowMs + 60_000), user: user('u_9') }));
  assert.equal((await collector.insights()).totals.active_users, 1);
});
