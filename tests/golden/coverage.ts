// What the documentation says the engine can do, and what of it occurs in the golden traces: both as short phrases, so that what is
// missing can be read. A new gate code, effect, command, operator or field of the campaign file without a golden is found here.
import { readFile } from 'node:fs/promises';
import { declaredObjects, schema, alternatives, visit, type Schema } from '../node/json_schema.ts';
import type { RawEngine } from './node_engine.ts';
import { replay, type Trace } from './replay.ts';

const kDocs = new URL('../../docs/', import.meta.url);

/** The rows of the table whose head begins with these cells, as cells without what stands in parentheses. */
function tableRows(text: string, head: string): string[][] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(head));
  if (start < 0) throw new Error(`There is no table "${head}".`);
  const rows: string[][] = [];
  for (const line of lines.slice(start + 2)) {
    if (!line.startsWith('|')) break;
    const plain = line.replaceAll(/\([^)]*\)/g, '');
    rows.push(
      plain
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  }
  return rows;
}

const quoted = (text = ''): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

/** `field`: `one` `of` `these`. */
function listedWords(cell = ''): [string, string[]][] {
  const lists = cell.matchAll(/`(\w+)`\??:((?:\s*`\w+`)+)/g);
  return [...lists].map(([, field = '', words]) => [field, quoted(words)]);
}

/** Everything of an operator that conditions have: of values, and those that join conditions. */
function operators(): string[] {
  const names = (of: string) => Object.keys(schema.$defs?.[of]?.properties ?? {});
  return [...names('ValueOperators'), ...names('Condition')].filter((name) => name !== '$comment');
}

const wordsOf = (property: Schema): string[] =>
  alternatives(property)
    .flatMap((each) => each.enum ?? ('const' in each ? [each.const] : []))
    .filter((word) => typeof word === 'string');

export async function documentedPhrases(): Promise<Set<string>> {
  const phrases = new Set<string>();
  const engine = await readFile(new URL('engine.md', kDocs), 'utf8');
  for (const [gate, ...codes] of tableRows(engine, '| gate |')) {
    for (const code of quoted(`${codes[0]} ${codes[1]}`))
      phrases.add(`gate ${quoted(gate)[0]} ${code}`);
  }
  for (const code of ['resumes', 'asked']) phrases.add(`gate audience ${code}`);
  for (const [what, head] of [
    ['command', '| type | more fields |'],
    ['effect', '| type | fields |'],
  ] as const) {
    for (const [type, fields] of tableRows(engine, head)) {
      const name = `${what} ${quoted(type)[0]}`;
      phrases.add(name);
      for (const [field, words] of listedWords(fields))
        for (const word of words) phrases.add(`${name} ${field} ${word}`);
    }
  }
  const campaigns = await readFile(new URL('campaigns.md', kDocs), 'utf8');
  const outcomes = quoted(/^Outcomes are .*$/m.exec(campaigns)?.[0]);
  for (const outcome of outcomes) phrases.add(`effect outcome outcome ${outcome}`);
  const signals = quoted(/Known ones:[^;]*/.exec(campaigns)?.[0]);
  for (const signal of signals) phrases.add(`effect signal name ${signal}`);
  for (const operator of operators()) phrases.add(`operator ${operator}`);
  for (const [, { properties }] of declaredObjects()) {
    for (const [key, property] of Object.entries(properties ?? {})) {
      if (property === false || key.startsWith('$')) continue;
      phrases.add(`field ${key}`);
      for (const word of wordsOf(property)) phrases.add(`field ${key} ${word}`);
    }
  }
  return phrases;
}

type Fields = Record<string, unknown>;

/** The phrases of the type and of all texts of something that has a `type`. */
function notePhrases(seen: Set<string>, what: string, one: Fields): void {
  const name = `${what} ${String(one.type)}`;
  seen.add(name);
  for (const [field, word] of Object.entries(one))
    if (typeof word === 'string') seen.add(`${name} ${field} ${word}`);
}

function noteOperators(seen: Set<string>, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (key.startsWith('$')) seen.add(`operator ${key}`);
    noteOperators(seen, member);
  }
}

function noteFile(seen: Set<string>, file: unknown): void {
  noteOperators(seen, file);
  visit(file, ({ value, objects }) => {
    for (const { properties } of objects) {
      for (const [key, member] of Object.entries(value)) {
        if (!Object.hasOwn(properties ?? {}, key)) continue;
        const field = `field ${key}`;
        seen.add(field);
        for (const word of Array.isArray(member) ? member : [member])
          if (typeof word === 'string') seen.add(`${field} ${word}`);
      }
    }
  });
}

/** Replays the traces and notes what is in the campaign files, what was commanded and what the engine answered. */
export async function occurringPhrases(traces: Trace[], engine: RawEngine): Promise<Set<string>> {
  const seen = new Set<string>();
  for (const { trace } of traces) {
    for (const line of (await readFile(trace, 'utf8')).split('\n')) {
      if (!line.startsWith('{"batch"')) continue;
      const { batch } = JSON.parse(line) as { batch: { commands?: Fields[] } };
      for (const command of batch.commands ?? []) notePhrases(seen, 'command', command);
    }
    engine.restore('');
    await replay(trace, (perform, file) => {
      if (file !== undefined) noteFile(seen, JSON.parse(file));
      const text = perform(engine);
      const answer = JSON.parse(text) as Fields[] | { gates?: Fields[] };
      if (Array.isArray(answer)) for (const effect of answer) notePhrases(seen, 'effect', effect);
      else
        for (const { gate, code } of answer.gates ?? [])
          seen.add(`gate ${String(gate)} ${String(code)}`);
      return text;
    });
  }
  return seen;
}
