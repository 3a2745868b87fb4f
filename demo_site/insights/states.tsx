import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { LoadError } from './api.ts';
import { longDay } from './format.ts';

/** The shape of the page before the first numbers are there. */
export function Skeleton() {
  return (
    <div class="skeleton" role="status">
      <span class="visually-hidden">Loading the numbers …</span>
      <div class="tiles">
        {[1, 2, 3, 4].map((tile) => (
          <div key={tile} class="card tile bone" />
        ))}
      </div>
      <div class="card bone tall" />
      <div class="pair">
        <div class="card bone tall" />
        <div class="card bone tall" />
      </div>
    </div>
  );
}

function Notice({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="card notice">
      <svg class="notice-mark" viewBox="0 0 120 72" aria-hidden="true">
        <rect x="6" y="44" width="16" height="22" rx="4" />
        <rect x="30" y="32" width="16" height="34" rx="4" />
        <rect x="54" y="38" width="16" height="28" rx="4" />
        <rect x="78" y="20" width="16" height="46" rx="4" />
        <path d="M6 30c16-2 26-14 40-12s22 6 34-4 18-10 34-12" />
      </svg>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Nothing has ever arrived. */
export function EmptyStore() {
  return (
    <Notice title="No summaries yet">
      <p>
        Numbers appear when a page with Docent posts its first daily summary: after an answer, a
        finished tour, or when the page is left.
      </p>
      <p class="notice-actions">
        <a class="button primary" href="/app/">
          Open the demo app
        </a>
      </p>
      <p class="note">
        Or fill the demo with simulated users:{' '}
        <code>npm run seed -w demo_site -- --url {location.origin}</code>
      </p>
    </Notice>
  );
}

interface EmptyRangeProps {
  first: string;
  last: string;
  onAll: () => void;
}

/** There are summaries, but none in the range asked for. */
export function EmptyRange({ first, last, onAll }: EmptyRangeProps) {
  return (
    <Notice title="Nothing in this range">
      <p>
        Summaries are there from {longDay(first)} to {longDay(last)}.
      </p>
      <p class="notice-actions">
        <button type="button" class="button primary" onClick={onAll}>
          Show the latest 30 days
        </button>
      </p>
    </Notice>
  );
}

interface ProblemProps {
  error: LoadError;
  /** Whether older numbers are still on the page below. */
  stale: boolean;
  onRetry: () => void;
  onKey: (readKey: string) => void;
}

/** What went wrong and what can be done about it. */
export function Problem({ error, stale, onRetry, onKey }: ProblemProps) {
  const [readKey, setReadKey] = useState('');
  return (
    <section class={`card problem-card ${error.remedy}`} role="alert">
      <h2>{error.remedy === 'key' ? 'A read key is needed' : 'The numbers could not be loaded'}</h2>
      <p>
        {error.message}
        {stale && ' What you see below is from the last time it worked.'}
        {error.remedy === 'key' && ' Whoever runs the collector set it there, for each product.'}
      </p>
      {error.remedy === 'key' ? (
        <form
          class="dates"
          onSubmit={(event) => {
            event.preventDefault();
            onKey(readKey.trim());
          }}
        >
          <label>
            <span>Read key</span>
            <input
              type="password"
              required
              autocomplete="off"
              value={readKey}
              onInput={(event) => setReadKey(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="button primary">
            Open
          </button>
        </form>
      ) : (
        <button type="button" class="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </section>
  );
}
