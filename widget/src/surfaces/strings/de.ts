import type { Strings } from '../strings.ts';

export const strings: Strings = {
  next: 'Weiter',
  back: 'Zurück',
  done: 'Fertig',
  send: 'Senden',
  skip: 'Überspringen',
  gotIt: 'Verstanden',
  close: 'Schließen',
  more: 'Weitere Optionen',
  later: 'Später erinnern',
  optOut: 'Keine Tipps mehr zeigen',
  thanks: 'Vielen Dank!',
  allDone: 'Alles erledigt',
  checklist: 'Erste Schritte',
  open: 'Offen',
  answer: 'Ihre Antwort',
  prompt: 'Hinweis',
  progress: (n, count) => `${n} von ${count}`,
  step: (n, count) => `Schritt ${n} von ${count}`,
  charactersLeft: (n) => `Noch ${n} Zeichen`,
};
