import type { Privacy } from './books.ts';
import { byId } from './dom.ts';
import { checkField, introduce, openPage, say, showPrompt, showWho } from './shell.ts';
import {
  clearBooks,
  leaveMessage,
  loadTheme,
  saveBooks,
  saveTheme,
  type Theme,
} from './storage.ts';

const kDayMs = 86_400_000;
const kPrivacyChoices: Privacy[] = ['full', 'summaries', 'off'];

const books = openPage();
const { user, preferences } = books;
const fields = {
  first: byId('profile-first', HTMLInputElement),
  last: byId('profile-last', HTMLInputElement),
  email: byId('profile-email', HTMLInputElement),
  company: byId('profile-company', HTMLInputElement),
  plan: byId('profile-plan', HTMLSelectElement),
};

function showProfile(): void {
  fields.first.value = user.first_name;
  fields.last.value = user.last_name;
  fields.email.value = user.email;
  fields.company.value = user.company.name;
  fields.plan.value = user.plan;
  byId('settings-lead').textContent = `${user.first_name} ${user.last_name}, ${user.company.name}`;
  const days = Math.floor((Date.now() - Date.parse(user.created_at)) / kDayMs);
  const since = days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
  byId('account-line').textContent = `You are user ${user.id}, and joined ${since}.`;
}

function saveProfile(event: SubmitEvent): void {
  event.preventDefault();
  const required = [fields.first, fields.email, fields.company];
  const wrong = required.filter(
    (input) => !checkField(input, input.value.trim() !== '' && input.validity.valid),
  );
  if (wrong[0]) {
    wrong[0].focus();
    say('Please fill in the marked fields.');
    return;
  }
  user.first_name = fields.first.value.trim();
  user.last_name = fields.last.value.trim();
  user.email = fields.email.value.trim();
  user.company.name = fields.company.value.trim();
  user.plan = fields.plan.value;
  saveBooks(books);
  introduce(books);
  showWho(books);
  showProfile();
  say('Saved.');
}

function connectTips(): void {
  const tips = byId('tips-switch', HTMLInputElement);
  tips.checked = preferences.tips;
  tips.addEventListener('change', () => {
    docent.mute(!tips.checked);
    preferences.tips = tips.checked;
    saveBooks(books);
    say(tips.checked ? 'Product tips are on.' : 'Product tips are off.');
  });
  // "Don't show me tips" inside a prompt is the same switch.
  document.addEventListener('ledgerleaf:tips-off', () => {
    tips.checked = false;
  });
}

function connectPrivacy(): void {
  const choice = byId('privacy-choice');
  const inputs = [...choice.querySelectorAll('input')];
  for (const input of inputs) input.checked = input.value === preferences.privacy;
  choice.addEventListener('change', (event) => {
    const value = (event.target as HTMLInputElement).value;
    const mode = kPrivacyChoices.find((name) => name === value);
    if (!mode) return;
    docent.consent(mode);
    preferences.privacy = mode;
    saveBooks(books);
    say('Your privacy choice is saved.');
  });
  byId('erase-data').addEventListener('click', () => {
    docent.erase();
    say('What was recorded about your use is deleted.');
  });
}

function connectDemo(): void {
  byId('new-user').addEventListener('click', () => {
    docent.reset();
    // The choice belongs to the person who leaves; Docent keeps it for the device.
    if (preferences.privacy !== 'full') docent.consent('full');
    clearBooks();
    location.assign('/app/');
  });
  byId('age-user').addEventListener('click', () => {
    user.created_at = new Date(Date.now() - 31 * kDayMs).toISOString();
    saveBooks(books);
    introduce(books);
    leaveMessage('You now joined 31 days ago.');
    location.reload();
  });
  for (const button of document.querySelectorAll<HTMLElement>('[data-start]')) {
    button.addEventListener('click', () => showPrompt(button.dataset['start'] ?? ''));
  }
}

showProfile();
byId('profile-form', HTMLFormElement).addEventListener('submit', saveProfile);
const theme = byId('theme-choice', HTMLSelectElement);
theme.value = loadTheme();
theme.addEventListener('change', () => saveTheme(theme.value as Theme));
document.addEventListener('ledgerleaf:theme', () => {
  theme.value = loadTheme();
});
connectTips();
connectPrivacy();
connectDemo();
