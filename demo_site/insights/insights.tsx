import { render } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Insights } from '../collector/insights_query.ts';
import { ActiveUsersCard } from './active_users_card.tsx';
import {
  addressOf,
  loadInsights,
  LoadError,
  loadSettings,
  rangeFromAddress,
  rememberReadKey,
  type Range,
  type Settings,
} from './api.ts';
import { CampaignsCard } from './campaigns_card.tsx';
import { CommentsCard } from './comments_card.tsx';
import { EventsCard } from './events_card.tsx';
import { LifecycleCard } from './lifecycle_card.tsx';
import { count, longDay } from './format.ts';
import { labelsOf, loadLabels, type Labels } from './labels.ts';
import { RangePicker } from './range_picker.tsx';
import { ScoreCard } from './score_card.tsx';
import { EmptyRange, EmptyStore, Problem, Skeleton } from './states.tsx';
import { CesCard, NpsCard } from './survey_cards.tsx';
import { Tiles } from './tiles.tsx';

/** Loads whenever what is asked for changes; a newer question cancels the one before it. */
function useInsights(settings: Settings, range: Range) {
  const [insights, setInsights] = useState<Insights>();
  const [error, setError] = useState<LoadError>();
  const [busy, setBusy] = useState(true);
  const running = useRef<AbortController | null>(null);

  const load = useCallback(async () => {
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    setBusy(true);
    try {
      const loaded = await loadInsights(settings, range, stop.signal);
      setInsights(loaded);
      setError(undefined);
    } catch (reason) {
      if (stop.signal.aborted) return;
      setError(
        reason instanceof LoadError ? reason : new LoadError('The answer made no sense.', 'retry'),
      );
    }
    if (!stop.signal.aborted) setBusy(false);
  }, [settings, range]);

  useEffect(() => {
    void load();
    return () => running.current?.abort();
  }, [load]);
  return { insights, error, busy, load };
}

/** What the numbers rest on, and what they may lack. */
function Quality({ insights }: { insights: Insights }) {
  const { quality, last_received_at: received } = insights;
  const at = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <p class="quality">
      From {count(quality.summaries)} daily summaries; Docent posts totals, never single events.
      {received !== null && ` Last one received ${at.format(Date.parse(received))}.`}
      {quality.dropped > 0 &&
        ` Browsers had to drop ${count(quality.dropped)} more, so true numbers are a little higher.`}
      {quality.clock_resets > 0 &&
        ` ${count(quality.clock_resets)} device clocks were set back: some days may be off.`}
    </p>
  );
}

function Dashboard({ insights, labels }: { insights: Insights; labels: Labels }) {
  return (
    <>
      <Tiles insights={insights} />
      <ActiveUsersCard days={insights.days} firstDay={insights.first_day ?? insights.from} />
      <NpsCard nps={insights.nps} labels={labels} />
      <CampaignsCard campaigns={insights.campaigns} labels={labels} />
      <div class="pair">
        <CesCard ces={insights.ces} labels={labels} />
        <ScoreCard scores={insights.scores} labels={labels} />
      </div>
      <div class="pair">
        <EventsCard insights={insights} labels={labels} />
        <CommentsCard comments={insights.comments} labels={labels} />
      </div>
      <LifecycleCard insights={insights} labels={labels} />
      <Quality insights={insights} />
    </>
  );
}

interface BodyProps {
  insights: Insights | undefined;
  failed: boolean;
  labels: Labels;
  onLatest: () => void;
}

function Body({ insights, failed, labels, onLatest }: BodyProps) {
  if (!insights) return failed ? null : <Skeleton />;
  const { first_day: first, last_day: last } = insights;
  if (first === null || last === null) return <EmptyStore />;
  if (insights.quality.summaries === 0) {
    return <EmptyRange first={first} last={last} onAll={onLatest} />;
  }
  return <Dashboard insights={insights} labels={labels} />;
}

function Page({ given }: { given: Settings }) {
  const [settings, setSettings] = useState(given);
  const [range, setRange] = useState(() => rangeFromAddress(location.search));
  const [labels, setLabels] = useState(() => labelsOf({}));
  const { insights, error, busy, load } = useInsights(settings, range);

  useEffect(() => {
    void loadLabels(settings.config).then(setLabels);
  }, [settings.config]);

  const show = (next: Range) => {
    history.replaceState(null, '', addressOf(next));
    setRange(next);
  };
  const summary = insights
    ? `${longDay(insights.from)} to ${longDay(insights.to)}`
    : busy
      ? 'Loading …'
      : '';
  return (
    <>
      <div class="page-head">
        <div>
          <h1>How your users are doing</h1>
          <p class="note" role="status">
            {summary}
          </p>
        </div>
        <RangePicker
          range={range}
          shown={insights}
          busy={busy}
          onRange={show}
          onRefresh={() => void load()}
        />
      </div>
      {error && (
        <Problem
          error={error}
          stale={insights !== undefined}
          onRetry={() => void load()}
          onKey={(readKey) => {
            rememberReadKey(readKey);
            setSettings({ ...settings, readKey });
          }}
        />
      )}
      <div class={busy && insights ? 'body busy' : 'body'} aria-busy={busy}>
        <Body
          insights={insights}
          failed={error !== undefined}
          labels={labels}
          onLatest={() => show({ days: 30, test: range.test })}
        />
      </div>
    </>
  );
}

const main = document.getElementById('main');
if (main) {
  const root = main;
  void loadSettings().then((settings) => render(<Page given={settings} />, root));
}
