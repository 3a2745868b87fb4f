// The store on IndexedDB, with its two ways out: the session storage while the database is not open, and memory
// when it cannot be used.
import { createMemoryStore } from './memory_store.ts';
import { keepLeftovers, readLeftovers } from './leftovers.ts';
import {
  appendTo,
  eraseIn,
  kAnswerMs,
  openDatabase,
  transactIn,
  type Found,
  type InboxRecord,
  type Plan,
  type Store,
} from './store.ts';

export interface DatabaseStoreOptions {
  key: string;
  /** Storage cannot be used: said once; the store goes on in memory. */
  fail(code: 'storage_refused' | 'storage_full', message: string): void;
  /** Not opened before this is over: an erasure by the same page. */
  after?: Promise<void> | undefined;
}

const isFull = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'QuotaExceededError';

export function createDatabaseStore({ key, fail, after }: DatabaseStoreOptions): Store {
  /** Commands not known to be written. */
  const unwritten = new Map<string, InboxRecord>();
  /** The last whole that was read or written here, to go on with when the database fails. */
  let known: Pick<Found, 'pointer' | 'states' | 'outbox'> | undefined;
  let memory: Store | undefined;
  let database: Promise<IDBDatabase> | undefined;
  let opened: IDBDatabase | undefined;
  /** Aborted while the page is left: what was begun before ends with its leaving, also when it comes back. */
  let left = new AbortController();
  /** Commands on their way into the database: put once, or a step in between would count them twice. */
  const on_their_way = new Set<string>();
  let carried = false;

  function giveUp(error: unknown): Store {
    if (memory) return memory;
    memory = createMemoryStore({
      inbox: unwritten.values(),
      pointer: known?.pointer,
      states: known?.states.values() ?? [],
      outbox: known?.outbox ?? [],
    });
    unwritten.clear();
    // What an earlier page left is in memory now: the next one would count it again.
    keepLeftovers(key, []);
    const message = error instanceof Error ? error.message : String(error);
    fail(isFull(error) ? 'storage_full' : 'storage_refused', message);
    return memory;
  }

  async function open(): Promise<IDBDatabase> {
    const { signal } = left;
    if (after) await after;
    const found = await openDatabase(signal);
    // The browser closes it when the user clears the site's data; the next use opens a new one.
    found.onclose = found.onversionchange = () => {
      found.close();
      if (opened === found) opened = database = undefined;
    };
    // It came too late.
    if (memory) found.close();
    else opened = found;
    return found;
  }

  function whenOpen(): Promise<IDBDatabase> {
    database ??= new Promise((resolve, reject) => {
      const late = () => reject(new Error('the database does not answer'));
      const timer = setTimeout(late, kAnswerMs);
      open()
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    });
    return database;
  }

  function confirmed(records: InboxRecord[]): void {
    for (const record of records) {
      unwritten.delete(record.id);
      on_their_way.delete(record.id);
    }
    if (!carried || unwritten.size > 0 || left.signal.aborted) return;
    carried = false;
    keepLeftovers(key, []);
  }

  function put(into: IDBDatabase): void {
    const records = [...unwritten.values()].filter((record) => !on_their_way.has(record.id));
    if (records.length === 0) return;
    for (const record of records) on_their_way.add(record.id);
    const { signal } = left;
    let written: Promise<void>;
    try {
      written = appendTo(into, records);
    } catch (error) {
      written = Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
    written.then(
      () => confirmed(records),
      (error: unknown) => {
        if (!signal.aborted) giveUp(error);
      },
    );
  }

  /** Puts what waited for the database, in its order, before anything newer. */
  function drain(): void {
    const { signal } = left;
    whenOpen().then(
      (into) => {
        if (!signal.aborted && !memory) put(into);
      },
      (error: unknown) => {
        if (!signal.aborted) giveUp(error);
      },
    );
  }

  function remember(found: Found): void {
    known = { pointer: found.pointer, states: found.states, outbox: found.outbox };
  }

  /** The plan, with what it changes mirrored in `known`. */
  function watched<Result>(plan: Plan<Result>): Plan<Result> {
    return {
      users: (inbox, pointer) => plan.users(inbox, pointer),
      work(found) {
        const done = plan.work(found);
        const { changes } = done;
        remember(found);
        if (!known) return done;
        if (changes.pointer) known.pointer = changes.pointer;
        for (const record of changes.states ?? []) known.states.set(record.user, record);
        for (const user of changes.states_gone ?? []) known.states.delete(user);
        const replaced = new Set(changes.outbox_gone ?? []);
        for (const record of changes.outbox ?? []) replaced.add(record.id);
        known.outbox = known.outbox.filter((record) => !replaced.has(record.id));
        known.outbox.push(...(changes.outbox ?? []));
        return done;
      },
    };
  }

  function takeLeftovers(): void {
    for (const record of readLeftovers(key)) {
      carried = true;
      unwritten.set(record.id, record);
    }
  }

  function suspend(): void {
    left.abort();
    if (!memory && (carried || unwritten.size > 0)) {
      carried = true;
      keepLeftovers(key, unwritten.values());
    }
    opened?.close();
    opened = database = undefined;
  }

  takeLeftovers();
  drain();

  return {
    append(records) {
      if (memory) return memory.append(records);
      for (const record of records) unwritten.set(record.id, record);
      if (left.signal.aborted) suspend();
      else if (opened) put(opened);
      else drain();
    },
    async transact(plan) {
      if (memory) return memory.transact(plan);
      let worked = false;
      const { signal } = left;
      const watching = watched(plan);
      const wrapped: typeof watching = {
        users: (inbox, pointer) => watching.users(inbox, pointer),
        work(found) {
          // An error of the plan itself is its own; only the storage's errors lead to memory.
          worked = true;
          const done = watching.work(found);
          worked = false;
          return done;
        },
      };
      try {
        return await transactIn(await whenOpen(), key, wrapped, signal);
      } catch (error) {
        if (worked || signal.aborted) throw error;
        return giveUp(error).transact(plan);
      }
    },
    suspend,
    resume() {
      left = new AbortController();
      on_their_way.clear();
      takeLeftovers();
      if (!memory) drain();
    },
    async erase() {
      unwritten.clear();
      on_their_way.clear();
      known = undefined;
      keepLeftovers(key, []);
      if (memory) return memory.erase();
      await eraseIn(await whenOpen(), key);
    },
    close: suspend,
  };
}
