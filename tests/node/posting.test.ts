// How summaries are packed, retried and kept: the parts of the shell that are plain functions.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test, type TestContext } from 'node:test';
import { totalOf } from '../snapshot_words.ts';
import { acknowledgePlan } from '../../widget/src/acknowledge.ts';
import type { Command, Effect, Summary } from '../../widget/src/contract.ts';
import { readAnswer, retryAfterMs, retryDelayMs } from '../../widget/src/delivery.ts';
import { createEnginePort } from '../../widget/src/engine_port.ts';
import { givenStatePlan, withoutBehaviour } from '../../widget/src/given_state.ts';
import { boundPlan, kInboxCommands } from '../../widget/src/inbox.ts';
import { createMemoryStore } from '../../widget/src/memory_store.ts';
import { keepSummaries } from '../../widget/src/outbox.ts';
import { newPointer } from '../../widget/src/pointer.ts';
import { createStepper } from '../../widget/src/stepper.ts';
import type { Found, InboxRecord, OutboxRecord } from '../../widget/src/store.ts';
import { cloudEvent, parcels } from '../../widget/src/transport.ts';
import { uuidV7 } from '../../widget/src/uuid.ts';
import { loadNodeModule } from '../golden/node_engine.ts';

const [example] = JSON.parse(
  readFileSync(new URL('../../docs/examples/summary.json', import.meta.url), 'utf8'),
) as [{ data: Summary }];
const kNow = Date.parse('2026-03-02T09:00:00Z');

function record(id: string, fill = 0): OutboxRecord {
  const { revision, final, last_ms } = example.data;
  const summary = JSON.stringify({ ...example.data, id, campaign_file: 'ä'.repeat(fill) });
  return { key: 'demo', id, revision, final, acked: 0, last_ms, summary };
}

test('a summary becomes the CloudEvent of the documented example', () => {
  const made: unknown = JSON.parse(cloudEvent(record(example.data.id), 'demo'));
  assert.deepEqual(made, { ...example, data: { ...example.data, campaign_file: '' } });
});

test('batches for beacons stay within their bytes, in order, and lose nothing', () => {
  const records = Array.from({ length: 40 }, (_, i) => record(`id${i}`, 2_000));
  const packed = parcels(records, 'demo', 48 * 1024);
  assert.ok(packed.length > 1);
  for (const { body } of packed) assert.ok(Buffer.byteLength(body) <= 48 * 1024);
  const ids = packed.flatMap(({ body }) =>
    (JSON.parse(body) as { data: { id: string } }[]).map(({ data }) => data.id),
  );
  assert.deepEqual(
    ids,
    records.map(({ id }) => id),
  );
  const alone = parcels([record('big', 60_000)], 'demo', 48 * 1024);
  assert.equal(alone.length, 1, 'one that is larger than a batch goes alone');
});

test('retries come anywhere within a bound that doubles up to half an hour', () => {
  assert.equal(retryDelayMs(1, 0), 0);
  assert.equal(retryDelayMs(1, 0.999999), 3_999);
  assert.equal(retryDelayMs(3, 0.5), 8_000);
  assert.equal(retryDelayMs(50, 0.999999999), 30 * 60_000 - 1);
});

test('Retry-After is seconds or a date, and nonsense is nothing', () => {
  assert.equal(retryAfterMs('120', kNow), 120_000);
  assert.equal(retryAfterMs('Mon, 02 Mar 2026 09:01:00 GMT', kNow), 60_000);
  assert.equal(retryAfterMs('Sun, 01 Mar 2026 09:01:00 GMT', kNow), 0);
  assert.equal(retryAfterMs('soon', kNow), 0);
  assert.equal(retryAfterMs(null, kNow), 0);
});

function post(id: string, revision: number, last_ms: number): Effect {
  const summary = { ...example.data, id, revision, last_ms, dropped: 0 };
  return { type: 'post', id, revision, final: false, summary };
}

const found = (outbox: OutboxRecord[]): Found => ({
  inbox: [],
  pointer: undefined,
  states: new Map(),
  outbox,
});

test('a later revision replaces the earlier one in the outbox', () => {
  const pointer = newPointer('demo', kNow);
  const first = keepSummaries(found([]), [post('day', 1, kNow)], 'demo', pointer, kNow);
  const second = keepSummaries(found(first.outbox), [post('day', 2, kNow)], 'demo', pointer, kNow);
  assert.deepEqual(
    second.outbox.map(({ id, revision }) => `${id}/${revision}`),
    ['day/2'],
  );
});

const bytesOf = (records: OutboxRecord[]): number =>
  records.reduce((sum, { summary }) => sum + Buffer.byteLength(summary), 0);

