// A snapshot that comes from outside the database: given back by the host (`init({ state })`), or carried over when
// the consent changes where things are stored.
import { jsonText } from './json.ts';
import { offsetMin } from './page.ts';
import { namedUser, newPointer } from './pointer.ts';
import type { Changes, Plan } from './store.ts';
import { uuidV7 } from './uuid.ts';

interface SnapshotHead {
  user_id?: string;
  anonymous_id?: string;
  last_ms?: number;
}

function headOf(snapshot: string): SnapshotHead {
  const head: unknown = JSON.parse(snapshot);
  if (typeof head !== 'object' || head === null) throw new Error('the state is not an object');
  return head;
}

/** Whose state a snapshot is, under the name the store keeps it by. */
export function userOfSnapshot(snapshot: string): string {
  const { user_id, anonymous_id } = headOf(snapshot);
  if (user_id) return namedUser(user_id);
  if (anonymous_id) return `a:${anonymous_id}`;
  throw new Error('the state belongs to nobody');
}

/**
 * What may be kept of a snapshot once consent is given: who it is, what they chose, and what is on screen. What happened
 * while consent was `off` stays behind, and an anonymous visitor gets a new id, which leads back to nothing.
 */
export function withoutBehaviour(snapshot: string, now_ms: number): string {
  const kept: Record<string, unknown> = { anonymous_id: `a_${uuidV7(now_ms)}` };
  const from = headOf(snapshot) as Record<string, unknown>;
  for (const name of ['version', 'user_id', 'muted', 'paused', 'views', 'prompts', 'lease']) {
    if (from[name] !== undefined) kept[name] = from[name];
  }
  return jsonText(kept);
}

/**
 * Takes a snapshot in. A device that knows nobody yet goes on as that user. Where the user is known here, the state seen
 * last wins. An anonymous visitor of this device becomes that user by an `identify`, which unites the two.
 */
export function givenStatePlan(
  key: string,
  snapshot: string,
  now_ms: number,
  tab = 'given',
): Plan<void> {
  const user = userOfSnapshot(snapshot);
  return {
    users: () => [user],
    work(found) {
      const kept = found.states.get(user);
      const older = kept && (headOf(kept.snapshot).last_ms ?? 0) >= (headOf(snapshot).last_ms ?? 0);
      const changes: Changes = older
        ? {}
        : { states: [{ key, user, stamp: uuidV7(now_ms), snapshot }] };
      if (!found.pointer) changes.pointer = { ...newPointer(key, now_ms), current: user };
      else if (found.pointer.current.startsWith('a:') && user.startsWith('u:')) {
        const id = uuidV7(now_ms);
        const stamp = { id, now_ms, offset_min: offsetMin(now_ms), tab };
        const command = { type: 'identify', user_id: user.slice(2), ...stamp };
        changes.inbox = [{ key, id, text: jsonText(command) }];
      }
      return { changes, result: undefined };
    },
  };
}
