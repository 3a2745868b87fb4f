// What is on its way to the collector (docs/summary.md), and what the browser takes along when the page is left. How a page
// that lives talks with the collector is a chunk of its own, loaded when there is something to say.
import type { Ack, Delivery } from './delivery.ts';
import type { Summary } from './contract.ts';
import type { ErrorDetail } from './events.ts';
import type { OutboxRecord, Plan } from './store.ts';

export interface TransportOptions {
  collector: string;
  key: string;
  /** The collector has these, or will never take them. `plan` says so to the store: they are not sent again. */
  acknowledged(plan: Plan<OutboxRecord[]>): void;
  fail(error: ErrorDetail): void;
}

export interface Transport {
  /** The outbox as it was last committed. Posted at once when urgent, or when a day is over; else when the page hides. */
  update(outbox: OutboxRecord[], urgent: boolean): void;
  /** The page hides: hands everything unsent to the browser, which sends it after the page is gone. */
  beacon(): void;
  /** Nothing of what it holds may be sent any more: consent was withdrawn, or the records behind it were erased. */
  forget(): void;
  stop(): void;
}

const kBeaconBytes = 48 * 1024;

/** One summary as a CloudEvent, as JSON text. */
export function cloudEvent(record: OutboxRecord, key: string): string {
  const { user } = JSON.parse(record.summary) as Summary;
  const about = JSON.stringify({
    specversion: '1.0',
    type: 'dev.docent.summary.v1',
    source: `/docent/${key}`,
    id: `${record.id}/${record.revision}`,
    subject: user.id ?? user.anonymous_id,
    time: new Date(record.last_ms).toISOString(),
    datacontenttype: 'application/json',
  });
  return `${about.slice(0, -1)},"data":${record.summary}}`;
}

export interface Parcel {
  body: string;
  /** Of the body in UTF-8, rounded up. */
  bytes: number;
  records: OutboxRecord[];
}

/** Batches of at most so many bytes; a summary larger than that goes alone. */
export function parcels(records: OutboxRecord[], key: string, max_bytes: number): Parcel[] {
  const encoder = new TextEncoder();
  const made: Parcel[] = [];
  let events: string[] = [];
  let held: OutboxRecord[] = [];
  let bytes = 2;
  const close = () => {
    if (held.length > 0) made.push({ body: `[${events.join(',')}]`, bytes, records: held });
    events = [];
    held = [];
    bytes = 2;
  };
  for (const record of records) {
    const event = cloudEvent(record, key);
    const size = encoder.encode(event).length + 1;
    if (bytes + size > max_bytes) close();
    events.push(event);
    held.push(record);
    bytes += size;
  }
  close();
  return made;
}

/** What the two halves of it share. */
export interface Unsent {
  url: string;
  parcels(max_bytes: number): Parcel[];
  taken(acks: Ack[], plan: Plan<OutboxRecord[]>): void;
  /** The collector wants nothing from this page. */
  refuse(message: string): void;
  fail(error: ErrorDetail): void;
}

export function createTransport(options: TransportOptions): Transport {
  const { key, fail } = options;
  const url = `${options.collector.replace(/\/+$/, '')}/summaries`;
  let stopped = false;
  /** The highest revision handed over on this page, acknowledged or by beacon. */
  const sent = new Map<string, number>();
  let outbox: OutboxRecord[] = [];
  let delivery: Delivery | undefined;
  let loading: Promise<void> | undefined;

  const unsent = () =>
    outbox.filter((record) => record.revision > Math.max(record.acked, sent.get(record.id) ?? 0));

  const shared: Unsent = {
    url,
    parcels: (max_bytes) => parcels(unsent(), key, max_bytes),
    taken(acks, plan) {
      for (const ack of acks) sent.set(ack.id, Math.max(ack.revision, sent.get(ack.id) ?? 0));
      if (acks.length > 0) options.acknowledged(plan);
    },
    refuse(message) {
      stopped = true;
      fail({ code: 'collector_refused', path: '', message });
    },
    fail,
  };

  function post(): void {
    if (stopped) return;
    if (delivery) return delivery.post();
    // Not there yet, and a page that is hidden may be gone before it is.
    if (document.visibilityState === 'hidden') return beacon();
    loading ??= import('./delivery.ts').then(
      ({ createDelivery }) => {
        delivery = createDelivery(shared);
        post();
      },
      (error: unknown) => {
        // Tried again with what comes next; and what is left then goes by beacon.
        loading = undefined;
        fail({ code: 'collector_down', path: '', message: String(error) });
      },
    );
  }

  function beaconAll(parcel: Parcel): void {
    if (navigator.sendBeacon(url, new Blob([parcel.body], { type: 'text/plain' }))) {
      for (const record of parcel.records) sent.set(record.id, record.revision);
    } else if (parcel.records.length > 1) {
      const middle = Math.ceil(parcel.records.length / 2);
      for (const half of [parcel.records.slice(0, middle), parcel.records.slice(middle)]) {
        for (const smaller of parcels(half, key, kBeaconBytes)) beaconAll(smaller);
      }
    }
    // One that the browser refuses stays in the outbox for the next page.
  }

  function beacon(): void {
    if (stopped || typeof navigator.sendBeacon !== 'function') return;
    shared.parcels(kBeaconBytes).forEach(beaconAll);
  }

  function forget(): void {
    outbox = [];
    delivery?.forget();
  }

  return {
    update(next, urgent) {
      outbox = next;
      const due = unsent();
      if (due.length > 0 && (urgent || due.some(({ final }) => final))) post();
    },
    beacon,
    forget,
    stop() {
      stopped = true;
      forget();
    },
  };
}
