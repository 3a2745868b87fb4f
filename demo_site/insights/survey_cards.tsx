import { useState } from 'preact/hooks';
import type { Insights } from '../collector/insights_query.ts';
import { ChartCard } from './chart_card.tsx';
import { Columns, type Column } from './columns.tsx';
import { count, decimal, share, signed } from './format.ts';
import type { Labels } from './labels.ts';

/** Below this many answers a score says little, and the card says so. */
export const smallSample = 30;

interface Named {
  campaign: string;
  question: string;
}

/** Which survey a card shows, when several asked the same kind of question. */
function useChosen<Survey extends Named>(surveys: readonly Survey[], labels: Labels, what: string) {
  const nameOf = ({ campaign, question }: Survey) => `${campaign}.${question}`;
  const [name, setName] = useState('');
  const chosen = surveys.find((survey) => nameOf(survey) === name) ?? surveys[0];
  const picker =
    surveys.length > 1 && chosen ? (
      <select
        class="select"
        aria-label={`${what} survey`}
        value={nameOf(chosen)}
        onChange={(event) => setName(event.currentTarget.value)}
      >
        {surveys.map((survey) => (
          <option key={nameOf(survey)} value={nameOf(survey)}>
            {labels.campaign(survey.campaign)}
          </option>
        ))}
      </select>
    ) : null;
  return { chosen, picker };
}

function NoAnswers({ what }: { what: string }) {
  return (
    <p class="card-empty">
      No {what} answers in this range. They appear here once a survey with such a question was
      answered.
    </p>
  );
}

function SmallSample({ n }: { n: number }) {
  if (n >= smallSample) return null;
  return <p class="hint">Only {count(n)} answers so far: read it with care.</p>;
}

function npsTone(answer: number): Column['tone'] {
  if (answer <= 6) return 'bad';
  return answer <= 8 ? 'neutral' : 'good';
}

/** Where a score lies on −100 … 100, with its 95 % interval as a band. */
function NpsScale({ value, margin }: { value: number; margin: number | null }) {
  const at = (points: number) => `${(Math.max(-100, Math.min(100, points)) + 100) / 2}%`;
  const low = value - (margin ?? 0);
  const high = value + (margin ?? 0);
  const width = (Math.min(100, high) - Math.max(-100, low)) / 2;
  return (
    <div class="scale" aria-hidden="true">
      <div class="scale-line">
        <span class="scale-zero" />
        <span class="scale-band" style={{ left: at(low), width: `${width}%` }} />
        <span class="scale-mark" style={{ left: at(value) }} />
      </div>
      <div class="scale-ends">
        <span>−100</span>
        <span>0</span>
        <span>+100</span>
      </div>
    </div>
  );
}

function Groups({ groups }: { groups: readonly (Column & { of: number })[] }) {
  return (
    <>
      <div class="groups-bar" aria-hidden="true">
        {groups.map(({ label, value, of, tone }) => (
          <span key={label} class={tone} style={{ width: `${(100 * value) / of}%` }} />
        ))}
      </div>
      <ul class="groups">
        {groups.map(({ label, value, of, tone }) => (
          <li key={label}>
            <span class={`dot ${tone}`} aria-hidden="true" />
            <span>{label}</span>
            <strong>{share(value, of)}</strong>
            <span class="groups-count">{count(value)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

export function NpsCard({ nps, labels }: { nps: Insights['nps']; labels: Labels }) {
  const { chosen, picker } = useChosen(nps, labels, 'NPS');
  if (!chosen || chosen.value === null) {
    return (
      <ChartCard title="Net Promoter Score" class="wide">
        <NoAnswers what="NPS" />
      </ChartCard>
    );
  }
  const { n, value, margin, promoters, passives, detractors, histogram } = chosen;
  const columns = histogram.map((votes, answer) => ({
    label: String(answer),
    value: votes,
    tone: npsTone(answer),
  }));
  const range = margin === null ? '' : ` ± ${Math.round(margin)}`;
  return (
    <ChartCard
      title="Net Promoter Score"
      note={`${labels.campaign(chosen.campaign)} · ${count(n)} answers`}
      actions={picker}
      class="wide"
      table={{
        columns: ['Answer', 'Users', 'Share'],
        rows: columns.map(({ label, value: votes }) => [label, count(votes), share(votes, n)]),
      }}
    >
      <div class="survey">
        <div class="survey-score">
          <p class="big-number">
            {signed(value)}
            {margin !== null && <span class="margin">± {Math.round(margin)}</span>}
          </p>
          <p class="note">± is the margin of error at 95% confidence.</p>
          <NpsScale value={value} margin={margin} />
          <Groups
            groups={[
              { label: 'Promoters', value: promoters, of: n, tone: 'good' },
              { label: 'Passives', value: passives, of: n, tone: 'neutral' },
              { label: 'Detractors', value: detractors, of: n, tone: 'bad' },
            ]}
          />
          <SmallSample n={n} />
        </div>
        <Columns
          label={`NPS ${signed(value)}${range}: ${promoters} promoters, ${passives} passives, ${detractors} detractors.`}
          columns={columns}
          low="Not at all likely"
          high="Extremely likely"
        />
      </div>
    </ChartCard>
  );
}

function cesTone(answer: number, scale: number): Column['tone'] {
  if (answer <= (scale === 5 ? 2 : 3)) return 'bad';
  return answer <= scale - 2 ? 'neutral' : 'good';
}

export function CesCard({ ces, labels }: { ces: Insights['ces']; labels: Labels }) {
  const { chosen, picker } = useChosen(ces, labels, 'CES');
  if (!chosen || chosen.value === null) {
    return (
      <ChartCard title="Customer effort">
        <NoAnswers what="CES" />
      </ChartCard>
    );
  }
  const { n, value, margin, top_box, index, histogram } = chosen;
  const scale = histogram.length;
  const columns = histogram.map((votes, i) => ({
    label: String(i + 1),
    value: votes,
    tone: cesTone(i + 1, scale),
  }));
  return (
    <ChartCard
      title="Customer effort"
      note={`${labels.campaign(chosen.campaign)} · ${count(n)} answers`}
      actions={picker}
      table={{
        columns: ['Answer', 'Users', 'Share'],
        rows: columns.map(({ label, value: votes }) => [label, count(votes), share(votes, n)]),
      }}
    >
      <div class="effort-head">
        <p class="big-number">
          {decimal(value)}
          <span class="margin">
            {margin === null ? `of ${scale}` : `± ${decimal(margin)} of ${scale}`}
          </span>
        </p>
        <dl class="facts">
          <div>
            <dt>Found it easy ({scale === 5 ? '4–5' : '5–7'})</dt>
            <dd>{top_box === null ? '–' : `${Math.round(top_box)}%`}</dd>
          </div>
          <div>
            <dt>Index</dt>
            <dd>{index === null ? '–' : signed(index)}</dd>
          </div>
        </dl>
      </div>
      <Columns
        label={`Mean effort ${decimal(value)} of ${scale}; ${Math.round(top_box ?? 0)}% found it easy.`}
        columns={columns}
        low="Strongly disagree it was easy"
        high="Strongly agree"
      />
      <SmallSample n={n} />
    </ChartCard>
  );
}
