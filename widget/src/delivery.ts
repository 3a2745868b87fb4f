// The talk with the collector while the page lives: posts, retries, and hears what it has taken. A chunk of its own.
import { acknowledgePlan } from './acknowledge.ts';
import type { ErrorDetail } from './events.ts';
import type { Parcel, Unsent } from './transport.ts';

export interface Ack {
  id: string;
  revision: number;
}

export interface Delivery {
  /** Posts what is unsent: now, or when the collector may be asked again. */
  post(): void;
  /** Ends what is on its way. */
  forget(): void;
}

/** So much may outlive the page, by the browsers' own limit for all that does. */
const kKeepaliveBytes = 48 * 1024;
const kFetchBytes = 256 * 1024;
const kTimeoutMs = 20_000;
const kFirstRetryMs = 2_000;
const kLastRetryMs = 30 * 60_000;

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
      keepalive: parcel.bytes < kKeepaliveBytes,
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

export function createDelivery({ url, parcels, taken, refuse, fail }: Unsent): Delivery {
  /** Ends the posts of an outbox that was forgotten. */
  let posting = new AbortController();
  let sending = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Something came while others were sent. */
  let wanted = false;

  async function send(batch: Parcel[]): Promise<void> {
    const { signal } = posting;
    for (const parcel of batch) {
      const answer = await post(url, parcel, signal);
      if (signal.aborted) return;
      if (answer.kind === 'taken') {
        failures = 0;
        for (const { id, code, path, message } of answer.rejected) {
          // A device that was away for long, or whose clock is wrong: nothing the host could mend.
          if (code === 'day_out_of_window') continue;
          fail({ code: 'summary_rejected', path, message: `${id} ${code}: ${message}` });
        }
        taken(answer.acks, acknowledgePlan(answer.acks));
      } else if (answer.kind === 'never') {
        return refuse(answer.message);
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
    if (sending) return;
    wanted = false;
    const batch = parcels(kFetchBytes);
    if (batch.length === 0) return;
    sending = true;
    void send(batch).finally(() => {
      sending = false;
      // What came meanwhile; after a failure the retry is already planned.
      if (wanted && timer === undefined) flush();
    });
  }

  return {
    post() {
      wanted = true;
      if (timer === undefined) flush();
    },
    forget() {
      posting.abort();
      posting = new AbortController();
      clearTimeout(timer);
      timer = undefined;
      wanted = false;
    },
  };
}
