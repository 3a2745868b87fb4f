// The few words the surfaces say by themselves. One file per language in strings/, each its own chunk; English is built in.
import { strings as english } from './strings/en.ts';

export interface Strings {
  next: string;
  back: string;
  done: string;
  send: string;
  skip: string;
  gotIt: string;
  close: string;
  more: string;
  later: string;
  optOut: string;
  thanks: string;
  allDone: string;
  /** Names a checklist, and what of it is still to do. */
  checklist: string;
  open: string;
  /** Names a text field that has no label of its own. */
  answer: string;
  /** Names a prompt that has no title. */
  prompt: string;
  progress(n: number, count: number): string;
  step(n: number, count: number): string;
  charactersLeft(n: number): string;
}

const languages: Record<string, () => Promise<{ strings: Strings }>> = {
  de: () => import('./strings/de.ts'),
};

/** The language subtag of a BCP 47 tag: `de` for `de-AT`. */
export function languageOf(locale: string): string {
  return locale.toLowerCase().split(/[-_]/)[0] ?? '';
}

/** The strings nearest to the locale. English when there are none, or when their chunk does not load. */
export async function loadStrings(locale: string): Promise<Strings> {
  try {
    return (await languages[languageOf(locale)]?.())?.strings ?? english;
  } catch {
    return english;
  }
}
