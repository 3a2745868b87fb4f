import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CollectorError } from '../collector_error.ts';
import type { CollectorContext } from '../collector.ts';
import { readEvent, sourceKey, type RejectedEvent } from '../event_reader.ts';
import type { StoredSummary } from '../store.ts';

/** Even empty events: a batch is a page's outbox, not a bulk import. */
const maxEvents = 1_000;
/** Longer than any month, so that the bound on ids never refuses what retention would keep. */
const daysPerMonth = 31;

interface Query {
  key?: string;
}

/** Node turns a lone surrogate into a replacement character here; the store takes only Unicode. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

/** A reviver for `JSON.parse` that leaves no lone surrogate, neither in a value nor in a name. */
function onlyUnicode(_name: string, value: unknown): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if (Object.keys(value).every((name) => wellFormed(name) === name)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [wellFormed(name), of]));
}

/** The events of a body: a batch, or one event alone. */
function eventsOf(body: unknown): unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(typeof body === 'string' ? body : '', onlyUnicode);
  } catch {
    throw new CollectorError(400, 'bad_json', 'The body is not JSON.');
  }
  const events: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  if (typeof parsed !== 'object' || parsed === null) {
    throw new CollectorError(400, 'bad_batch', 'The body must be a CloudEvent or a list of them.');
  }
  if (events.length > maxEvents) {
    throw new CollectorError(413, 'too_many_events', `A batch has at most ${maxEvents} events.`);
  }
  return events;
}

/** Judges every event on its own: a bad one is reported and the rest go on. */
function readEvents(
  context: CollectorContext,
  request: FastifyRequest<{ Querystring: Query }>,
): { summaries: StoredSummary[]; rejected: RejectedEvent[] } {
  const events = eventsOf(request.body);
  const requestKey = request.query.key ?? '';
  const asked = new Set(events.map((event) => sourceKey(event) || requestKey));
  if (events.length === 0) asked.add(requestKey);
  const allowed = context.access.writeKeys(request, asked);
  const nowMs = context.now();
  const window = {
    nowMs,
    maxSkewHours: context.maxSkewHours,
    retentionDays: context.retentionMonths * daysPerMonth,
  };
  const summaries: StoredSummary[] = [];
  const rejected: RejectedEvent[] = [];
  events.forEach((event, index) => {
    const verdict = readEvent(event, index, requestKey, allowed, window);
    if ('rejected' in verdict) rejected.push(verdict.rejected);
    else summaries.push({ ...verdict.accepted, receivedAtMs: nowMs });
  });
  return { summaries, rejected };
}

/**
 * `POST /v1/summaries`: a CloudEvents batch, or one event. Answers 202 only after what it accepted is
 * on disk, because the browser then forgets it.
 */
export function summariesRoute(scope: FastifyInstance, context: CollectorContext): void {
  const { maxBodyBytes: bodyLimit } = context;
  scope.post<{ Querystring: Query }>('/v1/summaries', { bodyLimit }, async (request, reply) => {
    const { summaries, rejected } = readEvents(context, request);
    const erased = await context.store.insert(summaries);
    const accepted = summaries.filter(({ summary }) => !erased.has(summary));
    for (const { id } of erased) {
      rejected.push({
        id,
        code: 'user_erased',
        path: '',
        message: 'This user was deleted after the summary was opened.',
      });
    }
    return reply.code(202).send({
      accepted: accepted.map(({ summary: { id, revision } }) => ({ id, revision })),
      rejected,
    });
  });
}
