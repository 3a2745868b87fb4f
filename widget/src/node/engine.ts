// The engine with a clock that is set by hand: for a team's own tests of its campaigns.
import type {
  Content,
  AnswerValue,
  Command,
  CommandBody,
  ConsentMode,
  DeviceKind,
  Effect,
  Explanation,
  Gate,
  Here,
  Outcome,
  Page,
  Problem,
  ShowChecklistEffect,
  ShowHotspotsEffect,
  ShowPassiveEffect,
  ShowResourceCentreEffect,
  ShowEffect,
  Summary,
  Traits,
  Watch,
} from '../contract.ts';
import { createEnginePort } from '../engine_port.ts';
import { uuidV7 } from '../uuid.ts';
import { module } from './module.ts';

/** A time: epoch milliseconds, a `Date`, or RFC 3339 text. */
export type Instant = number | Date | string;

export interface NodeEngineOptions {
  /** The campaign file: the object, or its text. */
  config: object | string;
  /** Where the clock begins. */
  now: Instant;
  /** Minutes east of UTC of the user. Default 0. */
  offset_min?: number;
  locale?: string;
  device?: { id?: string; kind?: DeviceKind };
  /** Where the user is to begin with: a path, or any fields of a page. Default `/`. */
  page?: string | Partial<Page>;
  consent?: ConsentMode;
  /** A snapshot to begin with. */
  state?: string;
  /** Whether the step's target is on the page. Default: always. */
  has_target?: (show: ShowEffect) => boolean;
}

/** A gate with its sentence for people. */
export type GateWithSentence = Gate & { sentence: string };
export type ExplanationWithSentences = Omit<Explanation, 'gates'> & { gates: GateWithSentence[] };

/** Each method that makes something happen returns the effects the engine asked for. */
export interface NodeEngine {
  /** The clock, in epoch milliseconds. */
  now(): number;
  /** Moves the clock there, and on the way runs what was to happen at its time. Never goes back. */
  tick(at: Instant): Effect[];
  /** The same, by a duration. */
  wait(duration: {
    days?: number;
    hours?: number;
    minutes?: number;
    seconds?: number;
    ms?: number;
  }): Effect[];
  page(page: string | Partial<Page>): Effect[];
  track(event: string, props?: Record<string, unknown>): Effect[];
  identify(user_id: string, traits?: Traits): Effect[];
  group(account_id: string, traits?: Traits): Effect[];
  /** The user asks for a campaign. */
  start(campaign: string): Effect[];
  activity(active_ms: number): Effect[];
  pause(): Effect[];
  resume(): Effect[];
  mute(muted?: boolean): Effect[];
  consent(mode: ConsentMode): Effect[];
  reset(): Effect[];
  /** The page is hidden (the summary is posted) or seen again. */
  hide(): Effect[];
  reveal(): Effect[];
  /** What is on screen now, what is passive apart. */
  showing(): ShowEffect | undefined;
  /** The checklists on screen. */
  checklists(): ShowChecklistEffect[];
  /** The hotspots on screen: their beacons of this page that were not read yet. */
  hotspots(): ShowHotspotsEffect[];
  /** The resource centres on screen. Only one that is open has entries and news. */
  resource_centres(): ShowResourceCentreEffect[];
  /** The button of a checklist's item is pressed, a hotspot or an entry of a resource centre is read. */
  press(campaign: string, item: string): Effect[];
  /** A resource centre is opened. */
  open(campaign: string): Effect[];
  /** The user sees the news of that campaign in the feed of a resource centre that is open. */
  see(campaign: string): Effect[];
  /** Feedback is given in a resource centre. */
  give_feedback(campaign: string, entry: string, text: string): Effect[];
  /** A checklist or hotspots are closed for good, a resource centre for now. */
  close(campaign: string): Effect[];
  /** What the page should look out for now. */
  watches(): Watch[];
  /** The page saw what a trigger waits for: by its number in the file, the first one by default. */
  moment(campaign: string, trigger?: number): Effect[];
  /** The user begins or stops to type in a field of the page. */
  typing(typing: boolean): Effect[];
  /** Goes on (or back) from the step on screen. */
  advance(to?: 'next' | 'back', how?: { button?: string }): Effect[];
  /** Answers the question on screen. It does not go on by itself. */
  answer(value: AnswerValue): Effect[];
  outcome(outcome: Exclude<Outcome, 'abandoned'>): Effect[];
  /** The latest revision of each summary posted so far, oldest first. */
  summaries(): Summary[];
  explain(campaign: string): ExplanationWithSentences;
  attributes(): Record<string, unknown>;
  snapshot(): string;
  /** Any command, for what the methods above do not cover. */
  send(...commands: CommandBody[]): Effect[];
  /** Gives the memory back. */
  dispose(): void;
}

const kSteps = 1_000;
const kUnits = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1_000, ms: 1 };

export function instantMs(at: Instant): number {
  const ms = typeof at === 'string' ? Date.parse(at) : Number(at);
  if (!Number.isFinite(ms)) throw new RangeError(`not a time: ${String(at)}`);
  return Math.floor(ms);
}

