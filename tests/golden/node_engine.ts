// The engine of the Node kit, straight from its build: for traces, before anything of the widget is built.
import { readFile } from 'node:fs/promises';
import type { EngineModule, ModuleFactory } from '../../widget/src/engine_port.ts';
import { hostPort } from '../../widget/src/host_port.ts';

export interface RawEngine {
  load(text: string): string;
  restore(text: string): string;
  snapshot(): string;
  handle(text: string): string;
  explain(text: string): string;
  attributes(text: string): string;
  delete(): void;
}

const kBuild = new URL('../../build/wasm/', import.meta.url);

async function loadModule(glue: string, wasm_file?: string): Promise<EngineModule> {
  const { default: factory } = (await import(new URL(glue, kBuild).href)) as {
    default: ModuleFactory;
  };
  if (!wasm_file) return factory({ ...hostPort });
  const wasm = await readFile(new URL(wasm_file, kBuild));
  // Under the name that either runtime of Emscripten asks for.
  return factory({ ...hostPort, wasm, wasmBinary: wasm });
}

async function load(glue: string, wasm_file?: string): Promise<RawEngine> {
  const module = await loadModule(glue, wasm_file);
  const engine = module.create();
  return {
    load: (text) => module.load(engine, text),
    restore: (text) => module.restore(engine, text),
    snapshot: () => module.snapshot(engine),
    handle: (text) => module.handle(engine, text),
    explain: (text) => module.explain(engine, text),
    attributes: (text) => module.attributes(engine, text),
    delete: () => module.destroy(engine),
  };
}

/** node.wasm: what the Node kit runs. */
export const loadNodeEngine = (): Promise<RawEngine> => load('node.mjs', 'node.wasm');
export const loadNodeModule = (): Promise<EngineModule> => loadModule('node.mjs', 'node.wasm');
/** engine.wasm: what pages run. */
export const loadPageEngine = (): Promise<RawEngine> => load('engine.mjs', 'engine.wasm');
/** The JavaScript that pages run where WebAssembly is forbidden. */
export const loadFallbackEngine = (): Promise<RawEngine> => load('engine_fallback.mjs');
