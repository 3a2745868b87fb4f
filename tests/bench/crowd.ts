// Campaign files of N campaigns that all want the same user, and one tracked event after another. Nothing is ever shown: this is
// what an engine does most of the time.
import type { Batch } from '../../widget/src/contract.ts';

/** The sizes of the crowds. */
export const kCrowds = [10, 100, 1_000, 10_000] as const;
/** How many campaigns the event `t<number>` can start, in a file that is large enough. */
export const kTriggered = [0, 5, 50, 500] as const;
const kEvents = 60;
const kStart = Date.UTC(2026, 2, 2, 8);
const kPage = '/app/invoices';

/** Who is asked for: a trait, a number that time changes, a number that events change, two of them. Nobody of it is there yet. */
function audienceOf(index: number): Record<string, unknown> {
  switch (index % 4) {
    case 0:
      return { 'user.p': 1 + (index % 8) };
    case 1:
      return { 'user.age_days': { $gt: 9 } };
    case 2:
      return { [`events.e${index % kEvents}.total`]: { $gt: 2 } };
    default:
      return { 'user.p': 'x', 'user.q': 2 };
  }
}

export interface Crowd {
  file: string;
  /** The campaigns' audiences, in the order of the file. */
  audiences: Record<string, unknown>[];
}

/** Half of the campaigns wait for an event, half for a page view; names are short so that 10,000 fit into 1 MiB. */
export function crowdOf(n: number): Crowd {
  const campaigns: Record<string, unknown>[] = [];
  // The events that are tracked start as many campaigns as their names say, if that leaves others.
  const triggered = kTriggered
    .filter((k) => k <= n / 2)
    .flatMap((k) => Array<string>(k).fill(`t${k}`));
  for (let i = 0; i < n; i += 1) {
    const event = triggered[i] ?? `e${i % kEvents}`;
    const waits_for_event = i < triggered.length || i % 2 === 0;
    campaigns.push({
      id: i.toString(36),
      kind: 'tour',
      audience: audienceOf(i),
      ...(waits_for_event ? { trigger: { on: 'event', event } } : {}),
      steps: [{ id: 's' }],
    });
  }
  const audiences = campaigns.map(({ audience }) => audience as Record<string, unknown>);
  return { file: JSON.stringify({ version: 1, campaigns }), audiences };
}

function idAt(now_ms: number, count: number): string {
  const time = now_ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${count.toString(16).padStart(12, '0')}`;
}

/** Batches of one user, one second apart: a page view to begin with, then one tracked event each. */
export function* eventBatches(event: string): Generator<Batch, never> {
  const page = {
    path: kPage,
    url: `https://app.test${kPage}`,
    host: 'app.test',
    query: '',
    hash: '',
    title: 'Invoices',
    referrer: '',
  };
  let ids = 0;
  for (let now_ms = kStart; ; now_ms += 1_000) {
    const stamp = (): { id: string; now_ms: number; offset_min: number; tab: string } => ({
      id: idAt(now_ms, (ids += 1)),
      now_ms,
      offset_min: 60,
      tab: 'a',
    });
    const props = { amount: 120, currency: 'EUR' };
    const batch: Batch = {
      here: {
        ...stamp(),
        visible: true,
        locale: 'en-GB',
        page,
        device: { id: 'd', kind: 'desktop' },
      },
      commands: [
        now_ms === kStart
          ? { ...stamp(), type: 'page', page }
          : { ...stamp(), type: 'track', event, props },
      ],
    };
    yield batch;
  }
}

/** The attributes of that user as the GrowthBook SDK takes them. */
export function attributesOfUser(events: number): Record<string, unknown> {
  return {
    user: { id: null, anonymous: true, age_days: 0 },
    page: { path: kPage },
    device: { kind: 'desktop' },
    locale: 'en-GB',
    events: { t5: { total: events, last7: events, last28: events } },
  };
}
