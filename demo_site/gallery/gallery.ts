// The gallery: every view there is, in every look, through the real widget in a frame.
import { createHostFrame, type Screen } from './host_frame.ts';
import { fillLanguages } from './languages.ts';
import { type Campaign, type View, viewsOf } from './views.ts';

/** What is chosen; the address carries it, so that a look can be linked to. */
interface Choice {
  show: string;
  scheme: 'light' | 'dark';
  screen: Screen;
  direction: 'own' | 'rtl';
  language: string;
}

const narrow = matchMedia('(max-width: 760px)');

function byId<E extends HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (!found) throw new Error(`#${id} is missing`);
  return found as E;
}

function choiceOf(address: URLSearchParams): Choice {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const scheme = address.get('scheme') ?? (dark ? 'dark' : 'light');
  const screen = address.get('screen') ?? (narrow.matches ? 'phone' : 'desktop');
  return {
    show: address.get('show') ?? 'tooltip',
    scheme: scheme === 'dark' ? 'dark' : 'light',
    screen: screen === 'phone' ? 'phone' : 'desktop',
    direction: address.get('direction') === 'rtl' ? 'rtl' : 'own',
    language: address.get('language') ?? 'en',
  };
}

/** The language tag the host page gives to `init`. Direction follows the script, so another script turns it around. */
function tagOf({ language, direction }: Choice): string {
  return direction === 'rtl' ? `${language.split('-')[0] ?? ''}-Arab` : language;
}

const form = byId<HTMLFormElement>('look');
const list = byId('prompts');
const place = byId('place');
const frame = createHostFrame(place, () => undefined);
let choice = choiceOf(new URLSearchParams(location.search));

const addressOf = (of: Choice) => `?${new URLSearchParams({ ...of }).toString()}`;

/** Everything on the page says what `choice` says. */
function apply(): void {
  const fields = form.elements as unknown as Record<string, HTMLInputElement | RadioNodeList>;
  for (const name of ['scheme', 'screen', 'direction', 'language'] as const) {
    const field = fields[name];
    if (field) field.value = choice[name];
  }
  for (const link of list.querySelectorAll('a')) {
    const id = link.dataset['show'] ?? '';
    link.href = addressOf({ ...choice, show: id });
    if (id === choice.show) {
      link.setAttribute('aria-current', 'true');
      link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    } else link.removeAttribute('aria-current');
  }
  const { show, scheme, screen } = choice;
  frame.open({ show, scheme, screen, lang: tagOf(choice) });
}

function choose(changes: Partial<Choice>): void {
  choice = { ...choice, ...changes };
  history.pushState(null, '', addressOf(choice));
  apply();
}

function listViews(views: readonly View[]): void {
  const groups = new Map<string, HTMLUListElement>();
  for (const view of views) {
    let group = groups.get(view.group);
    if (!group) {
      group = document.createElement('ul');
      const title = document.createElement('h2');
      title.textContent = view.group;
      list.append(title, group);
      groups.set(view.group, group);
    }
    const link = document.createElement('a');
    link.textContent = view.name;
    link.dataset['show'] = view.id;
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      choose({ show: view.id });
    });
    const item = document.createElement('li');
    item.append(link);
    group.append(item);
  }
}

const file = (await (await fetch('/gallery/gallery.json')).json()) as { campaigns: Campaign[] };
listViews(viewsOf(file.campaigns));
const language = form.querySelector('select');
if (language) fillLanguages(language);
apply();
form.addEventListener('change', () => {
  const chosen = Object.fromEntries(new FormData(form)) as unknown as Partial<Choice>;
  choose(chosen);
});
addEventListener('popstate', () => {
  choice = choiceOf(new URLSearchParams(location.search));
  apply();
});
