// The few words the surfaces say by themselves. One file per language in strings/, each its own chunk; English is built in.
import { writingOf } from './language.ts';
import { words as english } from './strings/en.ts';

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
  /** Names the launcher of a resource centre. */
  help: string;
  search: string;
  nothingFound: string;
  /** Names the feed. */
  news: string;
  play: string;
  /** Names a beacon, before what it is about; and what takes all of them away. */
  hint: string;
  hideHints: string;
  /** Names a text field that has no label of its own. */
  answer: string;
  /** Names a prompt that has no title. */
  prompt: string;
  progress(n: number, count: number): string;
  step(n: number, count: number): string;
  charactersLeft(n: number): string;
  found(n: number): string;
  unread(n: number): string;
  /** A number as the language writes it. */
  number(n: number): string;
}

/** A text with `{n}` and perhaps `{count}` in it, by the plural category of `n`; `other` alone serves any number. */
export type Counted = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** What a language's file says: texts, and by plural category those that count. */
export type Words = {
  [Name in Exclude<keyof Strings, 'number'>]: Strings[Name] extends string ? string : Counted;
};

// Literal imports, so that bundlers of the host find the chunks, too.
const languages: Record<string, () => Promise<{ words: Words }>> = {
  ar: () => import('./strings/ar.ts'),
  cs: () => import('./strings/cs.ts'),
  da: () => import('./strings/da.ts'),
  de: () => import('./strings/de.ts'),
  es: () => import('./strings/es.ts'),
  fa: () => import('./strings/fa.ts'),
  fi: () => import('./strings/fi.ts'),
  fr: () => import('./strings/fr.ts'),
  he: () => import('./strings/he.ts'),
  it: () => import('./strings/it.ts'),
  ja: () => import('./strings/ja.ts'),
  ko: () => import('./strings/ko.ts'),
  nl: () => import('./strings/nl.ts'),
  no: () => import('./strings/no.ts'),
  pl: () => import('./strings/pl.ts'),
  pt: () => import('./strings/pt.ts'),
  ru: () => import('./strings/ru.ts'),
  sv: () => import('./strings/sv.ts'),
  tr: () => import('./strings/tr.ts'),
  uk: () => import('./strings/uk.ts'),
  zh: () => import('./strings/zh.ts'),
  'zh-Hant': () => import('./strings/zh_hant.ts'),
};

/** Languages with digits of their own. */
const kOwnDigits = /^(ar|fa)\b/;
const kUngrouped = /^\d{1,3}$/;

/**
 * The words with their numbers put in as the locale writes and inflects them. The browser reads long tables before it can
 * tell how, 138 ms in Chromium, four times slowed: it is asked only for what is not plain without them.
 */
export function stringsOf(words: Words, locale: string): Strings {
  let plurals: Intl.PluralRules | undefined;
  let numbers: Intl.NumberFormat | undefined;
  const number = (n: number) =>
    kUngrouped.test(`${n}`) && !kOwnDigits.test(locale)
      ? `${n}`
      : (numbers ??= new Intl.NumberFormat(locale)).format(n);
  const formOf = (text: Counted, n: number) =>
    Object.keys(text).length > 1
      ? (text[(plurals ??= new Intl.PluralRules(locale)).select(n)] ?? text.other)
      : text.other;
  const said = Object.entries(words).map(([name, text]) => [
    name,
    typeof text === 'string'
      ? text
      : (n: number, count = 0) =>
          formOf(text, n).replace('{n}', number(n)).replace('{count}', number(count)),
  ]);
  return { ...Object.fromEntries(said), number } as Strings;
}

/**
 * The strings nearest to the locale: those of its script, else of its language. English when there are none, or when
 * their chunk does not load.
 */
export async function loadStrings(tag: string): Promise<Strings> {
  const { language, script, locale } = writingOf(tag);
  // Both written forms of Norwegian.
  const name = language.replace(/^n[bn]$/, 'no');
  const load = languages[`${name}-${script}`] ?? languages[name];
  try {
    if (load) return stringsOf((await load()).words, locale);
  } catch {
    // English is better than nothing.
  }
  return stringsOf(english, name === 'en' ? locale : 'en');
}
