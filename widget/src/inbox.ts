// The inbox as a step finds it: read once, and within its bound.
import type { Command } from './contract.ts';
import type { ErrorDetail } from './events.ts';
import { countDropped, newPointer } from './pointer.ts';
import type { InboxRecord, Plan, Pointer } from './store.ts';

/** What may wait to be stepped: a page that cannot step (no campaign file, no engine) goes on recording. */
export const kInboxCommands = 2_000;
const kInboxChars = 4 * 1024 * 1024;

export interface Opened {
  /** In their order, those left out that were stepped before. `chars`: how long each is as JSON. */
  commands: { command: Command; chars: number }[];
  /** Commands that cannot be read. */
  errors: ErrorDetail[];
  /** How many were too old to be kept. */
  dropped: number;
}

/** The newest records, as many as may wait. */
function newest(inbox: readonly InboxRecord[]): readonly InboxRecord[] {
  let first = inbox.length;
  let chars = 0;
  while (first > 0 && inbox.length - first < kInboxCommands) {
    chars += inbox[first - 1]?.text.length ?? 0;
    if (chars > kInboxChars) break;
    first -= 1;
  }
  return inbox.slice(first);
}

export function openInbox(inbox: readonly InboxRecord[], pointer: Pointer | undefined): Opened {
  const stepped = new Set(pointer?.done);
  const fresh = inbox.filter(({ id }) => !stepped.has(id));
  const kept = newest(fresh);
  const opened: Opened = { commands: [], errors: [], dropped: fresh.length - kept.length };
  for (const { id, text } of kept) {
    try {
      opened.commands.push({ command: JSON.parse(text) as Command, chars: text.length });
    } catch {
      const message = `command ${id} cannot be read`;
      opened.errors.push({ code: 'damaged_command', path: '/inbox', message });
    }
  }
  return opened;
}

/** For a page that does not step: brings the inbox back within its bound. */
export function boundPlan(key: string, now_ms: number): Plan<void> {
  return {
    users: () => [],
    work({ inbox, pointer }) {
      const old = inbox.slice(0, inbox.length - newest(inbox).length);
      if (old.length === 0) return { changes: {}, result: undefined };
      const done = old.map(({ id }) => id);
      const counting = structuredClone(pointer) ?? newPointer(key, now_ms);
      countDropped(counting, done.length);
      return { changes: { done, pointer: counting }, result: undefined };
    },
  };
}
