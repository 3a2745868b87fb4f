import { mkdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { readInsights, type InsightsQuery, type Insights } from './insights_query.ts';
import { erasedTable, schemaStatements, summariesTable, summaryRow } from './schema.ts';
import type { SummaryRow } from './schema.ts';
import { uuidV7Ms, type Summary } from './summary.ts';

/** Where summaries are kept: in this process, or in a ClickHouse of their own. */
export type StoreLocation =
  { dataDir: string } | { url: string; username?: string; password?: string; database?: string };

/** A summary on its way into the store. */
export interface StoredSummary {
  key: string;
  summary: Summary;
  receivedAtMs: number;
}

/** Runs one SELECT and returns its rows. */
export type Select = <Row>(query: string, params: Record<string, unknown>) => Promise<Row[]>;

/** The only part of the collector that speaks SQL. Every promise rejects when the store is away. */
export interface Store {
  kind: 'chdb' | 'clickhouse';
  /**
   * Resolves once the rows are on disk; calls made meanwhile share the next insert. Returns those
   * that were not kept, because their user was erased after the summary was opened.
   */
  insert(summaries: readonly StoredSummary[]): Promise<ReadonlySet<Summary>>;
  /** Deletes every revision of every summary a user had; returns how many summaries that were. */
  eraseUser(key: string, userId: string, nowMs: number): Promise<number>;
  insights(query: InsightsQuery): Promise<Insights>;
  /** The version of the engine; rejects when it does not answer. */
  check(): Promise<string>;
  /** Waits for every insert under way, then lets go of the directory or the connection. */
  close(): Promise<void>;
}

const settings = {
  // The server would otherwise gather small inserts and could acknowledge before its disk does.
  async_insert: 0,
  date_time_input_format: 'best_effort',
  output_format_json_quote_64bit_integers: 0,
  // An id never changes its partition, so partitions can be read side by side without merging them.
  do_not_merge_across_partitions_select_final: 1,
} as const;

interface Connected {
  client: ClickHouseClient;
  close: () => Promise<void>;
}

type ClientConnection = NonNullable<NonNullable<Parameters<typeof createClient>[0]>['connection']>;

/**
 * chDB is loaded only when it is used: it is a large native library, and a collector in front of a
 * ClickHouse of its own need not have it installed.
 */
async function connectEmbedded(dataDir: string): Promise<Connected> {
  const path = resolve(dataDir);
  mkdirSync(path, { recursive: true });
  const [{ createChdbConnection }, { drainPending }] = await Promise.all([
    import('chdb/connection'),
    import('chdb'),
  ]);
  try {
    // chDB implements the client's own interface, but against another published copy of its types.
    const connection = createChdbConnection({ path }) as unknown as ClientConnection;
    const client = createClient({ connection, clickhouse_settings: settings });
    // Closing returns before the directory is free: the next to open it must not find it locked.
    return { client, close: () => client.close().then(() => drainPending()) };
  } catch (cause) {
    const reason =
      cause instanceof Error && cause.message.includes('one active data directory')
        ? 'this process has another data directory open; close that collector first'
        : 'another process has it open, or it is not writable';
    throw new Error(`Cannot open the data directory ${path}: ${reason}.`, { cause });
  }
}

async function connect(location: StoreLocation): Promise<Connected> {
  if ('dataDir' in location) return connectEmbedded(location.dataDir);
  const client = createClient({ ...location, clickhouse_settings: settings });
  return { client, close: () => client.close() };
}

/** What is kept of an erased user id: enough to recognise it, not enough to read it. */
function userHash(key: string, userId: string): string {
  return createHash('sha256').update(key).update('\0').update(userId).digest('hex');
}

/** The newest of several revisions of one id in one insert; the others would be dropped unread. */
function newestRevisions(rows: readonly SummaryRow[]): SummaryRow[] {
  const newest = new Map<string, SummaryRow>();
  for (const row of rows) {
    const name = `${row.key}\0${row.id}`;
    if (row.revision >= (newest.get(name)?.revision ?? 0)) newest.set(name, row);
  }
  return [...newest.values()];
}

interface Waiting {
  rows: SummaryRow[];
  done: () => void;
  failed: (reason: unknown) => void;
}

/**
 * Group commit: while one insert is being flushed, the next ones gather and go as one. ClickHouse
 * likes few large parts, and an fsync for each of a hundred beacons would be a hundred fsyncs.
 */
function createInsertQueue(write: (rows: SummaryRow[]) => Promise<void>) {
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        await write(newestRevisions(group.flatMap((entry) => entry.rows)));
        for (const entry of group) entry.done();
      } catch {
        // One request's rows must not refuse another's: each tries once more on its own.
        for (const { rows, done, failed } of group) {
          await write(newestRevisions(rows)).then(done, failed);
        }
      }
    }
    writing = undefined;
  }

  return {
    add(rows: SummaryRow[]): Promise<void> {
      if (rows.length === 0) return Promise.resolve();
      return new Promise((done, failed) => {
        waiting.push({ rows, done, failed });
        writing ??= drain();
      });
    },
    /** Resolves when nothing is waiting or being written any more. */
    settled: (): Promise<void> => writing ?? Promise.resolve(),
  };
}

