import { CollectorError } from './collector_error.ts';
import { summariesTable } from './schema.ts';
import type { Select } from './store.ts';
import { campaignOutcomes } from './summary.ts';
import { cesStats, npsStats, type CesStats, type NpsStats } from './survey_stats.ts';

/** What to report. Days are the users' local days, both ends included. */
export interface InsightsQuery {
  key: string;
  /** Default: `days` days before `to`. */
  from?: string;
  /** Default: today, or the newest day in the store when that is later. */
  to?: string;
  days: number;
  today: string;
  /** Whether users marked internal count. */
  includeTest: boolean;
}

export interface Totals {
  active_users: number;
  sessions: number;
  page_views: number;
  active_ms: number;
}

export interface SurveyInsight {
  campaign: string;
  question: string;
  histogram: number[];
}

export interface CampaignInsight extends Record<(typeof campaignOutcomes)[number], number> {
  campaign: string;
  /** Distinct users it was shown to. */
  users: number;
  steps: Record<string, number>;
  buttons: Record<string, number>;
}

export interface CommentInsight {
  day: string;
  person: string;
  campaign: string;
  question: string;
  text: string;
  /** The scale answer given with it, when that is certain: one such answer on that day. */
  score: { type: 'nps' | 'ces'; value: number } | null;
}

/** Everything the dashboard shows, from one consistent set of questions to the store. */
export interface Insights {
  from: string;
  to: string;
  /** First and last local day in the store, null while it is empty. */
  first_day: string | null;
  last_day: string | null;
  last_received_at: string | null;
  totals: Totals;
  /** The same number of days just before `from`. */
  previous: Totals;
  days: { day: string; active_users: number; weekly_users: number; sessions: number }[];
  nps: (SurveyInsight & NpsStats)[];
  ces: (SurveyInsight & CesStats)[];
  comments: CommentInsight[];
  campaigns: CampaignInsight[];
  scores: {
    users: number;
    mean: number | null;
    median: number | null;
    /** Users by their latest score: 0 to under 10, ..., 90 to 100. */
    histogram: number[];
    bands: { band: string; users: number }[];
  };
  /** Users by their latest lifecycle stage; none without stages. */
  stages: { stage: string; users: number }[];
  /** Facts worth acting on: how many users each was raised for, and on how many of their days. */
  signals: { signal: string; users: number; days: number }[];
  events: { event: string; total: number; users: number }[];
  /** Summaries the browsers had to drop, and clocks that were set back: what the numbers may lack. */
  quality: { summaries: number; dropped: number; clock_resets: number };
}

/** The longest range that is reported at once. */
export const maxDays = 400;

const dayMs = 86_400_000;
const commentsShown = 50;
const eventsShown = 20;

function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/**
 * The range to report: what was asked for, the rest filled in. It is judged only here, because a
 * range without `to` ends at a day that the store alone knows.
 */
function reportedRange(query: InsightsQuery, lastDay: string | null) {
  const newest = lastDay !== null && lastDay > query.today ? lastDay : query.today;
  const to = query.to ?? newest;
  const from = query.from ?? addDays(to, 1 - query.days);
  const length = Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
  if (length < 1 || length > maxDays) {
    throw new CollectorError(
      400,
      'bad_range',
      `${from} to ${to}: "from" must not be after "to", and ${maxDays} days are reported at most.`,
      '/from',
    );
  }
  return { from, to, length };
}

/** Only the highest revision of each summary, of one tenant. */
const current = `${summariesTable} FINAL`;
const tenant = `key = {key:String} AND ({test:UInt8} OR NOT test)`;
const inRange = `${tenant} AND day BETWEEN {from:Date} AND {to:Date}`;

async function readBounds(select: Select, params: Record<string, unknown>) {
  const [row] = await select<{ n: number; first: string; last: string; received: string }>(
    `SELECT count() AS n, min(day) AS first, max(day) AS last,
       formatDateTime(max(received_at), '%FT%TZ', 'UTC') AS received
     FROM ${current} WHERE ${tenant}`,
    params,
  );
  if (!row || row.n === 0) return { first_day: null, last_day: null, last_received_at: null };
  return { first_day: row.first, last_day: row.last, last_received_at: row.received };
}

