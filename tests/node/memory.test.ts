// What a page's engine takes of memory stays small. The same on every machine: a memory grows by pages of 64 KiB, and only when the
// engine asks for more.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryAtRest } from '../bench/memory.ts';

const kMiB = 1 << 20;

test('with 100 campaigns the engine rests in less than 2 MiB of memory', async (t) => {
  const { buffer, in_use } = await memoryAtRest(100);
  t.diagnostic(`${buffer} bytes, ${in_use} of them ever written`);
  assert.ok(buffer < 2 * kMiB, `${buffer} bytes`);
  assert.ok(in_use > 0);
});

test('with 1,000 campaigns it rests in less than 4 MiB', async (t) => {
  const { buffer } = await memoryAtRest(1_000);
  t.diagnostic(`${buffer} bytes`);
  assert.ok(buffer < 4 * kMiB, `${buffer} bytes`);
});
