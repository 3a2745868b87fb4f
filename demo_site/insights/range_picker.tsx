import { useState } from 'preact/hooks';
import type { Range } from './api.ts';

const presets = [7, 30, 90] as const;

interface RangePickerProps {
  range: Range;
  /** What is on screen now: where the two date fields begin. */
  shown: { from: string; to: string } | undefined;
  busy: boolean;
  onRange: (range: Range) => void;
  onRefresh: () => void;
}

/** The last days, or any two dates; and whether internal users count. */
export function RangePicker({ range, shown, busy, onRange, onRefresh }: RangePickerProps) {
  const fixed = range.days === undefined;
  const [custom, setCustom] = useState(fixed);
  const [from, setFrom] = useState(range.from ?? '');
  const [to, setTo] = useState(range.to ?? '');
  const backwards = from !== '' && to !== '' && from > to;

  const openCustom = () => {
    setFrom(range.from ?? shown?.from ?? '');
    setTo(range.to ?? shown?.to ?? '');
    setCustom(true);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (from !== '' && to !== '' && !backwards) onRange({ from, to, test: range.test });
  };

  return (
    <div class="controls">
      <div class="segments" role="group" aria-label="Range">
        {presets.map((days) => (
          <button
            key={days}
            type="button"
            aria-pressed={!custom && range.days === days}
            onClick={() => {
              setCustom(false);
              onRange({ days, test: range.test });
            }}
          >
            {days} days
          </button>
        ))}
        <button type="button" aria-pressed={custom} onClick={openCustom}>
          Dates
        </button>
      </div>
      {custom && (
        <form class="dates" onSubmit={submit}>
          <label>
            <span>From</span>
            <input
              type="date"
              required
              value={from}
              onInput={(event) => setFrom(event.currentTarget.value)}
            />
          </label>
          <label>
            <span>to</span>
            <input
              type="date"
              required
              value={to}
              aria-invalid={backwards}
              aria-describedby={backwards ? 'dates-problem' : undefined}
              onInput={(event) => setTo(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="button" disabled={backwards}>
            Show
          </button>
          {backwards && (
            <p id="dates-problem" class="problem" role="alert">
              The first day is after the last.
            </p>
          )}
        </form>
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={range.test}
          onChange={(event) => onRange({ ...range, test: event.currentTarget.checked })}
        />
        Internal users
      </label>
      <button type="button" class="button" aria-disabled={busy} onClick={onRefresh}>
        <svg class={busy ? 'icon turning' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
          <path d="M20 11a8 8 0 0 0-14.3-4L3 9.5M3 4v5.5h5.5M4 13a8 8 0 0 0 14.3 4l2.7-2.5m0 5.5v-5.5h-5.5" />
        </svg>
        Refresh
      </button>
    </div>
  );
}
