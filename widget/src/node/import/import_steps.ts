// Takes over the tours of other libraries: their step lists become a campaign file, and what could not be carried over
// is said.
import type { CampaignFile } from '../../campaign_file.ts';
import { readDriver } from './driver.ts';
import { readIntrojs } from './introjs.ts';
import { readJoyride } from './joyride.ts';
import { readShepherd } from './shepherd.ts';
import { campaignFileOf, type ImportNote, type ReadTour } from './tour.ts';

export type { ImportNote } from './tour.ts';

/** The libraries whose steps can be read. */
export const kImportSources = ['driver', 'introjs', 'joyride', 'shepherd'] as const;
export type ImportSource = (typeof kImportSources)[number];

export interface ImportOptions {
  from: ImportSource;
  /** The campaign's id, where the source has none. Default: the library's name and `_tour`. */
  id?: string;
}

export interface Imported {
  /** It has no problems. */
  file: CampaignFile;
  notes: ImportNote[];
}

const kReaders: Record<
  ImportSource,
  (source: unknown, id: string, tell: (message: string) => void) => ReadTour | ReadTour[]
> = { driver: readDriver, introjs: readIntrojs, joyride: readJoyride, shepherd: readShepherd };

/**
 * A campaign file from the steps of another library: its list of steps, or the object that holds it; for Intro.js also
 * the HTML of a page with `data-intro` attributes, as a string. Nothing of the source is called. Throws a `TypeError`
 * where there are no steps.
 */
export function importSteps(
  source: unknown,
  { from, id = `${from}_tour` }: ImportOptions,
): Imported {
  const read = kReaders[from] as (typeof kReaders)[ImportSource] | undefined;
  if (!read) throw new TypeError(`\`from\` is one of ${kImportSources.join(', ')}`);
  const said = new Set<string>();
  const tours = [read(source, id, (message) => said.add(message))].flat();
  if (tours.length === 0) throw new TypeError('there is no step in it');
  const notes: ImportNote[] = [...said].map((message) => ({ message }));
  return { file: campaignFileOf(tours, notes), notes };
}
