import type { Insights } from '../collector/insights_query.ts';
import { ChartCard } from './chart_card.tsx';
import { count, share } from './format.ts';
import type { Labels } from './labels.ts';

/** What share of the active users used what. Core actions are what users come for. */
export function EventsCard({ insights, labels }: { insights: Insights; labels: Labels }) {
  const { events, totals } = insights;
  const active = totals.active_users;
  // Core actions first; the collector has ordered both groups by users.
  const ordered = [
    ...events.filter(({ event }) => labels.core(event)),
    ...events.filter(({ event }) => !labels.core(event)),
  ];
  return (
    <ChartCard
      title="Features and core actions"
      note="Share of active users who used each, and how often in all."
      table={{
        columns: ['Event', 'Users', 'Share of active users', 'Times'],
        rows: ordered.map(({ event, users, total }) => [
          labels.event(event),
          count(users),
          share(users, active),
          count(total),
        ]),
      }}
    >
      {events.length === 0 ? (
        <p class="card-empty">No events in this range.</p>
      ) : (
        <ul class="events">
          {ordered.slice(0, 10).map(({ event, users, total }) => (
            <li key={event}>
              <span class="event-name">
                {labels.event(event)}
                {labels.core(event) && <span class="badge">Core</span>}
              </span>
              <span class="event-share">{share(users, active)}</span>
              <span class="event-times">{count(total)}×</span>
              <span class="event-track" aria-hidden="true">
                <span
                  class={labels.core(event) ? 'event-bar core' : 'event-bar'}
                  style={{ width: `${(100 * users) / Math.max(1, active)}%` }}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
    </ChartCard>
  );
}
