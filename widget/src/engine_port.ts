/// <reference path="./engine_module.d.ts" />
// The engine behind typed functions. Loads the wasm, or the JavaScript build where wasm is not allowed.
import type { Effect, Explanation, Problem } from './contract.ts';
import { hostPort } from './host_port.ts';

/** The Embind class: texts in, texts out. */
export interface RawEngine {
  load(text: string): string;
  restore(text: string): string;
  snapshot(): string;
  handle(text: string): string;
  explain(text: string): string;
  attributes(text: string): string;
  version(): string;
  delete(): void;
}

export interface EngineModule {
  Engine: new () => RawEngine;
}

type Imports = WebAssembly.Imports;
type Instantiated = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void;

/** An Emscripten MODULARIZE factory. */
export type ModuleFactory<Module = EngineModule> = (
  options: Record<string, unknown>,
) => Promise<Module>;

export type RestoreResult =
  { ok: true } | { ok: false; error: { code: string; path: string; message: string } };

/** One user's engine. */
export interface EnginePort {
  load(text: string): { ok: boolean; problems: Problem[] };
  restore(text: string): RestoreResult;
  snapshot(): string;
  /** Takes the batch as JSON text: its commands are already text in the inbox. */
  handle(batch: string): Effect[];
  explain(request: string): Explanation;
  attributes(request: string): Record<string, unknown>;
  version(): string;
  /** Gives the wasm memory back; later calls and a second dispose do nothing harmful. */
  dispose(): void;
}

// Last resort for an engine that nobody disposed of.
const forgotten =
  typeof FinalizationRegistry === 'undefined'
    ? undefined
    : new FinalizationRegistry<RawEngine>((raw) => raw.delete());

/** An explanation; a question that cannot be answered (no such campaign) is a closed gate of its own. */
export function readExplanation(text: string, request: string): Explanation {
  const answer = JSON.parse(text) as Explanation | { error: { code: string } };
  if (!('error' in answer)) return answer;
  const { campaign } = JSON.parse(request) as { campaign: string };
  const gate = { gate: 'file', open: false, code: answer.error.code };
  return { campaign, verdict: 'blocked', gates: [gate], next_at_ms: null };
}

/** A new engine, without a campaign file and with a fresh user. */
export function createEnginePort(module: EngineModule): EnginePort {
  let raw: RawEngine | undefined = new module.Engine();
  const open = (): RawEngine => {
    if (!raw) throw new Error('the engine was disposed of');
    return raw;
  };
  const port: EnginePort = {
    load: (text) => JSON.parse(open().load(text)) as { ok: boolean; problems: Problem[] },
    restore: (text) => JSON.parse(open().restore(text)) as RestoreResult,
    snapshot: () => open().snapshot(),
    handle: (batch) => JSON.parse(open().handle(batch)) as Effect[],
    explain: (request) => readExplanation(open().explain(request), request),
    attributes: (request) => JSON.parse(open().attributes(request)) as Record<string, unknown>,
    version: () => open().version(),
    dispose() {
      if (!raw) return;
      forgotten?.unregister(port);
      raw.delete();
      raw = undefined;
    },
  };
  forgotten?.register(port, raw, port);
  return port;
}

async function compile(url: URL): Promise<WebAssembly.Module> {
  // Streaming needs the right MIME type, and some servers do not send it.
  try {
    return await WebAssembly.compileStreaming(fetch(url));
  } catch {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url.href}: status ${response.status}`);
    return await WebAssembly.compile(await response.arrayBuffer());
  }
}

async function loadWasm(): Promise<EngineModule> {
  const url = new URL(DOCENT_ENGINE_WASM, import.meta.url);
  const [glue, compiled] = await Promise.all([import('docent-wasm/engine.mjs'), compile(url)]);
  return new Promise((resolve, reject) => {
    const instantiateWasm = (imports: Imports, done: Instantiated): object => {
      // The glue never hears of a failure in here, so it has to reach the promise from outside.
      WebAssembly.instantiate(compiled, imports).then((made) => done(made, compiled), reject);
      return {};
    };
    glue.default({ ...hostPort, instantiateWasm }).then(resolve, reject);
  });
}

let loaded: Promise<EngineModule> | undefined;

/** The engine's code, loaded once per page. Rejects only when neither build could be had; a later call tries again. */
export function loadEngineModule(): Promise<EngineModule> {
  loaded ??= loadWasm()
    .catch(async () => {
      const fallback = await import('docent-wasm/engine_fallback.mjs');
      return fallback.default({ ...hostPort });
    })
    .catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
  return loaded;
}
