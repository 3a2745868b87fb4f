import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { demoKey, otherKey, startCollector, type RunningCollector } from './running_collector.ts';
import { event, nowMs, summary, user, uuidV7 } from './summary_fixture.ts';

interface Answer {
  accepted: { id: string; revision: number }[];
  rejected: { id: string | null; code: string; path: string; message: string }[];
}

let collector: RunningCollector;
before(async () => {
  collector = await startCollector();
});
after(() => collector.close());

/** What Insights counts for one event name that only one test uses. */
async function timesCounted(name: string, key = demoKey): Promise<number> {
  const { events } = await collector.insights('?days=400', key);
  return events.find((counted) => counted.event === name)?.total ?? 0;
}

test('the highest revision counts, however late the lower ones arrive', async () => {
  const id = uuidV7(nowMs);
  for (const revision of [3, 1, 5, 2, 5, 4]) {
    await collector.accept(summary({ id, revision, events: { late_revision: revision * 10 } }));
  }
  assert.equal(await timesCounted('late_revision'), 50);
});

test('a later revision replaces an acknowledged one', async () => {
  const id = uuidV7(nowMs);
  await collector.accept(summary({ id, revision: 1, events: { replaced: 1 } }));
  assert.equal(await timesCounted('replaced'), 1);
  await collector.accept(summary({ id, revision: 2, final: true, events: { replaced: 2 } }));
  assert.equal(await timesCounted('replaced'), 2);
});

test('revisions of one id in one batch count once', async () => {
  const id = uuidV7(nowMs);
  await collector.accept(
    ...[2, 3, 1].map((revision) => summary({ id, revision, events: { one_batch: revision } })),
  );
  assert.equal(await timesCounted('one_batch'), 3);
});

test('a user who becomes named between two revisions is counted once, under the name', async () => {
  const id = uuidV7(nowMs);
  const anonymous = { id: null, anonymous_id: 'a_1', account_id: null, traits: {} };
  await collector.accept(
    summary({ id, revision: 1, user: anonymous, events: { became_named: 1 } }),
    summary({ id, revision: 2, user: { ...anonymous, id: 'n_1' }, events: { became_named: 1 } }),
  );
  const { events } = await collector.insights();
  assert.deepEqual(
    events.find((counted) => counted.event === 'became_named'),
    { event: 'became_named', total: 1, users: 1 },
  );
});

test('a hundred posts at once are all kept', async () => {
  await Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      collector.accept(summary({ id: uuidV7(nowMs), user: user(`h${i}`), events: { at_once: 1 } })),
    ),
  );
  assert.equal(await timesCounted('at_once'), 100);
});

test('a bad event is refused with its place and the rest of the batch goes on', async () => {
  const [first, bad, last] = [1, 2, 3].map(() => summary({ events: { in_bad_batch: 1 } }));
  const response = await collector.post([event(first), event({ ...bad, score: 101 }), event(last)]);
  assert.equal(response.status, 202);
  const answer = (await response.json()) as Answer;
  assert.deepEqual(answer.accepted, [
    { id: first?.id, revision: 1 },
    { id: last?.id, revision: 1 },
  ]);
  assert.deepEqual(answer.rejected, [
    {
      id: bad?.id,
      code: 'bad_value',
      path: '/1/data/score',
      message: '"score" must be a number from 0 to 100.',
    },
  ]);
  assert.equal(await timesCounted('in_bad_batch'), 2);
});

