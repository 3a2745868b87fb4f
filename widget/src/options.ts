// What `init` takes, and the same from the script tag's `data-*` attributes.
import type { ConsentMode } from './contract.ts';

/** The campaign file: its URL, the object itself, or a module (or a promise or function giving one). */
export type ConfigSource = string | object | PromiseLike<unknown> | (() => unknown);

export interface InitOptions {
  /** The write key: names the product at the collector, and its state in this browser. */
  key: string;
  config: ConfigSource;
  /** Where summaries are posted; without it nothing leaves the browser. */
  collector?: string;
  /** What holds until `consent(mode)` is called; that call is remembered on this device. Default `summaries`. */
  consent?: ConsentMode;
  /** Behave as with consent `off` until a mode is chosen. */
  require_consent?: boolean;
  /** BCP 47; default: the page's language, else the browser's. */
  locale?: string;
  /** For `<style>` elements on pages whose CSP asks for one. */
  nonce?: string;
  /** The clock, in epoch milliseconds. */
  now?: () => number;
  /** A snapshot handed out by `on('state')`, to be merged with what this device knows. */
  state?: string;
  /** Origins that may preview campaigns here: `'self'` or a list. */
  preview?: 'self' | string | readonly string[];
}

const kModes: readonly string[] = ['full', 'summaries', 'off'];

export function isConsentMode(value: unknown): value is ConsentMode {
  return typeof value === 'string' && kModes.includes(value);
}

/** The script tag's attributes as options; `undefined` without `data-key`: the page calls `init` itself. */
export function optionsFromDataset(
  data: Record<string, string | undefined>,
): InitOptions | undefined {
  if (!data.key) return undefined;
  return {
    key: data.key,
    config: data.config ?? 'docent.json',
    ...(data.collector === undefined ? {} : { collector: data.collector }),
    ...(isConsentMode(data.consent) ? { consent: data.consent } : {}),
    ...(data.requireConsent === undefined
      ? {}
      : { require_consent: data.requireConsent !== 'false' }),
    ...(data.locale ? { locale: data.locale } : {}),
    ...(data.nonce ? { nonce: data.nonce } : {}),
    ...(data.preview ? { preview: data.preview } : {}),
  };
}

/** The origins that `preview` names. */
export function previewOrigins(preview: InitOptions['preview']): string[] {
  const list = typeof preview === 'string' ? preview.split(/[\s,]+/) : (preview ?? []);
  return list
    .filter(Boolean)
    .map((origin) => (origin === 'self' ? window.location.origin : origin));
}