function pageOf(page: string | Partial<Page>): Page {
  const given: Partial<Page> = typeof page === 'string' ? { url: page } : page;
  const url = new URL(given.url ?? given.path ?? '/', 'https://app.example.com');
  return {
    path: url.pathname,
    host: url.host,
    query: url.search.slice(1),
    hash: url.hash.slice(1),
    title: '',
    referrer: '',
    ...given,
    url: url.href,
  };
}

function refusal(problems: Problem[]): Error {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const lines = errors.map(({ path, code, message }) => `  ${path || '/'} ${code}: ${message}`);
  return new Error(`The campaign file was refused:\n${lines.join('\n')}`);
}

/** A user on a page, whose time you move. Throws when the campaign file is refused. */
export function createEngine(options: NodeEngineOptions): NodeEngine {
  const { config, offset_min = 0, locale = 'en', has_target = () => true } = options;
  const port = createEnginePort(module);
  const loaded = port.load(typeof config === 'string' ? config : JSON.stringify(config));
  if (!loaded.ok) {
    port.dispose();
    throw refusal(loaded.problems);
  }
  if (options.state !== undefined) {
    const restored = port.restore(options.state);
    if (!restored.ok) {
      port.dispose();
      throw new Error(`${restored.error.code}: ${restored.error.message}`);
    }
  }

  const tab = 'node';
  const device = { id: options.device?.id ?? 'device', kind: options.device?.kind ?? 'desktop' };
  const posted = new Map<string, Summary>();
  let now_ms = instantMs(options.now);
  let page = pageOf(options.page ?? '/');
  let visible = true;
  let wake_ms: number | undefined;
  let shown: ShowEffect | undefined;
  let watches: Watch[] = [];
  let is_typing = false;
  const passive = new Map<string, ShowPassiveEffect>();
  const open = new Set<string>();

  function here(): Here {
    const base = { id: uuidV7(now_ms), tab, now_ms, offset_min, visible, locale, page, device };
    return {
      ...base,
      ...(shown ? { showing: shown.prompt } : {}),
      ...(passive.size > 0 ? { passive: [...passive.keys()], open: [...open] } : {}),
      ...(is_typing ? { typing: true } : {}),
    };
  }

  function stamped(body: CommandBody): Command {
    return { ...body, id: uuidV7(now_ms), now_ms, offset_min, tab };
  }

  /** Does what a page would do with an effect; what that makes happen in turn is returned. */
  function perform(effect: Effect): CommandBody[] {
    if (effect.type === 'post') posted.set(effect.id, effect.summary);
    else if (effect.type === 'wake') wake_ms = effect.at_ms;
    else if (effect.type === 'watch') watches = effect.watches;
    else if (effect.type === 'hide') {
      passive.delete(effect.prompt);
      open.delete(effect.prompt);
      if (shown?.prompt === effect.prompt) shown = undefined;
    } else if (effect.type === 'show' && effect.passive) {
      const { prompt, step } = effect;
      const is_new = !passive.has(prompt);
      passive.set(prompt, effect);
      return is_new ? [{ type: 'shown', prompt, step }] : [];
    } else if (effect.type === 'show') {
      const { prompt, step } = effect;
      if (shown?.prompt === prompt && shown.step === step) return [];
      if (effect.targets.length > 0 && !has_target(effect)) {
        return [{ type: 'target', prompt, step, found: false }];
      }
      shown = effect;
      return [{ type: 'shown', prompt, step }];
    }
    return [];
  }

  function send(...commands: CommandBody[]): Effect[] {
    const all: Effect[] = [];
    let next = commands;
    for (let turn = 0; turn < kSteps; turn += 1) {
      wake_ms = undefined;
      watches = [];
      const batch = { here: here(), commands: next.map(stamped) };
      const effects = port.handle(JSON.stringify(batch));
      all.push(...effects);
      next = effects.flatMap(perform);
      if (next.length === 0) return all;
    }
    throw new Error('the engine and the page do not come to rest');
  }

  function tick(at: Instant): Effect[] {
    const goal_ms = instantMs(at);
    if (goal_ms < now_ms) throw new RangeError('the clock does not go back');
    const all: Effect[] = [];
    for (let turn = 0; turn < kSteps && wake_ms !== undefined && wake_ms <= goal_ms; turn += 1) {
      now_ms = Math.max(now_ms, wake_ms);
      all.push(...send());
    }
    now_ms = goal_ms;
    return [...all, ...send()];
  }

  function passiveOf(campaign: string): ShowPassiveEffect {
    const found = [...passive.values()].find((one) => one.campaign === campaign);
    if (!found) throw new Error(`${campaign} is not on screen`);
    return found;
  }

  /** Those of a kind. */
  function ofKind<Kind extends ShowPassiveEffect['kind']>(kind: Kind) {
    const is = (one: ShowPassiveEffect): one is Extract<ShowPassiveEffect, { kind: Kind }> =>
      one.kind === kind;
    return [...passive.values()].filter(is);
  }

  /** What the page says was pressed when the user takes up an item. */
  function buttonOf(effect: ShowPassiveEffect, id: string): string | undefined {
    if (effect.kind === 'checklist')
      return effect.items.find((item) => item.id === id)?.button?.action;
    const items: { id: string; content: Content }[] = effect.items ?? [];
    const item = items.find((one) => one.id === id);
    const leads = effect.kind === 'resource_centre' && item?.content.buttons;
    return item && (leads ? 'navigate' : 'read');
  }

  function onScreen(): ShowEffect {
    if (!shown) throw new Error('nothing is on screen');
    return shown;
  }

  if (options.consent) send({ type: 'consent', mode: options.consent });
  send({ type: 'page', page });

  const engine: NodeEngine = {
    now: () => now_ms,
    tick,
    wait(duration) {
      let sum_ms = 0;
      for (const [unit, ms] of Object.entries(kUnits)) {
        sum_ms += (duration[unit as keyof typeof kUnits] ?? 0) * ms;
      }
      return tick(now_ms + sum_ms);
    },
    page(next) {
      page = pageOf(next);
      return send({ type: 'page', page });
    },
    track: (event, props) => send({ type: 'track', event, ...(props ? { props } : {}) }),
    identify: (user_id, traits) =>
      send({ type: 'identify', user_id, ...(traits ? { traits } : {}) }),
    group: (account_id, traits) =>
      send({ type: 'group', account_id, ...(traits ? { traits } : {}) }),
    start: (campaign) => send({ type: 'start', campaign }),
    activity: (active_ms) => send({ type: 'activity', active_ms }),
    pause: () => send({ type: 'pause', paused: true }),
    resume: () => send({ type: 'pause', paused: false }),
    mute: (muted = true) => send({ type: 'mute', muted }),
    consent: (mode) => send({ type: 'consent', mode }),
    reset: () => send({ type: 'reset' }),
    hide() {
      visible = false;
      return send({ type: 'visibility', visible });
    },
    reveal() {
      visible = true;
      return send({ type: 'visibility', visible });
    },
    showing: () => shown,
    checklists: () => ofKind('checklist'),
    hotspots: () => ofKind('hotspots'),
    resource_centres: () => ofKind('resource_centre'),
    press(campaign, item) {
      const effect = passiveOf(campaign);
      const button = buttonOf(effect, item);
      if (!button) throw new Error(`${campaign} shows no ${item} that could be pressed`);
      return send({ type: 'advance', prompt: effect.prompt, step: item, to: 'next', button });
    },
    open(campaign) {
      const { prompt } = passiveOf(campaign);
      open.add(prompt);
      return send({ type: 'advance', prompt, step: 'launcher', to: 'next', button: 'open' });
    },
    see(campaign) {
      const feeds = ofKind('resource_centre').flatMap(({ feed }) => feed ?? []);
      const news = feeds.find((one) => one.campaign === campaign);
      if (!news) throw new Error(`${campaign} is in no feed that is open`);
      const { prompt, step } = news;
      return prompt === undefined ? [] : send({ type: 'shown', prompt, step });
    },
    give_feedback(campaign, entry, text) {
      const effect = passiveOf(campaign);
      const items = effect.kind === 'resource_centre' ? effect.items : undefined;
      const question = items?.find(({ id }) => id === entry)?.content.question;
      if (!question) throw new Error(`${campaign} is not open, or ${entry} asks nothing`);
      const { prompt } = effect;
      return send({ type: 'answer', prompt, step: entry, question: question.id, value: text });
    },
    close(campaign) {
      const { prompt, kind } = passiveOf(campaign);
      if (kind !== 'resource_centre')
        return send({ type: 'outcome', prompt, outcome: 'dismissed' });
      open.delete(prompt);
      return send();
    },
    watches: () => watches,
    moment: (campaign, trigger = 0) => send({ type: 'moment', campaign, trigger }),
    typing(typing) {
      is_typing = typing;
      return send();
    },
    advance(to = 'next', how = {}) {
      const { prompt, step } = onScreen();
      return send({ type: 'advance', prompt, step, to, ...how });
    },
    answer(value) {
      const { prompt, step, content } = onScreen();
      if (!content.question) throw new Error('the step on screen has no question');
      return send({ type: 'answer', prompt, step, question: content.question.id, value });
    },
    outcome: (outcome) => send({ type: 'outcome', prompt: onScreen().prompt, outcome }),
    summaries: () => [...posted.values()],
    explain(campaign) {
      const explanation = port.explain(JSON.stringify({ campaign, here: here() }));
      const gates = explanation.gates.map((gate) => ({
        ...gate,
        sentence: module.sentence(JSON.stringify(gate), locale),
      }));
      return { ...explanation, gates };
    },
    attributes: () => port.attributes(JSON.stringify({ here: here() })),
    snapshot: () => port.snapshot(),
    send,
    dispose: () => port.dispose(),
  };
  return engine;
}
