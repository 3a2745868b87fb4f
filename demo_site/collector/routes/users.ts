import type { FastifyInstance } from 'fastify';
import { CollectorError } from '../collector_error.ts';
import type { CollectorContext } from '../collector.ts';

/**
 * `DELETE /v1/users/:id` with the read key: forgets a user, by user id or anonymous id. Repeating it
 * is fine; copies of older summaries that arrive later are refused as `user_erased`.
 */
export function usersRoute(scope: FastifyInstance, context: CollectorContext): void {
  // A wildcard, because Fastify cuts named parameters off at 100 characters and ids may be longer.
  scope.delete<{ Params: { '*': string } }>('/v1/users/*', async (request) => {
    const { write } = context.access.readKey(request);
    const { '*': id } = request.params;
    // Rows without a user carry an empty user id: taken for one, it would delete them all.
    if (id === '') {
      throw new CollectorError(400, 'bad_value', 'The id of the user is missing in the path.');
    }
    const deleted = await context.store.eraseUser(write, id, context.now());
    return { deleted_summaries: deleted };
  });
}
