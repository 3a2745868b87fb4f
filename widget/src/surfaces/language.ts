// What a language tag says about how a text is written.

const kRightToLeft = /Adlm|Arab|Hebr|Mand|Nkoo|Rohg|Samr|Syrc|Thaa/;

/** The locale of a tag. Nonsense is English. */
export function localeOf(tag: string): Intl.Locale {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-'));
  } catch {
    return new Intl.Locale('en');
  }
}

/** Reading direction, by the script of the language alone: what the page around it says is the page's. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return kRightToLeft.test(localeOf(tag).maximize().script ?? '') ? 'rtl' : 'ltr';
}
