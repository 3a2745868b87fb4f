// What a language tag says about how a text is written.

const kRightToLeft = /Adlm|Arab|Hebr|Mand|Nkoo|Rohg|Samr|Syrc|Thaa/;

/**
 * Tags that say everything: languages with one script, from left to right, and perhaps a region. To make sense of any other
 * the browser reads long tables: 53 ms in Chromium, four times slowed, before the first prompt is there.
 */
const kPlain =
  /^(cs|d[ae]|e[ns]|f[ir]|it|ja|ko|n[blno]|p[lt]|ru|sv|tr|uk)([-_]([a-z]{2}|\d{3}))?$/i;

export interface Writing {
  /** The language alone, in lower case. */
  language: string;
  /** As in ISO 15924; nothing where the language has only one, from left to right. */
  script: string | undefined;
  /** The tag as `Intl` takes it. */
  locale: string;
}

/** Nonsense is English. What a tag leaves unsaid is filled in: `zh-TW` is written in Hant. */
export function writingOf(tag: string): Writing {
  const [, plain] = kPlain.exec(tag) ?? [];
  const said = tag.replaceAll('_', '-');
  if (plain) return { language: plain.toLowerCase(), script: undefined, locale: said };
  try {
    const known = new Intl.Locale(said);
    const { language, script } = known.maximize();
    return { language, script, locale: known.baseName };
  } catch {
    return writingOf('en');
  }
}

/** Reading direction, by the script of the language alone: what the page around it says is the page's. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return kRightToLeft.test(writingOf(tag).script ?? '') ? 'rtl' : 'ltr';
}
