// What may be stored and posted (docs: consent modes), decided before anything is stored.
import type { ConsentMode } from './contract.ts';
import { isConsentMode, type InitOptions } from './options.ts';

const nameOf = (key: string) => `docent.consent.${key}`;

/** The mode chosen on this device, kept in localStorage: `off` has to be remembered without the database. */
export function rememberedConsent(key: string): ConsentMode | undefined {
  try {
    const mode = window.localStorage.getItem(nameOf(key));
    return isConsentMode(mode) ? mode : undefined;
  } catch {
    return undefined;
  }
}

/** Remembers the user's choice. Storage refused: it holds for this page. */
export function rememberConsent(key: string, mode: ConsentMode): void {
  try {
    window.localStorage.setItem(nameOf(key), mode);
  } catch {
    // The choice still holds here, and the page will ask again.
  }
}

/** A browser that sends Global Privacy Control never posts more than summaries. */
export function limitedConsent(mode: ConsentMode): ConsentMode {
  const gpc = (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
  return gpc && mode === 'full' ? 'summaries' : mode;
}

/** The mode to begin with: the user's choice, else the product's setting. */
export function firstConsent(options: InitOptions): ConsentMode {
  const chosen = rememberedConsent(options.key);
  if (chosen !== undefined) return limitedConsent(chosen);
  if (options.require_consent) return 'off';
  return limitedConsent(options.consent ?? 'summaries');
}

/** Whether `off` was chosen or asked for, and is not only the silence before a choice. */
export function isOffForGood(options: InitOptions): boolean {
  const chosen = rememberedConsent(options.key);
  return (chosen ?? options.consent) === 'off';
}
