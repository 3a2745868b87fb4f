// Browsers compile a function when it is called for the first time. The engine's are called once before the page's own
// engine begins, so that a phone has several short tasks instead of two long ones.
import { createEnginePort, type EngineModule } from './engine_port.ts';
import { jsonText } from './json.ts';
import type { HereNow } from './turn.ts';
import { uuidV7 } from './uuid.ts';

/** The least there is to decide. The first part of the engine is enough for it (wasm/split_engine.mjs plays it). */
const kSmallest =
  '{"version":1,"campaigns":[{"id":"a","kind":"tour","trigger":{"on":"page_view"},"steps":[{"id":"a","target":"#a","title":"A"}]}]}';

/** What comes then is a task of its own. */
export const pause = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Plays a page view on an engine of its own, which no user's state ever meets. Resolves with the module. Rejects with
 * what the engine threw: the module is of no use then.
 */
export async function rehearse(module: EngineModule, here: () => HereNow): Promise<EngineModule> {
  const engine = createEnginePort(module);
  try {
    engine.load(kSmallest);
    await pause();
    const now = here();
    const device = { ...now.device, id: '' };
    engine.restore('');
    engine.handle(jsonText({ here: { ...now, id: uuidV7(now.now_ms), device }, commands: [] }));
    engine.snapshot();
  } finally {
    // Also one that threw: left to the garbage collector, it would throw again where nobody catches it.
    engine.dispose();
  }
  await pause();
  return module;
}
