/** The books live in localStorage; where that is refused they live as long as the page. */

import type { Books } from './books.ts';
import { createBooks, createUser } from './seed.ts';

const kBooksKey = 'ledgerleaf.books';
const kCastKey = 'ledgerleaf.cast';
const kFlashKey = 'ledgerleaf.flash';
const kThemeKey = 'ledgerleaf.theme';

function read(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

function write(storage: () => Storage, key: string, value: string | null): void {
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, value);
  } catch {
    // Refused or full: the product keeps working with what this page has in memory.
  }
}

const local = (): Storage => localStorage;
const session = (): Storage => sessionStorage;

/** The stored books; on a first visit (or when the stored ones are damaged) a new user with sample books. */
export function loadBooks(): Books {
  const stored = read(local, kBooksKey);
  if (stored) {
    try {
      return JSON.parse(stored) as Books;
    } catch {
      // Damaged: start over below.
    }
  }
  const books = createBooks(createUser(Number(read(local, kCastKey) ?? 0)));
  saveBooks(books);
  return books;
}

export function saveBooks(books: Books): void {
  write(local, kBooksKey, JSON.stringify(books));
}

/** Forgets user and books; the next page starts with the next person of the cast. */
export function clearBooks(): void {
  write(local, kBooksKey, null);
  write(local, kCastKey, String(Number(read(local, kCastKey) ?? 0) + 1));
}

export type Theme = 'system' | 'light' | 'dark';

export function loadTheme(): Theme {
  const theme = read(local, kThemeKey);
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

export function saveTheme(theme: Theme): void {
  write(local, kThemeKey, theme === 'system' ? null : theme);
  document.dispatchEvent(new Event('ledgerleaf:theme'));
}

/** A sentence for the next page to say, after a navigation. */
export function leaveMessage(text: string): void {
  write(session, kFlashKey, text);
}

export function takeMessage(): string | null {
  const text = read(session, kFlashKey);
  if (text) write(session, kFlashKey, null);
  return text;
}
