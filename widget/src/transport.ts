// Carries the outbox to the collector (docs/summary.md).
import type { Summary } from './contract.ts';
import type { ErrorDetail } from './events.ts';
import type { OutboxRecord } from './store.ts';

export interface Ack {
  id: string;
  revision: number;
}

export interface TransportOptions {
  collector: string;
  key: string;
  /** The collector has these, or will never take them: they are not sent again. */
  acknowledged(acks: Ack[]): void;
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
const kFetchBytes = 256 * 1024;
const kTimeoutMs = 20_000;
const kFirstRetryMs = 2_000;
const kLastRetryMs = 30 * 60_000;

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

interface Parcel {
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

/** Full jitter (Brooker 2015): anywhere between now and an exponentially growing bound. */
export function retryDelayMs(failures: number, random: number): number {
  return Math.floor(random * Math.min(kLastRetryMs, kFirstRetryMs * 2 ** Math.min(failures, 20)));
}

/** `Retry-After` in milliseconds: seconds or a date; 0 when absent or unreadable. */
export function retryAfterMs(header: string | null, now_ms: number): number {
  if (header === null) return 0;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now_ms;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), 24 * 60 * 60_000) : 0;
}

interface Rejected extends ErrorDetail {
  id: string;
}

export type Answer =
  | { kind: 'taken'; acks: Ack[]; rejected: Rejected[] }
  | { kind: 'later'; after_ms: number; message: string }
  | { kind: 'never'; message: string };

/** What a 2xx says of a parcel. Rejected ones are named by id alone: the revision is the one that was sent. */
export function readAnswer(
  text: string,
  parcel: Pick<Parcel, 'records'>,
): Answer & { kind: 'taken' } {
  try {
    const answer = JSON.parse(text) as { accepted?: Ack[]; rejected?: Rejected[] };
    if (Array.isArray(answer.accepted)) {
      const sent = new Map(parcel.records.map(({ id, revision }) => [id, revision]));
      const rejected = (answer.rejected ?? []).filter(({ id }) => sent.has(id));
      const acks = answer.accepted.filter(({ revision }) => Number.isFinite(revision));
      for (const { id } of rejected) acks.push({ id, revision: sent.get(id) ?? 0 });
      return { kind: 'taken', acks, rejected };
    }
  } catch {
    // A receiver that answers 2xx without a body took the whole batch.
  }
  return {
    kind: 'taken',
    acks: parcel.records.map(({ id, revision }) => ({ id, revision })),
    rejected: [],
  };
}

async function post(url: string, parcel: Parcel, signal: AbortSignal): Promise<Answer> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), kTimeoutMs);
  const stop = () => timeout.abort();
  signal.addEventListener('abort', stop);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/cloudevents-batch+json' },
      body: parcel.body,
      credentials: 'omit',
      // Lets a small one finish when the page goes meanwhile.
      keepalive: parcel.bytes < kBeaconBytes,
      signal: timeout.signal,
    });
    if (response.ok) return readAnswer(await response.text(), parcel);
    const message = `the collector answered ${response.status}`;
    const again = response.status >= 500 || [408, 425, 429].includes(response.status);
    if (!again) return { kind: 'never', message };
    const after_ms = retryAfterMs(response.headers.get('Retry-After'), Date.now());
    return { kind: 'later', after_ms, message };
  } catch (error) {
    return {
      kind: 'later',
      after_ms: 0,
      message: `the collector cannot be reached: ${String(error)}`,
    };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

export function createTransport({
  collector,
  key,
  acknowledged,
  fail,
}: TransportOptions): Transport {
  const url = `${collector.replace(/\/+$/, '')}/summaries`;
  let stopped = false;
  /** Ends the posts of an outbox that was forgotten. */
  let posting = new AbortController();
  /** The highest revision handed over on this page, acknowledged or by beacon. */
  const sent = new Map<string, number>();
  let outbox: OutboxRecord[] = [];
  let sending = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let refused = false;
  /** Something urgent is waiting. */
  let wanted = false;

  const unsent = () =>
    outbox.filter((record) => record.revision > Math.max(record.acked, sent.get(record.id) ?? 0));

  function note(acks: Ack[]): void {
    for (const ack of acks) sent.set(ack.id, Math.max(ack.revision, sent.get(ack.id) ?? 0));
    if (acks.length > 0) acknowledged(acks);
  }

  async function send(): Promise<void> {
    const { signal } = posting;
    for (const parcel of parcels(unsent(), key, kFetchBytes)) {
      const answer = await post(url, parcel, signal);
      if (signal.aborted) return;
      if (answer.kind === 'taken') {
        failures = 0;
        for (const { id, code, path, message } of answer.rejected) {
          // A device that was away for long, or whose clock is wrong: nothing the host could mend.
          if (code === 'day_out_of_window') continue;
          fail({ code: 'summary_rejected', path, message: `${id} ${code}: ${message}` });
        }
        note(answer.acks);
      } else if (answer.kind === 'never') {
        refused = true;
        return fail({ code: 'collector_refused', path: '', message: answer.message });
      } else {
        // Said once per outage, not at each attempt.
        if (failures === 0) fail({ code: 'collector_down', path: '', message: answer.message });
        failures += 1;
        return plan(Math.max(answer.after_ms, retryDelayMs(failures, Math.random())));
      }
    }
  }

  function plan(delay_ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(flush, Math.min(delay_ms, 0x7fffffff));
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (sending || refused || stopped) return;
    wanted = false;
    if (unsent().length === 0) return;
    sending = true;
    void send().finally(() => {
      sending = false;
      // What came meanwhile; after a failure the retry is already planned.
      if (wanted && timer === undefined) flush();
    });
  }

  function forget(): void {
    posting.abort();
    posting = new AbortController();
    clearTimeout(timer);
    timer = undefined;
    outbox = [];
    wanted = false;
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

  return {
    update(next, urgent) {
      outbox = next;
      wanted ||= urgent || unsent().some((record) => record.final);
      if (wanted && timer === undefined) flush();
    },
    beacon() {
      if (refused || stopped || typeof navigator.sendBeacon !== 'function') return;
      for (const parcel of parcels(unsent(), key, kBeaconBytes)) beaconAll(parcel);
    },
    forget,
    stop() {
      stopped = true;
      forget();
    },
  };
}