async function readTotals(select: Select, params: Record<string, unknown>): Promise<Totals> {
  const [row] = await select<Totals>(
    `SELECT uniqExact(person) AS active_users, sum(sessions) AS sessions,
       sum(page_views) AS page_views, sum(active_ms) AS active_ms
     FROM ${current} WHERE ${inRange}`,
    params,
  );
  return row ?? { active_users: 0, sessions: 0, page_views: 0, active_ms: 0 };
}

/** A user active on a day counts in the weeks that end on it and on the six days after it. */
function readDays(select: Select, params: Record<string, unknown>) {
  return select<Insights['days'][number]>(
    `SELECT toDate(active.day + later) AS day,
       uniqExactIf(person, later = 0) AS active_users,
       uniqExact(person) AS weekly_users,
       sumIf(sessions, later = 0) AS sessions
     FROM ${summariesTable} AS active FINAL
     ARRAY JOIN range(7) AS later
     WHERE ${tenant} AND active.day BETWEEN {from:Date} - 6 AND {to:Date}
       AND active.day + later BETWEEN {from:Date} AND {to:Date}
     GROUP BY day
     ORDER BY day WITH FILL FROM {from:Date} TO {to:Date} + 1`,
    params,
  );
}

async function readSurveys(select: Select, params: Record<string, unknown>) {
  const rows = await select<{ name: string; type: string; histogram: number[] }>(
    `SELECT name, answer.type AS type, sumForEach(answer.histogram) AS histogram
     FROM ${current}
     ARRAY JOIN mapKeys(answers) AS name, mapValues(answers) AS answer
     WHERE ${inRange} AND answer.type IN ('nps', 'ces')
     GROUP BY name, type, length(answer.histogram)
     ORDER BY arraySum(histogram) DESC, name`,
    params,
  );
  const surveys = (type: string) =>
    rows
      .filter((row) => row.type === type)
      .map(({ name, histogram }) => ({ ...splitName(name), histogram }));
  return {
    nps: surveys('nps').map((survey) => ({ ...survey, ...npsStats(survey.histogram) })),
    ces: surveys('ces').map((survey) => ({ ...survey, ...cesStats(survey.histogram) })),
  };
}

/** `campaign.question`, where only the question is known to hold no dot. */
function splitName(name: string): { campaign: string; question: string } {
  const dot = name.lastIndexOf('.');
  return { campaign: name.slice(0, Math.max(dot, 0)), question: name.slice(dot + 1) };
}

async function readComments(
  select: Select,
  params: Record<string, unknown>,
): Promise<CommentInsight[]> {
  const rows = await select<{
    day: string;
    person: string;
    name: string;
    text: string;
    scale: { type: 'nps' | 'ces'; histogram: number[] }[];
  }>(
    `SELECT day, person, name, arrayJoin(answer.texts) AS text,
       arrayFilter((other, other_name) -> other.type IN ('nps', 'ces')
           AND arraySum(other.histogram) = 1
           AND startsWith(other_name, substring(name, 1, length(name) - position(reverse(name), '.') + 1)),
         mapValues(answers), mapKeys(answers)) AS scale
     FROM ${current}
     ARRAY JOIN mapKeys(answers) AS name, mapValues(answers) AS answer
     WHERE ${inRange} AND notEmpty(answer.texts)
     ORDER BY last_at DESC, id, name
     LIMIT ${commentsShown}`,
    params,
  );
  return rows.map(({ name, scale, ...row }) => {
    const [answer, another] = scale;
    if (!answer || another || row.text === '') return { ...row, ...splitName(name), score: null };
    const value = answer.histogram.indexOf(1) + (answer.type === 'ces' ? 1 : 0);
    return { ...row, ...splitName(name), score: { type: answer.type, value } };
  });
}

function readCampaigns(select: Select, params: Record<string, unknown>) {
  const sums = campaignOutcomes.map((outcome) => `sum(counts.${outcome}) AS ${outcome}`);
  return select<CampaignInsight>(
    `SELECT campaign, ${sums.join(', ')},
       uniqExactIf(person, counts.shown > 0) AS users,
       sumMap(counts.steps) AS steps, sumMap(counts.buttons) AS buttons
     FROM ${current}
     ARRAY JOIN mapKeys(campaigns) AS campaign, mapValues(campaigns) AS counts
     WHERE ${inRange}
     GROUP BY campaign
     ORDER BY shown DESC, campaign`,
    params,
  );
}

