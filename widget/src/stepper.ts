// One step of the engine inside one transaction: whose state it is, which commands belong to whom, and what is kept.
import type { Command, CommandBody, ConsentMode, Effect, Here, Summary } from './contract.ts';
import type { EnginePort } from './engine_port.ts';
import type { ErrorDetail } from './events.ts';
import type {
  Changes,
  Found,
  InboxRecord,
  OutboxRecord,
  Plan,
  Pointer,
  StateRecord,
} from './store.ts';
import { uuidV7 } from './uuid.ts';

/** Design bounds: what the outbox may hold, and how many stepped commands are remembered. */
const kOutboxBytes = 256 * 1024;
const kDoneIds = 1_000;
/** The engine takes 4 MiB of UTF-8 at once, and a character is three bytes at most. */
const kBatchChars = 1024 * 1024;
const kDayMs = 24 * 60 * 60 * 1000;

export type HereNow = Omit<Here, 'device'> & { device: Omit<Here['device'], 'id'> };

export interface StepperOptions {
  key: string;
  engine: EnginePort;
  here(): HereNow;
  consent(): ConsentMode;
  /** False with consent `off` and without a collector: summaries are then not kept. */
  keeps_summaries(): boolean;
}

export interface Stepped {
  effects: Effect[];
  /** Problems of the stored state and of commands that could not be read. */
  errors: ErrorDetail[];
  commands: number;
  snapshot: string;
  changed: boolean;
  /** An answer, an outcome, a signal, or a page that hides: the summary is posted now. */
  urgent: boolean;
  outbox: OutboxRecord[];
  user: string;
  here: Here;
  /** A newer Docent wrote the state: this page records and shows nothing new. */
  read_only: boolean;
}

export const anonymousUser = (now_ms: number): string => `a:${uuidV7(now_ms)}`;
export const namedUser = (user_id: string): string => `u:${user_id}`;
export const isAnonymous = (user: string): boolean => user.startsWith('a:');

/** A device that nobody has used yet. */
export function newPointer(key: string, now_ms: number): Pointer {
  return {
    key,
    user: 'current',
    current: anonymousUser(now_ms),
    device_id: crypto.randomUUID?.() ?? uuidV7(now_ms),
    done: [],
    dropped: { summary: '', count: 0 },
  };
}

function parseCommands(
  inbox: InboxRecord[],
  errors: ErrorDetail[],
): { command: Command; chars: number }[] {
  const commands: { command: Command; chars: number }[] = [];
  for (const record of inbox) {
    try {
      const command = JSON.parse(record.text) as Command;
      commands.push({ command, chars: record.text.length });
    } catch {
      errors.push({
        code: 'damaged_command',
        path: '/inbox',
        message: `command ${record.id} cannot be read`,
      });
    }
  }
  return commands;
}

type Answers = Record<string, { texts?: string[] }>;

function isPersonal({ user, answers }: Summary): boolean {
  const { id, account_id, traits } = user;
  if (id !== null || account_id !== null || Object.keys(traits).length > 0) return true;
  return Object.values((answers ?? {}) as Answers).some(({ texts }) => (texts ?? []).length > 0);
}

/** What of a summary may be posted with consent `summaries`: no ids but the random one, no traits, no free text. */
export function withoutPerson(summary: Summary): Summary {
  const answers: Answers = {};
  for (const [name, answer] of Object.entries((summary.answers ?? {}) as Answers))
    answers[name] = { ...answer, texts: [] };
  const user = { ...summary.user, id: null, account_id: null, traits: {} };
  return { ...summary, user, answers };
}

function withoutPersonKept(record: OutboxRecord): OutboxRecord {
  const { personal: _, ...rest } = record;
  return {
    ...rest,
    summary: JSON.stringify(withoutPerson(JSON.parse(record.summary) as Summary)),
  };
}

