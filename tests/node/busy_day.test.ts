// A summary is sent from a page that may be closing, over whatever network there is: it stays small.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Effect, Summary } from '../../widget/src/contract.ts';
import { uuidV7 } from '../../widget/src/uuid.ts';
import { loadNodeEngine } from '../golden/node_engine.ts';

const kMost = 1024;
const kStart = Date.parse('2026-11-23T08:00:00Z');
const kEvents = [
  ...['invoice_sent', 'invoice_paid', 'client_added', 'quote_sent', 'report_opened'],
  ...['reminder_sent', 'team_member_invited', 'template_saved', 'export_started', 'search_used'],
  ...['payment_linked', 'expense_logged', 'import_finished', 'filter_saved', 'comment_written'],
];

const campaign = (id: string, kind: string, steps: object[]) => ({
  ...{ id, kind, steps, trigger: { on: 'manual' } },
});
const kFile = {
  ...{ version: 1, revision: '2026-11-21' },
  events: Object.fromEntries(
    kEvents.map((name, i) => [name, { weight: 1 + (i % 4), half_life_days: 14, core: i < 3 }]),
  ),
  features: Object.fromEntries(
    kEvents.slice(0, 10).map((name) => [name.split('_')[0], { events: [name] }]),
  ),
  activation: { events: ['client_added', 'invoice_sent'], within_days: 14 },
  milestones: [
    { id: 'first_client', when: { 'events.client_added.total': { $gte: 1 } } },
    { id: 'first_invoice', when: { 'events.invoice_sent.total': { $gte: 1 } } },
    { id: 'first_payment', when: { 'events.invoice_paid.total': { $gte: 1 } } },
  ],
  stages: [
    { id: 'adoption', when: { 'milestones.first_invoice.reached': true } },
    { id: 'onboarding' },
  ],
  score: {
    dimensions: [
      { id: 'core', weight: 3, target: 40, events: ['invoice_sent', 'invoice_paid'] },
      { id: 'breadth', weight: 2, target: 0.6, metric: 'features.breadth' },
      { id: 'habit', target: 1, metric: 'cadence.value' },
      { id: 'team', target: 3, events: ['team_member_invited', 'comment_written'] },
    ],
    bands: [
      { id: 'low', from: 0 },
      { id: 'medium', from: 30 },
      { id: 'high', from: 70 },
    ],
  },
  playbooks: [
    { id: 'activated', on: 'activation', signal: 'activated' },
    { id: 'grows', on: 'band', to: 'high', signal: 'expansion' },
    {
      id: 'anger',
      on: 'answer',
      question: 'nps',
      when: { value: { $lte: 6 } },
      signal: 'detractor',
    },
  ],
  report_traits: ['plan', 'role', 'country'],
  campaigns: [
    campaign(
      'welcome_tour',
      'tour',
      ['hello', 'menu', 'clients', 'invoices', 'done'].map((id) => ({
        ...{ id, surface: 'modal', title: id },
      })),
    ),
    campaign('nps_quarterly', 'survey', [
      { id: 'score', question: { id: 'score', type: 'nps' } },
      { id: 'why', question: { id: 'why', type: 'text' } },
    ]),
    campaign('ces_invoice', 'survey', [
      { id: 'effort', question: { id: 'effort', type: 'ces', scale: 7 } },
    ]),
    campaign('reports_launch', 'announcement', [{ id: 'news', surface: 'modal', title: 'News' }]),
  ],
};

type Answers = Record<string, unknown>;

test('the summary of a busy day is at most 1 KB compressed', async (t) => {
  const engine = await loadNodeEngine();
  const loaded = JSON.parse(engine.load(JSON.stringify(kFile))) as { ok: boolean };
  assert.ok(loaded.ok, JSON.stringify(loaded));
  let now_ms = kStart;
  let effects: Effect[] = [];
  let latest: Summary | undefined;
  const send = (command: object, showing?: string) => {
    now_ms += 45_000;
    const at = { now_ms, offset_min: 60, tab: 't1' };
    const page = { path: '/app/' };
    const device = { id: 'd1', kind: 'desktop' };
    const here = { id: uuidV7(now_ms), ...at, visible: true, locale: 'en', page, device };
    const commands = [{ id: uuidV7(now_ms), ...at, ...command }];
    const batch = { here: showing === undefined ? here : { ...here, showing }, commands };
    effects = JSON.parse(engine.handle(JSON.stringify(batch))) as Effect[];
    for (const effect of effects) if (effect.type === 'post') latest = effect.summary;
  };
  const showAll = (id: string, answers: Answers = {}) => {
    send({ type: 'start', campaign: id });
    for (let step = 0; step < 10; step++) {
      const show = effects.find((effect) => effect.type === 'show');
      if (show?.type !== 'show' || show.campaign !== id) return;
      const at = { prompt: show.prompt, step: show.step };
      send({ type: 'shown', ...at }, show.prompt);
      const value = answers[show.step];
      if (value !== undefined) {
        send({ type: 'answer', ...at, question: show.step, value }, show.prompt);
      }
      send({ type: 'advance', ...at, to: 'next', button: 'next' }, show.prompt);
    }
  };

  send({ type: 'consent', mode: 'full' });
  const traits = { plan: 'business', role: 'owner', country: 'DE', secret: 'stays here' };
  send({ type: 'identify', user_id: 'user_48151623', traits });
  send({ type: 'group', account_id: 'account_4815' });
  for (let visit = 0; visit < 30; visit++) {
    send({ type: 'page', page: { path: `/app/${visit}` } });
    send({ type: 'activity', active_ms: 37_123 });
    for (let i = 0; i < 4; i++) {
      send({ type: 'track', event: kEvents[(visit * 4 + i * 7) % kEvents.length] });
    }
  }
  for (const other of ['menu_opened', 'help_read', 'theme_changed', 'zoomed', 'printed']) {
    send({ type: 'track', event: other });
  }
  showAll('welcome_tour');
  showAll('nps_quarterly', { score: 4, why: 'I cannot find the report of last month.' });
  showAll('ces_invoice', { effort: 6 });
  showAll('reports_launch');

  assert.ok(latest);
  const text = JSON.stringify(latest);
  // A day worth bounding: everything a summary can say is in it.
  assert.equal(Object.keys(latest.campaigns as object).length, 4);
  assert.equal(Object.keys(latest.answers as object).length, 3);
  assert.equal(Object.keys(latest.events as object).length, 20);
  const { signals, milestones, stage, activated, dimensions } = latest as unknown as Record<
    string,
    unknown
  >;
  assert.equal((milestones as string[]).length, 3);
  assert.deepEqual([stage, activated], ['adoption', true]);
  assert.ok((signals as string[]).includes('detractor'));
  assert.equal(Object.keys(dimensions as object).length, 4);
  const brotli = brotliCompressSync(text).byteLength;
  const gzip = gzipSync(text, { level: 9 }).byteLength;
  t.diagnostic(`${text.length} bytes, ${gzip} with gzip, ${brotli} with brotli`);
  assert.ok(gzip <= kMost, `${gzip} bytes`);
});
