// Looking something up, in the browser and in the user's own language.

/** A text as it is compared: accents, case and the German sharp s make no difference. */
export function fold(text: string, language: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
  try {
    return plain.toLocaleLowerCase(language || undefined).replace(/ß/g, 'ss');
  } catch {
    // The page says a language that is none.
    return plain.toLowerCase().replace(/ß/g, 'ss');
  }
}

/**
 * The entries with every word of the query in one of their texts, of which the first is the title. Who has a word in the
 * title comes first, and at its beginning before that; else they stay in their order.
 */
export function find<Entry>(
  entries: readonly Entry[],
  query: string,
  language: string,
  textsOf: (entry: Entry) => string[],
): Entry[] {
  const words = fold(query, language).split(/\s+/).filter(Boolean);
  const ranked = entries.flatMap((entry) => {
    const [title = '', ...rest] = textsOf(entry).map((text) => fold(text, language));
    const all = [title, ...rest].join('\n');
    if (!words.every((word) => all.includes(word))) return [];
    const inTitle = words.filter((word) => title.includes(word)).length;
    const begins = words.some((word) => ` ${title}`.includes(` ${word}`)) ? 1 : 0;
    return [{ entry, rank: 2 * inTitle + begins }];
  });
  return ranked.sort((a, b) => b.rank - a.rank).map(({ entry }) => entry);
}
