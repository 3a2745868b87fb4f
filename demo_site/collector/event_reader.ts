import type { Problem } from './collector_error.ts';
import {
  campaignOutcomes,
  eventType,
  histogramLengths,
  noMeasures,
  uuidV7Ms,
  type Answer,
  type CampaignCounts,
  type Measures,
  type Summary,
} from './summary.ts';

/** Bounds on one summary; beyond them the event is refused, never cut. */
const maxNameBytes = 128;
const maxEvents = 512;
const maxCampaigns = 10_000;
const maxAnswers = 1_000;
const maxTextsPerAnswer = 100;
const maxTextCharacters = 2_000;
const maxTraitsBytes = 4_096;
const maxSignals = 64;
const maxFeatures = 64;
const maxMilestones = 32;
const maxDimensions = 12;

const hourMs = 3_600_000;
const uuidV7Pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** How far from now a summary's time may lie. */
export interface TimeWindow {
  nowMs: number;
  /** Hours a summary's local day may lie before or after receipt. */
  maxSkewHours: number;
  /** Days data is kept: an id older than that names a partition that is being dropped. */
  retentionDays: number;
}

/** A valid event, with the write key its `source` names. */
export interface AcceptedEvent {
  key: string;
  summary: Summary;
}

/** The first problem of an event, with the id the sender knows it by. */
export interface RejectedEvent extends Problem {
  id: string | null;
}

/** Thrown inside the reader only; `readEvent` returns it as a value. */
class Refusal extends Error {
  readonly problem: Problem;
  constructor(code: string, path: string, message: string) {
    super(message);
    this.problem = { code, path, message };
  }
}

type Fields = Record<string, unknown>;

function refuse(path: string, message: string, code = 'bad_value'): never {
  throw new Refusal(code, path, message);
}

