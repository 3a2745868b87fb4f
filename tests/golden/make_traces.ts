// Writes the traces beside it: users' lives, played against the engine itself. Run it only when a story should change: the hash
// beside each trace changes with it (tests/golden/golden_runner.cpp prints it).
//
//   node --import tsx tests/golden/make_traces.ts [name…]

import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { loadNodeEngine } from './node_engine.ts';
import { scriptOf } from './script.ts';
import { kScripts } from './scripts.ts';
import { kDay, kHour, kMinute, visitor, type Body, type Life, type Visitor } from './visitor.ts';

const kFolder = new URL('./', import.meta.url);
const kMonday = Date.UTC(2026, 2, 2, 8, 0, 0); // the days cross the change to summer time
const kPaths = ['/app/', '/app/invoices', '/app/customers'] as const;

interface Story {
  file: string;
  seed: number;
  days: number;
  /** Who it is, before the first day. */
  begin?: (user: Visitor) => void;
  /** What happens on a day, after the first page. */
  day: (
    user: Visitor,
    day: number,
    life: { snapshot: () => string; device: (id: string) => void },
  ) => void;
  campaigns: string[];
}

const identify = (user_id: string, traits: Record<string, unknown>): Body => ({
  type: 'identify',
  user_id,
  traits,
});

/** Some of these events, each by its chance. */
function some_events(user: Visitor, chances: Record<string, number>): void {
  for (const [event, chance] of Object.entries(chances)) {
    if (user.random() < chance) user.track(event, { amount: 100 + Math.floor(user.random() * 60) });
  }
}

