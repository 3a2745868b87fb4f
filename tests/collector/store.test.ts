import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';
import { demoKey, startCollector, type RunningCollector } from './running_collector.ts';
import { noMeasures, type Summary } from '../../demo_site/collector/summary.ts';
import { event, nowMs, summary, user, uuidV7 } from './summary_fixture.ts';

const hundredYearsHours = 100 * 365 * 24;

let collector: RunningCollector;
/** A second connection to the same engine, as an operator with a SQL prompt would have. */
let operator: ClickHouseClient;
beforeEach(async () => {
  collector = await startCollector({ maxSkewHours: hundredYearsHours });
  const connection: unknown = createChdbConnection({ path: collector.dataDir });
  operator = createClient({ connection: connection as never });
});
afterEach(async () => {
  await operator.close();
  await collector.close();
});

async function storedRows(): Promise<number> {
  const result = await operator.query({
    query: 'SELECT count() AS n FROM summaries',
    format: 'JSONEachRow',
  });
  const [row] = await result.json<{ n: number }>();
  return Number(row?.n);
}

test('a store that fails is told as 503 with a time to come back, and health says so', async () => {
  const body = [event(summary())];
  assert.equal((await collector.post(body)).status, 202);
  await operator.command({ query: 'RENAME TABLE summaries TO summaries_away' });
  const refused = await collector.post(body);
  assert.equal(refused.status, 503);
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
  const { error } = (await refused.json()) as { error: { code: string } };
  assert.equal(error.code, 'store_unavailable');
  assert.equal((await fetch(`${collector.url}/health`)).status, 503);

  await operator.command({ query: 'RENAME TABLE summaries_away TO summaries' });
  assert.equal((await collector.post(body)).status, 202);
  assert.equal((await fetch(`${collector.url}/health`)).status, 200);
});

test('what newer widgets measure is stored; what older ones lack is nothing', async () => {
  const none = { shown: 0, completed: 0, dismissed: 0, snoozed: 0, opted_out: 0, abandoned: 0 };
  const measured = {
    session_minutes: 42,
    features: ['invoices'],
    activated: true,
    trend: -4.5,
    dimensions: { work: 80 },
    attention: { balance: 62.5, capacity: 100 },
    held_out: true,
    score_sum: -120.125,
    campaigns: { tour: { variant: 'short', exposed: 2, ...none, steps: {}, buttons: {} } },
    answers: { 'tour.how': { type: 'csat', histogram: [0, 0, 0, 1, 0], texts: [] } },
  };
  const old: Record<string, unknown> = { ...summary() };
  for (const field of Object.keys(noMeasures)) delete old[field];
  await collector.accept(summary(measured), old as unknown as Summary);
  const result = await operator.query({
    query: `SELECT session_minutes, features, activated, trend, dimensions, attention_balance,
              held_out, score_sum, variants, exposed FROM summaries ORDER BY session_minutes`,
    format: 'JSONEachRow',
  });
  assert.deepEqual(await result.json(), [
    {
      session_minutes: 0,
      features: [],
      activated: false,
      trend: null,
      dimensions: {},
      attention_balance: null,
      held_out: false,
      score_sum: null,
      variants: {},
      exposed: {},
    },
    {
      session_minutes: 42,
      features: ['invoices'],
      activated: true,
      trend: -4.5,
      dimensions: { work: 80 },
      attention_balance: 62.5,
      held_out: true,
      score_sum: -120.125,
      variants: { tour: 'short' },
      exposed: { tour: 2 },
    },
  ]);
});

test('all revisions of a summary lie in the month of its id, whenever they arrive', async () => {
  const october = uuidV7(Date.parse('2026-10-31T23:59:59Z'));
  for (const [revision, day] of [
    [2, '2026-11-01'],
    [1, '2026-10-31'],
  ] as const) {
    await collector.accept(summary({ id: october, revision, day }));
  }
  await collector.accept(summary({ id: uuidV7(nowMs) }));
  const result = await operator.query({
    // Parts may merge at any time, so their rows cannot be counted; their partitions can.
    query: `SELECT DISTINCT partition FROM system.parts
            WHERE table = 'summaries' AND active ORDER BY partition`,
    format: 'JSONEachRow',
  });
  const partitions = await result.json<{ partition: string }>();
  assert.deepEqual(
    partitions.map(({ partition }) => partition),
    ['202610', '202611'],
  );
});

/** What `SELECT` yields is written to `target` with every insert into `source`: a race, on demand. */
async function onInsert(source: string, target: string, select: string): Promise<void> {
  await operator.command({
    query: `CREATE MATERIALIZED VIEW on_insert TO ${target} AS SELECT ${select} FROM ${source}`,
  });
}

function erase(user: string): Promise<Response> {
  return fetch(`${collector.url}/v1/users/${user}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${demoKey.read}` },
  });
}

test('a summary whose user is deleted while it is being stored is taken back and refused', async () => {
  const id = uuidV7(nowMs);
  await collector.accept(
    summary({ id, revision: 1, user: user('u_gone') }),
    summary({ user: user('u_stays') }),
  );
  await onInsert(
    'summaries',
    'erased_users',
    `key, lower(hex(SHA256(concat(key, '\\0', 'u_gone')))) AS user_hash, received_at AS erased_at`,
  );
  const stays = summary({ user: user('u_stays') });
  const response = await collector.post([
    event(summary({ id, revision: 2, user: user('u_gone') })),
    event(stays),
  ]);
  const answer = (await response.json()) as {
    accepted: unknown[];
    rejected: { id: string; code: string }[];
  };
  assert.deepEqual(answer.accepted, [{ id: stays.id, revision: 1 }]);
  assert.deepEqual(
    answer.rejected.map((rejected) => [rejected.id, rejected.code]),
    [[id, 'user_erased']],
  );
  assert.equal(await storedRows(), 2);
});

test('a device that first names its user during the deletion of the user is forgotten too', async () => {
  const anonymous = { ...user('u_late'), id: null, anonymous_id: 'a_late' };
  await collector.accept(summary({ user: anonymous }), summary({ user: user('u_stays') }));
  await onInsert(
    'erased_users',
    'summaries',
    `key, toUUID('${uuidV7(nowMs)}') AS id, toUInt32(1) AS revision, toDate('2026-11-21') AS day,
     'u_late' AS user_id, 'a_late' AS anonymous_id`,
  );
  assert.deepEqual(await (await erase('u_late')).json(), { deleted_summaries: 2 });
  assert.equal(await storedRows(), 1);
});

test('what a deletion that broke off left behind goes with the next copy of it', async () => {
  const left = summary({ user: user('u_left') });
  await collector.accept(left, summary({ user: user('u_stays') }));
  await operator.command({
    query: `INSERT INTO erased_users
            SELECT DISTINCT key, lower(hex(SHA256(concat(key, '\\0', 'u_left')))), received_at
            FROM summaries`,
  });
  const response = await collector.post([event({ ...left, revision: 2 })]);
  const { rejected } = (await response.json()) as { rejected: { code: string }[] };
  assert.deepEqual(
    rejected.map(({ code }) => code),
    ['user_erased'],
  );
  assert.equal(await storedRows(), 1);
});

test('what is older than the retention is deleted by its local day', async () => {
  await collector.accept(summary({ day: '2020-01-01' }), summary({ day: '2099-01-01' }));
  await operator.command({ query: 'OPTIMIZE TABLE summaries FINAL' });
  assert.equal(await storedRows(), 1);
  assert.equal((await collector.insights('?from=2099-01-01&to=2099-01-01')).quality.summaries, 1);
});
