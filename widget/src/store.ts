// What survives a page: the inbox (commands), the state (one record per user) and the outbox (summaries).
//
// Two rules carry everything. A command is written by an append that reads nothing and is committed at once, so it
// survives a navigation that begins in the same task. Everything else happens inside one readwrite transaction over all
// three stores, which is the mutex between tabs: whoever holds it sees a consistent whole, and steps the engine in it.

/** A command as JSON text, under its UUIDv7. */
export interface InboxRecord {
  key: string;
  id: string;
  text: string;
}

/** One user's state. `user`: `a:` and a random id before `identify`, `u:` and the user id after. */
export interface StateRecord {
  key: string;
  user: string;
  /** Changes with every write: whoever holds another one has to restore. */
  stamp: string;
  snapshot: string;
}

/** Who uses this device now. Kept in the state store under the user `current`. */
export interface Pointer {
  key: string;
  user: 'current';
  current: string;
  device_id: string;
  /** Commands stepped lately: one that comes again after an unclear end of its page is not counted twice. */
  done: string[];
  /** What was dropped from a full outbox or inbox, and the summary that says so; `unsaid`: what none says yet. */
  dropped: { summary: string; count: number; unsaid?: number };
}

export interface OutboxRecord {
  key: string;
  id: string;
  revision: number;
  final: boolean;
  /** The highest revision the collector has; 0: none. */
  acked: number;
  last_ms: number;
  summary: string;
  /** It says who it is, or what was written in free text: only consent `full` may post that. */
  personal?: boolean;
}

/** What a transaction found. */
export interface Found {
  /** In the order in which things happened. */
  inbox: InboxRecord[];
  pointer: Pointer | undefined;
  states: Map<string, StateRecord>;
  outbox: OutboxRecord[];
}

/** What it leaves behind. */
export interface Changes {
  inbox?: InboxRecord[];
  done?: string[];
  pointer?: Pointer;
  states?: StateRecord[];
  states_gone?: string[];
  outbox?: OutboxRecord[];
  outbox_gone?: string[];
}

export interface Plan<Result> {
  /** Whose state records to read, given what is in the inbox. */
  users(inbox: InboxRecord[], pointer: Pointer | undefined): string[];
  /** Decides, synchronously. Throwing leaves everything as it was. */
  work(found: Found): { changes: Changes; result: Result };
}

export interface Store {
  /** Writes commands without reading. Never throws; what fails is kept and tried again. */
  append(records: InboxRecord[]): void;
  /** Runs a plan as one transaction; resolves once it is committed. */
  transact<Result>(plan: Plan<Result>): Promise<Result>;
  /** The page goes (or is frozen): what is not known to be written goes to the session storage. */
  suspend(): void;
  /** The page came back from the back/forward cache. */
  resume(): void;
  /** Forgets everything stored under this write key. */
  erase(): Promise<void>;
  close(): void;
}

const kDatabase = 'docent';
const kStores = ['inbox', 'state', 'outbox'] as const;

/** So long the database may take: there are browsers that never answer until they are restarted. */
export const kAnswerMs = 10_000;

function abortQuietly(transaction: IDBTransaction | null): void {
  try {
    transaction?.abort();
  } catch {
    // It is over already.
  }
}

/**
 * Opens the database, whose version never changes: versions live in the records. It is not made to its end when the page is
 * `left` meanwhile: WebKit keeps such a page, before it has told it of the end, and all other pages wait for that.
 */
export function openDatabase(left: AbortSignal): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = window.indexedDB.open(kDatabase, 1);
    let made: IDBDatabase | undefined;
    left.addEventListener('abort', () => {
      abortQuietly(request.transaction);
      made?.close();
      reject(new Error('the page was left'));
    });
    request.onupgradeneeded = () => {
      made = request.result;
      made.createObjectStore('inbox', { keyPath: ['key', 'id'] });
      made.createObjectStore('state', { keyPath: ['key', 'user'] });
      made.createObjectStore('outbox', { keyPath: ['key', 'id'] });
    };
    request.onsuccess = () => {
      if (left.aborted) request.result.close();
      else resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('the database did not open'));
  });
}

