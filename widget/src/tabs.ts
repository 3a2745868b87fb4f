// What the tabs of one product tell each other. They never send state: whoever hears "changed" reads it again.
import type { ConsentMode } from './contract.ts';

export type TabMessage =
  { type: 'changed' } | { type: 'erased' } | { type: 'consent'; mode: ConsentMode };

export interface Tabs {
  say(message: TabMessage): void;
  /** An open channel would keep the page out of the back/forward cache. */
  close(): void;
  open(): void;
}

export function watchTabs(key: string, hear: (message: TabMessage) => void): Tabs {
  let channel: BroadcastChannel | undefined;
  const tabs: Tabs = {
    say(message) {
      channel?.postMessage(message);
    },
    close() {
      channel?.close();
      channel = undefined;
    },
    open() {
      if (channel || typeof BroadcastChannel === 'undefined') return;
      try {
        channel = new BroadcastChannel(`docent.${key}`);
      } catch {
        // An opaque origin has no other tabs to talk to.
        return;
      }
      channel.onmessage = (event) => hear(event.data as TabMessage);
    },
  };
  tabs.open();
  return tabs;
}
