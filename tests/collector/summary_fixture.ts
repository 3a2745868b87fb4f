import { randomBytes } from 'node:crypto';
import { noMeasures, type Summary } from '../../demo_site/collector/summary.ts';

/** The moment every collector test lives in: noon, so that no test sits on the edge of a day. */
export const nowMs = Date.parse('2026-11-21T12:00:00Z');

/** A UUIDv7 of that moment. */
export function uuidV7(ms: number): string {
  const time = ms.toString(16).padStart(12, '0');
  const random = randomBytes(9).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6)}`;
}

/** A complete, valid summary of one active user; change what the test is about. */
export function summary(changes: Partial<Summary> = {}): Summary {
  return {
    id: uuidV7(nowMs),
    revision: 1,
    final: false,
    day: '2026-11-21',
    offset_min: 60,
    first_ms: nowMs - 60_000,
    last_ms: nowMs,
    user: { id: 'u_42', anonymous_id: uuidV7(nowMs), account_id: null, traits: {} },
    test: false,
    sessions: 1,
    page_views: 3,
    active_ms: 42_000,
    events: { invoice_sent: 1 },
    other_events: 0,
    score: 43.5,
    band: 'medium',
    stage: null,
    campaigns: {},
    answers: {},
    signals: [],
    ...noMeasures,
    dropped: 0,
    clock_resets: 0,
    campaign_file: '2026-11-21',
    widget: '0.1.0',
    ...changes,
  };
}

/** A named user of their own. */
export function user(id: string): Summary['user'] {
  return { id, anonymous_id: `anonymous_${id}`, account_id: null, traits: {} };
}

/** A histogram with one answer in it. */
export function oneAnswer(type: 'nps' | 'ces', value: number): Summary['answers'][string] {
  const histogram = new Array<number>(type === 'nps' ? 11 : 7).fill(0);
  histogram[type === 'nps' ? value : value - 1] = 1;
  return { type, histogram, texts: [] };
}

/** The CloudEvent around a summary. */
export function event(data: unknown, key = 'demo'): Record<string, unknown> {
  const { id = 'x', revision = 0 } = data as { id?: string; revision?: number };
  return {
    specversion: '1.0',
    type: 'dev.docent.summary.v1',
    source: `/docent/${key}`,
    id: `${id}/${revision}`,
    time: new Date(nowMs).toISOString(),
    datacontenttype: 'application/json',
    data,
  };
}
