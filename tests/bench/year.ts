// A year of one user: 30 campaigns, 40 events, every working day and some weekends, answering what the engine shows. The same story
// on every machine. Shared by the benchmark and by the test that bounds the state (tests/node/year.test.ts).
import type { Batch, CommandBody, Effect, Here, ShowEffect } from '../../widget/src/contract.ts';
import { loadPageEngine, type RawEngine } from '../golden/node_engine.ts';
import { randomFrom } from './random.ts';

export const kCampaigns = 30;
export const kEvents = 40;
const kHour = 3_600_000;
const kDay = 24 * kHour;
const kStart = Date.UTC(2026, 0, 5, 8);
const kVerbs = ['created', 'sent', 'opened', 'paid', 'exported', 'shared', 'archived', 'imported'];
const kNouns = ['invoice', 'customer', 'report', 'reminder', 'payment'];

/** `invoice_created` … `payment_imported`: 40 of them. */
export const kEventNames = kNouns.flatMap((noun) => kVerbs.map((verb) => `${noun}_${verb}`));

function stepsOf(kind: string, index: number): object[] {
  if (kind === 'announcement') return [{ id: 'news', title: `News ${index}` }];
  if (kind === 'tour') {
    return ['hello', 'create', 'done'].map((id) => ({ id, title: `${id} ${index}` }));
  }
  const type = index % 2 === 0 ? 'nps' : 'ces';
  return [
    { id: 'score', title: 'How was it?', question: { type, required: true } },
    { id: 'why', title: 'Why?', question: { type: 'text' } },
  ];
}

/** The campaign file: tours and announcements once, surveys again and again; half of them after an event. */
export function yearFile(count = kCampaigns): string {
  const events = Object.fromEntries(
    kEventNames.map((name, i) => [
      name,
      { weight: (i % 5) - 1, ...(i % 3 === 0 ? { half_life_days: 14 } : {}), core: i === 1 },
    ]),
  );
  const campaigns = Array.from({ length: count }, (_, i) => {
    const kind = ['tour', 'survey', 'announcement'][i % 3] ?? 'tour';
    return {
      id: `${kind}_${i}`,
      kind,
      priority: i % 7,
      audience: { 'user.age_days': { $gte: (i * 9) % 300 } },
      trigger: i % 2 === 0 ? { on: 'page_view' } : { on: 'event', event: kEventNames[i % kEvents] },
      frequency: kind === 'survey' ? { repeat: 'every_days', days: 60 } : { repeat: 'once' },
      steps: stepsOf(kind, i),
    };
  });
  return JSON.stringify({ version: 1, events, score: { target: 500 }, campaigns });
}

export interface Year {
  file: string;
  /** The user's state in the last evening: a whole day is open in it. */
  snapshot: string;
  /** How many batches it took, and how often something was shown. */
  batches: number;
  shown: number;
}

/** One user in front of an engine: sends what happens, and does what the engine asks for. */
function userOf(engine: RawEngine): {
  at: (now_ms: number) => void;
  send: (...bodies: CommandBody[]) => void;
  random: () => number;
  counts: { batches: number; shown: number };
} {
  const random = randomFrom(7);
  const counts = { batches: 0, shown: 0 };
  let now_ms = kStart;
  let ids = 0;
  let showing: ShowEffect | undefined;

  const id = (): string => {
    const time = now_ms.toString(16).padStart(12, '0');
    const tail = (ids += 1).toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${tail}`;
  };
  const page = {
    path: '/app/',
    url: 'https://app.test/app/',
    host: 'app.test',
    query: '',
    hash: '',
    title: 'Home',
    referrer: '',
  };

  function handle(bodies: CommandBody[]): ShowEffect | undefined {
    const stamp = { now_ms, offset_min: 60, tab: 'a' };
    const commands = bodies.map((body) => ({ ...body, ...stamp, id: id() }));
    const device = { id: 'device-1', kind: 'desktop' as const };
    const here: Here = { ...stamp, id: id(), visible: true, locale: 'en-GB', page, device };
    if (showing) here.showing = showing.prompt;
    const batch: Batch = { here, commands };
    counts.batches += 1;
    let asked: ShowEffect | undefined;
    for (const effect of JSON.parse(engine.handle(JSON.stringify(batch))) as Effect[]) {
      if (effect.type === 'error') throw new Error(`${effect.code} ${effect.path}`);
      if (effect.type === 'hide' && effect.prompt === showing?.prompt) showing = undefined;
      if (effect.type === 'show' && !('passive' in effect)) asked = effect;
    }
    const known = asked?.prompt === showing?.prompt && asked?.step === showing?.step;
    return known ? undefined : asked;
  }

  /** What the user does with a step: answers it and goes on, or has had enough. */
  function reply(show: ShowEffect): CommandBody[] {
    const { prompt, step, content } = show;
    const luck = random();
    if (luck < 0.2) return [{ type: 'outcome', prompt, outcome: 'dismissed' }];
    if (luck < 0.3) return [{ type: 'outcome', prompt, outcome: 'snoozed' }];
    const next: CommandBody = { type: 'advance', prompt, step, to: 'next' };
    if (!content.question) return [next];
    const { id: question, type } = content.question;
    const value = type === 'text' ? 'Because it works' : 1 + Math.floor(luck * 7);
    return [{ type: 'answer', prompt, step, question, value }, next];
  }

  function send(...bodies: CommandBody[]): void {
    let asked = handle(bodies);
    while (asked) {
      now_ms += 900;
      const show: ShowEffect = asked;
      if (showing?.prompt !== show.prompt) counts.shown += 1;
      showing = show;
      handle([{ type: 'shown', prompt: show.prompt, step: show.step }]);
      now_ms += 4_000;
      asked = handle(reply(show));
    }
    now_ms += 12_000;
  }

  const at = (then_ms: number): void => void (now_ms = Math.max(now_ms, then_ms));
  at(kStart);
  return {
    at(then_ms) {
      at(then_ms);
      send({ type: 'page', page });
    },
    send,
    random,
    counts,
  };
}

/** Plays the year in `engine.wasm`, as a page would: with the state stored and read back every day. */
export async function simulateYear(): Promise<Year> {
  const file = yearFile();
  const engine = await loadPageEngine();
  try {
    const loaded = JSON.parse(engine.load(file)) as { ok: boolean; problems: unknown[] };
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const user = userOf(engine);
    user.at(kStart);
    const traits = { first_name: 'Zoë', plan: 'team', created_at: kStart };
    user.send({ type: 'identify', user_id: 'u_42', traits });
    user.send({ type: 'group', account_id: 'acme', traits: { seats: 7 } });
    for (let day = 0; day < 365; day += 1) {
      if (day % 7 > 4 && user.random() < 0.7) continue;
      user.at(kStart + day * kDay + Math.floor(user.random() * 4) * kHour);
      const actions = 5 + Math.floor(user.random() * 20);
      for (let i = 0; i < actions; i += 1) {
        // Some features are used all the time, others hardly ever.
        const event = kEventNames[Math.floor(user.random() ** 2 * kEvents)] ?? '';
        user.send({ type: 'track', event, props: { amount: 100 + day } });
      }
      user.send({ type: 'activity', active_ms: 240_000 });
      engine.restore(engine.snapshot());
    }
    return { file, snapshot: engine.snapshot(), ...user.counts };
  } finally {
    engine.delete();
  }
}
