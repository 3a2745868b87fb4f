import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startDemoProcess } from './demo_process.ts';

let dataDir: string;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docent-durability-'));
});
after(() => rm(dataDir, { recursive: true, force: true }));

test('what was acknowledged survives kill -9 in the middle of a storm of posts', async () => {
  const demo = await startDemoProcess(dataDir);
  let acknowledged = 0;
  const storm = Array.from({ length: 8 }, async () => {
    for (;;) {
      const status = await demo.post('stormy').catch(() => 0);
      if (status !== 202) return;
      acknowledged++;
      if (acknowledged === 150) demo.process.kill('SIGKILL');
    }
  });
  await Promise.all(storm);
  assert.ok(acknowledged >= 150, `${acknowledged} were acknowledged`);

  const again = await startDemoProcess(dataDir);
  const counted = await again.timesCounted('stormy');
  await again.end('SIGTERM');
  // Up to eight more may be on disk: written, but killed before they could be acknowledged.
  assert.ok(
    counted >= acknowledged && counted <= acknowledged + 8,
    `${counted} counted, ${acknowledged} acknowledged`,
  );
});

test('SIGTERM drains: posts under way are answered, kept, and the process ends cleanly', async () => {
  const demo = await startDemoProcess(dataDir);
  assert.equal(await demo.post('drained'), 202);
  const underWay = Array.from({ length: 20 }, () => demo.post('drained').catch(() => 0));
  const code = await demo.end('SIGTERM');
  const statuses = await Promise.all(underWay);
  assert.equal(code, 0);
  // A connection that was not accepted any more (0) or was told 503 keeps its summary for later.
  assert.deepEqual(
    statuses.filter((status) => ![0, 202, 503].includes(status)),
    [],
  );
  const kept = 1 + statuses.filter((status) => status === 202).length;

  const again = await startDemoProcess(dataDir);
  assert.equal(await again.timesCounted('drained'), kept);
  await again.end('SIGTERM');
});

test('a second process on the same directory says so in one sentence', async () => {
  const first = await startDemoProcess(dataDir);
  await assert.rejects(
    startDemoProcess(dataDir),
    /Cannot open the data directory .*: another process has it open/,
  );
  assert.equal(await first.post('undisturbed'), 202);
  await first.end('SIGTERM');
});
