import type { FastifyInstance } from 'fastify';
import { CollectorError } from '../collector_error.ts';
import type { CollectorContext } from '../collector.ts';
import { maxDays, type InsightsQuery } from '../insights_query.ts';

/** The store counts days from 1970 to 2149; beyond them a question is the asker's mistake. */
const firstDay = '1971-01-01';
const lastDay = '2148-12-31';

interface Query {
  from?: string;
  to?: string;
  days?: string;
  test?: string;
}

function day(name: 'from' | 'to', value: string | undefined): { from?: string; to?: string } {
  if (value === undefined) return {};
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : Number.NaN;
  // Date.parse takes the 31st of February for the 3rd of March.
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(value)) {
    throw new CollectorError(400, 'bad_value', `"${name}" must be a day, YYYY-MM-DD.`, `/${name}`);
  }
  if (value < firstDay || value > lastDay) {
    throw new CollectorError(
      400,
      'bad_value',
      `"${name}" must be from ${firstDay} to ${lastDay}.`,
      `/${name}`,
    );
  }
  return { [name]: value };
}

function range(query: Query): Pick<InsightsQuery, 'from' | 'to' | 'days'> {
  const days = Number(query.days ?? 30);
  if (!Number.isInteger(days) || days < 1 || days > maxDays) {
    throw new CollectorError(400, 'bad_value', `"days" is from 1 to ${maxDays}.`, '/days');
  }
  return { ...day('from', query.from), ...day('to', query.to), days };
}

/**
 * `GET /v1/insights?from&to` (or `?days=30`, up to the newest day) with the read key: everything the
 * dashboard shows. Users marked internal are left out unless `test=1`.
 */
export function insightsRoute(scope: FastifyInstance, context: CollectorContext): void {
  scope.get<{ Querystring: Query }>('/v1/insights', async (request, reply) => {
    const { write } = context.access.readKey(request);
    void reply.header('cache-control', 'no-store');
    return context.store.insights({
      ...range(request.query),
      key: write,
      today: new Date(context.now()).toISOString().slice(0, 10),
      includeTest: request.query.test === '1',
    });
  });
}
