import { campaignOutcomes, type CampaignCounts, type Summary } from './summary.ts';

/** One row per posted revision; `FINAL` keeps the highest of each (key, id). */
export const summariesTable = 'summaries';
/** Who asked to be forgotten, as a hash: a copy that arrives late must not bring a user back. */
export const erasedTable = 'erased_users';

/** The row as `INSERT ... FORMAT JSONEachRow` takes it. */
export interface SummaryRow extends Omit<
  Summary,
  'user' | 'first_ms' | 'last_ms' | 'attention' | 'campaigns'
> {
  campaigns: Record<string, Omit<CampaignCounts, 'variant' | 'exposed'>>;
  /** Campaign → variant of its experiment; campaign → exposures of its control. */
  variants: Record<string, string>;
  exposed: Record<string, number>;
  attention_balance: number | null;
  attention_capacity: number | null;
  key: string;
  received_at: string;
  first_at: string;
  last_at: string;
  /** Who is counted: the user id where consent allows one, else the random id. */
  person: string;
  user_id: string;
  anonymous_id: string;
  account_id: string;
  /** JSON text: traits may hold any value. */
  traits: string;
}

const outcomeColumns = campaignOutcomes.map((outcome) => `${outcome} UInt64`).join(', ');
const countsByName = 'Map(LowCardinality(String), UInt64)';

/** What came after the first stores: added to a table that lacks it. */
const laterColumns = [
  'session_minutes UInt64',
  'core_actions UInt64',
  'features Array(LowCardinality(String))',
  'milestones Array(LowCardinality(String))',
  'activated Bool',
  'trend Nullable(Float64)',
  'dimensions Map(LowCardinality(String), Float64)',
  'attention_balance Nullable(Float64)',
  'attention_capacity Nullable(Float64)',
  'variants Map(LowCardinality(String), String)',
  `exposed ${countsByName}`,
  'held_out Bool',
  'score_sum Nullable(Float64)',
];

/**
 * The statements that make the store, each safe to repeat.
 *
 * - The sorting key is what identifies a summary and nothing else: a user may change from anonymous
 *   to named between two revisions, and both must still replace each other.
 * - The partition is the month in the id, never of receipt: all revisions of one summary then lie in
 *   one partition, where alone `FINAL` and merges can replace them.
 * - `fsync_*`: an acknowledged summary leaves the browser's outbox, so it must survive a power cut.
 */
export function schemaStatements(retentionMonths: number): string[] {
  return [
    `CREATE TABLE IF NOT EXISTS ${summariesTable} (
      key LowCardinality(String),
      id UUID,
      revision UInt32,
      received_at DateTime64(3, 'UTC'),
      final Bool,
      day Date,
      offset_min Int16,
      first_at DateTime64(3, 'UTC'),
      last_at DateTime64(3, 'UTC'),
      person String,
      user_id String,
      anonymous_id String,
      account_id String,
      traits String,
      test Bool,
      sessions UInt64,
      page_views UInt64,
      active_ms UInt64,
      events ${countsByName},
      other_events UInt64,
      score Float64,
      band LowCardinality(String),
      stage LowCardinality(Nullable(String)),
      campaigns Map(LowCardinality(String),
        Tuple(${outcomeColumns}, steps ${countsByName}, buttons ${countsByName})),
      answers Map(LowCardinality(String),
        Tuple(type LowCardinality(String), histogram Array(UInt64), texts Array(String))),
      signals Array(LowCardinality(String)),
      dropped UInt64,
      clock_resets UInt64,
      campaign_file String,
      widget LowCardinality(String)
    )
    ENGINE = ReplacingMergeTree(revision)
    PARTITION BY toYYYYMM(UUIDv7ToDateTime(id, 'UTC'))
    ORDER BY (key, id)
    TTL ${retentionClause(retentionMonths)}
    SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
    `ALTER TABLE ${summariesTable} ${laterColumns
      .map((column) => `ADD COLUMN IF NOT EXISTS ${column}`)
      .join(', ')}`,
    // The setting may have changed since the table was made; the same TTL again costs nothing.
    `ALTER TABLE ${summariesTable} MODIFY TTL ${retentionClause(retentionMonths)}`,
    `CREATE TABLE IF NOT EXISTS ${erasedTable} (
      key LowCardinality(String),
      user_hash String,
      erased_at DateTime64(3, 'UTC')
    )
    ENGINE = ReplacingMergeTree(erased_at)
    ORDER BY (key, user_hash)
    TTL ${retentionClause(retentionMonths, 'toDate(erased_at)')}
    SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  ];
}

function retentionClause(months: number, day = 'day'): string {
  if (!Number.isInteger(months) || months < 1) {
    throw new RangeError(`retentionMonths must be a whole number of at least 1, not ${months}`);
  }
  return `${day} + INTERVAL ${months} MONTH DELETE`;
}

/** Turns a valid summary into its row. */
export function summaryRow(key: string, summary: Summary, receivedAtMs: number): SummaryRow {
  const { user, first_ms, last_ms, attention, campaigns, ...same } = summary;
  const row = {
    campaigns: {} as SummaryRow['campaigns'],
    variants: {} as SummaryRow['variants'],
    exposed: {} as SummaryRow['exposed'],
  };
  for (const [id, { variant, exposed, ...counts }] of Object.entries(campaigns)) {
    row.campaigns[id] = counts;
    if (variant === undefined) continue;
    row.variants[id] = variant;
    row.exposed[id] = exposed ?? 0;
  }
  return {
    ...same,
    ...row,
    attention_balance: attention?.balance ?? null,
    attention_capacity: attention?.capacity ?? null,
    key,
    received_at: new Date(receivedAtMs).toISOString(),
    first_at: new Date(first_ms).toISOString(),
    last_at: new Date(last_ms).toISOString(),
    person: user.id ?? user.anonymous_id,
    user_id: user.id ?? '',
    anonymous_id: user.anonymous_id,
    account_id: user.account_id ?? '',
    traits: JSON.stringify(user.traits),
  };
}
