// The engine in its two parts: what a first visit needs until its first tooltip, and the rest (wasm/split_engine.mjs).
//
// Where the first part calls a function of the rest, that call throws until the rest has arrived. The engine is then
// in the middle of something and of no use any more. Nothing is lost with it: it is stepped inside a transaction, which
// ends without a trace, and an engine of both parts does the same step again.
import type { EngineModule, ModuleFactory } from './engine_port.ts';
import { hostPort } from './host_port.ts';

/** Out of any call of an engine whose rest has not arrived. */
export class PartMissing extends Error {}

export interface EngineParts {
  /** The engine as it is now: with the rest, once `whole` has resolved. */
  module(): EngineModule;
  /** Fetches the rest and joins it. The same module as before, unless that one had called what was missing. */
  whole(): Promise<EngineModule>;
}

/** An engine of the first part. `fetch_rest` is called when the rest is wanted, and again if it failed. */
export async function joinParts(
  factory: ModuleFactory,
  first: WebAssembly.Module,
  fetch_rest: () => Promise<WebAssembly.Module>,
): Promise<EngineParts> {
  let instance: WebAssembly.Instance;
  let broken = false;
  const absent = () => {
    broken = true;
    throw new PartMissing('a part of the engine has not arrived yet');
  };
  const join = (rest: WebAssembly.Module) =>
    WebAssembly.instantiate(rest, { primary: instance.exports });
  async function create(
    imports: WebAssembly.Imports,
    rest: WebAssembly.Module | undefined,
  ): Promise<WebAssembly.Instance> {
    const placeholder = new Proxy({}, { get: () => absent });
    instance = await WebAssembly.instantiate(first, { ...imports, placeholder });
    if (rest) await join(rest);
    return instance;
  }
  const instantiate = (rest?: WebAssembly.Module) =>
    new Promise<EngineModule>((resolve, reject) => {
      factory({
        ...hostPort,
        wasm: first,
        // What the glue takes for WebAssembly (wasm/strict_glue.js).
        WebAssembly: {
          Memory: WebAssembly.Memory,
          // WebKit compiles what it then may not instantiate, and the glue would wait for that for ever.
          instantiate: (_: WebAssembly.Module, imports: WebAssembly.Imports) =>
            create(imports, rest).catch((error: Error) => {
              reject(error);
              return new Promise(() => undefined);
            }),
        },
      }).then(resolve, reject);
    });

  let module = await instantiate();
  let joining: Promise<EngineModule> | undefined;
  async function joinRest(): Promise<EngineModule> {
    const rest = await fetch_rest();
    if (!broken) await join(rest);
    // It may have been stepped while it was joined.
    if (broken) module = await instantiate(rest);
    return module;
  }
  return {
    module: () => module,
    whole() {
      joining ??= joinRest().catch((error: unknown) => {
        joining = undefined;
        throw error;
      });
      return joining;
    },
  };
}
