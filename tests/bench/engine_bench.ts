// What the engine costs, as ratios of one run. scripts/bench says the usage.
import { parseArgs } from 'node:util';
import { GrowthBook } from '@growthbook/growthbook';
import { evalCondition } from '../node/growthbook.ts';
import { loadPageEngine, type RawEngine } from '../golden/node_engine.ts';
import { attributesOfUser, crowdOf, eventBatches, kCrowds, kTriggered } from './crowd.ts';
import { measured, warmed, type Subject } from './measure.ts';
import { memoryAtRest } from './memory.ts';
import { runNative, type Native } from './native.ts';
import { simulateYear } from './year.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '15' },
    native: { type: 'string' },
    inputs: { type: 'string', default: '.' },
    check: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);

/** One line of the answer. `wanted` and `met` only where something was promised. */
interface Line {
  what: string;
  value: string;
  wanted?: string;
  met?: boolean;
}

const kMiB = 1 << 20;
const micro = (us: number): string => (us < 10 ? us.toFixed(1) : us.toFixed(0)) + ' µs';
const times = (ratio: number): string => `${ratio < 10 ? ratio.toFixed(1) : ratio.toFixed(0)}×`;
const kilo = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
const mega = (bytes: number): string => `${(bytes / kMiB).toFixed(2)} MiB`;

async function engineWith(file: string): Promise<RawEngine> {
  const engine = await loadPageEngine();
  const { ok, problems } = JSON.parse(engine.load(file)) as { ok: boolean; problems: unknown[] };
  if (!ok) throw new Error(`the campaign file was refused: ${JSON.stringify(problems)}`);
  return engine;
}

/** One tracked event as a page pays for it: the batch made text, the engine's answer read. */
async function trackedEvent(n: number, triggered: number): Promise<Subject> {
  const engine = await engineWith(crowdOf(n).file);
  const batches = eventBatches(`t${triggered}`);
  const step = (): void => {
    const answer = engine.handle(JSON.stringify(batches.next().value));
    const effects = JSON.parse(answer) as { type: string }[];
    if (effects.some(({ type }) => type === 'show' || type === 'error')) throw new Error(answer);
  };
  step();
  return warmed(step);
}

/** The same audiences as features of the GrowthBook SDK: the user's attributes change, each feature is asked once. */
function growthBook(n: number): Subject {
  const { audiences } = crowdOf(n);
  const names = audiences.map((_, i) => `f${i}`);
  const features = Object.fromEntries(
    audiences.map((condition, i) => [
      names[i],
      { defaultValue: false, rules: [{ condition, force: true }] },
    ]),
  );
  const sdk = new GrowthBook({ features });
  let events = 0;
  return warmed(() => {
    void sdk.setAttributes(attributesOfUser((events += 1)));
    for (const name of names) if (sdk.isOn(name)) throw new Error(name);
  });
}

/** The same audiences by the SDK's inner function, which it does not export: the least it could do. */
function conditionsAlone(n: number): Subject {
  const { audiences } = crowdOf(n);
  let events = 0;
  return warmed(() => {
    const attributes = attributesOfUser((events += 1));
    for (const audience of audiences) {
      if (evalCondition(attributes, audience, {})) throw new Error(JSON.stringify(audience));
    }
  });
}

async function crowdLines(): Promise<Line[]> {
  const subjects: Record<string, Subject> = {};
  for (const n of kCrowds) {
    subjects[`docent ${n}`] = await trackedEvent(n, 5);
    subjects[`growthbook ${n}`] = growthBook(n);
    subjects[`conditions ${n}`] = conditionsAlone(n);
  }
  const largest = Math.max(...kCrowds);
  for (const k of kTriggered) subjects[`triggers ${k}`] = await trackedEvent(largest, k);
  const us = measured(subjects, rounds);
  const docent = (n: number): number => us[`docent ${n}`] ?? NaN;

  const lines = kCrowds.map((n): Line => {
    const sdk = us[`growthbook ${n}`] ?? NaN;
    const alone = us[`conditions ${n}`] ?? NaN;
    const faster = sdk / docent(n);
    const what = `one event, ${n} campaigns, 5 of them triggered`;
    const value =
      `${micro(docent(n))}; GrowthBook ${micro(sdk)}: ${times(faster)} as fast` +
      ` (its conditions alone ${micro(alone)}: ${times(alone / docent(n))})`;
    return n === 1_000
      ? { what, value, wanted: 'at least 10×', met: faster >= 10 }
      : { what, value };
  });
  const growth = docent(largest) / docent(10);
  lines.push({
    what: `one event, ${largest} campaigns against 10`,
    value: times(growth),
    wanted: 'at most 2×',
    met: growth <= 2,
  });
  for (const k of kTriggered) {
    const cost = us[`triggers ${k}`] ?? NaN;
    const ratio = times(cost / (us['triggers 0'] ?? NaN));
    lines.push({
      what: `one event, ${largest} campaigns, ${k} triggered`,
      value: `${micro(cost)}, ${ratio} of none`,
    });
  }
  return lines;
}

