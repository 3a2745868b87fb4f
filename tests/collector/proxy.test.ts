import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startCollector, type RunningCollector } from './running_collector.ts';

// The test itself is the reverse proxy: it connects from a loopback address, which is trusted.
let collector: RunningCollector;
before(async () => {
  collector = await startCollector({ requestsPerMinute: 5 }, { trustProxy: 'loopback' });
});
after(() => collector.close());

/** Posts as a proxy does: it appends the address it was asked from to what the client sent. */
async function statusThroughProxy(claimed: string, address: string): Promise<number> {
  const response = await collector.post('[]', { 'x-forwarded-for': `${claimed}, ${address}` });
  return response.status;
}

test('behind a trusted proxy, invented addresses do not get a client past its limit', async () => {
  const statuses: number[] = [];
  for (let i = 1; i <= 6; i++) {
    statuses.push(await statusThroughProxy(`198.51.100.${i}`, '203.0.113.9'));
  }
  assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429]);
});

test('behind a trusted proxy, one client does not use up the limit of another', async () => {
  assert.equal(await statusThroughProxy('198.51.100.1', '203.0.113.77'), 401);
});
