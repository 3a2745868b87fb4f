import type { Insights } from '../collector/insights_query.ts';
import { ChartCard } from './chart_card.tsx';
import { count, humanName, share } from './format.ts';
import type { Labels } from './labels.ts';

interface Row {
  name: string;
  users: number;
  badge?: string;
}

/** Where users are on their way, and what was noticed about them. Nothing until a file asks. */
export function LifecycleCard({ insights, labels }: { insights: Insights; labels: Labels }) {
  const { stages, signals, totals } = insights;
  if (stages.length + signals.length === 0) return null;
  const rows: Row[] = [
    ...stages.map(({ stage, users }) => ({ name: labels.stage(stage), users })),
    ...signals.map(({ signal, users }) => ({ name: humanName(signal), users, badge: 'Signal' })),
  ];
  return (
    <ChartCard
      title="Stages and signals"
      note="Users by their latest lifecycle stage, and users each signal was raised for."
      table={{
        columns: ['Stage or signal', 'Users', 'Share of active users'],
        rows: rows.map(({ name, users }) => [
          name,
          count(users),
          share(users, totals.active_users),
        ]),
      }}
    >
      <ul class="events">
        {rows.map(({ name, users, badge }) => (
          <li key={`${badge ?? ''}${name}`}>
            <span class="event-name">
              {name}
              {badge !== undefined && <span class="badge">{badge}</span>}
            </span>
            <span class="event-share">{share(users, totals.active_users)}</span>
            <span class="event-times">{count(users)}</span>
            <span class="event-track" aria-hidden="true">
              <span
                class="event-bar"
                style={{ width: `${(100 * users) / Math.max(1, totals.active_users)}%` }}
              />
            </span>
          </li>
        ))}
      </ul>
    </ChartCard>
  );
}
