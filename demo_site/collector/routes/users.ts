import type { FastifyInstance } from 'fastify';
import type { CollectorContext } from '../collector.ts';

/**
 * `DELETE /v1/users/:id` with the read key: forgets a user, by user id or anonymous id. Repeating it
 * is fine; copies of older summaries that arrive later are refused as `user_erased`.
 */
export function usersRoute(scope: FastifyInstance, context: CollectorContext): void {
  scope.delete<{ Params: { id: string } }>('/v1/users/:id', async (request) => {
    const { write } = context.access.readKey(request);
    const deleted = await context.store.eraseUser(write, request.params.id, context.now());
    return { deleted_summaries: deleted };
  });
}
