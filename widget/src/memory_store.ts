// The same store for one page's lifetime: where storage is refused or full, and with consent `off`.
import type { InboxRecord, OutboxRecord, Pointer, StateRecord, Store } from './store.ts';

/** What a memory store begins with, when it takes over from a database that failed. */
export interface Seed {
  inbox?: Iterable<InboxRecord>;
  pointer?: Pointer | undefined;
  states?: Iterable<StateRecord>;
  outbox?: Iterable<OutboxRecord>;
}

export function createMemoryStore(seed: Seed = {}): Store {
  const inbox = new Map<string, InboxRecord>();
  const states = new Map<string, StateRecord>();
  const outbox = new Map<string, OutboxRecord>();
  let pointer = seed.pointer;
  for (const record of seed.inbox ?? []) inbox.set(record.id, record);
  for (const record of seed.states ?? []) states.set(record.user, record);
  for (const record of seed.outbox ?? []) outbox.set(record.id, record);

  const clear = () => {
    inbox.clear();
    states.clear();
    outbox.clear();
    pointer = undefined;
  };
  return {
    append(records) {
      for (const record of records) inbox.set(record.id, record);
    },
    async transact(plan) {
      const waiting = [...inbox.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
      const wanted = new Set(plan.users(waiting, pointer));
      const { changes, result } = plan.work({
        inbox: waiting,
        pointer,
        states: new Map([...states].filter(([user]) => wanted.has(user))),
        outbox: [...outbox.values()],
      });
      for (const id of changes.done ?? []) inbox.delete(id);
      for (const record of changes.inbox ?? []) inbox.set(record.id, record);
      for (const user of changes.states_gone ?? []) states.delete(user);
      for (const record of changes.states ?? []) states.set(record.user, record);
      if (changes.pointer) pointer = changes.pointer;
      for (const id of changes.outbox_gone ?? []) outbox.delete(id);
      for (const record of changes.outbox ?? []) outbox.set(record.id, record);
      return Promise.resolve(result);
    },
    suspend() {},
    resume() {},
    async erase() {
      clear();
      return Promise.resolve();
    },
    close: clear,
  };
}
