import type { FastifyInstance } from 'fastify';
import { CollectorError } from '../collector_error.ts';
import type { CollectorContext } from '../collector.ts';
import type { InsightsQuery } from '../insights_query.ts';

const dayMs = 86_400_000;
const maxDays = 400;

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
  return { [name]: value };
}

function range(query: Query): Pick<InsightsQuery, 'from' | 'to' | 'days'> {
  const days = Number(query.days ?? 30);
  if (!Number.isInteger(days) || days < 1 || days > maxDays) {
    throw new CollectorError(400, 'bad_value', `"days" is from 1 to ${maxDays}.`, '/days');
  }
  const asked = { ...day('from', query.from), ...day('to', query.to), days };
  if (asked.from !== undefined && asked.to !== undefined) {
    const length = (Date.parse(asked.to) - Date.parse(asked.from)) / dayMs + 1;
    if (length < 1 || length > maxDays) {
      throw new CollectorError(
        400,
        'bad_range',
        `"from" must not be after "to", and at most ${maxDays} days are reported at once.`,
        '/from',
      );
    }
  }
  return asked;
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
