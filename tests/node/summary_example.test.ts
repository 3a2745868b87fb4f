// The documented summary is what the engine makes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createEngine } from 'docent/node';

const read = (name: string) =>
  readFileSync(new URL(`../../docs/examples/${name}`, import.meta.url), 'utf8');

test('a posted summary has exactly the fields of the documented one', () => {
  const [event] = JSON.parse(read('summary.json')) as [{ data: Record<string, unknown> }];
  const engine = createEngine({
    config: read('docent.json'),
    now: '2026-03-02T09:00:00Z',
    page: '/app/',
  });
  engine.start('welcome');
  engine.advance();
  engine.hide();
  const [summary] = engine.summaries();
  engine.dispose();
  assert.ok(summary);
  const fields = (data: object) =>
    Object.entries(data)
      .map(([name, value]) => `${name}: ${Array.isArray(value) ? 'list' : typeof value}`)
      .sort();
  assert.deepEqual(fields(summary), fields(event.data));
  const campaign = (data: Record<string, unknown>) =>
    fields((data.campaigns as Record<string, object>).welcome ?? {});
  assert.deepEqual(campaign(summary), campaign(event.data));
});
