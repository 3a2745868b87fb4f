// Looks into the widget's database from the outside, as a page of the same origin can.

export interface StoredState {
  inbox: number;
  outbox: { id: string; revision: number; acked: number; final: boolean }[];
  /** Snapshots by user; damaged ones that were kept aside end in `#damaged`. */
  snapshots: Record<string, string>;
  current: string;
}

/** Runs inside the page. */
export function readStorage(): Promise<StoredState> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('docent', 1);
    let missing = false;
    // Nothing was ever stored; a reader must not be the one who makes the database.
    opening.onupgradeneeded = () => {
      missing = true;
      opening.transaction?.abort();
    };
    opening.onerror = () => {
      if (missing) resolve({ inbox: 0, outbox: [], snapshots: {}, current: '' });
      else reject(opening.error ?? new Error('not opened'));
    };
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction(['inbox', 'state', 'outbox'], 'readonly');
      const inbox = transaction.objectStore('inbox').count();
      const outbox = transaction.objectStore('outbox').getAll();
      const states = transaction.objectStore('state').getAll();
      transaction.oncomplete = () => {
        database.close();
        const snapshots: Record<string, string> = {};
        let current = '';
        for (const record of states.result) {
          if (record.user === 'current') current = record.current;
          else snapshots[record.user] = record.snapshot;
        }
        resolve({ inbox: inbox.result, outbox: outbox.result, snapshots, current });
      };
    };
  });
}