const kStories: Record<string, Story> = {
  sixty_days: {
    file: '../../docs/examples/docent.json',
    seed: 23,
    days: 60,
    campaigns: ['welcome', 'ces_first_invoice', 'nps', 'reports_launch', 'nobody'],
    begin(user) {
      user.send(identify('u_42', { first_name: 'Zoë', plan: 'team', created_at: user.now - kDay }));
      user.send({ type: 'group', account_id: 'acme', traits: { seats: 7 } });
      user.send({ type: 'consent', mode: 'full' });
      user.follow();
    },
    day(user, day) {
      if (day % 7 > 4 && user.random() < 0.8) return; // most weekends are quiet
      some_events(user, {
        invoice_created: 0.6,
        invoice_sent: 0.5,
        invoice_paid: 0.3,
        support_opened: 0.1,
      });
      if (user.random() < 0.2) user.track(`other_${day}`);
      if (day === 20) user.send({ type: 'start', campaign: 'welcome' });
      if (day === 24) user.send({ type: 'mute', muted: true });
      if (day === 26) user.send({ type: 'mute', muted: false });
      if (day === 33) user.now -= 2 * kHour; // a clock that goes back a little
      user.send({ type: 'activity', active_ms: 15_000 });
      user.follow();
      if (day !== 59) return;
      user.now -= 40 * kDay; // a clock that was wrong for weeks
      user.visit('/app/');
      user.send({ type: 'track' }, { type: 'nonsense' });
      user.send({ type: 'reset' });
    },
  },
  audiences: {
    file: 'files/audiences.json',
    seed: 101,
    days: 14,
    campaigns: [
      'vip',
      'not_vip',
      'loop',
      'version',
      'tags',
      'regex',
      'fold',
      'nested',
      'counts',
      'types',
    ],
    begin: (user) =>
      user.send(
        identify('u_1', { plan: 'Team', app: '2.9.9', tags: ['beta'], mail: 'a@example.com' }),
      ),
    day(user, day) {
      some_events(user, { sent: 0.6, paid: 0.3 });
      if (day === 3)
        user.send(
          identify('u_1', { app: '2.10.1', tags: ['beta', 'gamma'], address: { city: 'Bern' } }),
        );
      if (day === 6) user.send({ type: 'group', account_id: 'acme', traits: { seats: 12 } });
      if (day === 8) user.send(identify('u_2', { plan: 'free', mail: 'b@example.org' }));
      if (day === 11) user.send(identify('u_2', { plan: null, mail: null }));
      user.visit(user.one_of(kPaths));
    },
  },
  experiments: {
    file: 'files/experiments.json',
    seed: 202,
    days: 24,
    campaigns: ['three_ways', 'weighted', 'space_left', 'space_right', 'sampled', 'asked'],
    day(user, day, life) {
      if (day % 2 === 0) {
        user.send({ type: 'reset' });
        life.device(`device-${day}`);
        if (day % 4 === 0) user.send(identify(`u_${day}`, {}));
      }
      for (let visits = 0; visits < 4; visits++) user.visit(user.one_of(kPaths));
      if (day % 5 === 0) {
        user.send({ type: 'start', campaign: 'asked' });
        user.follow();
      }
    },
  },
  triggers: {
    file: 'files/triggers.json',
    seed: 303,
    days: 16,
    campaigns: [
      'third',
      'large',
      'seen',
      'clicked',
      'idle',
      'exit',
      'scrolled',
      'stage',
      'band',
      'after',
      'any_after',
    ],
    day(user) {
      for (let visits = 0; visits < 3; visits++) {
        some_events(user, { sent: 0.5, left: 0.15, paid: 0.15 });
        user.moment();
        user.visit(user.one_of(kPaths));
        user.moment();
      }
    },
  },
  attention: {
    file: 'files/attention.json',
    seed: 404,
    days: 45,
    campaigns: [
      'daily',
      'modal',
      'banner',
      'free',
      'dear',
      'office',
      'night',
      'spring',
      'follow_up',
    ],
    day(user, day) {
      if (day % 7 === 3) return;
      for (let visits = 0; visits < 3; visits++) {
        if (user.random() < 0.2) user.track('call_started');
        user.typing = user.random() < 0.1;
        user.visit(user.one_of(kPaths));
        user.typing = false;
        if (user.random() < 0.1) user.track('call_ended');
        user.now += Math.floor(user.random() * 5 * kHour);
      }
      if (day === 10) user.send({ type: 'pause', paused: true });
      if (day === 12) user.send({ type: 'pause', paused: false });
    },
  },
  flow: {
    file: 'files/flow.json',
    seed: 505,
    days: 20,
    campaigns: ['branches', 'conditions', 'survey', 'start', 'reward'],
    begin: (user) => user.send(identify('u_5', { plan: 'team' })),
    day(user, day) {
      for (let visits = 0; visits < 2; visits++) {
        some_events(user, { sent: 0.3, paid: 0.25, imported: 0.1 });
        user.visit(user.one_of(kPaths));
        user.now += 6_000;
        user.send();
        user.follow();
      }
      if (day === 9) user.send({ type: 'start', campaign: 'branches' });
      user.follow();
    },
  },
  lifecycle: {
    file: 'files/lifecycle.json',
    seed: 606,
    days: 60,
    campaigns: ['win_back', 'try_reports', 'sorry', 'nps', 'warm'],
    begin: (user) =>
      user.send(identify('u_6', { plan: 'team', created_at: user.now - kDay }), {
        type: 'consent',
        mode: 'full',
      }),
    day(user, day) {
      const busy = day < 20 ? 0.7 : day < 40 ? 0.1 : 0.5;
      if (user.random() > busy + 0.2) return;
      some_events(user, {
        created: busy,
        sent: busy,
        paid: busy / 2,
        complained: 0.08,
        report: day > 25 ? 0.2 : 0,
      });
      user.send({ type: 'activity', active_ms: Math.floor(user.random() * 15 * kMinute) });
      user.now += Math.floor(user.random() * 20 * kMinute);
      user.visit(user.one_of(kPaths));
    },
  },
  surveys: {
    file: 'files/surveys.json',
    seed: 707,
    days: 14,
    campaigns: ['everything', 'after_nps'],
    begin: (user) => user.send({ type: 'consent', mode: 'full' }),
    day(user) {
      user.visit(user.one_of(kPaths));
    },
  },
  identities: {
    file: 'files/lifecycle.json',
    seed: 808,
    days: 16,
    campaigns: ['nps', 'warm'],
    day(user, day, life) {
      some_events(user, { created: 0.6, sent: 0.5, paid: 0.4 });
      if (day === 4) user.send(identify('u_8', { plan: 'team' }));
      if (day === 7) {
        kept = life.snapshot();
        user.send({ type: 'reset' });
      }
      if (day === 10) user.send({ ...identify('u_8', {}), state: kept });
      if (day === 12) user.send(identify('u_9', {}));
      if (day === 13) user.send({ ...identify('u_8', {}), state: '{"version": 99}' });
      if (day === 14) user.send({ type: 'consent', mode: 'off' });
    },
  },
};
let kept = '';

