// The engines that a behaviour is asked in: each behaviour is written once, and this is the one place that says where it runs.
import { describe } from 'node:test';
import { type Browser, type Preferences, tabbedChromium, tabbedFirefox } from './browsers.ts';
import { tabbedWebKit } from './webkit.ts';

export type EngineName = 'Chromium' | 'Firefox' | 'WebKit';

export interface Engine {
  name: EngineName;
  launch(this: void, preferences?: Preferences): Promise<Browser>;
}

const kAll: readonly Engine[] = [
  { name: 'Chromium', launch: tabbedChromium },
  { name: 'Firefox', launch: tabbedFirefox },
  { name: 'WebKit', launch: tabbedWebKit },
];

/** Those of a list like `firefox,webkit`; all where there is none. */
function enginesOf(list: string | undefined): readonly Engine[] {
  if (!list) return kAll;
  const words = list.split(',').map((word) => word.trim().toLowerCase());
  const known = kAll.map(({ name }) => name.toLowerCase());
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined)
    throw new Error(
      `DOCENT_BROWSERS=${list}: "${unknown}" is no engine. It takes ${known.join(', ')}, with commas between them.`,
    );
  return kAll.filter(({ name }) => words.includes(name.toLowerCase()));
}

/** The engines of this run: all three, or those that the environment variable DOCENT_BROWSERS names. */
export const kEngines = enginesOf(process.env['DOCENT_BROWSERS']);

/**
 * Describes behaviours once for each engine of this run. `able` are those that can do it, where not all can: say beside it why the
 * others cannot.
 */
export function inEachEngine(
  title: (name: EngineName) => string,
  behaviours: (engine: Engine) => void,
  able: readonly EngineName[] = kAll.map(({ name }) => name),
): void {
  for (const engine of kEngines) {
    if (able.includes(engine.name)) describe(title(engine.name), () => behaviours(engine));
  }
}
