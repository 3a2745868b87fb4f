// Plays a trace (docs/engine.md, "Traces") into the engine.
import type { Batch, Effect, Here } from '../contract.ts';
import { createEnginePort, type EnginePort } from '../engine_port.ts';
import { module } from '../node/module.ts';
import { BadContent } from './failure.ts';
import { readText } from './files.ts';
import { findings, findingText } from './lint.ts';
import type { Paint } from './terminal.ts';

/** One line of a trace. */
export interface TraceLine {
  batch?: Batch;
  explain?: { campaign: string; here: Here };
  comment?: string;
  restart?: true;
  restore?: string;
  file?: string;
  attributes?: { here: Here };
}

const kKinds = ['batch', 'explain', 'comment', 'restart', 'restore', 'file', 'attributes'];

function readLine(text: string, place: string): TraceLine {
  let line: TraceLine | null;
  try {
    line = JSON.parse(text) as TraceLine | null;
  } catch {
    throw new BadContent(`${place}: This line is not JSON.`);
  }
  if (line === null || typeof line !== 'object' || !kKinds.some((kind) => kind in line)) {
    throw new BadContent(`${place}: A line of a trace has one of ${kKinds.join(', ')}.`);
  }
  if (line.batch && typeof line.batch.here?.now_ms !== 'number') {
    throw new BadContent(`${place}: A batch needs "here" with its "now_ms".`);
  }
  if (line.batch && !Array.isArray(line.batch.commands)) {
    throw new BadContent(`${place}: A batch needs a list of "commands".`);
  }
  return line;
}

export function readTrace(file: string): TraceLine[] {
  return readText(file)
    .split('\n')
    .map((text, index) => [text.trim(), `${file}:${index + 1}`] as const)
    .filter(([text]) => text !== '')
    .map(([text, place]) => readLine(text, place));
}

/** An engine with the campaign file, and a fresh user. Throws `BadContent` when the file is refused. */
export function engineFor(file: string, paint: Paint): EnginePort {
  const text = readText(file);
  const port = createEnginePort(module);
  if (port.load(text).ok) return port;
  const errors = findings(file, text).filter(({ severity }) => severity === 'error');
  const lines = errors.map((error) => findingText(error, paint)).join('');
  throw new BadContent(`${lines}A page would refuse ${file}.`);
}

/**
 * Plays the lines and tells `visit` of each, with what the engine answered to a batch. The engine's
 * file stays the one it has: `file` lines of the trace name the one it was recorded with.
 */
export function play(
  port: EnginePort,
  lines: readonly TraceLine[],
  visit: (line: TraceLine, effects: Effect[]) => void,
): void {
  for (const line of lines) {
    const effects = line.batch ? port.handle(JSON.stringify(line.batch)) : [];
    if (line.restart) port.restore(port.snapshot());
    if (line.restore !== undefined) port.restore(line.restore);
    visit(line, effects);
  }
}