/** Puts posted summaries into the outbox and keeps it within its bound. `full`: as consented to. */
export function keepSummaries(
  found: Found,
  effects: Effect[],
  key: string,
  pointer: Pointer,
  now_ms: number,
  full = true,
) {
  const kept = new Map(found.outbox.map((record) => [record.id, record]));
  const before = new Set(kept.keys());
  const changed = new Set<string>();
  for (const record of full ? [] : found.outbox) {
    if (!record.personal) continue;
    kept.set(record.id, withoutPersonKept(record));
    changed.add(record.id);
  }
  for (const effect of effects) {
    if (effect.type !== 'post') continue;
    if (pointer.dropped.summary === effect.id) effect.summary.dropped = pointer.dropped.count;
    const said = full ? effect.summary : withoutPerson(effect.summary);
    const acked = kept.get(effect.id)?.acked ?? 0;
    const { id, revision, final } = effect;
    kept.set(id, {
      key,
      id,
      revision,
      final,
      acked,
      last_ms: said.last_ms,
      summary: JSON.stringify(said),
      ...(isPersonal(said) ? { personal: true } : {}),
    });
    changed.add(id);
  }
  for (const record of kept.values()) {
    // An acknowledged day whose end was never seen here (the user went elsewhere) has nothing more to say.
    const stale = record.acked >= record.revision && now_ms - record.last_ms > 7 * kDayMs;
    const posted = effects.some((effect) => effect.type === 'post' && effect.id === record.id);
    if (stale && !posted) kept.delete(record.id);
  }
  dropOldest(kept, changed, pointer);
  return {
    outbox: [...kept.values()],
    put: [...kept.values()].filter((record) => changed.has(record.id)),
    gone: [...before].filter((id) => !kept.has(id)),
  };
}

function dropOldest(kept: Map<string, OutboxRecord>, changed: Set<string>, pointer: Pointer): void {
  let bytes = 0;
  for (const record of kept.values()) bytes += record.summary.length;
  const by_age = [...kept.values()].sort((a, b) => a.last_ms - b.last_ms);
  for (const record of by_age) {
    if (bytes <= kOutboxBytes || kept.size === 1) break;
    kept.delete(record.id);
    bytes -= record.summary.length;
    if (record.acked >= record.revision) continue;
    const newest = by_age[by_age.length - 1];
    if (!newest) break;
    const count = pointer.dropped.summary === newest.id ? pointer.dropped.count : 0;
    pointer.dropped = { summary: newest.id, count: count + 1 };
    if (!changed.has(newest.id)) continue;
    // The revision written in this very step may still say it; later ones do by `keepSummaries`.
    const summary = JSON.parse(newest.summary) as Record<string, unknown>;
    summary.dropped = pointer.dropped.count;
    newest.summary = JSON.stringify(summary);
  }
}

/** A user who left: nothing of theirs is open any more, and their day has been posted for good. */
function withoutOpenEnds(snapshot: string): string {
  const state = JSON.parse(snapshot) as Record<string, unknown>;
  for (const open of ['day', 'prompts', 'lease', 'armed', 'views']) delete state[open];
  return JSON.stringify(state);
}

/** Thrown inside a plan: nothing is written, the inbox waits for the tab that can read the state. */
class NewerState extends Error {}

/** One plan's work: walks through the commands, and changes users where they do. */
class Turn {
  readonly effects: Effect[] = [];
  readonly errors: ErrorDetail[] = [];
  readonly pointer: Pointer;
  readonly at: Here;
  /** What is in force now, and what is to be written of it. */
  readonly states: Map<string, StateRecord>;
  readonly aside: StateRecord[] = [];
  readonly gone = new Set<string>();
  private batch: Command[] = [];
  private batch_chars = 0;

  constructor(
    private readonly options: StepperOptions,
    private readonly held: Held,
    found: Found,
  ) {
    const now = options.here();
    this.pointer = found.pointer
      ? { ...found.pointer, dropped: { ...found.pointer.dropped } }
      : newPointer(options.key, now.now_ms);
    this.at = { ...now, device: { ...now.device, id: this.pointer.device_id } };
    this.states = new Map(found.states);
  }

  /** A command of the shell's own, at a given time. */
  private own(body: CommandBody, now_ms: number): Command {
    const { offset_min } = this.at;
    return { ...body, id: uuidV7(now_ms), now_ms, offset_min, tab: 'shell' };
  }

