// The artefacts that ship must give the same answers as the native build: one hash per trace, committed beside it.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import {
  loadFallbackEngine,
  loadNodeEngine,
  loadPageEngine,
  type RawEngine,
} from './node_engine.ts';

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

async function replay(engine: RawEngine, trace: URL): Promise<string> {
  const hash = new Hash();
  for (const text of (await readFile(trace, 'utf8')).split('\n')) {
    if (text === '') continue;
    const line = JSON.parse(text) as Record<string, unknown>;
    if ('file' in line)
      hash.add(engine.load(await readFile(new URL(String(line.file), trace), 'utf8')));
    else if ('batch' in line) hash.add(engine.handle(JSON.stringify(line.batch)));
    else if ('explain' in line) hash.add(engine.explain(JSON.stringify(line.explain)));
    else if ('attributes' in line) hash.add(engine.attributes(JSON.stringify(line.attributes)));
    else if ('restart' in line) hash.add(engine.restore(engine.snapshot()));
    else if ('comment' in line) hash.add('');
    else assert.fail(`unknown line: ${text}`);
  }
  hash.add(engine.snapshot());
  return hash.toString();
}

const kEngines = [
  ['engine.wasm', loadPageEngine],
  ['node.wasm', loadNodeEngine],
  ['the JavaScript fallback', loadFallbackEngine],
] as const;

for (const folder of kFolders) {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.jsonl')) continue;
    const trace = new URL(name, folder);
    const expected = await readFile(new URL(name.replace('.jsonl', '.hash'), folder), 'utf8');
    for (const [engine_name, load] of kEngines) {
      test(`${name} gives the committed hash in ${engine_name}`, async () => {
        const engine = await load();
        try {
          assert.equal(await replay(engine, trace), expected.trim());
        } finally {
          engine.delete();
        }
      });
    }
  }
}
