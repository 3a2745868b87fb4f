/** The part of `window.docent` that this product calls. A product with npm would take these types from the package. */

interface DocentApi {
  identify(userId: string, traits?: Record<string, unknown>): void;
  group(accountId: string, traits?: Record<string, unknown>): void;
  track(event: string, props?: Record<string, unknown>): void;
  start(campaignId: string): Promise<{ shown: boolean; reason?: string }> | undefined;
  mute(muted?: boolean): void;
  consent(mode: 'full' | 'summaries' | 'off'): void;
  reset(): void;
  erase(): void;
}

declare const docent: DocentApi;
