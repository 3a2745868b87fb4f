import type { Insights } from '../collector/insights_query.ts';

/** Where to read from and with what. */
export interface Settings {
  /** Base address of the collector, with its slash. */
  collector: string;
  readKey: string;
  /** Address of the campaign file, for names. */
  config?: string;
}

/** What is shown: the last `days` days up to the newest, or a fixed range. */
export interface Range {
  days?: number;
  from?: string;
  to?: string;
  /** Whether users marked internal count. */
  test: boolean;
}

/** Why there are no numbers, in words for the reader. */
export class LoadError extends Error {
  /** `key`: a read key would help; `retry`: trying again may. */
  readonly remedy: 'key' | 'retry';
  constructor(message: string, remedy: 'key' | 'retry') {
    super(message);
    this.remedy = remedy;
  }
}

const keyStorage = 'docent.insights.read_key';

/**
 * The demo hands the key out beside the page. Elsewhere there is no such file: the reader gives the
 * key once, and it stays in this tab.
 */
export async function loadSettings(): Promise<Settings> {
  try {
    const response = await fetch('/insights/settings.json');
    if (response.ok) {
      const file = (await response.json()) as {
        collector: string;
        read_key: string;
        config?: string;
      };
      const { collector, read_key: readKey, config } = file;
      return { collector, readKey, ...(config === undefined ? {} : { config }) };
    }
  } catch {
    // No answer: the first question to the collector will say why.
  }
  let readKey = '';
  try {
    readKey = sessionStorage.getItem(keyStorage) ?? '';
  } catch {
    // Storage is refused: the key has to be given again.
  }
  return { collector: '/', readKey };
}

export function rememberReadKey(readKey: string): void {
  try {
    sessionStorage.setItem(keyStorage, readKey);
  } catch {
    // Storage is refused: the key holds until the page is left.
  }
}

function searchOf(range: Range): string {
  const search = new URLSearchParams();
  if (range.days !== undefined) search.set('days', String(range.days));
  if (range.from !== undefined) search.set('from', range.from);
  if (range.to !== undefined) search.set('to', range.to);
  if (range.test) search.set('test', '1');
  return search.toString();
}

async function messageOf(response: Response): Promise<string> {
  try {
    const { error } = (await response.json()) as { error: { message: string } };
    return error.message;
  } catch {
    return `The collector answered ${response.status}.`;
  }
}

/** Reads a whole dashboard; rejects with a `LoadError`, or with the signal's abort. */
export async function loadInsights(
  settings: Settings,
  range: Range,
  signal: AbortSignal,
): Promise<Insights> {
  let response: Response;
  try {
    response = await fetch(`${settings.collector}v1/insights?${searchOf(range)}`, {
      headers: { authorization: `Bearer ${settings.readKey}` },
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new LoadError(
      'The collector does not answer. Is it running, and are you online?',
      'retry',
    );
  }
  if (response.status === 401) {
    throw new LoadError(
      settings.readKey === ''
        ? 'These numbers need a read key.'
        : 'The read key is not accepted any more.',
      'key',
    );
  }
  if (!response.ok) throw new LoadError(await messageOf(response), 'retry');
  return (await response.json()) as Insights;
}

/** The range in the page's address, so that a view can be bookmarked and sent. */
export function rangeFromAddress(search: string): Range {
  const params = new URLSearchParams(search);
  const test = params.get('test') === '1';
  const from = params.get('from');
  const to = params.get('to');
  if (from !== null && to !== null) return { from, to, test };
  const days = Number(params.get('days') ?? 30);
  return { days: Number.isInteger(days) && days > 0 ? days : 30, test };
}

export function addressOf(range: Range): string {
  const search = searchOf(range);
  return search === '' ? location.pathname : `${location.pathname}?${search}`;
}
