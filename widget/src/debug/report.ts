// What the overlay says, as elements: campaigns with their gates and targets, the score, the last commands.
import type { Command, Gate } from '../contract.ts';
import { element, type Child } from './elements.ts';
import type { CampaignSeen, Seen, TargetSeen } from './inspection.ts';
import { bare, sentence, timeText } from './sentences.ts';

/** Called when an element of the page is to be pointed at, or no longer. */
export type Point = (target: Element | undefined) => void;

const kVerdicts = { showing: 'showing', would_show: 'would show', blocked: 'blocked' } as const;

/** What a gate compared, as it stands in the explanation. */
function numbersOf({ gate: _gate, open: _open, code, ...numbers }: Gate): string {
  const parts = Object.entries(numbers).map(([name, value]) => {
    const text =
      name.endsWith('_ms') && typeof value === 'number' ? timeText(value) : JSON.stringify(value);
    return `${name} ${text}`;
  });
  return [code, ...parts].join(', ');
}

function gateRow(gate: Gate): HTMLElement {
  const state = gate.open ? 'open' : 'closed';
  return element(
    'li',
    { class: state, 'data-gate': gate.gate },
    element('b', {}, `${gate.open ? '\u2713' : '\u2717'} ${gate.gate} `),
    element('span', { class: 'state' }, state),
    element('span', {}, ` ${sentence(gate)} `),
    element('small', {}, numbersOf(gate)),
  );
}

function targetRow(
  { step, text, element: found }: TargetSeen,
  campaign: string,
  point: Point,
): HTMLElement {
  const words = `${step}: ${text}`;
  if (!found) return element('li', { class: 'closed' }, `${words} is not on this page`);
  const button = element(
    'button',
    { type: 'button', 'data-key': `${campaign}/${step}` },
    `${words} is here`,
  );
  for (const type of ['focus', 'pointerenter']) button.addEventListener(type, () => point(found));
  for (const type of ['blur', 'pointerleave'])
    button.addEventListener(type, () => point(undefined));
  button.addEventListener('click', () => found.scrollIntoView({ block: 'center' }));
  return element('li', { class: 'open' }, button);
}

function campaignRow(
  { explanation, name, kind, targets }: CampaignSeen,
  point: Point,
): HTMLElement {
  const { campaign, verdict, gates, next_at_ms } = explanation;
  const closed = gates.find(({ open }) => !open);
  const row = element('details', {
    class: verdict,
    'data-campaign': campaign,
    'data-key': campaign,
  });
  row.append(
    element(
      'summary',
      { 'data-key': campaign },
      element('b', {}, name),
      ` ${kind}, ${kVerdicts[verdict]}`,
      closed ? element('span', { class: 'why' }, ` ${sentence(closed)}`) : '',
    ),
    element('ul', {}, ...gates.map(gateRow)),
  );
  if (verdict === 'blocked') {
    const when =
      next_at_ms === null
        ? 'Time alone does not open it.'
        : `Time opens it on ${timeText(next_at_ms)}.`;
    row.append(element('p', {}, when));
  }
  if (targets.length > 0) {
    const rows = targets.map((target) => targetRow(target, campaign, point));
    row.append(element('h3', {}, 'Targets'), element('ul', {}, ...rows));
  }
  return row;
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

function scoreLines({ attributes }: Seen): string[] {
  const score = asRecord(attributes.score);
  const attention = asRecord(attributes.attention);
  const lines = [`Score ${bare(score.value, '-')} of 100 (${bare(score.band, '-')})`];
  for (const [id, value] of Object.entries(asRecord(score.dimensions)))
    lines.push(`${id}: ${String(value)}`);
  if (typeof attributes.stage === 'string') lines.push(`Stage ${attributes.stage}`);
  lines.push(
    `Attention ${bare(attention.balance, '-')} of ${bare(attention.capacity, '-')} points`,
  );
  return lines;
}

function commandRow({
  type,
  now_ms,
  id: _id,
  offset_min: _offset,
  tab: _tab,
  ...rest
}: Command): HTMLElement {
  const said = JSON.stringify(rest);
  return element(
    'li',
    {},
    element('b', {}, type),
    element(
      'small',
      {},
      ` ${new Date(now_ms).toISOString().slice(11, 23)} ${said === '{}' ? '' : said.slice(0, 300)}`,
    ),
  );
}

const kOrder = { showing: 0, would_show: 1, blocked: 2 };

/** The sections below the title. */
export function reportOf(seen: Seen, point: Point): Child[] {
  const sorted = [...seen.campaigns].sort(
    (a, b) => kOrder[a.explanation.verdict] - kOrder[b.explanation.verdict],
  );
  const { here, user, more } = seen;
  return [
    element('p', {}, `${here.page.path}, ${here.device.kind}, ${here.locale}, user ${user}`),
    element('h2', {}, 'Campaigns'),
    ...sorted.map((campaign) => campaignRow(campaign, point)),
    more > 0 ? element('p', {}, `And ${more} more, which are not looked at here.`) : undefined,
    element('h2', {}, 'User'),
    element('ul', { class: 'score' }, ...scoreLines(seen).map((line) => element('li', {}, line))),
    element('h2', {}, 'Last commands'),
    element('ol', { class: 'commands' }, ...seen.commands.map(commandRow)),
  ];
}
