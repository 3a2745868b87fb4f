// Who uses this device: the names that states are kept under, and the record that points at the current one.
import type { Pointer } from './store.ts';
import { uuidV7 } from './uuid.ts';

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

/** Counts what was dropped, for the next summary to say. */
export function countDropped({ dropped }: Pointer, count: number): void {
  dropped.unsaid = (dropped.unsaid ?? 0) + count;
}

/** What was dropped and is not said yet is said by this summary, in this revision and in later ones. */
export function sayDropped(pointer: Pointer, summary: string): void {
  const { dropped } = pointer;
  if (!dropped.unsaid) return;
  const count = dropped.summary === summary ? dropped.count : 0;
  pointer.dropped = { summary, count: count + dropped.unsaid };
}
