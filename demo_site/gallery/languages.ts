// The languages the widget has words in, by their own names.

/** Languages the gallery's own texts are written in come first; the others show them in English. */
export const kWritten = ['en', 'de', 'ar'];
const kOthers = 'cs da es fa fi fr he it ja ko nl no pl pt ru sv tr uk zh zh-Hant'.split(' ');

/** `Deutsch` for `de`. */
function ownName(tag: string): string {
  const name = new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

function optionsOf(tags: string[]): HTMLOptionElement[] {
  return tags.map((tag) => {
    const option = new Option(ownName(tag), tag);
    option.lang = tag;
    return option;
  });
}

/** Fills a select with all of them. */
export function fillLanguages(select: HTMLSelectElement): void {
  const written = document.createElement('optgroup');
  written.label = 'Everything';
  written.append(...optionsOf(kWritten));
  const others = document.createElement('optgroup');
  others.label = 'Buttons and labels';
  others.append(...optionsOf(kOthers));
  select.append(written, others);
}
