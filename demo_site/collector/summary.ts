/** The summary as docs/summary.md defines it: the running total of one user on one local day. */

/** What happened to one campaign today. All integers, at least 0. */
export interface CampaignCounts {
  shown: number;
  completed: number;
  dismissed: number;
  snoozed: number;
  opted_out: number;
  abandoned: number;
  /** Step id → times shown. */
  steps: Record<string, number>;
  /** `step.action` → times pressed. */
  buttons: Record<string, number>;
}

/** Today's answers to one question. */
export interface Answer {
  type: string;
  /** `nps`: 11 entries, `ces`: 7 entries (answer − 1), `text`: one entry, the number of answers. */
  histogram: number[];
  texts: string[];
}

/** `data` of the CloudEvent. Unknown fields are ignored, so that a newer widget can post more. */
export interface Summary {
  id: string;
  revision: number;
  final: boolean;
  day: string;
  offset_min: number;
  first_ms: number;
  last_ms: number;
  user: {
    id: string | null;
    anonymous_id: string;
    account_id: string | null;
    traits: Record<string, unknown>;
  };
  test: boolean;
  sessions: number;
  page_views: number;
  active_ms: number;
  events: Record<string, number>;
  other_events: number;
  score: number;
  band: string;
  stage: string | null;
  campaigns: Record<string, CampaignCounts>;
  answers: Record<string, Answer>;
  signals: string[];
  dropped: number;
  clock_resets: number;
  campaign_file: string;
  widget: string;
}

/** The outcomes a campaign can have in a summary, in the order of the store's tuple. */
export const campaignOutcomes = [
  'shown',
  'completed',
  'dismissed',
  'snoozed',
  'opted_out',
  'abandoned',
] as const;

/** Histogram lengths the types with a scale must have. */
export const histogramLength: Readonly<Record<string, number>> = { nps: 11, ces: 7, text: 1 };

/** The CloudEvents type this collector takes. */
export const eventType = 'dev.docent.summary.v1';

/** Milliseconds since the epoch in the first 48 bits of a UUIDv7. */
export function uuidV7Ms(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
