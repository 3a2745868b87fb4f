import type { Insights } from '../collector/insights_query.ts';
import { ChartCard } from './chart_card.tsx';
import { Columns } from './columns.tsx';
import { count, decimal, share } from './format.ts';
import type { Labels } from './labels.ts';

const binWidth = 10;

function binName(index: number, bins: number): string {
  const from = index * binWidth;
  return index === bins - 1 ? `${from}–100` : `${from}–${from + binWidth - 1}`;
}

/** Every user once, by the latest score of the range. */
export function ScoreCard({ scores, labels }: { scores: Insights['scores']; labels: Labels }) {
  if (scores.mean === null || scores.median === null) {
    return (
      <ChartCard title="Engagement scores">
        <p class="card-empty">No scores in this range.</p>
      </ChartCard>
    );
  }
  const { users, mean, median, histogram, bands } = scores;
  return (
    <ChartCard
      title="Engagement scores"
      note={`Each user's latest · mean ${decimal(mean)}, median ${decimal(median)}`}
      table={{
        columns: ['Score', 'Users', 'Share'],
        rows: histogram.map((value, i) => [
          binName(i, histogram.length),
          count(value),
          share(value, users),
        ]),
      }}
    >
      <Columns
        label={`Scores of ${count(users)} users: mean ${decimal(mean)}, median ${decimal(median)}.`}
        columns={histogram.map((value, i) => ({
          label: String(i * binWidth),
          value,
          tone: 'accent',
        }))}
        low="Less engaged"
        high="More engaged"
      />
      <ul class="bands">
        {bands.map(({ band, users: inBand }) => (
          <li key={band}>
            <span>{labels.band(band)}</span>
            <strong>{share(inBand, users)}</strong>
            <span class="groups-count">{count(inBand)} users</span>
          </li>
        ))}
      </ul>
    </ChartCard>
  );
}
