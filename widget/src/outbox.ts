// What waits for the collector: posted summaries, within a bound, and with no more in them than was agreed to.
import type { Effect, Summary } from './contract.ts';
import { jsonText } from './json.ts';
import { countDropped, sayDropped } from './pointer.ts';
import type { Found, OutboxRecord, Pointer } from './store.ts';

/** Design bound of all that waits, in UTF-8. */
const kOutboxBytes = 256 * 1024;
const kDayMs = 24 * 60 * 60 * 1000;

type Answers = Record<string, { texts?: string[] }>;

function isPersonal({ user, answers }: Summary): boolean {
  const { id, account_id, traits } = user;
  if (id !== null || account_id !== null || Object.keys(traits).length > 0) return true;
  return Object.values((answers ?? {}) as Answers).some(({ texts }) => (texts ?? []).length > 0);
}

/** What of a summary may be posted with consent `summaries`: no ids but the random one, no traits, no free text. */
export function withoutPerson(summary: Summary): Summary {
  const answers: Answers = {};
  for (const [name, answer] of Object.entries((summary.answers ?? {}) as Answers))
    answers[name] = { ...answer, texts: [] };
  const user = { ...summary.user, id: null, account_id: null, traits: {} };
  return { ...summary, user, answers };
}

function withoutPersonKept(record: OutboxRecord): OutboxRecord {
  const { personal: _, ...rest } = record;
  return {
    ...rest,
    summary: jsonText(withoutPerson(JSON.parse(record.summary) as Summary)),
  };
}

/** Puts posted summaries into the outbox and keeps it within its bound. `full`: as consented to. */
export function keepSummaries(
  found: Found,
  effects: Effect[],
  key: string,
  pointer: Pointer,
  now_ms: number,
  full = true,
) {
  const kept = new Map(found.outbox.map((record) => [record.id, record]));
  const before = new Set(kept.keys());
  const changed = new Set<string>();
  for (const record of full ? [] : found.outbox) {
    if (!record.personal) continue;
    kept.set(record.id, withoutPersonKept(record));
    changed.add(record.id);
  }
  for (const effect of effects) {
    if (effect.type !== 'post') continue;
    sayDropped(pointer, effect.id);
    if (pointer.dropped.summary === effect.id) effect.summary.dropped += pointer.dropped.count;
    const said = full ? effect.summary : withoutPerson(effect.summary);
    const acked = kept.get(effect.id)?.acked ?? 0;
    const { id, revision, final } = effect;
    kept.set(id, {
      key,
      id,
      revision,
      final,
      acked,
      last_ms: said.last_ms,
      summary: jsonText(said),
      ...(isPersonal(said) ? { personal: true } : {}),
    });
    changed.add(id);
  }
  for (const record of kept.values()) {
    // An acknowledged day whose end was never seen here (the user went elsewhere) has nothing more to say.
    const stale = record.acked >= record.revision && now_ms - record.last_ms > 7 * kDayMs;
    const posted = effects.some((effect) => effect.type === 'post' && effect.id === record.id);
    if (stale && !posted) kept.delete(record.id);
  }
  dropOldest(kept, changed, pointer);
  return {
    outbox: [...kept.values()],
    put: [...kept.values()].filter((record) => changed.has(record.id)),
    gone: [...before].filter((id) => !kept.has(id)),
  };
}

function dropOldest(kept: Map<string, OutboxRecord>, changed: Set<string>, pointer: Pointer): void {
  const encoder = new TextEncoder();
  const size = ({ summary }: OutboxRecord): number => encoder.encode(summary).length;
  let bytes = 0;
  for (const record of kept.values()) bytes += size(record);
  const by_age = [...kept.values()].sort((a, b) => a.last_ms - b.last_ms);
  for (const record of by_age) {
    if (bytes <= kOutboxBytes || kept.size === 1) break;
    kept.delete(record.id);
    bytes -= size(record);
    if (record.acked >= record.revision) continue;
    const newest = by_age[by_age.length - 1];
    if (!newest) break;
    const saidBefore = pointer.dropped.summary === newest.id ? pointer.dropped.count : 0;
    countDropped(pointer, 1);
    sayDropped(pointer, newest.id);
    if (!changed.has(newest.id)) continue;
    // The revision written in this very step may still say it; later ones do by `keepSummaries`.
    const summary = JSON.parse(newest.summary) as Record<string, unknown>;
    summary.dropped = Number(summary.dropped) + pointer.dropped.count - saidBefore;
    bytes -= size(newest);
    newest.summary = jsonText(summary);
    bytes += size(newest);
  }
}