  /** Brings the engine to the current user's state. */
  take(now_ms: number): void {
    const { engine, consent } = this.options;
    const { current } = this.pointer;
    const record = this.states.get(current);
    if (this.held.user === current && this.held.stamp === (record?.stamp ?? '')) return;
    this.held.user = undefined;
    const restored = engine.restore(record?.snapshot ?? '');
    if (!restored.ok) {
      if (restored.error.code === 'newer_state') throw new NewerState(restored.error.message);
      // Kept for whoever wants to look into it; the engine is a fresh user now.
      this.errors.push(restored.error);
      if (record) this.aside.push({ ...record, user: `${current}#damaged` });
    }
    // What is agreed, is agreed on this device and for whoever uses it.
    this.batch.push(this.own({ type: 'consent', mode: consent() }, now_ms));
  }

  /** Hands the commands so far to the engine. Only the last batch decides for this page. */
  run(last: boolean): void {
    const { engine } = this.options;
    const id = uuidV7(this.at.now_ms);
    const here: Here = last ? { ...this.at, id } : { ...this.at, id, visible: false };
    for (const effect of engine.handle(JSON.stringify({ here, commands: this.batch }))) {
      if (last || (effect.type !== 'show' && effect.type !== 'wake')) this.effects.push(effect);
    }
    this.batch = [];
    this.batch_chars = 0;
  }

  save(snapshot: string): void {
    const { current: user } = this.pointer;
    const stamp = uuidV7(this.at.now_ms);
    this.states.set(user, { key: this.options.key, user, stamp, snapshot });
    this.gone.delete(user);
    Object.assign(this.held, { user, stamp });
  }

  private leaveFor(next: string): void {
    const { current } = this.pointer;
    if (isAnonymous(current)) {
      this.gone.add(current);
      this.states.delete(current);
    }
    this.pointer.current = next;
  }

  /** `chars`: how long the command is as JSON. */
  add(command: Command, chars: number): void {
    if (this.batch_chars + chars > kBatchChars) this.run(false);
    this.batch_chars += chars;
    if (command.type === 'identify') this.identify(command);
    else if (command.type === 'reset') this.reset(command);
    else this.batch.push(command);
  }

  private identify(command: Command & { type: 'identify' }): void {
    const user = namedUser(command.user_id);
    const { current } = this.pointer;
    if (user === current) {
      this.batch.push(command);
    } else if (isAnonymous(current)) {
      // The engine unites the two.
      const known = this.readable(this.states.get(user));
      this.batch.push(known ? { ...command, state: known.snapshot } : command);
      this.batch_chars += known?.snapshot.length ?? 0;
      this.leaveFor(user);
    } else {
      // From one named user to another nothing is taken along.
      this.run(false);
      this.save(this.options.engine.snapshot());
      this.leaveFor(user);
      this.take(command.now_ms);
      this.batch.push(command);
    }
  }

  /** The record, if the engine can read it; a newer one stops everything, a damaged one is kept aside. */
  private readable(record: StateRecord | undefined): StateRecord | undefined {
    if (!record) return undefined;
    const { engine } = this.options;
    const mine = engine.snapshot();
    const tried = engine.restore(record.snapshot);
    engine.restore(mine);
    if (tried.ok) return record;
    if (tried.error.code === 'newer_state') throw new NewerState(tried.error.message);
    this.errors.push(tried.error);
    this.aside.push({ ...record, user: `${record.user}#damaged` });
    return undefined;
  }

  private reset(command: Command): void {
    this.run(false);
    this.save(withoutOpenEnds(this.options.engine.snapshot()));
    this.batch.push(command);
    this.run(false);
    this.leaveFor(anonymousUser(command.now_ms));
    this.held.user = undefined;
    this.take(command.now_ms);
  }
}

/** The user and the stamp of the state that the engine is in. */
interface Held {
  user: string | undefined;
  stamp: string;
}

const isUrgent = (command: Command): boolean =>
  command.type === 'answer' || (command.type === 'visibility' && !command.visible);

