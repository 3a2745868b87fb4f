// One step of the engine inside one transaction: what is read from the inbox, and what is kept.
import type { Command, Effect, Here } from './contract.ts';
import type { ErrorDetail } from './events.ts';
import { boundPlan, openInbox, type Opened } from './inbox.ts';
import { keepSummaries } from './outbox.ts';
import { countDropped, namedUser } from './pointer.ts';
import type { Changes, Found, InboxRecord, OutboxRecord, Plan, Pointer } from './store.ts';
import { type Held, NewerState, Turn, type TurnOptions } from './turn.ts';

/** So many stepped commands are remembered. */
const kDoneIds = 300;

export interface StepperOptions extends TurnOptions {
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

const isUrgent = (command: Command): boolean =>
  command.type === 'answer' || (command.type === 'visibility' && !command.visible);

/** Makes plans that step one engine. The engine is the cache of the last state it was in. */
export function createStepper(options: StepperOptions) {
  const { key, engine, keeps_summaries } = options;
  const held: Held = { user: undefined, stamp: '' };
  /** The store asks for the users first, and then for the work, of one and the same inbox. */
  let opened: Opened = { commands: [], errors: [], dropped: 0 };

  function users(inbox: InboxRecord[], pointer: Pointer | undefined): string[] {
    opened = openInbox(inbox, pointer);
    const wanted = new Set<string>();
    if (pointer) wanted.add(pointer.current);
    for (const { command } of opened.commands) {
      if (command.type === 'identify') wanted.add(namedUser(command.user_id));
    }
    return [...wanted];
  }

  function readOnly(turn: Turn, found: Found, message: string): Stepped {
    held.user = undefined;
    const user = turn.pointer.current;
    return {
      effects: [],
      errors: [{ code: 'state_newer', path: '', message }],
      commands: 0,
      snapshot: found.states.get(user)?.snapshot ?? '',
      changed: false,
      urgent: false,
      outbox: found.outbox,
      user,
      here: turn.at,
      read_only: true,
    };
  }

  function settle(
    turn: Turn,
    found: Found,
    commands: Command[],
  ): { changes: Changes; result: Stepped } {
    const { pointer, effects, errors, states, aside, gone } = turn;
    const snapshot = engine.snapshot();
    const changed = commands.length > 0 || snapshot !== found.states.get(pointer.current)?.snapshot;
    if (changed) turn.save(snapshot);
    const posts = keeps_summaries()
      ? keepSummaries(found, effects, key, pointer, turn.at.now_ms, options.consent() === 'full')
      : { outbox: found.outbox, put: [], gone: [] };
    const done = found.inbox.map(({ id }) => id);
    pointer.done = [...new Set([...pointer.done, ...done])].slice(-kDoneIds);
    const written = [...states.values()].filter(
      (record) => record !== found.states.get(record.user),
    );
    return {
      changes: {
        done,
        ...(changed || aside.length > 0 ? { pointer } : {}),
        states: [...written, ...aside],
        states_gone: [...gone],
        outbox: posts.put,
        outbox_gone: posts.gone,
      },
      result: {
        effects,
        errors: [...opened.errors, ...errors],
        commands: commands.length,
        snapshot,
        changed,
        urgent:
          commands.some(isUrgent) ||
          effects.some(({ type }) => type === 'outcome' || type === 'signal'),
        outbox: posts.outbox,
        user: pointer.current,
        here: turn.at,
        read_only: false,
      },
    };
  }

  function work(found: Found): { changes: Changes; result: Stepped } {
    const turn = new Turn(options, held, found);
    if (opened.dropped > 0) countDropped(turn.pointer, opened.dropped);
    const commands = opened.commands.map(({ command }) => command);
    try {
      turn.take(commands[0]?.now_ms ?? turn.at.now_ms);
      for (const { command, chars } of opened.commands) turn.add(command, chars);
      turn.run(true);
    } catch (error) {
      if (!(error instanceof NewerState)) throw error;
      const { changes } = boundPlan(key, turn.at.now_ms).work(found);
      return { changes, result: readOnly(turn, found, error.message) };
    }
    return settle(turn, found, commands);
  }

  return {
    plan: { users, work } satisfies Plan<Stepped>,
    /** The engine may be in any state: the next step restores. */
    forget() {
      held.user = undefined;
    },
  };
}
