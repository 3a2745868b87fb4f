import type { FastifyInstance } from 'fastify';
import type { CollectorContext } from '../collector.ts';

/** `GET /health`: 200 when the store answers a question about its own table, else 503. */
export function healthRoute(scope: FastifyInstance, { store }: CollectorContext): void {
  scope.get('/health', { config: { rateLimit: false } }, async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    try {
      const version = await store.check();
      return { status: 'ok', store: { kind: store.kind, version } };
    } catch (error) {
      request.log.error(error);
      return reply.code(503).send({
        status: 'unavailable',
        error: { code: 'store_unavailable', path: '', message: 'The store does not answer.' },
      });
    }
  });
}
