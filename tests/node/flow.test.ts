// Checklists, branches and moments, as a team's own test plays them.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { createEngine, type NodeEngine } from 'docent/node';

const file = {
  version: 1,
  revision: 'r1',
  events: { invoice_sent: {} },
  campaigns: [
    {
      id: 'start',
      kind: 'checklist',
      trigger: { on: 'page_view' },
      steps: [
        { id: 'send', title: 'Send an invoice', done_on: 'invoice_sent' },
        { id: 'read', title: 'Read on', buttons: [{ label: 'Read', action: 'next' }] },
      ],
    },
    {
      id: 'tip',
      kind: 'announcement',
      trigger: { on: 'idle', after_ms: 5000 },
      steps: [{ id: 'one', title: 'Still there?' }],
    },
  ],
};

let engine: NodeEngine | undefined;

function visitor(): NodeEngine {
  engine = createEngine({ config: file, now: '2026-03-02T09:00:00Z', page: '/app/' });
  return engine;
}

afterEach(() => {
  engine?.dispose();
  engine = undefined;
});

test('a checklist is done item by item, and completed when everything is', () => {
  const user = visitor();
  assert.equal(user.checklists()[0]?.total, 2);
  user.track('invoice_sent');
  assert.deepEqual(
    user.checklists()[0]?.items.map(({ id, done }) => [id, done]),
    [
      ['send', true],
      ['read', false],
    ],
  );
  const effects = user.press('start', 'read');
  const outcome = effects.find((effect) => effect.type === 'outcome');
  assert.equal(outcome?.outcome, 'completed');
  assert.equal(outcome?.reason, 'all_items');
  assert.deepEqual(user.checklists(), []);
});

test('a checklist that is closed stays closed', () => {
  const user = visitor();
  user.close('start');
  user.page('/app/');
  assert.deepEqual(user.checklists(), []);
});

test('the page is told what to look out for, and its moment shows the campaign', () => {
  const user = visitor();
  assert.deepEqual(user.watches(), [{ campaign: 'tip', trigger: 0, on: 'idle', after_ms: 5000 }]);
  user.moment('tip');
  assert.equal(user.showing()?.campaign, 'tip');
});
