// The engine of the Node kit, straight from its build: for traces, before anything of the widget is built.
import { readFile } from 'node:fs/promises';

export interface RawEngine {
  load(text: string): string;
  restore(text: string): string;
  snapshot(): string;
  handle(text: string): string;
  explain(text: string): string;
  attributes(text: string): string;
  delete(): void;
}

interface EngineModule {
  Engine: new () => RawEngine;
}

const kBuild = new URL('../../build/wasm/', import.meta.url);

async function load(glue: string, wasm?: string): Promise<RawEngine> {
  const { default: factory } = (await import(new URL(glue, kBuild).href)) as {
    default: (options: object) => Promise<EngineModule>;
  };
  const module = await factory(wasm ? { wasmBinary: await readFile(new URL(wasm, kBuild)) } : {});
  return new module.Engine();
}

/** node.wasm: what the Node kit runs. */
export const loadNodeEngine = (): Promise<RawEngine> => load('node.mjs', 'node.wasm');
/** engine.wasm: what pages run. */
export const loadPageEngine = (): Promise<RawEngine> => load('engine.mjs', 'engine.wasm');
/** The JavaScript that pages run where WebAssembly is forbidden. */
export const loadFallbackEngine = (): Promise<RawEngine> => load('engine_fallback.mjs');
