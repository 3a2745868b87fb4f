// A user who lives through a trace: plays against the engine itself, so that every answer to a prompt fits what the engine asked
// for, and writes down what was done.
import type { RawEngine } from './node_engine.ts';

export const kSecond = 1_000;
export const kMinute = 60 * kSecond;
export const kHour = 60 * kMinute;
export const kDay = 24 * kHour;

interface Question {
  id: string;
  type: string;
  scale?: number;
  options?: { id: string }[];
}

interface Show {
  type: string;
  prompt: string;
  step: string;
  passive?: boolean;
  items?: { id: string; done: boolean }[];
  content: { question?: Question };
}

interface Watch {
  campaign: string;
  trigger: number;
}

type Effect = Show & { watches?: Watch[] };

export interface Body {
  type: string;
  [field: string]: unknown;
}

export interface Visitor {
  /** Epoch milliseconds; to be moved freely. */
  now: number;
  visible: boolean;
  typing: boolean;
  random(): number;
  /** One of a list, by chance. */
  one_of<T>(list: readonly T[]): T;
  /** A batch with these commands, now. */
  send(...bodies: Body[]): void;
  /** Answers whatever the engine asks for, until it asks for nothing. */
  follow(): void;
  /** Opens a page in a new document, and stays for a while. */
  visit(path: string): void;
  track(event: string, props?: Record<string, unknown>): void;
  /** Reports one of the moments that the engine watches for, if there is one. */
  moment(): void;
  leave(): void;
  restart(): void;
  explain(...campaigns: string[]): void;
  attributes(): void;
}

export interface Life {
  engine: RawEngine;
  /** Where the lines of the trace go. */
  line: (value: unknown) => void;
  start_ms: number;
  seed: number;
  /** May change: another device. */
  device: string;
  /** Minutes east of UTC at a time. */
  offset_min: (now: number) => number;
}

export function visitor(life: Life): Visitor {
  const { engine, line, start_ms, offset_min } = life;
  let { seed } = life;
  let ids = 0;
  let tab = 'a1';
  let path = '/app/';
  let showing: string | undefined;
  let pending: Show | undefined;
  let passive = new Map<string, Show>();
  let watches: Watch[] = [];

  /** mulberry32: the same story on every machine. */
  function random(): number {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  function one_of<T>(list: readonly T[]): T {
    const item = list[Math.floor(random() * list.length)];
    if (item === undefined) throw new Error('one of an empty list');
    return item;
  }

  function id(): string {
    const time = self.now.toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${(++ids).toString(16).padStart(12, '0')}`;
  }

  const page = () => ({
    path,
    url: `https://app.test${path}`,
    host: 'app.test',
    query: '',
    hash: '',
    title: path,
    referrer: '',
  });

  const here = () => ({
    id: id(),
    tab,
    now_ms: self.now,
    offset_min: offset_min(self.now),
    visible: self.visible,
    locale: ids % 5 === 0 ? 'de-AT' : 'en-GB',
    page: page(),
    device: { id: life.device, kind: 'desktop' },
    ...(showing ? { showing } : {}),
    ...(passive.size > 0 ? { passive: [...passive.keys()] } : {}),
    ...(self.typing ? { typing: true } : {}),
  });

  function send(...bodies: Body[]): void {
    const commands = bodies.map((body) => ({
      id: id(),
      now_ms: self.now,
      offset_min: offset_min(self.now),
      tab,
      ...body,
    }));
    const batch = { here: here(), commands };
    line({ batch });
    watches = [];
    for (const effect of JSON.parse(engine.handle(JSON.stringify(batch))) as Effect[]) {
      if (effect.type === 'watch') watches = effect.watches ?? [];
      if (effect.type === 'hide') {
        if (effect.prompt === showing) showing = undefined;
        passive.delete(effect.prompt);
      }
      if (effect.type !== 'show') continue;
      if (effect.passive) {
        const is_new = !passive.has(effect.prompt);
        passive.set(effect.prompt, effect);
        if (is_new) unseen.push(effect);
      } else {
        pending = effect;
      }
    }
  }
  const unseen: Show[] = [];

  function follow(): void {
    for (let shown = unseen.shift(); shown; shown = unseen.shift()) {
      self.now += 300;
      send({ type: 'shown', prompt: shown.prompt, step: shown.step });
    }
    for (let rounds = 0; pending && rounds < 40; rounds++) {
      const show = pending;
      pending = undefined;
      self.now += 700;
      const about = { prompt: show.prompt, step: show.step };
      const luck = random();
      if (luck < 0.1) {
        send({ type: 'target', found: false, ...about });
      } else if (luck < 0.16 && !showing) {
        send({ type: 'refused', prompt: show.prompt, reason: 'host' });
      } else {
        showing = show.prompt;
        send({ type: 'shown', ...about });
        pending = undefined;
        self.now += 4_000;
        respond(show, random());
      }
    }
  }

  function answer_to(question: Question, luck: number): unknown {
    const share = (luck * 97) % 1;
    const options = question.options ?? [];
    switch (question.type) {
      case 'text':
        return `Because “${Math.floor(share * 100)}”`;
      case 'single':
        return options[Math.floor(share * options.length)]?.id;
      case 'multiple':
        return options
          .filter((_, i) => i === 0 || (share * 31 + i) % 2 < 1)
          .map((option) => option.id);
      case 'nps':
        return Math.floor(share * 11);
      default:
        return 1 + Math.floor(share * (question.scale ?? 5));
    }
  }

  function respond(show: Show, luck: number): void {
    const about = { prompt: show.prompt, step: show.step };
    const question = show.content.question;
    if (luck < 0.12)
      return send({ type: 'outcome', prompt: show.prompt, outcome: 'dismissed', button: 'close' });
    if (luck < 0.2)
      return send({ type: 'outcome', prompt: show.prompt, outcome: 'snoozed', button: 'snooze' });
    if (luck < 0.28) return reload();
    if (question) {
      send({ type: 'answer', question: question.id, value: answer_to(question, luck), ...about });
      pending = undefined;
    }
    const to = luck > 0.9 ? 'back' : 'next';
    send({ type: 'advance', to, button: to, ...about });
  }

  function open_document(): void {
    tab = `a${ids}`;
    showing = undefined;
    pending = undefined;
    passive = new Map();
    unseen.length = 0;
    self.visible = true;
    send({ type: 'page', page: page() });
  }

  function reload(): void {
    send({ type: 'visibility', visible: false });
    self.now += 300;
    open_document();
  }

  const self: Visitor = {
    now: start_ms,
    visible: true,
    typing: false,
    random,
    one_of,
    send,
    follow,
    visit(to) {
      path = to;
      open_document();
      self.now += 3_500;
      send();
      follow();
    },
    track(event, props = {}) {
      self.now += 20_000;
      send({ type: 'track', event, props });
      follow();
    },
    moment() {
      if (watches.length === 0) return;
      const { campaign, trigger } = one_of(watches);
      self.now += 2_000;
      send({ type: 'moment', campaign, trigger });
      follow();
    },
    leave() {
      self.visible = false;
      send({ type: 'visibility', visible: false });
      showing = undefined;
    },
    restart: () => line({ restart: true }),
    explain(...campaigns) {
      for (const campaign of campaigns) line({ explain: { campaign, here: here() } });
    },
    attributes: () => line({ attributes: { here: here() } }),
  };
  return self;
}
