// What the engine remembers of a user stays small, however long they stay.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kCampaigns, kEventNames, kEvents, simulateYear } from '../bench/year.ts';

test('the state stays under 4 KB after a year with 30 campaigns and 40 events', async (t) => {
  const { file, snapshot, batches, shown } = await simulateYear();
  const { campaigns, events } = JSON.parse(file) as { campaigns: unknown[]; events: object };
  assert.equal(campaigns.length, kCampaigns);
  assert.equal(Object.keys(events).length, kEvents);
  // The year is one worth bounding: every event happened, and much was shown.
  assert.ok(kEventNames.every((name) => snapshot.includes(name)));
  assert.ok(shown >= kCampaigns, `${shown} prompts`);
  const bytes = Buffer.byteLength(snapshot);
  t.diagnostic(`${bytes} bytes after ${batches} batches and ${shown} prompts`);
  assert.ok(bytes < 4096, `${bytes} bytes`);
});
