// Writes tests/golden/sixty_days.jsonl: sixty days of a user's life, played against the engine itself so that every answer to a
// prompt fits what the engine asked for. Run it only when the trace's story should change: the hash beside it changes with it.
//
//   node --import tsx tests/golden/make_trace.ts > tests/golden/sixty_days.jsonl

import { readFile } from 'node:fs/promises';
import { loadNodeEngine } from './node_engine.ts';

interface Show {
  type: string;
  prompt: string;
  step: string;
  content: { question?: { id: string; type: string } };
}

const kFile = '../../docs/examples/docent.json';
const kStart = Date.UTC(2026, 2, 2, 8, 0, 0); // a Monday; the days cross the change to summer time
const kHour = 3_600_000;
const kDay = 24 * kHour;

const engine = await loadNodeEngine();
engine.load(await readFile(new URL(kFile, import.meta.url), 'utf8'));

let now = kStart;
let ids = 0;
let seed = 23;
let tab = 'a1';
let showing: Show | undefined;
let path = '/app/';
let visible = true;

/** mulberry32: the same story on every machine. */
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

function id(): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${(++ids).toString(16).padStart(12, '0')}`;
}

const offset = (): number => (now < Date.UTC(2026, 2, 29, 1) ? 60 : 120);
const page = () => ({ path, url: `https://app.test${path}`, host: 'app.test', query: '', hash: '', title: path, referrer: '' });
const line = (value: unknown): void => void process.stdout.write(JSON.stringify(value) + '\n');

function here() {
  return {
    id: id(),
    tab,
    now_ms: now,
    offset_min: offset(),
    visible,
    locale: ids % 5 === 0 ? 'de-AT' : 'en-GB',
    page: page(),
    device: { id: 'device-1', kind: 'desktop' },
    ...(showing ? { showing: showing.prompt } : {}),
  };
}

function send(...bodies: { type: string; [field: string]: unknown }[]): void {
  const commands = bodies.map((body) => ({ id: id(), now_ms: now, offset_min: offset(), tab, ...body }));
  const batch = { here: here(), commands };
  line({ batch });
  for (const effect of JSON.parse(engine.handle(JSON.stringify(batch))) as Show[]) {
    if (effect.type === 'hide' && effect.prompt === showing?.prompt) showing = undefined;
    if (effect.type === 'show') pending = effect;
  }
}

let pending: Show | undefined;

/** Answers whatever the engine asks for, until it asks for nothing. */
function follow(): void {
  while (pending) {
    const show = pending;
    pending = undefined;
    now += 700;
    const about = { prompt: show.prompt, step: show.step };
    const luck = random();
    if (luck < 0.12) {
      send({ type: 'target', found: false, ...about });
    } else if (luck < 0.2 && !showing) {
      send({ type: 'refused', prompt: show.prompt, reason: 'host' });
    } else {
      showing = show;
      send({ type: 'shown', ...about });
      pending = undefined;
      now += 4_000;
      respond(show, random());
    }
  }
}

function respond(show: Show, luck: number): void {
  const about = { prompt: show.prompt, step: show.step };
  const question = show.content.question;
  if (luck < 0.12) return send({ type: 'outcome', prompt: show.prompt, outcome: 'dismissed', button: 'close' });
  if (luck < 0.24) return send({ type: 'outcome', prompt: show.prompt, outcome: 'snoozed', button: 'snooze' });
  if (luck < 0.34) return reload();
  if (question) {
    const value = question.type === 'text' ? `Because “${Math.floor(luck * 100)}”` : 1 + Math.floor(luck * 7);
    send({ type: 'answer', question: question.id, value, ...about });
    pending = undefined;
  }
  send({ type: 'advance', to: luck > 0.9 ? 'back' : 'next', button: luck > 0.9 ? 'back' : 'next', ...about });
}

function reload(): void {
  send({ type: 'visibility', visible: false });
  now += 300;
  tab = `a${ids}`;
  showing = undefined;
  send({ type: 'page', page: page() });
}

function visit(to: string): void {
  path = to;
  tab = `a${ids}`;
  showing = undefined;
  visible = true;
  send({ type: 'page', page: page() });
  now += 3_500;
  send();
  follow();
}

function act(event: string, props: Record<string, unknown> = {}): void {
  now += 20_000;
  send({ type: 'track', event, props });
  follow();
}

line({ file: kFile });
visit('/app/');
send({ type: 'identify', user_id: 'u_42', traits: { first_name: 'Zoë', plan: 'team', created_at: now - kDay } });
send({ type: 'group', account_id: 'acme', traits: { seats: 7 } });
send({ type: 'consent', mode: 'full' });
follow();

for (let day = 0; day < 60; day++) {
  now = kStart + day * kDay + Math.floor(random() * 9) * kHour + 1;
  if (day % 7 > 4 && random() < 0.8) continue; // most weekends are quiet
  visit(['/app/', '/app/invoices', '/app/customers'][day % 3] ?? '/app/');
  if (random() < 0.6) act('invoice_created', { amount: 100 + day });
  if (random() < 0.5) act('invoice_sent', { amount: random() < 0.2 ? 0 : 100 + day });
  if (random() < 0.3) act('invoice_paid');
  if (random() < 0.1) act('support_opened');
  if (random() < 0.2) act(`other_${day}`);
  if (day === 20) send({ type: 'start', campaign: 'welcome' });
  if (day === 24) send({ type: 'mute', muted: true });
  if (day === 26) send({ type: 'mute', muted: false });
  if (day === 30) line({ restart: true });
  if (day === 33) now -= 2 * kHour; // a clock that goes back a little
  send({ type: 'activity', active_ms: 15_000 });
  follow();
  if (day % 10 === 9) {
    for (const campaign of ['welcome', 'ces_first_invoice', 'nps', 'reports_launch', 'nobody']) {
      line({ explain: { campaign, here: here() } });
    }
    line({ attributes: { here: here() } });
  }
  visible = false;
  send({ type: 'visibility', visible: false });
}
now -= 40 * kDay; // a clock that was wrong for weeks
visible = true;
visit('/app/');
send({ type: 'track' }, { type: 'nonsense' });
send({ type: 'reset' });