/** Every record of a write key: arrays sort after strings. */
const allOf = (key: string): IDBKeyRange => IDBKeyRange.bound([key], [key, []]);

function write(transaction: IDBTransaction, key: string, changes: Changes): void {
  const inbox = transaction.objectStore('inbox');
  const state = transaction.objectStore('state');
  const outbox = transaction.objectStore('outbox');
  for (const id of changes.done ?? []) inbox.delete([key, id]);
  for (const record of changes.inbox ?? []) inbox.put(record);
  for (const user of changes.states_gone ?? []) state.delete([key, user]);
  for (const record of changes.states ?? []) state.put(record);
  if (changes.pointer) state.put(changes.pointer);
  for (const id of changes.outbox_gone ?? []) outbox.delete([key, id]);
  for (const record of changes.outbox ?? []) outbox.put(record);
}

/**
 * Reads, works and writes inside one transaction. No promise in between: it would end the transaction. One that still reads
 * when the page is `left` ends there: WebKit keeps such a page with its transaction open, and all other pages wait for that.
 */
export function transactIn<Result>(
  database: IDBDatabase,
  key: string,
  plan: Plan<Result>,
  left: AbortSignal,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(kStores, 'readwrite');
    let outcome: { result: Result } | undefined;
    const end = (error: unknown) => {
      settle();
      reject(error instanceof Error ? error : new Error(String(error)));
      abortQuietly(transaction);
    };
    const onLeft = () => end('the page was left');
    left.addEventListener('abort', onLeft);
    const late = setTimeout(end, kAnswerMs, 'the database does not answer');
    const settle = () => {
      clearTimeout(late);
      left.removeEventListener('abort', onLeft);
    };
    transaction.oncomplete = () =>
      outcome ? resolve(outcome.result) : end('the transaction ended early');
    transaction.onabort = () => {
      settle();
      reject(transaction.error ?? new Error('aborted'));
    };
    const guarded = (step: () => void) => () => {
      try {
        step();
      } catch (error) {
        end(error);
      }
    };
    const state = transaction.objectStore('state');
    const inbox = transaction.objectStore('inbox').getAll(allOf(key));
    const outbox = transaction.objectStore('outbox').getAll(allOf(key));
    const pointer = state.get([key, 'current']);
    // Requests succeed in the order they were made: the last one has the others' results, too.
    pointer.onsuccess = guarded(() => {
      const found: Found = {
        inbox: inbox.result as InboxRecord[],
        pointer: pointer.result as Pointer | undefined,
        states: new Map(),
        outbox: outbox.result as OutboxRecord[],
      };
      const finish = () => {
        const { changes, result } = plan.work(found);
        write(transaction, key, changes);
        outcome = { result };
        settle();
        transaction.commit?.();
      };
      const users = plan.users(found.inbox, found.pointer);
      if (users.length === 0) return finish();
      users.forEach((user, index) => {
        const request = state.get([key, user]);
        request.onsuccess = guarded(() => {
          const record = request.result as StateRecord | undefined;
          if (record) found.states.set(user, record);
          if (index === users.length - 1) finish();
        });
      });
    });
  });
}

/** Appends without reading, and commits at once. Resolves when it is written. */
export function appendTo(database: IDBDatabase, records: InboxRecord[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction('inbox', 'readwrite');
    const inbox = transaction.objectStore('inbox');
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    for (const record of records) inbox.put(record);
    transaction.commit?.();
  });
}

/** Deletes what an earlier page stored under a write key, without making a database where there is none. */
export function eraseStored(key: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = window.indexedDB.open(kDatabase, 1);
    let missing = false;
    request.onupgradeneeded = () => {
      missing = true;
      request.transaction?.abort();
    };
    request.onerror = () => {
      if (missing) resolve();
      else reject(request.error ?? new Error('the database did not open'));
    };
    request.onsuccess = () => {
      const database = request.result;
      eraseIn(database, key)
        .finally(() => database.close())
        .then(resolve, reject);
    };
  });
}

/** Deletes every record of a write key. */
export function eraseIn(database: IDBDatabase, key: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(kStores, 'readwrite');
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    for (const name of kStores) transaction.objectStore(name).delete(allOf(key));
    transaction.commit?.();
  });
}
