import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import type { FastifyError, FastifyInstance, FastifyPluginAsync } from 'fastify';
import { createAccess, type Access, type CollectorKey } from './access.ts';
import { CollectorError } from './collector_error.ts';
import { healthRoute } from './routes/health.ts';
import { insightsRoute } from './routes/insights.ts';
import { summariesRoute } from './routes/summaries.ts';
import { usersRoute } from './routes/users.ts';
import { openStore, type Store, type StoreLocation } from './store.ts';

/** How a collector is set up. Only the keys and the place of the store have no default. */
export interface CollectorOptions {
  /** A directory for the embedded engine (one process at a time), or a ClickHouse to connect to. */
  store: StoreLocation;
  keys: readonly CollectorKey[];
  /** Whole months a summary is kept, by its local day. */
  retentionMonths?: number;
  /** Hours a summary's local day may lie before or after its receipt. */
  maxSkewHours?: number;
  /** Largest request body. */
  maxBodyBytes?: number;
  /** Requests a minute from one address, reading and writing counted apart. */
  requestsPerMinute?: number;
  /** The clock, epoch milliseconds. */
  now?: () => number;
}

/** What every route is given. */
export interface CollectorContext {
  store: Store;
  access: Access;
  retentionMonths: number;
  maxSkewHours: number;
  maxBodyBytes: number;
  now: () => number;
}

const bodyTypes = ['application/cloudevents-batch+json', 'application/cloudevents+json'];

/** Every body is read as text and parsed by us: a beacon says `text/plain`, and errors are ours. */
function readBodiesAsText(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    [...bodyTypes, 'application/json', 'text/plain'],
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, body);
    },
  );
}

function problemOf(error: FastifyError, maxBodyBytes: number) {
  if (error instanceof CollectorError) return { status: error.statusCode, problem: error.problem };
  const status = error.statusCode ?? 503;
  const problem = (code: string, message: string) => ({
    status,
    problem: { code, path: '', message },
  });
  if (status === 413) {
    return problem(
      'too_large',
      `A body may have ${maxBodyBytes} bytes: send fewer events at once.`,
    );
  }
  if (status === 415) {
    return problem('unsupported_type', `Send ${bodyTypes[0]}, application/json or text/plain.`);
  }
  if (status === 429) return problem('too_many_requests', 'Too many requests: wait a little.');
  if (status < 500) return problem('bad_request', error.message);
  return problem('store_unavailable', 'The store did not answer. Nothing was lost: send it again.');
}

function answerErrors(scope: FastifyInstance, maxBodyBytes: number): void {
  scope.setErrorHandler<FastifyError>((error, request, reply) => {
    const { status, problem } = problemOf(error, maxBodyBytes);
    if (status >= 500) {
      request.log.error(error);
      // Whatever failed inside, the sender still has its summaries and may try again.
      void reply.header('retry-after', '30');
    }
    return reply.code(status >= 500 ? 503 : status).send({ error: problem });
  });
}

async function shareWithKnownOrigins(scope: FastifyInstance, access: Access): Promise<void> {
  await scope.register(cors, {
    delegator: (request, done) => {
      const { origin } = request.headers;
      done(null, {
        origin: origin !== undefined && access.originKnown(request, origin) ? origin : false,
        methods: ['GET', 'POST', 'DELETE'],
        allowedHeaders: ['authorization', 'content-type'],
        // Without this a page of another origin cannot read when to come back.
        exposedHeaders: ['retry-after'],
        maxAge: 86_400,
      });
    },
  });
}

/**
 * The collector as a Fastify plugin: `POST /v1/summaries`, `GET /v1/insights`,
 * `DELETE /v1/users/:id`, `GET /health`. Opens the store before the server listens, and when the
 * server closes waits for the requests under way, flushes, and lets go of the store.
 */
export function createCollector(options: CollectorOptions): FastifyPluginAsync {
  const { retentionMonths = 13, maxSkewHours = 48, maxBodyBytes = 256 * 1024 } = options;
  const access = createAccess(options.keys);
  return async (scope) => {
    const store = await openStore(options.store, retentionMonths);
    // Registered first, so it runs after Fastify has drained the requests.
    scope.addHook('onClose', () => store.close());
    const context: CollectorContext = {
      store,
      access,
      retentionMonths,
      maxSkewHours,
      maxBodyBytes,
      now: options.now ?? Date.now,
    };
    readBodiesAsText(scope);
    answerErrors(scope, maxBodyBytes);
    await shareWithKnownOrigins(scope, access);
    await scope.register(rateLimit, {
      max: options.requestsPerMinute ?? 1_200,
      timeWindow: '1 minute',
      keyGenerator: (request) => `${request.method} ${request.ip}`,
    });
    summariesRoute(scope, context);
    insightsRoute(scope, context);
    usersRoute(scope, context);
    healthRoute(scope, context);
  };
}
