// The inbox as a step finds it: read once.
import type { Command } from './contract.ts';
import type { ErrorDetail } from './events.ts';
import type { InboxRecord, Pointer } from './store.ts';

export interface Opened {
  /** In their order, those left out that were stepped before. `chars`: how long each is as JSON. */
  commands: { command: Command; chars: number }[];
  /** Commands that cannot be read. */
  errors: ErrorDetail[];
}

export function openInbox(inbox: readonly InboxRecord[], pointer: Pointer | undefined): Opened {
  const stepped = new Set(pointer?.done);
  const opened: Opened = { commands: [], errors: [] };
  for (const { id, text } of inbox) {
    if (stepped.has(id)) continue;
    try {
      opened.commands.push({ command: JSON.parse(text) as Command, chars: text.length });
    } catch {
      const message = `command ${id} cannot be read`;
      opened.errors.push({ code: 'damaged_command', path: '/inbox', message });
    }
  }
  return opened;
}
