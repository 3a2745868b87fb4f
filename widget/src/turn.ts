// The work inside one transaction: walks the engine through the commands, and from user to user where they do.
import type { Command, CommandBody, ConsentMode, Effect, Here } from './contract.ts';
import type { EnginePort } from './engine_port.ts';
import type { ErrorDetail } from './events.ts';
import { jsonText } from './json.ts';
import { anonymousUser, isAnonymous, namedUser, newPointer } from './pointer.ts';
import type { Found, Pointer, StateRecord } from './store.ts';
import { uuidV7 } from './uuid.ts';

/** The engine takes 4 MiB of UTF-8 at once, and a character is three bytes at most. */
const kBatchChars = 1024 * 1024;

export type HereNow = Omit<Here, 'device'> & { device: Omit<Here['device'], 'id'> };

export interface TurnOptions {
  key: string;
  engine: EnginePort;
  here(): HereNow;
  consent(): ConsentMode;
}

/** The user and the stamp of the state that the engine is in. */
export interface Held {
  user: string | undefined;
  stamp: string;
}

/** A user who left: nothing of theirs is open any more, and their day has been posted for good. */
function withoutOpenEnds(snapshot: string): string {
  const state = JSON.parse(snapshot) as Record<string, unknown>;
  for (const open of ['day', 'prompts', 'lease', 'armed', 'views']) delete state[open];
  return jsonText(state);
}

/** Thrown inside a plan: nothing is written, the inbox waits for the tab that can read the state. */
export class NewerState extends Error {}

/** One plan's work: walks through the commands, and changes users where they do. */
export class Turn {
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
    private readonly options: TurnOptions,
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
    for (const effect of engine.handle(jsonText({ here, commands: this.batch }))) {
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
    // The engine is that user by now, and knows what holds for whoever sits here.
    this.save(this.options.engine.snapshot());
  }
}
