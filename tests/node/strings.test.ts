// The words the surfaces say by themselves: all of them, in every language, in every plural form it has.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { directionOf, writingOf } from '../../widget/src/surfaces/language.ts';
import {
  type Counted,
  type Words,
  loadStrings,
  stringsOf,
} from '../../widget/src/surfaces/strings.ts';
import { words as english } from '../../widget/src/surfaces/strings/en.ts';

const folder = new URL('../../widget/src/surfaces/strings/', import.meta.url);
const kNames = Object.keys(english) as (keyof Words)[];
/** More than any checklist has items, any tour steps and any answer letters. */
const kMost = 5000;

const tagOf = (file: string) => file.replace('.ts', '').replace('_hant', '-Hant');
const languages = await Promise.all(
  readdirSync(folder).map(async (file) => {
    const { words } = (await import(new URL(file, folder).href)) as { words: Words };
    return { tag: tagOf(file), words };
  }),
);

/** The plural categories that counting up takes. */
function categoriesOf(tag: string): string[] {
  const plurals = new Intl.PluralRules(tag);
  return [...new Set(Array.from({ length: kMost }, (_, n) => plurals.select(n)))];
}

const placesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

test('there are at least 12 languages, two of them written from right to left', () => {
  assert.ok(languages.length >= 12);
  assert.ok(languages.filter(({ tag }) => directionOf(tag) === 'rtl').length >= 2);
});

for (const { tag, words } of languages) {
  test(`${tag} has every string, and no other`, () => {
    assert.deepEqual(Object.keys(words).sort(), [...kNames].sort());
    for (const name of kNames) {
      const texts = words[name];
      for (const text of typeof texts === 'string' ? [texts] : Object.values(texts)) {
        assert.ok(text.trim().length > 0, name);
        assert.equal(text, text.trim(), name);
      }
    }
  });

  test(`${tag} counts in every plural category it has`, () => {
    for (const name of kNames) {
      const inEnglish = english[name];
      if (typeof inEnglish === 'string') continue;
      const texts = words[name] as Counted;
      // What English does not inflect ("2 of 5") needs no forms elsewhere either.
      const needed = Object.keys(inEnglish).length > 1 ? categoriesOf(tag) : ['other'];
      for (const category of needed) assert.ok(category in texts, `${name} has no "${category}"`);
      for (const [category, text] of Object.entries(texts)) {
        // "One" and "two" may be words; every other form needs its number.
        const inWords = ['zero', 'one', 'two'].includes(category) && !text.includes('{n}');
        assert.deepEqual(placesIn(text), inWords ? [] : placesIn(inEnglish.other), name);
      }
    }
  });
}

test('the nearest strings are found: by script, by language, and English where there are none', async () => {
  const next = async (tag: string) => (await loadStrings(tag)).next;
  const wanted: Record<string, string[]> = {
    Next: ['en', 'en-GB', 'xx', 'cy', '', 'not a tag', 'x'],
    Weiter: ['de', 'de-AT', 'de_CH', 'DE'],
    下一步: ['zh', 'zh-CN', 'zh-Hans-SG', 'zh-TW', 'zh-HK'],
    Neste: ['no', 'nb-NO', 'nn'],
    הבא: ['he', 'he-IL', 'iw'],
    Próximo: ['pt', 'pt-BR', 'pt-PT'],
  };
  for (const [word, tags] of Object.entries(wanted)) {
    for (const tag of tags) assert.equal(await next(tag), word, tag);
  }
  const skip = async (tag: string) => (await loadStrings(tag)).skip;
  assert.equal(await skip('zh-SG'), '跳过');
  for (const tag of ['zh-TW', 'zh-HK', 'zh-Hant', 'zh-Hant-MO'])
    assert.equal(await skip(tag), '略過');
});

test('numbers and plurals are those of the locale', async () => {
  const left = async (tag: string, n: number) => (await loadStrings(tag)).charactersLeft(n);
  assert.equal(await left('en', 1), '1 character left');
  assert.equal(await left('en', 0), '0 characters left');
  assert.equal(await left('pl', 1), 'Pozostał 1 znak');
  assert.equal(await left('pl', 3), 'Pozostały 3 znaki');
  assert.equal(await left('pl', 12), 'Pozostało 12 znaków');
  assert.equal(await left('pl', 22), 'Pozostały 22 znaki');
  assert.equal(await left('ar', 2), 'بقي حرفان');
  assert.equal(await left('he', 2), 'נותרו שני תווים');
  assert.equal((await loadStrings('ar-EG')).progress(2, 5), '٢ من ٥');
  assert.equal((await loadStrings('fa')).number(10), '۱۰');
  // Nobody reads Persian digits in an English sentence.
  assert.equal((await loadStrings('ur')).progress(2, 5), '2 of 5');
});

test('what is told without asking the browser is what the browser would say', () => {
  for (const { tag, words } of languages) {
    const { number } = stringsOf(words, tag);
    const { format } = new Intl.NumberFormat(tag);
    for (const n of [-1, 0.5, NaN, ...Array.from({ length: kMost }, (_, at) => at)])
      assert.equal(number(n), format(n), tag);
  }
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));
  const regions = letters.flatMap((first) => letters.map((second) => first + second));
  for (const { tag } of [...languages, { tag: 'nb' }, { tag: 'nn' }]) {
    for (const region of [...regions, '419']) {
      const { language, script, locale } = writingOf(`${tag}-${region}`);
      const known = new Intl.Locale(`${tag}-${region}`).maximize();
      assert.equal(language, known.language, `${tag}-${region}`);
      assert.equal(new Intl.Locale(locale).maximize().baseName, known.baseName);
      if (script) assert.equal(script, known.script, `${tag}-${region}`);
      else assert.equal(directionOf(`${tag}-${known.script}-${region}`), 'ltr', known.baseName);
    }
  }
});

test('a form that a language lacks falls back to the general one', () => {
  const charactersLeft = { other: '{n} left' };
  const { charactersLeft: say } = stringsOf({ ...english, charactersLeft }, 'pl');
  assert.equal(say(3), '3 left');
});

test('direction follows the script of the language', () => {
  const rightToLeft = ['ar', 'ar-EG', 'he', 'iw', 'fa', 'ur', 'yi', 'dv', 'ps', 'az-Arab', 'pa-PK'];
  for (const tag of rightToLeft) assert.equal(directionOf(tag), 'rtl', tag);
  for (const tag of ['en', 'az', 'he-Latn', 'pa', 'zh-TW', '', 'not a tag'])
    assert.equal(directionOf(tag), 'ltr', tag);
});
