/** What every page does: introduce the user to Docent, and make the frame (theme, help, messages) work. */

import { statusOf, type Books } from './books.ts';
import { byId, el, icon } from './dom.ts';
import { loadBooks, loadTheme, saveBooks, saveTheme, takeMessage } from './storage.ts';

/** Loads the books, introduces the user to Docent and brings the frame to life. Every page module calls it first. */
export function openPage(): Books {
  const books = loadBooks();
  introduce(books);
  showWho(books);
  connectTheme();
  connectHelp();
  followOptOut(books);
  const message = takeMessage();
  if (message) say(message);
  return books;
}

/** Tells Docent who this is. Called again whenever something it reports has changed. */
export function introduce(books: Books): void {
  const { user, customers, invoices } = books;
  docent.identify(user.id, {
    first_name: user.first_name,
    plan: user.plan,
    created_at: user.created_at,
    overdue_invoices: invoices.filter((invoice) => statusOf(invoice) === 'overdue').length,
  });
  docent.group(user.company.id, { name: user.company.name, customers: customers.length });
}

export function showWho({ user }: Books): void {
  const account = byId('account');
  account.textContent = `${user.first_name.charAt(0)}${user.last_name.charAt(0)}`;
  account.setAttribute('aria-label', `Settings of ${user.first_name} ${user.last_name}`);
  byId('company-name').textContent = user.company.name;
  byId('plan-name').textContent = `${user.plan} plan`;
}

/** "Don't show me tips" inside a prompt turns the switch in the settings off as well. */
function followOptOut(books: Books): void {
  document.addEventListener('docent:dismiss', (event) => {
    const detail: unknown = (event as CustomEvent).detail;
    if ((detail as { outcome?: string } | null)?.outcome !== 'opted_out') return;
    books.preferences.tips = false;
    saveBooks(books);
    document.dispatchEvent(new Event('ledgerleaf:tips-off'));
    say('Product tips are off. You can turn them on again in the settings.');
  });
}

function connectTheme(): void {
  const button = byId('theme-switch');
  const isDark = (): boolean => document.documentElement.dataset['theme'] === 'dark';
  const label = (): void => {
    button.setAttribute('aria-label', `Use the ${isDark() ? 'light' : 'dark'} theme`);
  };
  button.addEventListener('click', () => saveTheme(isDark() ? 'light' : 'dark'));
  document.addEventListener('ledgerleaf:theme', label);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', label);
  label();
  // Another tab changed the theme.
  addEventListener('storage', () => saveTheme(loadTheme()));
}

function connectHelp(): void {
  const menu = byId('help-menu', HTMLDetailsElement);
  document.addEventListener('click', (event) => {
    if (!menu.contains(event.target as Node)) menu.open = false;
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    byId('help').focus();
  });
  menu.addEventListener('click', (event) => {
    if ((event.target as Element).closest('.menu-item')) menu.open = false;
  });
  byId('open-help').addEventListener('click', () => showPrompt('help'));
  byId('restart-tour').addEventListener('click', () => showPrompt('welcome'));
}

/** Shows a campaign that the user asked for, and says why when it cannot be shown. */
export function showPrompt(campaign: string): void {
  void docent.start(campaign)?.then(({ shown, reason }) => {
    if (!shown) say(`That is not available right now${reason ? ` (${reason})` : ''}.`);
  });
}

const kToastMs = 5000;

/** A short confirmation under the top bar, clear of prompts at the foot; screen readers hear it too. */
export function say(text: string): void {
  const toast = el('p', { class: 'toast' }, icon('check'), text);
  byId('toasts').replaceChildren(toast);
  setTimeout(() => toast.remove(), kToastMs);
}

/** Connects a dialog's buttons that close it. */
export function connectDialog(dialog: HTMLDialogElement): void {
  for (const button of dialog.querySelectorAll('[data-close]')) {
    button.addEventListener('click', () => dialog.close());
  }
}

/** Shows or hides a field's problem; returns whether the field is fine. */
export function checkField(input: HTMLElement, fine: boolean, problem?: string): boolean {
  input.setAttribute('aria-invalid', String(!fine));
  const message = document.getElementById(`${input.id}-error`);
  if (message) {
    message.hidden = fine;
    if (problem) message.textContent = problem;
  }
  return fine;
}

/** Hands the user a file. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  el('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
