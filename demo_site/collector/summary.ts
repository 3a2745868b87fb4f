/** The summary as docs/summary.md defines it: the running total of one user on one local day. */

/** What happened to one campaign today. All integers, at least 0. */
export interface CampaignCounts {
  /** Of the campaign's experiment; absent when the user is in none. */
  variant?: string;
  /** Times it would have been shown but for being the control. */
  exposed?: number;
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
  /**
   * `nps`: 11 entries; `ces` (5 or 7), `csat` (5) and `rating`: answer − 1; `single` and `multiple`:
   * by option; `text`: one entry, the number of answers.
   */
  histogram: number[];
  texts: string[];
}

/** What came after the first widgets: they do not post it, and it is then as here. */
export interface Measures {
  session_minutes: number;
  core_actions: number;
  /** Ids of the features used, of the milestones reached. */
  features: string[];
  milestones: string[];
  activated: boolean;
  /** Points of the score against four weeks ago. */
  trend: number | null;
  /** Dimension id → 0..100. */
  dimensions: Record<string, number>;
  attention: { balance: number; capacity: number } | null;
  /** The file's holdout kept the user from all prompts. */
  held_out: boolean;
  /** Points: the weighted sum of the events, neither clamped nor rounded. */
  score_sum: number | null;
}

export const noMeasures: Measures = {
  session_minutes: 0,
  core_actions: 0,
  features: [],
  milestones: [],
  activated: false,
  trend: null,
  dimensions: {},
  attention: null,
  held_out: false,
  score_sum: null,
};

/** `data` of the CloudEvent. Unknown fields are ignored, so that a newer widget can post more. */
export interface Summary extends Measures {
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

/** Histogram lengths a type may have; one per option for the types that are not here. */
export const histogramLengths: Readonly<Record<string, readonly number[]>> = {
  nps: [11],
  ces: [5, 7],
  csat: [5],
  rating: [3, 4, 5, 6, 7, 8, 9, 10],
  text: [1],
};

/** The CloudEvents type this collector takes. */
export const eventType = 'dev.docent.summary.v1';

/** Milliseconds since the epoch in the first 48 bits of a UUIDv7. */
export function uuidV7Ms(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