/** Makes plans that step one engine. The engine is the cache of the last state it was in. */
export function createStepper(options: StepperOptions) {
  const { key, engine, keeps_summaries } = options;
  const held: Held = { user: undefined, stamp: '' };

  function usersOf(inbox: InboxRecord[], pointer: Pointer | undefined): string[] {
    const users = new Set<string>();
    if (pointer) users.add(pointer.current);
    for (const { command } of parseCommands(inbox, [])) {
      if (command.type === 'identify') users.add(namedUser(command.user_id));
    }
    return [...users];
  }

  function readOnly(turn: Turn, found: Found, message: string): Stepped {
    held.user = undefined;
    const user = turn.pointer.current;
    const error = { code: 'state_newer', path: '', message };
    return {
      ...{
        effects: [],
        errors: [error],
        commands: 0,
        changed: false,
        urgent: false,
        read_only: true,
      },
      ...{ outbox: found.outbox, snapshot: found.states.get(user)?.snapshot ?? '' },
      ...{ user, here: turn.at },
    };
  }

  function settle(
    turn: Turn,
    found: Found,
    commands: Command[],
  ): { changes: Changes; result: Stepped } {
    const { pointer, effects, errors, states, aside, gone } = turn;
    const stored = found.states.get(pointer.current);
    const snapshot = engine.snapshot();
    const changed = commands.length > 0 || snapshot !== stored?.snapshot;
    if (changed) turn.save(snapshot);
    const posts = keeps_summaries()
      ? keepSummaries(found, effects, key, pointer, turn.at.now_ms, options.consent() === 'full')
      : { outbox: found.outbox, put: [], gone: [] };
    const seen = new Set(pointer.done);
    const ids = found.inbox.map((record) => record.id);
    pointer.done = [...pointer.done, ...ids.filter((id) => !seen.has(id))].slice(-kDoneIds);
    const written = [...states.values()].filter(
      (record) => record !== found.states.get(record.user),
    );
    const urgent =
      commands.some(isUrgent) ||
      effects.some((effect) => ['outcome', 'signal'].includes(effect.type));
    return {
      changes: {
        done: ids,
        ...(changed || aside.length > 0 ? { pointer } : {}),
        states: [...written, ...aside],
        states_gone: [...gone],
        outbox: posts.put,
        outbox_gone: posts.gone,
      },
      result: {
        ...{
          effects,
          errors,
          commands: commands.length,
          snapshot,
          changed,
          urgent,
          read_only: false,
        },
        ...{ outbox: posts.outbox, user: pointer.current, here: turn.at },
      },
    };
  }

  function work(found: Found): { changes: Changes; result: Stepped } {
    const turn = new Turn(options, held, found);
    const stepped = new Set(turn.pointer.done);
    const fresh = found.inbox.filter((record) => !stepped.has(record.id));
    const read = parseCommands(fresh, turn.errors);
    const commands = read.map(({ command }) => command);
    try {
      turn.take(commands[0]?.now_ms ?? turn.at.now_ms);
      for (const { command, chars } of read) turn.add(command, chars);
      turn.run(true);
    } catch (error) {
      if (!(error instanceof NewerState)) throw error;
      return { changes: {}, result: readOnly(turn, found, error.message) };
    }
    return settle(turn, found, commands);
  }

  return {
    plan: { users: usersOf, work } satisfies Plan<Stepped>,
    /** The engine may be in any state: the next step restores. */
    forget() {
      held.user = undefined;
    },
  };
}

/** What the collector has, or will never take: final revisions leave the outbox. */
export function acknowledgePlan(acks: { id: string; revision: number }[]): Plan<OutboxRecord[]> {
  return {
    users: () => [],
    work(found) {
      const outbox = new Map(found.outbox.map((record) => [record.id, record]));
      const put: OutboxRecord[] = [];
      const gone: string[] = [];
      for (const ack of acks) {
        const record = outbox.get(ack.id);
        if (!record || record.acked >= ack.revision) continue;
        if (record.final && ack.revision >= record.revision) {
          gone.push(record.id);
          outbox.delete(record.id);
        } else {
          const next = { ...record, acked: ack.revision };
          put.push(next);
          outbox.set(record.id, next);
        }
      }
      return { changes: { outbox: put, outbox_gone: gone }, result: [...outbox.values()] };
    },
  };
}
