// What the collector has taken leaves the outbox.
import type { OutboxRecord, Plan } from './store.ts';

/** What the collector has, or will never take: final revisions leave the outbox. */
export function acknowledgePlan(acks: { id: string; revision: number }[]): Plan<OutboxRecord[]> {
  return {
    users: () => [],
    work(found) {
      const outbox = new Map(found.outbox.map((record) => [record.id, record]));
      const put: OutboxRecord[] = [];
      const gone: string[] = [];
      for (const ack of acks) {
        const record = outbox.get(ack.id);
        if (!record || record.acked >= ack.revision) continue;
        if (record.final && ack.revision >= record.revision) {
          gone.push(record.id);
          outbox.delete(record.id);
        } else {
          const next = { ...record, acked: ack.revision };
          put.push(next);
          outbox.set(record.id, next);
        }
      }
      return { changes: { outbox: put, outbox_gone: gone }, result: [...outbox.values()] };
    },
  };
}