/** RFC 6901: `~` and `/` inside a name are escaped. */
function child(path: string, name: string): string {
  return `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function objectAt(value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    refuse(path, 'Expected an object.');
  }
  return value as Fields;
}

function field(from: Fields, name: string, path: string): unknown {
  if (!Object.hasOwn(from, name)) refuse(child(path, name), `"${name}" is missing.`, 'missing');
  return from[name];
}

function textField(from: Fields, name: string, path: string, maxBytes = maxNameBytes): string {
  const value = field(from, name, path);
  const at = child(path, name);
  if (typeof value !== 'string') refuse(at, `"${name}" must be a string.`);
  if (Buffer.byteLength(value) > maxBytes) {
    refuse(at, `"${name}" is longer than ${maxBytes} bytes.`, 'too_long');
  }
  return value;
}

function textOrNull(from: Fields, name: string, path: string): string | null {
  return field(from, name, path) === null ? null : textField(from, name, path);
}

function flag(from: Fields, name: string, path: string): boolean {
  const value = field(from, name, path);
  if (typeof value !== 'boolean') refuse(child(path, name), `"${name}" must be true or false.`);
  return value;
}

function countValue(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    refuse(path, 'Expected a whole number, 0 or more.');
  }
  return value;
}

function count(from: Fields, name: string, path: string): number {
  return countValue(field(from, name, path), child(path, name));
}

function integerBetween(
  from: Fields,
  name: string,
  path: string,
  low: number,
  high: number,
): number {
  const value = field(from, name, path);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < low || value > high) {
    refuse(child(path, name), `"${name}" must be a whole number from ${low} to ${high}.`);
  }
  return value;
}

/** Reads an object of named things. Names are bounded; so is how many there are. */
function named<T>(
  from: Fields,
  name: string,
  path: string,
  maxEntries: number,
  read: (value: unknown, path: string) => T,
): Record<string, T> {
  const at = child(path, name);
  const entries = Object.entries(objectAt(field(from, name, path), at));
  if (entries.length > maxEntries) {
    refuse(at, `"${name}" has more than ${maxEntries} entries.`, 'too_many');
  }
  return Object.fromEntries(
    entries.map(([entry, value]) => {
      if (entry === '' || Buffer.byteLength(entry) > maxNameBytes) {
        refuse(child(at, entry.slice(0, 32)), `A name is 1 to ${maxNameBytes} bytes.`, 'bad_name');
      }
      return [entry, read(value, child(at, entry))];
    }),
  );
}

function list(from: Fields, name: string, path: string, maxEntries: number): unknown[] {
  const value = field(from, name, path);
  const at = child(path, name);
  if (!Array.isArray(value)) refuse(at, `"${name}" must be a list.`);
  if (value.length > maxEntries) {
    refuse(at, `"${name}" has more than ${maxEntries} entries.`, 'too_many');
  }
  return value;
}

function campaignCounts(value: unknown, path: string): CampaignCounts {
  const from = objectAt(value, path);
  const counts = Object.fromEntries(
    campaignOutcomes.map((name) => [name, count(from, name, path)]),
  );
  return {
    ...(Object.hasOwn(from, 'variant') && {
      variant: textField(from, 'variant', path),
      exposed: count(from, 'exposed', path),
    }),
    ...(counts as Record<(typeof campaignOutcomes)[number], number>),
    steps: named(from, 'steps', path, maxEvents, countValue),
    buttons: named(from, 'buttons', path, maxEvents, countValue),
  };
}

function answer(value: unknown, path: string): Answer {
  const from = objectAt(value, path);
  const type = textField(from, 'type', path);
  const histogram = list(from, 'histogram', path, 64).map((entry, i) =>
    countValue(entry, `${path}/histogram/${i}`),
  );
  const wanted = histogramLengths[type];
  if (wanted !== undefined && !wanted.includes(histogram.length)) {
    refuse(child(path, 'histogram'), `A ${type} histogram has ${wanted.join(' or ')} entries.`);
  }
  const texts = list(from, 'texts', path, maxTextsPerAnswer).map((text, i) => {
    const at = `${path}/texts/${i}`;
    if (typeof text !== 'string') refuse(at, 'Expected a string.');
    if (Array.from(text).length > maxTextCharacters) {
      refuse(at, `A text is longer than ${maxTextCharacters} characters.`, 'too_long');
    }
    return text;
  });
  return { type, histogram, texts };
}

function user(from: Fields, path: string): Summary['user'] {
  const at = child(path, 'user');
  const fields = objectAt(field(from, 'user', path), at);
  const traits = objectAt(field(fields, 'traits', at), child(at, 'traits'));
  if (Buffer.byteLength(JSON.stringify(traits)) > maxTraitsBytes) {
    refuse(child(at, 'traits'), `Traits are more than ${maxTraitsBytes} bytes.`, 'too_long');
  }
  const anonymous_id = textField(fields, 'anonymous_id', at);
  if (anonymous_id === '') refuse(child(at, 'anonymous_id'), 'The anonymous id is empty.');
  return {
    id: textOrNull(fields, 'id', at),
    anonymous_id,
    account_id: textOrNull(fields, 'account_id', at),
    traits,
  };
}

/** The start of a calendar day in UTC; NaN when there is no such day. */
function dayStartMs(day: string): number {
  const parts = dayPattern.exec(day);
  if (!parts) return Number.NaN;
  const ms = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return new Date(ms).toISOString().startsWith(day) ? ms : Number.NaN;
}

function localDay(from: Fields, path: string, offset_min: number, window: TimeWindow): string {
  const day = textField(from, 'day', path);
  const at = child(path, 'day');
  const startsMs = dayStartMs(day) - offset_min * 60_000;
  if (Number.isNaN(startsMs)) refuse(at, '"day" must be a calendar day, YYYY-MM-DD.');
  const skewMs = window.maxSkewHours * hourMs;
  const endsMs = startsMs + 24 * hourMs;
  if (startsMs > window.nowMs + skewMs || endsMs < window.nowMs - skewMs) {
    refuse(
      at,
      `The local day ${day} is more than ${window.maxSkewHours} h away from now.`,
      'day_out_of_window',
    );
  }
  return day;
}

function summaryId(from: Fields, path: string, window: TimeWindow): string {
  const id = textField(from, 'id', path);
  const at = child(path, 'id');
  if (!uuidV7Pattern.test(id)) refuse(at, '"id" must be a UUID version 7.');
  // Partitions follow the month in the id: an id of another century would open one of its own.
  const skewMs = window.maxSkewHours * hourMs;
  const oldestMs = window.nowMs - window.retentionDays * 24 * hourMs - skewMs;
  const ms = uuidV7Ms(id);
  if (ms < oldestMs || ms > window.nowMs + skewMs + 24 * hourMs) {
    refuse(at, 'The time in "id" is outside what this collector keeps.', 'id_out_of_window');
  }
  return id.toLowerCase();
}

function epochMs(from: Fields, name: string, path: string): number {
  // 2 to the 43rd is in the year 2248: enough, and inside the range of the store's DateTime64.
  return integerBetween(from, name, path, 0, 2 ** 43);
}

function numberBetween(value: unknown, path: string, low: number, high: number): number {
  if (typeof value !== 'number' || !(value >= low && value <= high)) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    refuse(path, `"${name}" must be a number from ${low} to ${high}.`);
  }
  return value;
}

function score(from: Fields, path: string): number {
  return numberBetween(field(from, 'score', path), child(path, 'score'), 0, 100);
}

function names(from: Fields, name: string, path: string, maxEntries: number): string[] {
  return list(from, name, path, maxEntries).map((entry, i) => {
    const at = `${child(path, name)}/${i}`;
    if (typeof entry !== 'string') refuse(at, 'Expected a string.');
    if (Buffer.byteLength(entry) > maxNameBytes) {
      refuse(at, `A name is at most ${maxNameBytes} bytes.`, 'too_long');
    }
    return entry;
  });
}

function attention(from: Fields, path: string): Measures['attention'] {
  const at = child(path, 'attention');
  const value = field(from, 'attention', path);
  if (value === null) return null;
  const points = objectAt(value, at);
  const read = (name: string) =>
    numberBetween(field(points, name, at), child(at, name), 0, Number.MAX_SAFE_INTEGER);
  return { balance: read('balance'), capacity: read('capacity') };
}

/** What the first widgets did not post; each field on its own may be missing. */
function measures(data: Fields, path: string): Measures {
  const from: Fields = { ...noMeasures, ...data };
  const most = Number.MAX_VALUE;
  return {
    session_minutes: count(from, 'session_minutes', path),
    core_actions: count(from, 'core_actions', path),
    features: names(from, 'features', path, maxFeatures),
    milestones: names(from, 'milestones', path, maxMilestones),
    activated: flag(from, 'activated', path),
    trend:
      from['trend'] === null ? null : numberBetween(from['trend'], child(path, 'trend'), -100, 100),
    dimensions: named(from, 'dimensions', path, maxDimensions, (value, at) =>
      numberBetween(value, at, 0, 100),
    ),
    attention: attention(from, path),
    held_out: flag(from, 'held_out', path),
    score_sum:
      from['score_sum'] === null
        ? null
        : numberBetween(from['score_sum'], child(path, 'score_sum'), -most, most),
  };
}

/** Reads `data`; throws a `Refusal` at the first problem. */
function summary(value: unknown, path: string, window: TimeWindow): Summary {
  const from = objectAt(value, path);
  const offset_min = integerBetween(from, 'offset_min', path, -16 * 60, 16 * 60);
  return {
    id: summaryId(from, path, window),
    revision: integerBetween(from, 'revision', path, 1, 2 ** 32 - 1),
    final: flag(from, 'final', path),
    day: localDay(from, path, offset_min, window),
    offset_min,
    first_ms: epochMs(from, 'first_ms', path),
    last_ms: epochMs(from, 'last_ms', path),
    user: user(from, path),
    test: flag(from, 'test', path),
    sessions: count(from, 'sessions', path),
    page_views: count(from, 'page_views', path),
    active_ms: count(from, 'active_ms', path),
    events: named(from, 'events', path, maxEvents, countValue),
    other_events: count(from, 'other_events', path),
    score: score(from, path),
    band: textField(from, 'band', path),
    stage: textOrNull(from, 'stage', path),
    campaigns: named(from, 'campaigns', path, maxCampaigns, campaignCounts),
    answers: named(from, 'answers', path, maxAnswers, answer),
    signals: names(from, 'signals', path, maxSignals),
    ...measures(from, path),
    dropped: count(from, 'dropped', path),
    clock_resets: count(from, 'clock_resets', path),
    campaign_file: textField(from, 'campaign_file', path),
    widget: textField(from, 'widget', path),
  };
}

/** The write key an event names: the last segment of its `source`. Empty when it names none. */
export function sourceKey(event: unknown): string {
  if (typeof event !== 'object' || event === null) return '';
  const source = (event as Fields)['source'];
  if (typeof source !== 'string') return '';
  return source.slice(source.lastIndexOf('/') + 1);
}

/** The id a sender recognises a refused event by: the summary's, else the envelope's, else null. */
function senderId(event: unknown): string | null {
  if (typeof event !== 'object' || event === null) return null;
  const { data, id } = event as Fields;
  const inner = typeof data === 'object' && data !== null ? (data as Fields)['id'] : undefined;
  if (typeof inner === 'string') return inner.slice(0, maxNameBytes);
  return typeof id === 'string' ? id.slice(0, maxNameBytes) : null;
}

function envelope(event: unknown, path: string): Fields {
  const from = objectAt(event, path);
  if (field(from, 'specversion', path) !== '1.0') {
    refuse(child(path, 'specversion'), '"specversion" must be "1.0".');
  }
  if (field(from, 'type', path) !== eventType) {
    refuse(child(path, 'type'), `"type" must be "${eventType}".`, 'unknown_type');
  }
  if (textField(from, 'id', path, 256) === '') refuse(child(path, 'id'), '"id" is empty.');
  textField(from, 'source', path, 1024);
  return from;
}

/**
 * Judges one event of a batch. `allowedKeys` are the write keys the request may write to;
 * `requestKey` (the `key` query parameter) stands in when `source` names none.
 */
export function readEvent(
  event: unknown,
  index: number,
  requestKey: string,
  allowedKeys: ReadonlySet<string>,
  window: TimeWindow,
): { accepted: AcceptedEvent } | { rejected: RejectedEvent } {
  const path = `/${index}`;
  try {
    const from = envelope(event, path);
    const key = sourceKey(event) || requestKey;
    if (!allowedKeys.has(key)) {
      refuse(
        child(path, 'source'),
        'The write key is not one this request may use.',
        'unknown_key',
      );
    }
    return {
      accepted: { key, summary: summary(field(from, 'data', path), child(path, 'data'), window) },
    };
  } catch (error) {
    if (error instanceof Refusal) return { rejected: { id: senderId(event), ...error.problem } };
    throw error;
  }
}
