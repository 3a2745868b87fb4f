// How much memory a page's engine takes.
import { loadPageEngine } from '../golden/node_engine.ts';
import { eventBatches } from './crowd.ts';
import { yearFile } from './year.ts';

export interface Memory {
  /** All of it. */
  buffer: number;
  /** Up to the last byte that was ever written: data, stack and heap. */
  in_use: number;
}

/** Runs `load` and returns the memory of the module that was instantiated meanwhile. */
async function memoryOf(load: () => Promise<unknown>): Promise<WebAssembly.Memory> {
  const plain = WebAssembly.instantiate;
  let memory: WebAssembly.Memory | undefined;
  const watched = async (...args: Parameters<typeof plain>): Promise<unknown> => {
    const made = (await plain(...args)) as unknown as { instance?: WebAssembly.Instance };
    const instance = made.instance ?? (made as unknown as WebAssembly.Instance);
    const imported = Object.values(args[1] ?? {}).flatMap((group) => Object.values(group));
    memory = [...Object.values(instance.exports), ...imported].find(
      (each) => each instanceof WebAssembly.Memory,
    );
    return made;
  };
  WebAssembly.instantiate = watched as typeof plain;
  try {
    await load();
  } finally {
    WebAssembly.instantiate = plain;
  }
  if (!memory) throw new Error('the engine shows no memory');
  return memory;
}

/** The memory of `engine.wasm` at rest: some campaigns loaded, a page seen, some events tracked. */
export async function memoryAtRest(campaigns: number): Promise<Memory> {
  const memory = await memoryOf(async () => {
    const engine = await loadPageEngine();
    engine.load(yearFile(campaigns));
    const batches = eventBatches('invoice_sent');
    for (let i = 0; i < 20; i += 1) engine.handle(JSON.stringify(batches.next().value));
  });
  const bytes = new Uint8Array(memory.buffer);
  let in_use = bytes.length;
  while (in_use > 0 && bytes[in_use - 1] === 0) in_use -= 1;
  return { buffer: bytes.length, in_use };
}