/** Opens the store and makes its tables. Throws one plain sentence when it cannot. */
export async function openStore(location: StoreLocation, retentionMonths: number): Promise<Store> {
  const { client, close } = await connect(location);
  const select: Select = async (query, query_params) => {
    const result = await client.query({ query, query_params, format: 'JSONEachRow' });
    return result.json();
  };
  try {
    for (const query of schemaStatements(retentionMonths)) await client.command({ query });
  } catch (cause) {
    await close();
    throw new Error('The store did not accept its schema.', { cause });
  }
  const queue = createInsertQueue(async (values) => {
    await client.insert({ table: summariesTable, values, format: 'JSONEachRow' });
  });

  return {
    kind: 'dataDir' in location ? 'chdb' : 'clickhouse',
    insert: async (summaries) => {
      const erasedBefore = await erasedAmong(select, summaries);
      const kept = summaries.filter(({ summary }) => !erasedBefore.has(summary));
      await queue.add(
        kept.map(({ key, summary, receivedAtMs }) => summaryRow(key, summary, receivedAtMs)),
      );
      // A deletion may have come between the question and the insert: it marks, then deletes what it
      // sees. Either it saw these rows, or its mark is seen here and they are taken back.
      const erasedMeanwhile = await erasedAmong(select, kept);
      const erased = new Set([...erasedBefore, ...erasedMeanwhile]);
      // Also those refused at once: a deletion that broke off half way may have left a revision.
      const refused = summaries.filter(({ summary }) => erased.has(summary));
      await deleteSummaries(client, select, refused);
      return erased;
    },
    eraseUser: async (key, userId, nowMs) => {
      await queue.settled();
      return eraseUser(client, select, key, userId, nowMs);
    },
    insights: (query) => readInsights(select, query),
    check: async () => {
      const rows = await select<{ version: string }>(
        `SELECT version() AS version, count() AS summaries FROM ${summariesTable}`,
        {},
      );
      return rows[0]?.version ?? '';
    },
    close: async () => {
      await queue.settled();
      await close();
    },
  };
}

/**
 * Someone who comes back after the deletion opens a new day with a new id, and is welcome; a copy of
 * an older day that a browser or a beacon still held is not.
 */