async function write(name: string, story: Story): Promise<void> {
  const engine = await loadNodeEngine();
  const lines: string[] = [];
  const { file } = story;
  const loaded = engine.load(await readFile(new URL(file, kFolder), 'utf8'));
  if (!(JSON.parse(loaded) as { ok: boolean }).ok) throw new Error(`${file}: ${loaded}`);
  const life: Life = {
    engine,
    line: (value) => lines.push(JSON.stringify(value)),
    start_ms: kMonday,
    seed: story.seed,
    device: 'device-1',
    offset_min: (now) => (now < Date.UTC(2026, 2, 29, 1) ? 60 : 120),
  };
  const user = visitor(life);
  life.line({ file });
  user.visit('/app/');
  story.begin?.(user);
  for (let day = 0; day < story.days; day++) {
    user.now = Math.max(
      user.now + kMinute,
      kMonday + day * kDay + Math.floor(user.random() * 12) * kHour,
    );
    user.visit(user.one_of(kPaths));
    story.day(user, day, {
      snapshot: () => engine.snapshot(),
      device: (id) => void (life.device = id),
    });
    user.leave();
    if (day % 5 === 2) {
      user.visible = true;
      user.explain(...story.campaigns);
      user.attributes();
      user.visible = false;
    }
    if (day % 6 === 4) {
      user.restart();
      engine.restore(engine.snapshot());
    }
  }
  await writeFile(new URL(`${name}.jsonl`, kFolder), lines.join('\n') + '\n');
  engine.delete();
  if (name === 'sixty_days') await write_example(lines);
}

/** The first minutes of a life, with remarks: the example of docs/engine.md. */
async function write_example(lines: string[]): Promise<void> {
  const first = lines.filter((line) => line.startsWith('{"batch"')).slice(0, 28);
  const last = JSON.parse(first.at(-1) ?? '') as { batch: { here: Record<string, unknown> } };
  const { showing: _, ...here } = last.batch.here;
  const remark = (comment: string): string => JSON.stringify({ comment });
  const explain = JSON.stringify({ explain: { campaign: 'welcome', here } });
  const text = [
    remark(
      "A command trace: one user's first minutes. docs/engine.md explains the lines; tests/golden/ holds longer ones.",
    ),
    JSON.stringify({ file: 'docent.json' }),
    ...first,
    remark('Why is the welcome tour not shown now? And what does the engine know of this user?'),
    explain,
    JSON.stringify({ attributes: { here } }),
    remark('The same, after the state was stored and read back.'),
    JSON.stringify({ restart: true }),
    explain,
  ];
  await writeFile(new URL('../../docs/examples/trace.jsonl', kFolder), text.join('\n') + '\n');
}

/** A story of scripts.ts, which is told step by step. */
async function tell(name: string, story: (typeof kScripts)[string]): Promise<void> {
  const engine = await loadNodeEngine();
  const lines: string[] = [];
  const read = (file: string): string => readFileSync(new URL(file, kFolder), 'utf8');
  const line = (value: unknown): void => void lines.push(JSON.stringify(value));
  story(scriptOf({ engine, line, read, start_ms: kMonday }));
  await writeFile(new URL(`${name}.jsonl`, kFolder), lines.join('\n') + '\n');
  engine.delete();
}

const wanted = process.argv.slice(2);
for (const [name, story] of Object.entries(kStories)) {
  if (wanted.length === 0 || wanted.includes(name)) await write(name, story);
}
for (const [name, story] of Object.entries(kScripts)) {
  if (wanted.length === 0 || wanted.includes(name)) await tell(name, story);
}