/** Each user's latest score in the range. The top bin holds 90 to 100, both included. */
const latestScores = `SELECT person,
    argMax(score, (day, last_at)) AS latest_score, argMax(band, (day, last_at)) AS latest_band
  FROM ${current} WHERE ${inRange} GROUP BY person`;

async function readScores(
  select: Select,
  params: Record<string, unknown>,
): Promise<Insights['scores']> {
  const [[row], bands] = await Promise.all([
    select<{ users: number; mean: number; median: number; histogram: number[] }>(
      `SELECT count() AS users, avg(latest_score) AS mean, quantileExact(latest_score) AS median,
         sumForEach(arrayMap(bin -> least(intDiv(latest_score, 10), 9) = bin, range(10))) AS histogram
       FROM (${latestScores})`,
      params,
    ),
    select<{ band: string; users: number }>(
      `SELECT latest_band AS band, count() AS users FROM (${latestScores})
       GROUP BY band ORDER BY avg(latest_score), band`,
      params,
    ),
  ]);
  if (!row || row.users === 0) {
    return { users: 0, mean: null, median: null, histogram: new Array<number>(10).fill(0), bands };
  }
  return { ...row, bands };
}

function readStages(select: Select, params: Record<string, unknown>) {
  return select<Insights['stages'][number]>(
    `SELECT stage, count() AS users
     FROM (SELECT argMax(ifNull(stage, ''), (day, last_at)) AS stage
       FROM ${current} WHERE ${inRange} GROUP BY person)
     WHERE stage != ''
     GROUP BY stage
     ORDER BY users DESC, stage`,
    params,
  );
}

function readSignals(select: Select, params: Record<string, unknown>) {
  return select<Insights['signals'][number]>(
    `SELECT signal, uniqExact(person) AS users, count() AS days
     FROM ${current}
     ARRAY JOIN signals AS signal
     WHERE ${inRange}
     GROUP BY signal
     ORDER BY users DESC, signal`,
    params,
  );
}

function readEvents(select: Select, params: Record<string, unknown>) {
  return select<Insights['events'][number]>(
    `SELECT event, sum(times) AS total, uniqExactIf(person, times > 0) AS users
     FROM ${current}
     ARRAY JOIN mapKeys(events) AS event, mapValues(events) AS times
     WHERE ${inRange}
     GROUP BY event
     ORDER BY users DESC, total DESC, event
     LIMIT ${eventsShown}`,
    params,
  );
}

async function readQuality(select: Select, params: Record<string, unknown>) {
  const [row] = await select<Insights['quality']>(
    `SELECT count() AS summaries, sum(dropped) AS dropped, sum(clock_resets) AS clock_resets
     FROM ${current} WHERE ${inRange}`,
    params,
  );
  return row ?? { summaries: 0, dropped: 0, clock_resets: 0 };
}

/** Asks the store for a whole dashboard. The engine does all the adding up. */
export async function readInsights(select: Select, query: InsightsQuery): Promise<Insights> {
  const who = { key: query.key, test: query.includeTest ? 1 : 0 };
  const bounds = await readBounds(select, who);
  const { from, to, length } = reportedRange(query, bounds.last_day);
  const params = { ...who, from, to };
  const before = { ...who, from: addDays(from, -length), to: addDays(from, -1) };
  const [totals, previous, days, surveys, comments, campaigns, scores, measured, events, quality] =
    await Promise.all([
      readTotals(select, params),
      readTotals(select, before),
      readDays(select, params),
      readSurveys(select, params),
      readComments(select, params),
      readCampaigns(select, params),
      readScores(select, params),
      Promise.all([readStages(select, params), readSignals(select, params)]),
      readEvents(select, params),
      readQuality(select, params),
    ]);
  const parts = {
    totals,
    previous,
    days,
    ...surveys,
    comments,
    campaigns,
    scores,
    stages: measured[0],
    signals: measured[1],
    events,
    quality,
  };
  return { from, to, ...bounds, ...parts };
}
