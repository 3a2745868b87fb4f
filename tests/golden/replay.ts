// Replays a golden trace and hashes what the engine says, as golden_runner.cpp does.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import type { RawEngine } from './node_engine.ts';

const kFolders = [new URL('./', import.meta.url), new URL('../../docs/examples/', import.meta.url)];

/** FNV-1a, 64 bit, as in golden_runner.cpp. */
class Hash {
  #value = 0xcbf29ce484222325n;
  add(text: string): void {
    for (const byte of Buffer.from(text + '\n')) {
      this.#value = BigInt.asUintN(64, (this.#value ^ BigInt(byte)) * 0x100000001b3n);
    }
  }
  toString(): string {
    return this.#value.toString(16).padStart(16, '0');
  }
}

export interface Trace {
  name: string;
  trace: URL;
  /** The committed one. */
  hash: string;
}

export async function traceFiles(): Promise<URL[]> {
  const traces: URL[] = [];
  for (const folder of kFolders) {
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.jsonl')).sort())
      traces.push(new URL(name, folder));
  }
  return traces;
}

export async function tracesWithHashes(): Promise<Trace[]> {
  const traces: Trace[] = [];
  for (const trace of await traceFiles()) {
    const hash = await readFile(new URL(trace.href.replace('.jsonl', '.hash')), 'utf8');
    const name = trace.pathname.slice(trace.pathname.lastIndexOf('/') + 1);
    traces.push({ name, trace, hash: hash.trim() });
  }
  return traces;
}

/** Has each line done by `perform`, which is told the campaign file when the line loads one. */
export async function replay(
  trace: URL,
  perform: (line: (engine: RawEngine) => string, file?: string) => string | Promise<string>,
): Promise<string> {
  const hash = new Hash();
  for (const text of (await readFile(trace, 'utf8')).split('\n')) {
    if (text === '') continue;
    const line = JSON.parse(text) as Record<string, unknown>;
    const json = (key: string) => JSON.stringify(line[key]);
    if ('file' in line) {
      const file = await readFile(new URL(String(line.file), trace), 'utf8');
      hash.add(await perform((engine) => engine.load(file), file));
    } else if ('batch' in line) hash.add(await perform((engine) => engine.handle(json('batch'))));
    else if ('explain' in line) hash.add(await perform((engine) => engine.explain(json('explain'))));
    else if ('attributes' in line)
      hash.add(await perform((engine) => engine.attributes(json('attributes'))));
    else if ('restart' in line)
      hash.add(await perform((engine) => engine.restore(engine.snapshot())));
    else if ('restore' in line) {
      const text = String(line.restore);
      hash.add(await perform((engine) => engine.restore(text)));
    } else if ('comment' in line) hash.add('');
    else assert.fail(`unknown line: ${text}`);
  }
  hash.add(await perform((engine) => engine.snapshot()));
  return hash.toString();
}
