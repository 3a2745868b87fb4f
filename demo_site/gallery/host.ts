// The page in the frame of the gallery and of the theme page: a product that has its real widget show one campaign.
// Its address says which view of it (`show`), in which `scheme` and `lang`.
import { type Campaign, type Deed, isNews, viewsOf } from './views.ts';

/** The part of `window.docent` that this page calls. */
interface DocentApi {
  init(options: { key: string; config: object; consent: 'off'; locale: string }): void;
  start(campaign: string): Promise<{ shown: boolean; reason?: string }>;
  track(event: string): void;
}
declare const docent: DocentApi;

const asked = new URLSearchParams(location.search);
const locale = asked.get('lang') ?? 'en';
const over = document.querySelector<HTMLElement>('.over');
const again = document.querySelector<HTMLElement>('#again');
const root = document.documentElement;

root.dataset['scheme'] = asked.get('scheme') ?? 'light';
again?.addEventListener('click', () => location.reload());

const file = (await (await fetch('/gallery/gallery.json')).json()) as { campaigns: Campaign[] };
const views = viewsOf(file.campaigns);
const view = views.find(({ id }) => id === asked.get('show')) ?? views[0];
const campaign = file.campaigns.find(({ id }) => id === view?.campaign);

/** Resolves when the widget shows the campaign, and is told of it when that is over. */
const shown = new Promise<void>((resolve) => {
  document.addEventListener('docent:show', (event) => {
    if ((event as CustomEvent<{ campaign: string }>).detail.campaign === campaign?.id) resolve();
  });
});
for (const name of ['docent:complete', 'docent:dismiss']) {
  document.addEventListener(name, (event) => {
    if ((event as CustomEvent<{ campaign: string }>).detail.campaign !== campaign?.id) return;
    // There is nothing left to look at.
    root.dataset['prompt'] = 'over';
    if (over) over.hidden = false;
  });
}

/** What a selector finds inside the widget, as soon as it is there. */
function found(selector: string): Promise<HTMLElement> {
  const shadow = document.querySelector('docent-root')?.shadowRoot;
  return new Promise((resolve) => {
    const look = () => {
      const element = shadow?.querySelector<HTMLElement>(selector);
      if (!element) return;
      observer.disconnect();
      resolve(element);
    };
    const observer = new MutationObserver(look);
    if (shadow) observer.observe(shadow, { childList: true, subtree: true });
    look();
  });
}

async function perform(deed: Deed): Promise<void> {
  if ('press' in deed) return (await found(deed.press)).click();
  const field = (await found(deed.into)) as HTMLInputElement;
  field.value = deed.type;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

async function showView(): Promise<void> {
  if (!campaign) return;
  // No other campaign, so that nothing comes up beside it but the news in its feed.
  const beside = (one: Campaign) => campaign.kind === 'resource_centre' && isNews(one);
  const config = {
    ...file,
    campaigns: file.campaigns.filter((one) => one === campaign || beside(one)),
  };
  // Consent `off`: kept in memory only, and gone with the frame.
  docent.init({ key: 'gallery', config, consent: 'off', locale });
  // What progress and the checklist count.
  for (let added = 0; added < 4; added++) docent.track('customer_added');
  if (campaign.trigger?.on === 'manual') {
    const { shown, reason } = await docent.start(campaign.id);
    if (!shown) return void (root.dataset['prompt'] = `refused: ${reason ?? ''}`);
  } else await shown;
  for (const deed of view?.deeds ?? []) await perform(deed);
  // The page around the frame reads from here what came of it.
  root.dataset['prompt'] ??= 'shown';
}

await showView();