async function erasedAmong(
  select: Select,
  summaries: readonly StoredSummary[],
): Promise<ReadonlySet<Summary>> {
  const hashOf = ({ key, summary: { user } }: StoredSummary) =>
    userHash(key, user.id ?? user.anonymous_id);
  const hashes = [...new Set(summaries.map(hashOf))];
  if (hashes.length === 0) return new Set();
  const rows = await select<{ user_hash: string; at_ms: number }>(
    `SELECT user_hash, max(toUnixTimestamp64Milli(erased_at)) AS at_ms FROM ${erasedTable}
     WHERE user_hash IN {hashes:Array(String)} GROUP BY user_hash`,
    { hashes },
  );
  const erasedAt = new Map(rows.map((row) => [row.user_hash, row.at_ms]));
  const wasErased = (stored: StoredSummary) =>
    uuidV7Ms(stored.summary.id) <= (erasedAt.get(hashOf(stored)) ?? -1);
  return new Set(summaries.filter(wasErased).map((stored) => stored.summary));
}

/**
 * Deletes rows and returns of how many summaries they were. It looks first, because a mutation
 * rewrites parts even where it deletes nothing.
 */
async function deleteRows(
  client: ClickHouseClient,
  select: Select,
  where: string,
  query_params: Record<string, unknown>,
): Promise<number> {
  const rows = await select<{ n: number }>(
    `SELECT uniqExact(id) AS n FROM ${summariesTable} WHERE ${where}`,
    query_params,
  );
  const n = rows[0]?.n ?? 0;
  if (n > 0) {
    await client.command({
      query: `ALTER TABLE ${summariesTable} DELETE WHERE ${where}`,
      query_params,
      clickhouse_settings: { mutations_sync: '2' },
    });
  }
  return n;
}

/** Deletes every revision of these summaries, of which usually none is stored. */
async function deleteSummaries(
  client: ClickHouseClient,
  select: Select,
  summaries: readonly StoredSummary[],
): Promise<void> {
  const idsOfKey = new Map<string, string[]>();
  for (const { key, summary } of summaries) {
    idsOfKey.set(key, [...(idsOfKey.get(key) ?? []), summary.id]);
  }
  for (const [key, ids] of idsOfKey) {
    await deleteRows(client, select, 'key = {key:String} AND id IN {ids:Array(UUID)}', {
      key,
      ids,
    });
  }
}

/** Marks names as erased from now on: what was opened before is refused, and taken back. */
async function markErased(
  client: ClickHouseClient,
  key: string,
  names: readonly string[],
  nowMs: number,
): Promise<void> {
  if (names.length === 0) return;
  await client.insert({
    table: erasedTable,
    values: names.map((name) => ({
      key,
      user_hash: userHash(key, name),
      erased_at: new Date(nowMs).toISOString(),
    })),
    format: 'JSONEachRow',
  });
}

/**
 * Everything that is theirs: days under the user id, and the anonymous days before it on the same
 * device (an anonymous id may have served another user too, whose days stay).
 * Whole ids go, not only rows that name the user: with revision 3 of a day gone, its anonymous
 * revision 2 would be the highest again and come back to life.
 */
function rowsOfUser(anonymousIds: string): string {
  return `key = {key:String} AND id IN (SELECT id FROM ${summariesTable}
    WHERE key = {key:String}
      AND (user_id = {user:String} OR (user_id = '' AND anonymous_id IN ${anonymousIds})))`;
}

async function eraseUser(
  client: ClickHouseClient,
  select: Select,
  key: string,
  user: string,
  nowMs: number,
): Promise<number> {
  // The marks come first: what arrives between them and the deletion is then refused already. And
  // the user's own comes before the question for their devices, so that no device can slip between.
  await markErased(client, key, [user], nowMs);
  const linked = await select<{ anonymous_id: string }>(
    `SELECT DISTINCT anonymous_id FROM ${summariesTable}
     WHERE key = {key:String} AND user_id = {user:String}`,
    { key, user },
  );
  const devices = linked.map((row) => row.anonymous_id);
  await markErased(client, key, devices, nowMs);
  const names = [...new Set([user, ...devices])];
  const query_params = { key, user, names };
  const theirs = rowsOfUser('{names:Array(String)}');
  return deleteRows(client, select, theirs, query_params);
}