test('an outbox of 256 KiB is full, and one byte more is one summary too many', () => {
  const posts = [post('today', 1, kNow)];
  const room =
    256 * 1024 -
    bytesOf(keepSummaries(found([]), posts, 'demo', newPointer('demo', kNow), kNow).outbox);
  const days = Array.from({ length: 20 }, (_, i) => ({
    ...record(`day${String(i).padStart(2, '0')}`, 5_000),
    last_ms: kNow - (20 - i) * 1000,
  }));
  // Bytes as they are stored and sent, not characters: what fills them is two of the one for each of the other.
  const filled = (more: number): OutboxRecord[] => {
    const fill = (room + more - bytesOf(days)) / 2;
    const last = { ...record('last', 0), last_ms: kNow - 500 };
    const own = bytesOf([last]) / 2;
    const text = 'ä'.repeat(Math.floor(fill - own)) + (Number.isInteger(fill - own) ? '' : 'a');
    const summary = JSON.stringify({ ...example.data, id: 'last', campaign_file: text });
    return [...days, { ...last, summary }];
  };
  for (const [more, gone] of [
    [0, []],
    [1, ['day00']],
  ] as const) {
    const before = filled(more);
    assert.equal(bytesOf(before), room + more);
    const pointer = newPointer('demo', kNow);
    const kept = keepSummaries(found(before), posts, 'demo', pointer, kNow);
    assert.deepEqual(kept.gone, gone);
    assert.equal(kept.outbox.length, before.length + 1 - gone.length);
    const today = kept.outbox.find(({ id }) => id === 'today');
    assert.equal((JSON.parse(today?.summary ?? '{}') as Summary).dropped, gone.length);
  }
});

test('a full outbox drops the oldest summaries, and the newest one counts them', () => {
  const pointer = newPointer('demo', kNow);
  const old = Array.from({ length: 30 }, (_, i) => ({
    ...record(`day${i}`, 10_000),
    last_ms: kNow - (30 - i) * 1000,
  }));
  const kept = keepSummaries(found(old), [post('today', 1, kNow)], 'demo', pointer, kNow);
  assert.ok(bytesOf(kept.outbox) <= 256 * 1024);
  assert.ok(kept.gone.length > 0);
  assert.deepEqual(
    kept.gone,
    old.slice(0, kept.gone.length).map(({ id }) => id),
  );
  const today = kept.outbox.find(({ id }) => id === 'today');
  assert.equal((JSON.parse(today?.summary ?? '{}') as Summary).dropped, kept.gone.length);
  // The day's later revisions say the same, until another one is dropped.
  const later = keepSummaries(found(kept.outbox), [post('today', 2, kNow)], 'demo', pointer, kNow);
  const revised = later.outbox.find(({ id }) => id === 'today');
  assert.equal((JSON.parse(revised?.summary ?? '{}') as Summary).dropped, kept.gone.length);
});

test('a rejected summary is acknowledged with the revision that was sent, and a final one leaves the outbox', () => {
  const records = [record('kept'), { ...record('refused'), revision: 7, final: true }];
  const text = JSON.stringify({
    accepted: [{ id: 'kept', revision: 3 }],
    rejected: [
      { id: 'refused', code: 'user_erased', path: '', message: '' },
      { id: 'unheard of', code: 'user_erased', path: '', message: '' },
    ],
  });
  const { acks, rejected } = readAnswer(text, { records });
  assert.deepEqual(acks, [
    { id: 'kept', revision: 3 },
    { id: 'refused', revision: 7 },
  ]);
  assert.deepEqual(
    rejected.map(({ id }) => id),
    ['refused'],
  );
  const { changes, result } = acknowledgePlan(acks).work(found(records));
  assert.deepEqual(changes.outbox_gone, ['refused']);
  assert.deepEqual(
    result.map(({ id, acked }) => [id, acked]),
    [['kept', 3]],
  );
});

test('with consent summaries the outbox keeps no ids, traits or texts, not even of days before', () => {
  const pointer = newPointer('demo', kNow);
  const full = keepSummaries(found([]), [post('day', 1, kNow)], 'demo', pointer, kNow, true);
  assert.match(full.outbox[0]?.summary ?? '', /u_42/);
  const kept = keepSummaries(
    found(full.outbox),
    [post('other', 1, kNow)],
    'demo',
    pointer,
    kNow,
    false,
  );
  assert.deepEqual(kept.put.map(({ id }) => id).sort(), ['day', 'other']);
  for (const { summary } of kept.outbox) {
    const { user, answers, events } = JSON.parse(summary) as Summary & {
      answers: Record<string, { texts: string[]; histogram: number[] }>;
    };
    assert.deepEqual([user.id, user.account_id, user.traits], [null, null, {}]);
    assert.deepEqual(answers['nps.comment'], { type: 'text', histogram: [1], texts: [] });
    assert.deepEqual(events, { invoice_created: 2, invoice_sent: 1 });
  }
  const again = keepSummaries(found(kept.outbox), [], 'demo', pointer, kNow, false);
  assert.deepEqual(again.put, [], 'once is enough');
});