async function yearLines(): Promise<Line[]> {
  const { file, snapshot, batches, shown } = await simulateYear();
  const engine = await engineWith(file);
  engine.restore(snapshot);
  const us = measured(
    {
      snapshot: warmed(() => void engine.snapshot()),
      restore: warmed(() => void engine.restore(snapshot)),
    },
    rounds,
  );
  const bytes = Buffer.byteLength(snapshot);
  return [
    {
      what: `state after a year (${batches} batches, ${shown} prompts)`,
      value: kilo(bytes),
      wanted: 'under 4 KB',
      met: bytes < 4096,
    },
    {
      what: 'snapshot of it',
      value: micro(us.snapshot),
      wanted: 'under 1 ms',
      met: us.snapshot < 1_000,
    },
    {
      what: 'restore of it',
      value: micro(us.restore),
      wanted: 'under 1 ms',
      met: us.restore < 1_000,
    },
  ];
}

async function memoryLines(): Promise<Line[]> {
  const { buffer, in_use } = await memoryAtRest(100);
  return [
    {
      what: 'wasm memory, 100 campaigns',
      value: mega(buffer),
      wanted: 'under 2 MiB',
      met: buffer < 2 * kMiB,
    },
    {
      what: 'of which was ever written',
      value: mega(in_use),
      wanted: 'under 2 MiB',
      met: in_use < 2 * kMiB,
    },
  ];
}

function nativeLines({ microseconds, heap_bytes }: Native): Line[] {
  const of = (name: string): number => microseconds[name] ?? NaN;
  const lines = kCrowds.map((n): Line => {
    const cost = of(`tracked_event/${n}/5`);
    const ratio = times(cost / of('tracked_event/10/5'));
    return {
      what: `native: one event, ${n} campaigns, 5 triggered`,
      value: `${micro(cost)}, ${ratio} of 10`,
    };
  });
  return [
    ...lines,
    {
      what: 'native: snapshot after a year',
      value: micro(of('snapshot')),
      wanted: 'under 1 ms',
      met: of('snapshot') < 1_000,
    },
    {
      what: 'native: restore after a year',
      value: micro(of('restore')),
      wanted: 'under 1 ms',
      met: of('restore') < 1_000,
    },
    { what: 'native: load 10000 campaigns', value: micro(of('load/10000')) },
    { what: 'native: heap of 100 campaigns', value: kilo(heap_bytes) },
  ];
}

const lines = [...(await crowdLines()), ...(await yearLines()), ...(await memoryLines())];
if (values.native) lines.push(...nativeLines(runNative(values.native, values.inputs, rounds)));

if (values.json) {
  console.log(JSON.stringify(lines, null, 2));
} else {
  const width = Math.max(...lines.map(({ what }) => what.length));
  for (const { what, value, wanted, met } of lines) {
    const verdict = wanted === undefined ? '' : ` [wanted ${wanted}: ${met ? 'yes' : 'NO'}]`;
    console.log(`${what.padEnd(width)}  ${value}${verdict}`);
  }
}

const broken = lines.filter(({ met }) => met === false);
if (values.check && broken.length > 0) {
  for (const { what, value, wanted } of broken)
    console.error(`Not kept: ${what}: ${value}, wanted ${wanted}.`);
  process.exitCode = 1;
}
