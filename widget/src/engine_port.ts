/// <reference path="./engine_module.d.ts" />
// The engine behind typed functions. Loads the wasm, or the JavaScript build where wasm is not allowed.
import type { Effect, Explanation, Problem } from './contract.ts';
import { joinParts, type EngineParts } from './engine_parts.ts';
import { hostPort } from './host_port.ts';

/** What the bindings export: texts in, texts out, for an engine that is named by a number. */
export interface EngineModule {
  create(): number;
  destroy(engine: number): void;
  load(engine: number, text: string): string;
  restore(engine: number, text: string): string;
  snapshot(engine: number): string;
  handle(engine: number, text: string): string;
  explain(engine: number, text: string): string;
  attributes(engine: number, text: string): string;
  version(): string;
}

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
    : new FinalizationRegistry<() => void>((destroy) => destroy());

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
  const engine = module.create();
  let open = true;
  const ask = (what: Exclude<keyof EngineModule, 'create' | 'destroy' | 'version'>, text = '') => {
    if (!open) throw new Error('the engine was disposed of');
    return what === 'snapshot' ? module.snapshot(engine) : module[what](engine, text);
  };
  const port: EnginePort = {
    load: (text) => JSON.parse(ask('load', text)) as { ok: boolean; problems: Problem[] },
    restore: (text) => JSON.parse(ask('restore', text)) as RestoreResult,
    snapshot: () => ask('snapshot'),
    handle: (batch) => JSON.parse(ask('handle', batch)) as Effect[],
    explain: (request) => readExplanation(ask('explain', request), request),
    attributes: (request) => JSON.parse(ask('attributes', request)) as Record<string, unknown>,
    version: () => module.version(),
    dispose() {
      if (!open) return;
      open = false;
      forgotten?.unregister(port);
      module.destroy(engine);
    },
  };
  forgotten?.register(port, () => module.destroy(engine), port);
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

async function loadWasm(): Promise<EngineParts> {
  const first = new URL(DOCENT_ENGINE_FIRST, import.meta.url);
  const rest = new URL(DOCENT_ENGINE_REST, import.meta.url);
  const [glue, compiled] = await Promise.all([import('docent-wasm/engine.mjs'), compile(first)]);
  return joinParts(glue.default, compiled, () => compile(rest));
}

async function loadFallback(): Promise<EngineParts> {
  const fallback = await import('docent-wasm/engine_fallback.mjs');
  const module = await fallback.default({ ...hostPort });
  return { module: () => module, whole: () => Promise.resolve(module) };
}

let loaded: Promise<EngineParts> | undefined;

function loadParts(): Promise<EngineParts> {
  loaded ??= loadWasm()
    .catch(loadFallback)
    .catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
  return loaded;
}

/**
 * The engine's code, loaded once per page: enough of it to begin with, so that any call may throw `PartMissing`.
 * Rejects only when neither build could be had; a later call tries again.
 */
export async function loadEngineModule(): Promise<EngineModule> {
  return (await loadParts()).module();
}

/** All of the engine's code. Another module than before when that one had thrown `PartMissing`. */
export async function loadWholeEngineModule(): Promise<EngineModule> {
  return (await loadParts()).whole();
}
