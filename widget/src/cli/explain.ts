// `docent explain`: every gate of a campaign, where a trace ends.
import type { Gate, Here } from '../contract.ts';
import { instantMs } from '../node/engine.ts';
import { module } from '../node/module.ts';
import { BadContent, WrongUse } from './failure.ts';
import type { Invocation } from './invocation.ts';
import type { Answer } from './lint.ts';
import { localTime, offsetText, type Paint } from './terminal.ts';
import { engineFor, play, readTrace, type TraceLine } from './trace.ts';

const kVerdicts = {
  showing: 'is on screen',
  would_show: 'would show',
  blocked: 'is blocked',
} as const;

function atOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  try {
    return instantMs(text);
  } catch {
    throw new WrongUse(`--at needs a time such as 2026-03-02T09:00:00Z, not ${text}.`);
  }
}

/** The trace up to a time, and the document that was stepping last. */
function upTo(lines: TraceLine[], at_ms: number | undefined, trace: string): [TraceLine[], Here] {
  const limit_ms = at_ms ?? Infinity;
  const late = lines.findIndex(({ batch }) => batch !== undefined && batch.here.now_ms > limit_ms);
  const before = late < 0 ? lines : lines.slice(0, late);
  const here = before.filter(({ batch }) => batch).at(-1)?.batch?.here;
  if (!here) {
    throw new BadContent(`${trace} has no batch${at_ms === undefined ? '' : ' before that time'}.`);
  }
  return [before, at_ms === undefined ? here : { ...here, now_ms: at_ms }];
}

/** The numbers a gate compared: `expected 14, actual 31`, times on the user's clock. */
function numbersText(gate: Gate, offset_min: number): string {
  const { gate: _gate, open: _open, code, ...numbers } = gate;
  const parts = Object.entries(numbers).map(([key, value]) =>
    key.endsWith('_ms') && typeof value === 'number'
      ? `${key.slice(0, -3)} ${localTime(value, offset_min)}`
      : `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [code, ...parts].join(', ');
}

export function runExplain(invocation: Invocation, paint: Paint): Answer {
  const { files, trace = '', campaign = '', json } = invocation;
  const at_ms = atOf(invocation.at);
  const lines = readTrace(trace);
  const port = engineFor(files[0] ?? '', paint);
  const [before, here] = upTo(lines, at_ms, trace);
  play(port, before, () => {});
  const { gates, verdict, next_at_ms } = port.explain(JSON.stringify({ campaign, here }));
  if (gates[0]?.code === 'unknown_campaign') {
    throw new WrongUse(`${files[0]} has no campaign ${campaign}.`);
  }
  const { now_ms, offset_min } = here;
  const told = gates.map((gate) => ({
    ...gate,
    sentence: module.sentence(JSON.stringify(gate), here.locale),
  }));
  if (json) {
    const answer = { campaign, verdict, at_ms: now_ms, offset_min, gates: told, next_at_ms };
    return { text: `${JSON.stringify(answer, null, 2)}\n`, exit: 0 };
  }

  const local = (ms: number): string => `${localTime(ms, offset_min)} ${offsetText(offset_min)}`;
  const width = Math.max(...told.map(({ gate }) => gate.length));
  const rows = told.map(({ sentence, ...gate }) => {
    const word = gate.open ? paint('green', 'open  ') : paint('red', 'closed');
    const numbers = paint('dim', numbersText(gate, offset_min));
    return `  ${word}  ${gate.gate.padEnd(width)}  ${sentence}\n${' '.repeat(width + 12)}${numbers}\n`;
  });
  const next =
    next_at_ms === null
      ? 'next_at: none. Time alone does not open it.'
      : next_at_ms <= now_ms
        ? 'next_at: now.'
        : `next_at: ${local(next_at_ms)}, when the gates that time opens are open.`;
  const title = `${campaign} ${kVerdicts[verdict]} at ${local(now_ms)} on ${here.page?.path ?? '/'}`;
  return { text: `${paint('bold', title)}\n\n${rows.join('')}\n${next}\n`, exit: 0 };
}
