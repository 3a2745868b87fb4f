// The engine of the Node kit, straight from its build: for traces, before anything of the widget is built.
import { readFile } from 'node:fs/promises';
import { joinParts, type EngineParts } from '../../widget/src/engine_parts.ts';
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

async function readGlue(file: string): Promise<ModuleFactory> {
  return ((await import(new URL(file, kBuild).href)) as { default: ModuleFactory }).default;
}

/** A new engine. */
export function engineOf(module: EngineModule): RawEngine {
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

export async function loadNodeModule(): Promise<EngineModule> {
  const factory = await readGlue('node.mjs');
  return factory({ ...hostPort, wasmBinary: await readFile(new URL('node.wasm', kBuild)) });
}

/** What pages run, begun with its first part as pages begin it. */
export async function loadPageParts(rest = 'engine_rest.wasm'): Promise<EngineParts> {
  const read = async (file: string) => WebAssembly.compile(await readFile(new URL(file, kBuild)));
  const [glue, first] = await Promise.all([readGlue('engine.mjs'), read('engine_first.wasm')]);
  return joinParts(glue, first, () => read(rest));
}

/** node.wasm: what the Node kit runs. */
export const loadNodeEngine = async (): Promise<RawEngine> => engineOf(await loadNodeModule());
/** What pages run, in one piece by now. */
export const loadPageEngine = async (): Promise<RawEngine> =>
  engineOf(await (await loadPageParts()).whole());
/** The JavaScript that pages run where WebAssembly is forbidden. */
export async function loadFallbackEngine(): Promise<RawEngine> {
  return engineOf(await (await readGlue('engine_fallback.mjs'))({ ...hostPort }));
}
