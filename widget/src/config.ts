// Where the campaign file comes from, and when it is looked at again.
import { jsonText } from './json.ts';
import type { ConfigSource } from './options.ts';

const kRevalidateMs = 60 * 60_000;
const kRetryMs = 30_000;

export interface ConfigWatchOptions {
  source: ConfigSource;
  signal: AbortSignal;
  /** A campaign file as text, when it is new or has changed. */
  found(text: string): void;
  fail(message: string): void;
}

async function fetchText(url: string, signal: AbortSignal): Promise<string> {
  // `no-cache` asks the server whether the cached copy (ETag) still holds.
  const response = await fetch(url, { cache: 'no-cache', credentials: 'same-origin', signal });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}

async function objectText(source: Exclude<ConfigSource, string>): Promise<string> {
  const value: unknown = await (typeof source === 'function'
    ? (source as () => unknown)()
    : source);
  const inner =
    typeof value === 'object' && value !== null && 'default' in value ? value.default : value;
  if (typeof inner === 'string') return inner;
  if (typeof inner !== 'object' || inner === null)
    throw new Error('the config gave neither a text nor an object');
  return jsonText(inner);
}

/** Reads the file now, and a URL again whenever the page becomes visible, and hourly. */
export function watchConfig({ source, signal, found, fail }: ConfigWatchOptions): void {
  let last: string | undefined;
  let reading = false;
  /** What was said of the last attempt, if it failed. */
  let failure: string | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  async function read(): Promise<void> {
    if (reading || signal.aborted) return;
    reading = true;
    clearTimeout(retry);
    try {
      const text =
        typeof source === 'string' ? await fetchText(source, signal) : await objectText(source);
      failure = undefined;
      if (signal.aborted || text === last) return;
      last = text;
      found(text);
    } catch (error) {
      if (signal.aborted) return;
      // Without any file nothing works, so it is asked for sooner.
      if (last === undefined) retry = setTimeout(() => void read(), kRetryMs);
      const message = error instanceof Error ? error.message : String(error);
      if (message !== failure) fail(message);
      failure = message;
    } finally {
      reading = false;
    }
  }

  signal.addEventListener('abort', () => clearTimeout(retry));
  void read();
  if (typeof source !== 'string') return;
  const timer = setInterval(() => void read(), kRevalidateMs);
  signal.addEventListener('abort', () => clearInterval(timer));
  const onVisible = () => {
    if (document.visibilityState === 'visible') void read();
  };
  document.addEventListener('visibilitychange', onVisible, { signal });
}
