// Hotspots and a resource centre, as a team's own test plays them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from 'docent/node';

const kNow = '2026-03-02T09:00:00Z';

const config = {
  version: 1,
  campaigns: [
    {
      id: 'hints',
      kind: 'hotspots',
      steps: [
        { id: 'filter', target: '#filter', title: 'Filter' },
        { id: 'export', target: '#export', title: 'Export' },
      ],
    },
    {
      id: 'help',
      kind: 'resource_centre',
      steps: [
        { id: 'send', type: 'article', title: 'Send' },
        { id: 'mail', type: 'contact', title: 'Write', url: 'mailto:help@example.com' },
        { id: 'say', type: 'feedback', title: 'Feedback' },
      ],
    },
    {
      id: 'news',
      kind: 'announcement',
      steps: [{ id: 'n', surface: 'feed', title: { en: 'New', de: 'Neu' } }],
    },
  ],
};

test('hotspots are read one by one, and completed when all are', () => {
  const user = createEngine({ config, now: kNow });
  const left = () => user.hotspots().flatMap(({ items }) => items.map(({ id }) => id));
  assert.deepEqual(left(), ['filter', 'export']);
  user.press('hints', 'filter');
  assert.deepEqual(left(), ['export']);
  const ended = user.press('hints', 'export').find(({ type }) => type === 'outcome');
  assert.ok(ended?.type === 'outcome' && ended.outcome === 'completed');
  assert.deepEqual(left(), []);
});

test('hotspots that are closed stay closed', () => {
  const user = createEngine({ config, now: kNow });
  user.close('hints');
  assert.deepEqual(user.hotspots(), []);
});

test('a resource centre has its entries and news while it is open', () => {
  const user = createEngine({ config, now: kNow, locale: 'de' });
  const centre = () => user.resource_centres()[0];
  assert.equal(centre()?.unread, 1);
  assert.equal(centre()?.items, undefined);
  user.open('help');
  assert.deepEqual(
    centre()?.items?.map(({ type }) => type),
    ['article', 'contact', 'feedback'],
  );
  assert.equal(centre()?.feed?.[0]?.content.title, 'Neu');
  user.press('help', 'send');
  user.press('help', 'mail');
  user.see('news');
  assert.equal(centre()?.unread, 0);
  assert.equal(centre()?.feed?.length, 1);
  user.close('help');
  assert.equal(centre()?.items, undefined);
  assert.throws(() => user.give_feedback('help', 'say', 'x'), /not open/);
});

test('the words of feedback are in the summary with full consent only', () => {
  for (const consent of ['full', 'summaries'] as const) {
    const user = createEngine({ config, now: kNow, consent });
    user.open('help');
    user.give_feedback('help', 'say', 'Good');
    user.hide();
    const { answers } = user.summaries().at(-1) as unknown as {
      answers: Record<string, { texts: string[]; histogram: number[] }>;
    };
    assert.deepEqual(answers['help.say']?.texts, consent === 'full' ? ['Good'] : []);
    assert.deepEqual(answers['help.say']?.histogram, [1]);
  }
});
