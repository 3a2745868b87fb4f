// The page in the frame of the gallery and of the theme page: a product that asks its real widget for one prompt.
// Its address says which (`show`), in which `scheme` and `lang`.

/** The part of `window.docent` that this page calls. */
interface DocentApi {
  init(options: { key: string; config: string; consent: 'off'; locale: string }): void;
  start(campaign: string): Promise<{ shown: boolean; reason?: string }>;
}
declare const docent: DocentApi;

const asked = new URLSearchParams(location.search);
const campaign = asked.get('show') ?? 'tooltip';
const locale = asked.get('lang') ?? 'en';
const over = document.querySelector<HTMLElement>('.over');
const again = document.querySelector<HTMLElement>('#again');

document.documentElement.dataset['scheme'] = asked.get('scheme') ?? 'light';

/** When the prompt is over there is nothing left to look at. */
function ended(): void {
  document.documentElement.dataset['prompt'] = 'over';
  if (over) over.hidden = false;
}

for (const name of ['docent:complete', 'docent:dismiss']) document.addEventListener(name, ended);
again?.addEventListener('click', () => location.reload());

// Consent `off`: kept in memory only, and gone with the frame.
docent.init({ key: 'gallery', config: '/gallery/gallery.json', consent: 'off', locale });
// The page around the frame reads from here what came of it.
const { shown, reason } = await docent.start(campaign);
document.documentElement.dataset['prompt'] = shown ? 'shown' : `refused: ${reason ?? ''}`;
