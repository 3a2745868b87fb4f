import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCollector } from '../../demo_site/collector/collector.ts';
import { demoKey, startCollector, type RunningCollector } from './running_collector.ts';
import { event, summary } from './summary_fixture.ts';

const app = 'https://app.example.com';
let collector: RunningCollector;
before(async () => {
  collector = await startCollector({
    keys: [demoKey],
    requestsPerMinute: 60,
    maxBodyBytes: 64 * 1024,
  });
});
after(() => collector.close());

async function refusal(response: Response): Promise<[number, string]> {
  const { error } = (await response.json()) as {
    error: { code: string; path: string; message: string };
  };
  assert.ok(error.message.length > 10, 'the refusal says why');
  return [response.status, error.code];
}

test('an unknown write key is refused as a whole, so that the page keeps its summaries', async () => {
  const response = await collector.post([event(summary(), 'nobody')]);
  assert.deepEqual(await refusal(response), [401, 'unknown_key']);
});

test('an event without a key takes the one of the query, and none at all is refused', async () => {
  const keyless = { ...event(summary()), source: '' };
  assert.deepEqual(await refusal(await collector.post([keyless])), [401, 'unknown_key']);
});

test('an event of an unknown key among good ones is refused alone', async () => {
  const response = await collector.post([event(summary()), event(summary(), 'nobody')]);
  const { accepted, rejected } = (await response.json()) as {
    accepted: unknown[];
    rejected: { code: string; path: string }[];
  };
  assert.equal(accepted.length, 1);
  assert.deepEqual(
    rejected.map(({ code, path }) => [code, path]),
    [['unknown_key', '/1/source']],
  );
});

test('a page of a foreign origin may not post', async () => {
  const response = await collector.post([event(summary())], { origin: 'https://evil.example' });
  assert.deepEqual(await refusal(response), [403, 'origin_refused']);
});

test('a page of a listed origin may post and read the answer', async () => {
  const response = await collector.post([event(summary())], { origin: app });
  assert.equal(response.status, 202);
  assert.equal(response.headers.get('access-control-allow-origin'), app);
});

test('a preflight names the listed origin only', async () => {
  const allowed = async (origin: string) => {
    const response = await fetch(`${collector.url}/v1/summaries`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    return response.headers.get('access-control-allow-origin');
  };
  assert.equal(await allowed(app), app);
  assert.equal(await allowed('https://evil.example'), null);
});

test('a page of a listed origin may read when to come back', async () => {
  const response = await collector.post([event(summary())], { origin: app });
  assert.match(response.headers.get('access-control-expose-headers') ?? '', /\bretry-after\b/i);
});

test('Insights and deletion need the read key, and the write key is not it', async () => {
  for (const [method, path] of [
    ['GET', '/v1/insights'],
    ['DELETE', '/v1/users/u_42'],
  ]) {
    for (const authorization of ['', 'Bearer demo', 'Bearer ', `Basic ${demoKey.read}`]) {
      const response = await fetch(`${collector.url}${path}`, {
        method: method ?? '',
        headers: authorization === '' ? {} : { authorization },
      });
      assert.deepEqual(await refusal(response), [401, 'unknown_read_key']);
    }
  }
});

test('bodies that are no batch are refused with a reason', async () => {
  assert.deepEqual(await refusal(await collector.post('{"a":')), [400, 'bad_json']);
  assert.deepEqual(await refusal(await collector.post('')), [400, 'bad_json']);
  assert.deepEqual(await refusal(await collector.post('7')), [400, 'bad_batch']);
  const xml = await collector.post('<a/>', { 'content-type': 'application/xml' });
  assert.deepEqual(await refusal(xml), [415, 'unsupported_type']);
});

test('a body over the cap is refused', async () => {
  const response = await collector.post(' '.repeat(64 * 1024 + 1));
  assert.deepEqual(await refusal(response), [413, 'too_large']);
});

test('days that are none, and ranges that end before they begin, are refused', async () => {
  const ask = (query: string) =>
    fetch(`${collector.url}/v1/insights?${query}`, {
      headers: { authorization: `Bearer ${demoKey.read}` },
    });
  assert.deepEqual(await refusal(await ask('from=2026-02-30')), [400, 'bad_value']);
  assert.deepEqual(await refusal(await ask('days=0')), [400, 'bad_value']);
  assert.deepEqual(await refusal(await ask('from=2026-11-02&to=2026-11-01')), [400, 'bad_range']);
  assert.deepEqual(await refusal(await ask('from=2025-01-01&to=2026-11-21')), [400, 'bad_range']);
});

test('a range without an end is held to the same 400 days, up to today', async () => {
  const ask = (from: string) =>
    fetch(`${collector.url}/v1/insights?from=${from}`, {
      headers: { authorization: `Bearer ${demoKey.read}` },
    });
  assert.equal((await ask('2025-10-18')).status, 200);
  assert.deepEqual(await refusal(await ask('2025-10-17')), [400, 'bad_range']);
  assert.deepEqual(await refusal(await ask('2026-11-22')), [400, 'bad_range']);
});

test('days the store has no date for are refused, not reported as its failure', async () => {
  for (const range of ['from=1900-01-01&to=1900-01-31', 'to=2149-06-06', 'to=9999-12-31']) {
    const response = await fetch(`${collector.url}/v1/insights?${range}`, {
      headers: { authorization: `Bearer ${demoKey.read}` },
    });
    assert.deepEqual(await refusal(response), [400, 'bad_value'], range);
  }
});

test('too many requests are told when to come back', async () => {
  let response = await collector.post('[]');
  for (let i = 0; i < 61 && response.status !== 429; i++) response = await collector.post('[]');
  assert.ok(Number(response.headers.get('retry-after')) > 0);
  assert.deepEqual(await refusal(response), [429, 'too_many_requests']);
});

test('keys that protect nothing are refused at start', () => {
  const store = { dataDir: 'never_opened' };
  const key = { write: 'a', read: 'sixteen_letters_', origins: [] };
  assert.throws(() => createCollector({ store, keys: [{ ...key, read: 'short' }] }), RangeError);
  assert.throws(() => createCollector({ store, keys: [{ ...key, write: 'a/b' }] }), RangeError);
  assert.throws(() => createCollector({ store, keys: [key, { ...key, write: 'b' }] }), RangeError);
});
