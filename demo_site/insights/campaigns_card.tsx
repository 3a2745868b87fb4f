import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import type { CampaignInsight } from '../collector/insights_query.ts';
import { count, humanName, share } from './format.ts';
import type { Labels } from './labels.ts';

/** A number of outcomes and its share of what was shown, as a bar that a table cell can hold. */
function Outcome({ value, shown, tone }: { value: number; shown: number; tone: string }) {
  return (
    <div class="outcome">
      <span class="outcome-rate">{share(value, shown)}</span>
      <span class="outcome-count">{count(value)}</span>
      <span class="outcome-track" aria-hidden="true">
        <span
          class={`outcome-bar ${tone}`}
          style={{ width: `${shown > 0 ? Math.min(100, (100 * value) / shown) : 0}%` }}
        />
      </span>
    </div>
  );
}

/** Step by step, how many showings reached it; and which buttons were pressed. */
function Steps({ campaign, labels }: { campaign: CampaignInsight; labels: Labels }) {
  const order = labels.steps(campaign.campaign);
  const rank = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  const steps = Object.entries(campaign.steps).sort(
    ([a, timesA], [b, timesB]) => rank(a) - rank(b) || timesB - timesA || a.localeCompare(b),
  );
  const most = Math.max(1, ...steps.map(([, times]) => times));
  const buttons = Object.entries(campaign.buttons).sort(([, a], [, b]) => b - a);
  return (
    <div class="steps">
      <div>
        <h3>Steps shown</h3>
        <ol class="funnel">
          {steps.map(([id, times]) => (
            <li key={id}>
              <span class="funnel-name">{humanName(id)}</span>
              <span class="funnel-track" aria-hidden="true">
                <span class="funnel-bar" style={{ width: `${(100 * times) / most}%` }} />
              </span>
              <span class="funnel-count">{count(times)}</span>
            </li>
          ))}
        </ol>
      </div>
      <div>
        <h3>How it ended otherwise</h3>
        <dl class="facts">
          {(['snoozed', 'opted_out', 'abandoned'] as const).map((outcome) => (
            <div key={outcome}>
              <dt>{humanName(outcome)}</dt>
              <dd>{count(campaign[outcome])}</dd>
            </div>
          ))}
        </dl>
        {buttons.length > 0 && (
          <>
            <h3>Buttons pressed</h3>
            <dl class="facts">
              {buttons.slice(0, 6).map(([button, times]) => (
                <div key={button}>
                  <dt>{button.split('.').map(humanName).join(' · ')}</dt>
                  <dd>{count(times)}</dd>
                </div>
              ))}
            </dl>
          </>
        )}
      </div>
    </div>
  );
}

function CampaignRow({ campaign, labels }: { campaign: CampaignInsight; labels: Labels }) {
  const [open, setOpen] = useState(false);
  const { campaign: id, shown, completed, dismissed, users } = campaign;
  const detailsId = `steps-${id}`;
  return (
    <Fragment>
      <tr class={open ? 'open' : ''}>
        <th scope="row">
          <button
            type="button"
            class="row-button"
            aria-expanded={open}
            aria-controls={detailsId}
            onClick={() => setOpen(!open)}
          >
            <svg class="chevron" viewBox="0 0 16 16" aria-hidden="true">
              <path d="m6 4 4 4-4 4" />
            </svg>
            <span>
              <span class="campaign-name">{labels.campaign(id)}</span>
              <span class="campaign-kind">{humanName(labels.kind(id) || id)}</span>
            </span>
          </button>
        </th>
        <td data-label="Users" class="number">
          {count(users)}
        </td>
        <td data-label="Shown" class="number">
          {count(shown)}
        </td>
        <td data-label="Completed">
          <Outcome value={completed} shown={shown} tone="good" />
        </td>
        <td data-label="Dismissed">
          <Outcome value={dismissed} shown={shown} tone="bad" />
        </td>
      </tr>
      <tr id={detailsId} class="details" hidden={!open}>
        <td colSpan={5}>{open && <Steps campaign={campaign} labels={labels} />}</td>
      </tr>
    </Fragment>
  );
}

/** What each campaign showed and how it ended. A row opens to its steps. */
export function CampaignsCard({
  campaigns,
  labels,
}: {
  campaigns: readonly CampaignInsight[];
  labels: Labels;
}) {
  return (
    <section class="card" aria-labelledby="campaigns-title">
      <header class="card-head">
        <div>
          <h2 id="campaigns-title">Campaigns</h2>
          <p class="note">How often each was shown, and how it ended. Open one to see its steps.</p>
        </div>
      </header>
      {campaigns.length === 0 ? (
        <p class="card-empty">Nothing was shown in this range.</p>
      ) : (
        <table class="campaigns">
          <thead>
            <tr>
              <th scope="col">Campaign</th>
              <th scope="col" class="number">
                Users
              </th>
              <th scope="col" class="number">
                Shown
              </th>
              <th scope="col">Completed</th>
              <th scope="col">Dismissed</th>
            </tr>
          </thead>
          <tbody>
            {campaigns.map((campaign) => (
              <CampaignRow key={campaign.campaign} campaign={campaign} labels={labels} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