const badEvents: [string, unknown, string, string][] = [
  ['no object', 7, 'bad_value', '/0'],
  ['an old envelope', { ...event(summary()), specversion: '0.3' }, 'bad_value', '/0/specversion'],
  ['another type', { ...event(summary()), type: 'x' }, 'unknown_type', '/0/type'],
  ['no data', { ...event(summary()), data: undefined }, 'missing', '/0/data'],
  ['a random id', event({ ...summary(), id: crypto.randomUUID() }), 'bad_value', '/0/data/id'],
  ['an id from 1970', event(summary({ id: uuidV7(5) })), 'id_out_of_window', '/0/data/id'],
  ['revision 0', event(summary({ revision: 0 })), 'bad_value', '/0/data/revision'],
  ['no such day', event(summary({ day: '2026-02-31' })), 'bad_value', '/0/data/day'],
  ['a day long ago', event(summary({ day: '2026-11-18' })), 'day_out_of_window', '/0/data/day'],
  ['a day to come', event(summary({ day: '2026-11-25' })), 'day_out_of_window', '/0/data/day'],
  ['a negative count', event(summary({ sessions: -1 })), 'bad_value', '/0/data/sessions'],
  ['half an event', event(summary({ events: { a: 0.5 } })), 'bad_value', '/0/data/events/a'],
  ['a long name', event(summary({ band: 'x'.repeat(129) })), 'too_long', '/0/data/band'],
  [
    'an NPS of 10 entries',
    event(
      summary({ answers: { 'a/b.q': { type: 'nps', histogram: Array(10).fill(0), texts: [] } } }),
    ),
    'bad_value',
    '/0/data/answers/a~1b.q/histogram',
  ],
];
for (const [what, bad, code, path] of badEvents) {
  test(`${what} is refused as ${code}`, async () => {
    // A second, good event shows that the refusal is the event's own.
    const good = event(summary());
    const envelope =
      typeof bad === 'object' && bad !== null ? { source: '/docent/demo', ...bad } : bad;
    const answer = (await (await collector.post([envelope, good])).json()) as Answer;
    assert.equal(answer.accepted.length, 1);
    assert.deepEqual(
      answer.rejected.map((rejected) => [rejected.code, rejected.path]),
      [[code, path]],
    );
  });
}

test('a beacon posts the same batch as text/plain', async () => {
  const body = JSON.stringify([event(summary({ events: { by_beacon: 4 } }))]);
  const response = await collector.post(body, {
    'content-type': 'text/plain;charset=UTF-8',
    origin: 'https://app.example.com',
  });
  assert.equal(response.status, 202);
  assert.equal(await timesCounted('by_beacon'), 4);
});

test('one event alone, as application/json, is a batch of one', async () => {
  const body = event(summary({ events: { alone: 1 } }));
  const response = await collector.post(body, { 'content-type': 'application/json' });
  assert.equal(response.status, 202);
  assert.equal(await timesCounted('alone'), 1);
});

test('an empty batch with a key is accepted', async () => {
  const response = await fetch(`${collector.url}/v1/summaries?key=demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '[]',
  });
  assert.deepEqual([response.status, await response.json()], [202, { accepted: [], rejected: [] }]);
});

test('the example of the documentation is accepted', async () => {
  const example = await readFile(
    new URL('../../docs/examples/summary.json', import.meta.url),
    'utf8',
  );
  const answer = (await (await collector.post(example)).json()) as Answer;
  assert.deepEqual(answer.rejected, []);
  assert.equal(answer.accepted.length, 1);
});

test('text in any writing, quotes and half characters come back unharmed', async () => {
  const texts = [
    '"; DROP TABLE summaries; --',
    'Zoë 👩‍🚀 \u2028',
    "it's \\ `fine`\n\t;\n",
    '\ud83d!',
    '\0',
  ];
  const answers = { 'odd.comment': { type: 'text', histogram: [5], texts } };
  await collector.accept(summary({ user: user('odd'), answers }));
  const { comments } = await collector.insights();
  const read = comments.filter((comment) => comment.person === 'odd').map(({ text }) => text);
  assert.deepEqual(read.sort(), texts.map((text) => text.replace('\ud83d!', '\ufffd!')).sort());
});

test('half characters in names are replaced too, and other names stay what they are', async () => {
  const events = { 'half_\ud83d': 3, toString: 5, 'whole_😀': 7 };
  await collector.accept(summary({ user: { ...user('half'), traits: { '\ud83d': 1 } }, events }));
  const counted = ['half_\ufffd', 'toString', 'whole_😀'].map((name) => timesCounted(name));
  assert.deepEqual(await Promise.all(counted), [3, 5, 7]);
});

test('names that JavaScript gives a meaning to are only names', async () => {
  const events = JSON.parse('{"__proto__": 2, "constructor": 3}') as Record<string, number>;
  await collector.accept(summary({ events }));
  assert.deepEqual([await timesCounted('__proto__'), await timesCounted('constructor')], [2, 3]);
});

test('tenants neither see nor replace each other, even with the same id', async () => {
  const id = uuidV7(nowMs);
  const mine = summary({ id, revision: 1, events: { tenant: 1 } });
  const theirs = summary({ id, revision: 9, events: { tenant: 100 } });
  assert.equal((await collector.post([event(mine, 'demo'), event(theirs, 'other')])).status, 202);
  assert.equal(await timesCounted('tenant', demoKey), 1);
  assert.equal(await timesCounted('tenant', otherKey), 100);
});
