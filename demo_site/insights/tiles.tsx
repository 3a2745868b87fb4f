import type { ComponentChildren } from 'preact';
import type { Insights } from '../collector/insights_query.ts';
import { count, decimal, duration, signed } from './format.ts';
import { smallSample } from './survey_cards.tsx';

interface TileProps {
  name: string;
  value: ComponentChildren;
  detail: ComponentChildren;
}

function Tile({ name, value, detail }: TileProps) {
  return (
    <div class="tile card">
      <dt>{name}</dt>
      <dd class="tile-value">{value}</dd>
      <dd class="tile-detail">{detail}</dd>
    </div>
  );
}

/** The change against the days before, in words a screen reader can say. */
function Change({ now, before }: { now: number; before: number }) {
  if (before === 0) return <>no earlier days to compare</>;
  const percent = Math.round((100 * (now - before)) / before);
  if (percent === 0) return <>same as before</>;
  const up = percent > 0;
  return (
    <>
      <span class={up ? 'change up' : 'change down'}>
        <span aria-hidden="true">{up ? '↑' : '↓'}</span>
        <span class="visually-hidden">{up ? 'up' : 'down'}</span> {Math.abs(percent)}%
      </span>{' '}
      from {count(before)}
    </>
  );
}

/** The first answer to "how are we doing": four numbers, each with what it rests on. */
export function Tiles({ insights }: { insights: Insights }) {
  const { totals, previous, scores } = insights;
  const [nps] = insights.nps;
  const [ces] = insights.ces;
  const answers = (n: number) => `${count(n)} answers${n < smallSample ? ', a small sample' : ''}`;
  return (
    <dl class="tiles">
      <Tile
        name="Active users"
        value={count(totals.active_users)}
        detail={<Change now={totals.active_users} before={previous.active_users} />}
      />
      <Tile
        name="NPS"
        value={
          nps?.value == null ? (
            '–'
          ) : (
            <>
              {signed(nps.value)}
              {nps.margin !== null && <span class="margin">± {Math.round(nps.margin)}</span>}
            </>
          )
        }
        detail={nps ? answers(nps.n) : 'no answers yet'}
      />
      <Tile
        name="Effort (CES)"
        value={
          ces?.value == null ? (
            '–'
          ) : (
            <>
              {decimal(ces.value)}
              <span class="margin">of 7</span>
            </>
          )
        }
        detail={ces ? answers(ces.n) : 'no answers yet'}
      />
      <Tile
        name="Engagement score"
        value={
          scores.mean === null ? (
            '–'
          ) : (
            <>
              {decimal(scores.mean, 0)}
              <span class="margin">of 100</span>
            </>
          )
        }
        detail={
          totals.active_users > 0
            ? `${duration(totals.active_ms / totals.active_users)} active per user`
            : 'no users yet'
        }
      />
    </dl>
  );
}
