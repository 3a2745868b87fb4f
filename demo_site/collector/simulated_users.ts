import { kinds } from './simulated_comments.ts';
import { noMeasures, type Answer, type CampaignCounts, type Summary } from './summary.ts';

/** What to simulate. The same settings give the same summaries, bit for bit. */
export interface Simulation {
  users: number;
  days: number;
  /** The last simulated local day, `YYYY-MM-DD`. */
  lastDay: string;
  seed: number;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;

type Random = () => number;

/** Mulberry32: 32 bits of state, uniform in [0, 1). Good enough for a crowd. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<T>(random: Random, from: readonly [T, ...T[]]): T {
  return from[Math.floor(random() * from.length)] ?? from[0];
}

/** How often something with this mean happens in a day: a small, lumpy, whole number. */
function times(random: Random, mean: number): number {
  let n = 0;
  for (let left = Math.exp(-mean), p = random(); p > left; p *= random()) n++;
  return n;
}

function uuidV7(random: Random, ms: number): string {
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
}

/** One simulated person: who they are, and what they have been through so far. */
interface Person {
  random: Random;
  user: Summary['user'];
  offsetMin: number;
  /** First and last day, counted from the first simulated one. */
  joins: number;
  leaves: number;
  /** Chance of being active on a working day. */
  habit: number;
  /** How happy they are with the product, about −1 to 1. */
  mood: number;
  points: number;
  tour: 'waiting' | 'shown' | 'over';
  invoicesSent: number;
  answeredEffort: boolean;
  npsDay: number;
  seenNews: boolean;
}

function newPerson(index: number, simulation: Simulation, firstMs: number): Person {
  const random = randomFrom(simulation.seed * 7919 + index);
  const anonymousId = uuidV7(random, firstMs);
  const named = random() < 0.75;
  const joins =
    random() < 0.55 ? -Math.floor(random() * 200) : Math.floor(random() * simulation.days);
  const mood = (random() + random() + random()) * 0.9 - 1.15;
  const stays = random() < 0.72 + mood * 0.2;
  return {
    random,
    user: {
      id: named ? `user_${String(index + 1).padStart(3, '0')}` : null,
      anonymous_id: anonymousId,
      account_id: named ? `account_${1 + (index % 60)}` : null,
      traits: named ? { plan: pick(random, ['free', 'team', 'team', 'business']) } : {},
    },
    offsetMin: pick(random, [-480, -300, 0, 60, 60, 120, 330]),
    joins,
    leaves: stays ? Infinity : Math.max(joins, 0) + 3 + Math.floor(random() * 30),
    habit: 0.12 + random() * 0.6,
    mood,
    points: joins < 0 ? random() * 160 : 0,
    tour: joins < 0 ? 'over' : 'waiting',
    invoicesSent: joins < 0 ? 10 : 0,
    answeredEffort: joins < 0,
    npsDay: Math.max(joins + 30, Math.floor(random() * simulation.days)),
    seenNews: false,
  };
}

function emptyCounts(): CampaignCounts {
  const counts = { shown: 0, completed: 0, dismissed: 0, snoozed: 0, opted_out: 0, abandoned: 0 };
  return { ...counts, steps: {}, buttons: {} };
}

/** The events of one day, by how settled the person is. */
function eventsOf(person: Person): Record<string, number> {
  const { random } = person;
  const settled = Math.min(1, 0.4 + person.points / 120);
  const counts = {
    invoice_created: times(random, 1.6 * settled),
    invoice_sent: times(random, 1.2 * settled),
    invoice_paid: times(random, 0.7 * settled),
    customer_created: times(random, 0.35),
    report_viewed: times(random, 0.25 * settled),
    invoice_exported: times(random, 0.12 - person.mood * 0.04),
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

const weights: Record<string, number> = {
  invoice_created: 5,
  invoice_sent: 10,
  invoice_paid: 12,
  customer_created: 3,
  report_viewed: 2,
  invoice_exported: 1,
};

const tourSteps = ['hello', 'customers', 'new_invoice', 'cash', 'done'];

/** The welcome tour: most finish it, some close it, some come back to it another day. */
function playTour(person: Person): CampaignCounts | undefined {
  if (person.tour === 'over') return undefined;
  const { random } = person;
  const counts = emptyCounts();
  counts.shown = person.tour === 'waiting' ? 1 : 0;
  for (const [index, step] of tourSteps.entries()) {
    counts.steps[step] = 1;
    const last = index === tourSteps.length - 1;
    if (last) counts.completed = 1;
    else if (random() < 0.06) counts.dismissed = 1;
    else if (random() < 0.03) counts.snoozed = 1;
    if (counts.dismissed > 0 || counts.snoozed > 0) break;
    counts.buttons[last ? `${step}.complete` : `${step}.next`] = 1;
  }
  person.tour = counts.snoozed > 0 ? 'shown' : 'over';
  return counts;
}

function playNews(person: Person): CampaignCounts | undefined {
  if (person.seenNews) return undefined;
  const counts = { ...emptyCounts(), shown: 1, steps: { news: 1 } };
  const luck = person.random();
  person.seenNews = luck < 0.85;
  if (luck < 0.52) return { ...counts, completed: 1, buttons: { 'news.navigate': 1 } };
  if (luck < 0.85) return { ...counts, dismissed: 1 };
  return { ...counts, snoozed: 1, buttons: { 'news.snooze': 1 } };
}

/** A survey of a scale question and a comment; without an answer it was dismissed. */
function playSurvey(
  person: Person,
  kind: 'nps' | 'ces',
): { counts: CampaignCounts; answers: Record<string, Answer> } {
  const { random } = person;
  const { campaign, scale, comment, lowest, size, centre, comments } = kinds[kind];
  const counts = { ...emptyCounts(), shown: 1, steps: { [scale]: 1 } as Record<string, number> };
  if (random() < 0.3) return { counts: { ...counts, dismissed: 1 }, answers: {} };
  const wanted = centre + person.mood * size * 0.4 + (random() - 0.5) * 3;
  const value = Math.max(lowest, Math.min(lowest + size - 1, Math.round(wanted)));
  const histogram = new Array<number>(size).fill(0);
  histogram[value - lowest] = 1;
  const answers: Record<string, Answer> = {
    [`${campaign}.${scale}`]: { type: kind, histogram, texts: [] },
  };
  counts.completed = 1;
  counts.steps[comment] = 1;
  if (random() < 0.45) {
    // Free text is posted only with full consent, which here means a named user.
    const group = comments.find((candidate) => value <= candidate.upTo);
    const texts = person.user.id !== null && group ? [pick(random, group.texts)] : [];
    answers[`${campaign}.${comment}`] = { type: 'text', histogram: [1], texts };
  }
  return { counts, answers };
}

/** Plays the prompts a day can bring. The attention budget's pause allows one of them. */
function playPrompts(person: Person, day: number, events: Record<string, number>, newsDay: number) {
  const campaigns: Record<string, CampaignCounts> = {};
  const answers: Record<string, Answer> = {};
  const survey = (kind: 'nps' | 'ces') => {
    const played = playSurvey(person, kind);
    campaigns[kinds[kind].campaign] = played.counts;
    Object.assign(answers, played.answers);
  };
  const tour = playTour(person);
  if (tour) campaigns['welcome'] = tour;
  if (person.invoicesSent > 0 && !person.answeredEffort && (events['invoice_sent'] ?? 0) > 0) {
    person.answeredEffort = true;
    survey('ces');
  } else if (day >= person.npsDay) {
    person.npsDay = day + 90;
    survey('nps');
  } else if (!tour && day >= newsDay) {
    const news = playNews(person);
    if (news) campaigns['reports_launch'] = news;
  }
  return { campaigns, answers };
}

function bandOf(score: number): string {
  if (score < 30) return 'low';
  return score < 70 ? 'medium' : 'high';
}

/** One active day of one person, or nothing when they stayed away. */
function playDay(
  person: Person,
  day: number,
  dayStartMs: number,
  simulation: Simulation,
): Summary | undefined {
  const { random } = person;
  // Half-life of two weeks: a day takes 5 % of the points.
  person.points *= 0.952;
  if (day < person.joins || day > person.leaves) return undefined;
  const weekday = new Date(dayStartMs).getUTCDay();
  const weekend = weekday === 0 || weekday === 6;
  const arrives = day === person.joins || random() < person.habit * (weekend ? 0.25 : 1);
  if (!arrives) return undefined;

  const events = eventsOf(person);
  person.invoicesSent += events['invoice_sent'] ?? 0;
  for (const [event, count] of Object.entries(events)) {
    person.points = Math.max(0, person.points + (weights[event] ?? 0) * count);
  }
  const score = Math.round(1000 * (1 - Math.exp(-person.points / 190))) / 10;
  const firstMs = dayStartMs - person.offsetMin * 60_000 + Math.round((8 + random() * 8) * hourMs);
  const activeMs = Math.round((2 + random() * 25) * 60_000);
  const last = day === simulation.days - 1;
  return {
    id: uuidV7(random, firstMs),
    revision: 1 + Math.floor(random() * 5),
    final: !last,
    day: new Date(dayStartMs).toISOString().slice(0, 10),
    offset_min: person.offsetMin,
    first_ms: firstMs,
    last_ms: firstMs + activeMs * 2,
    user: person.user,
    test: false,
    sessions: 1 + times(random, 0.4),
    page_views: 2 + times(random, 6),
    active_ms: activeMs,
    events,
    other_events: times(random, 0.5),
    score,
    band: bandOf(score),
    stage: null,
    ...playPrompts(person, day, events, Math.floor(simulation.days * 0.6)),
    signals: [],
    ...noMeasures,
    session_minutes: Math.round((activeMs * 2) / 60_000),
    core_actions: events['invoice_sent'] ?? 0,
    dropped: 0,
    clock_resets: 0,
    campaign_file: 'simulated',
    widget: '0.1.0',
  };
}

/** Summaries of a plausible crowd, in the order of the days. */
export function simulateSummaries(simulation: Simulation): Summary[] {
  const lastMs = Date.parse(simulation.lastDay);
  const firstMs = lastMs - (simulation.days - 1) * dayMs;
  const crowd = Array.from({ length: simulation.users }, (_, index) =>
    newPerson(index, simulation, firstMs),
  );
  const summaries: Summary[] = [];
  for (let day = 0; day < simulation.days; day++) {
    for (const person of crowd) {
      const summary = playDay(person, day, firstMs + day * dayMs, simulation);
      if (summary) summaries.push(summary);
    }
  }
  return summaries;
}
