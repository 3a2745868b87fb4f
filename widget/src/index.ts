// The package `docent` as an ES module: `import { docent } from 'docent'`. Importing it touches nothing, also in Node.
import { createDocent, type Docent } from './docent.ts';
import { optionsFromDataset, type InitOptions } from './options.ts';
import type { Stub, StubEntry } from './stub.ts';

export type { CampaignFile } from './campaign_file.ts';
export type { Docent } from './docent.ts';
export type { ConfigSource, InitOptions } from './options.ts';
export type {
  DocentEventMap,
  DocentEvents,
  ErrorDetail,
  EventName,
  Handler,
  PromptDetail,
} from './events.ts';
export type { ShownAnswer } from './showing.ts';
export type {
  ConsentMode,
  Explanation,
  Gate,
  Outcome,
  Problem,
  Summary,
  Traits,
} from './contract.ts';

const widget = createDocent();

declare global {
  interface Window {
    /** The script tag's widget; not there when the tag was blocked. */
    docent?: Docent;
  }
}

/** The page's widget. */
export const docent: Docent = widget.docent;

const byTime = (a: StubEntry, b: StubEntry) => a[2] - b[2];

/** The script tag's way in: takes the stub's place, its queue and its options. */
export function adopt(stub: Stub, data: Record<string, string | undefined>): void {
  const queue = [...(stub.q ?? [])].sort(byTime);
  Object.assign(stub, docent);
  delete stub.q;
  const options = optionsFromDataset(data);
  const end = queue.map(([method]) => method).lastIndexOf('destroy');
  if (end < 0) return begin(queue, options);
  // What was called before the end still holds (a withdrawn consent above all); after it only another `init` counts.
  begin(queue.slice(0, end), options);
  docent.destroy();
  begin(queue.slice(end + 1), undefined);
}

function begin(queue: StubEntry[], options: InitOptions | undefined): void {
  const first =
    options ?? (queue.find(([method]) => method === 'init')?.[1][0] as InitOptions | undefined);
  replay(queue.filter(([method]) => method !== 'init'));
  if (first) docent.init(first);
}

/** Calls made before are calls made now, with their own time where it counts. */
function replay(queue: StubEntry[]): void {
  for (const [method, args, time_ms, answer] of queue) {
    const list = Array.from(args);
    if (method === 'on') answer?.(docent.on(list[0] as never, list[1] as never));
    else if (method === 'start') void docent.start(list[0] as string).then(answer);
    else if (method === 'explain') void docent.explain(list[0] as string).then(answer);
    else widget.replay(method, list, time_ms);
  }
}
