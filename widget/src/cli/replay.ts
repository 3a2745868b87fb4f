// `docent replay`: what a campaign file shows to the user of a trace, one line per thing.
import { BadContent } from './failure.ts';
import type { Invocation } from './invocation.ts';
import type { Answer } from './lint.ts';
import { startStory, type CampaignTotals, type Happening, type Story } from './story.ts';
import { count, localTime, offsetText, type Colour, type Paint } from './terminal.ts';
import { engineFor, play, readTrace } from './trace.ts';

interface Totals {
  from_ms: number;
  until_ms: number;
  offset_min: number;
  batches: number;
  commands: number;
  errors: number;
  campaigns: Record<string, CampaignTotals>;
  /** Days with a summary, and how many of these are closed. */
  summaries: { days: number; final: number };
  score?: unknown;
  stage?: unknown;
}

const kColours: Record<string, Colour> = { shown: 'green', outcome: 'bold', error: 'red' };
const kOutcomes = ['completed', 'dismissed', 'snoozed', 'opted_out', 'abandoned'];

function totalsOf(story: Story, { score, stage }: Record<string, unknown>): Totals {
  const { first, last, happenings, campaigns, days, batches, commands } = story;
  return {
    from_ms: first?.now_ms ?? 0,
    until_ms: last?.now_ms ?? 0,
    offset_min: last?.offset_min ?? 0,
    batches,
    commands,
    errors: happenings.filter(({ what }) => what === 'error').length,
    campaigns,
    summaries: { days: days.size, final: [...days.values()].filter(Boolean).length },
    score,
    stage,
  };
}

/** How often each campaign was shown, and what came of it. */
function campaignTable(campaigns: Record<string, CampaignTotals>, paint: Paint): string {
  const names = Object.keys(campaigns);
  if (names.length === 0) return 'Nothing was shown.\n';
  const width = Math.max(...['campaign', ...names].map((name) => name.length));
  const row = (name: string, cells: (string | number)[]): string =>
    `${name.padEnd(width)}${cells.map((cell) => String(cell).padStart(11)).join('')}\n`;
  const rows = Object.entries(campaigns).map(([name, { shown, outcomes }]) =>
    row(name, [shown, ...kOutcomes.map((outcome) => outcomes[outcome] ?? 0)]),
  );
  return paint('bold', row('campaign', ['shown', ...kOutcomes])) + rows.join('');
}

function totalsText(totals: Totals, paint: Paint): string {
  const { from_ms, until_ms, offset_min, batches, commands, summaries, errors } = totals;
  const score = totals.score as { value?: number; band?: string } | undefined;
  const until = `${localTime(until_ms, offset_min)} ${offsetText(offset_min)}`;
  const lines = [
    `${localTime(from_ms, offset_min)} to ${until}: ${count(batches, 'batch', 'batches')}, ${count(commands, 'command')}.`,
    `Summaries of ${count(summaries.days, 'day')}, ${summaries.final} of them final.`,
    score?.value === undefined ? '' : `Score ${score.value} (${score.band}) at the end.`,
    typeof totals.stage === 'string' ? `Stage ${totals.stage} at the end.` : '',
    errors === 0 ? '' : paint('red', `${count(errors, 'error')} in the trace.`),
  ];
  return `${campaignTable(totals.campaigns, paint)}\n${lines.filter(Boolean).join('\n')}\n`;
}

function happeningText({ at_ms, offset_min, what, text }: Happening, paint: Paint): string {
  const colour = kColours[what];
  const word = colour ? paint(colour, what.padEnd(10)) : what.padEnd(10);
  return `${paint('dim', localTime(at_ms, offset_min))}  ${word}  ${text}`.trimEnd() + '\n';
}

export function runReplay({ files, trace = '', all, json }: Invocation, paint: Paint): Answer {
  const lines = readTrace(trace);
  const port = engineFor(files[0] ?? '', paint);
  const { story, visit } = startStory();
  play(port, lines, visit);
  if (!story.last) throw new BadContent(`${trace} has no batch.`);
  const totals = totalsOf(story, port.attributes(JSON.stringify({ here: story.last })));
  const exit = totals.errors > 0 ? 1 : 0;
  const told = story.happenings.filter(({ detail }) => all || !detail);
  if (json) {
    const events = told.map(({ detail: _detail, ...event }) => event);
    return { text: `${JSON.stringify({ events, totals }, null, 2)}\n`, exit };
  }
  const rows = told.map((happening) => happeningText(happening, paint));
  return { text: `${rows.join('')}\n${totalsText(totals, paint)}`, exit };
}