test('of a snapshot from under consent off only who, choices and open prompts are kept', () => {
  const before = {
    ...{ version: 1, user_id: 'ada', anonymous_id: 'a_1', muted: true, traits: { plan: 'team' } },
    ...{
      page_views: 9,
      events: { clicked: { total: 4 } },
      prompts: [{ id: 'p' }],
      day: { id: 'd' },
    },
  };
  const { anonymous_id, ...kept } = JSON.parse(
    withoutBehaviour(JSON.stringify(before), kNow),
  ) as typeof before;
  assert.deepEqual(kept, { version: 1, user_id: 'ada', muted: true, prompts: [{ id: 'p' }] });
  assert.match(anonymous_id, /^a_0/);
  assert.notEqual(anonymous_id, 'a_1');
});

test('a given state that joins an anonymous visitor to its user says the local time', (t) => {
  const { TZ } = process.env;
  process.env.TZ = 'Asia/Tokyo';
  t.after(() => (TZ === undefined ? delete process.env.TZ : (process.env.TZ = TZ)));
  const pointer = newPointer('demo', kNow);
  const given = JSON.stringify({ version: 1, user_id: 'ada' });
  const { changes } = givenStatePlan('demo', given, kNow).work({ ...found([]), pointer });
  const command = JSON.parse(changes.inbox?.[0]?.text ?? '{}') as Command;
  assert.equal(command.type, 'identify');
  assert.equal(command.offset_min, 540);
});

/** A store and a stepper on a real engine, for commands that wait in the inbox. */
async function stepperOver(t: TestContext, inbox: InboxRecord[]) {
  const engine = createEnginePort(await loadNodeModule());
  t.after(() => engine.dispose());
  assert.ok(
    engine.load('{"version": 1, "events": {"clicked": {"weight": 1}}, "campaigns": []}').ok,
  );
  const page = { path: '/', url: '', host: '', query: '', hash: '', title: '', referrer: '' };
  const now_ms = kNow;
  const stepper = createStepper({
    key: 'demo',
    engine,
    here: () => ({
      ...{ id: uuidV7(now_ms), tab: 't', now_ms, offset_min: 0, visible: true, locale: 'en', page },
      device: { kind: 'desktop' },
    }),
    consent: () => 'summaries',
    keeps_summaries: () => true,
  });
  return { store: createMemoryStore({ inbox }), stepper };
}

function clicks(count: number, props: Record<string, unknown> = {}): InboxRecord[] {
  return Array.from({ length: count }, () => {
    const id = uuidV7(kNow);
    const stamp = { id, now_ms: kNow, offset_min: 0, tab: 't' };
    const text = JSON.stringify({ type: 'track', event: 'clicked', props, ...stamp });
    return { key: 'demo', id, text };
  });
}

test('an inbox of more than the engine takes at once is counted whole', async (t) => {
  const inbox = clicks(120, { long: 'ä'.repeat(30_000) });
  assert.ok(inbox.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) > 6 * 1024 * 1024);
  const { store, stepper } = await stepperOver(t, inbox);
  const { snapshot, errors } = await store.transact(stepper.plan);
  assert.deepEqual(errors, []);
  assert.equal(totalOf(snapshot, 'clicked'), 120);
});

test('of an inbox over its bound the newest commands count, and the summary says how many do not', async (t) => {
  const at_bound = await stepperOver(t, clicks(kInboxCommands));
  assert.equal(
    totalOf((await at_bound.store.transact(at_bound.stepper.plan)).snapshot, 'clicked'),
    2000,
  );
  const { store, stepper } = await stepperOver(t, clicks(kInboxCommands + 3));
  const { snapshot, outbox } = await store.transact(stepper.plan);
  assert.equal(totalOf(snapshot, 'clicked'), 2000);
  assert.equal((JSON.parse(outbox[0]?.summary ?? '{}') as Summary).dropped, 3);
});

test('a page that cannot step bounds its inbox, and a later page says what was lost', async (t) => {
  const { store, stepper } = await stepperOver(t, clicks(kInboxCommands + 3));
  await store.transact(boundPlan('demo', kNow));
  await store.transact(boundPlan('demo', kNow));
  const { snapshot, outbox } = await store.transact(stepper.plan);
  assert.equal(totalOf(snapshot, 'clicked'), 2000);
  assert.equal((JSON.parse(outbox[0]?.summary ?? '{}') as Summary).dropped, 3);
});

test('ids sort by time, and within a millisecond by call', () => {
  const ids = [1, 2, 2, 2, 2, 3].map((ms) => uuidV7(kNow + ms));
  assert.deepEqual(
    [...ids].sort((a, b) => (a < b ? -1 : 1)),
    ids,
  );
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) {
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});
