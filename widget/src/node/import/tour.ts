// From the steps that an importer read to a campaign file.
import type { Block, CampaignFile, Step, Tour } from '../../campaign_file.ts';
import { contentOf, lineOf, plainText, textOfBlocks, type Tell } from './content.ts';
import type { Markup } from './markup.ts';

/** Something that is not in the campaign file as it was there. */
export interface ImportNote {
  /** The step it is about; without one, the whole tour. */
  step?: string;
  message: string;
}

/** A step as its importer read it; `content` is markup. */
export interface ReadStep {
  id?: string | undefined;
  title?: readonly Markup[] | undefined;
  content?: readonly Markup[] | undefined;
  target?: string | undefined;
  placement?: string | undefined;
  backdrop?: 'none' | 'dim' | 'block' | undefined;
  wait_ms?: number | undefined;
  on_missing?: 'skip' | 'center' | undefined;
  advance?: Step['advance'] | undefined;
  /** Whether the target can be used meanwhile. */
  interactive?: boolean | undefined;
  /** Selectors of what is lit besides the target. */
  spotlight?: string[] | undefined;
  buttons?: ReadButton[] | undefined;
  /** What could not be carried over. */
  notes: string[];
}

export interface ReadButton {
  label: readonly Markup[] | undefined;
  action: 'next' | 'back' | 'complete' | 'dismiss';
  style?: 'secondary' | undefined;
}

export interface ReadTour {
  id: string;
  name?: string | undefined;
  steps: ReadStep[];
}

const kMostSteps = 200;
const kDefaultLabels = { next: 'Next', back: 'Back', complete: 'Done', dismiss: 'Close' };

/** Something that an id may be: short, without dots, readable. */
function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase()
    .slice(0, 40);
}

/** As `wanted`, as far as it is allowed and free. */
function idFor(wanted: string | undefined, otherwise: string, taken: Set<string>): string {
  const clean = wanted === undefined ? '' : slug(wanted);
  const base = clean === '' || clean === 'end' ? otherwise : clean;
  let id = base;
  for (let n = 2; taken.has(id); n += 1) id = `${base}_${n}`;
  taken.add(id);
  return id;
}

function words(read: ReadStep, tell: Tell): Pick<Step, 'title' | 'body' | 'content'> {
  const title = read.title ? lineOf(read.title, tell) : '';
  const blocks = contentOf(read.content ?? [], tell);
  const [first, ...rest] = blocks;
  const body = first?.type === 'text' ? first.text : undefined;
  const content: Block[] = body === undefined ? blocks : rest;
  return {
    ...(title === '' ? {} : { title }),
    ...(body === undefined ? {} : { body }),
    ...(content.length === 0 ? {} : { content }),
  };
}

function buttonsOf(read: readonly ReadButton[], last: boolean, tell: Tell): Step['buttons'] {
  return read.map(({ label, action, style }) => {
    const goes = action === 'next' && last ? 'complete' : action;
    const text = label ? lineOf(label, tell) : '';
    return {
      label: text === '' ? kDefaultLabels[goes] : text,
      action: goes,
      ...(style ? { style } : {}),
    };
  });
}

function stepOf(read: ReadStep, id: string, last: boolean, tell: Tell): Step {
  const { target, placement, backdrop, wait_ms, on_missing, advance, buttons } = read;
  const { interactive, spotlight } = read;
  return {
    id,
    ...(target === undefined ? { surface: 'modal' } : { target }),
    ...(target !== undefined && placement !== undefined ? { placement } : {}),
    ...(backdrop === undefined ? {} : { backdrop }),
    ...(target !== undefined && wait_ms !== undefined ? { wait_ms } : {}),
    ...(target !== undefined && on_missing !== undefined ? { on_missing } : {}),
    ...(target !== undefined && interactive === false ? { interactive } : {}),
    ...(target !== undefined && spotlight && spotlight.length > 0 ? { spotlight } : {}),
    ...words(read, tell),
    ...(buttons && buttons.length > 0 ? { buttons: buttonsOf(buttons, last, tell) } : {}),
    ...(advance && target !== undefined ? { advance } : {}),
  } as Step;
}

function tourOf(read: ReadTour, ids: Set<string>, notes: ImportNote[]): Tour {
  const id = idFor(read.id, 'tour', ids);
  const taken = new Set<string>();
  if (read.steps.length === 0) throw new TypeError('there is no step in it');
  if (read.steps.length > kMostSteps) throw new TypeError(`a tour has at most ${kMostSteps} steps`);
  const steps = read.steps.map((step, index) => {
    const spoken = step.title ?? step.content;
    const called = step.id ?? (spoken && textOfBlocks(contentOf(spoken, () => undefined)));
    const step_id = idFor(called, `step_${index + 1}`, taken);
    const messages = new Set(step.notes);
    const made = stepOf(step, step_id, index === read.steps.length - 1, (text) =>
      messages.add(text),
    );
    for (const message of messages) notes.push({ step: step_id, message });
    return made;
  });
  const name = read.name === undefined ? {} : { name: plainText(read.name, () => undefined) };
  notes.push({
    message: `It shows when the page calls \`docent.start('${id}')\`: give \`${id}\` another trigger and an audience to have it show by itself.`,
  });
  return { id, ...name, kind: 'tour', trigger: { on: 'manual' }, steps } as Tour;
}

/** One campaign for each tour. */
export function campaignFileOf(tours: readonly ReadTour[], notes: ImportNote[]): CampaignFile {
  const ids = new Set<string>();
  return { version: 1, campaigns: tours.map((tour) => tourOf(tour, ids, notes)) } as CampaignFile;
}
