// What the session storage carries to the tab's next page: commands that the database may not have yet, and calls made
// before the widget was there.
import { jsonText } from './json.ts';
import type { InboxRecord } from './store.ts';

/** A call as the loader's stub queues it: method, arguments, time. */
export type QueuedCall = [method: string, args: ArrayLike<unknown>, time_ms: number];

const nameOf = (key: string) => `docent.pending.${key}`;
/** The loader writes it, too. */
const callsOf = (key: string) => `docent.calls.${key}`;

function readList(name: string): unknown[] {
  try {
    const text = window.sessionStorage.getItem(name);
    const list: unknown = text === null ? [] : JSON.parse(text);
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

function writeList(name: string, list: unknown[]): void {
  try {
    if (list.length === 0) window.sessionStorage.removeItem(name);
    else window.sessionStorage.setItem(name, jsonText(list));
  } catch {
    // Refused or full: the database is the first home, this one only bridges its opening.
  }
}

/** The commands of an earlier page of this tab. They stay until `keepLeftovers` replaces them. */
export function readLeftovers(key: string): InboxRecord[] {
  const records: InboxRecord[] = [];
  for (const item of readList(nameOf(key))) {
    if (!Array.isArray(item)) continue;
    const [id, text] = item as unknown[];
    if (typeof id === 'string' && typeof text === 'string') records.push({ key, id, text });
  }
  return records;
}

/** Keeps these commands for the next page, and nothing else. */
export function keepLeftovers(key: string, records: Iterable<InboxRecord>): void {
  writeList(
    nameOf(key),
    Array.from(records, (record) => [record.id, record.text]),
  );
}

/** Takes the calls that an earlier page's loader could not hand over. */
export function takeCalls(key: string): QueuedCall[] {
  const calls = readList(callsOf(key)).filter(
    (call): call is QueuedCall =>
      Array.isArray(call) &&
      typeof call[0] === 'string' &&
      Array.isArray(call[1]) &&
      typeof call[2] === 'number',
  );
  writeList(callsOf(key), []);
  return calls;
}
