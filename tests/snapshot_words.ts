// What tests read out of a snapshot. Its records are lines of numbers in base 64 (core/src/snapshot_line.hpp).

const kDigits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.';

/** The number that word `index` of a line is; words that are left out at the end are 0. */
export function numberInLine(line: string | undefined, index: number): number {
  const word = line?.split(' ')[index] ?? '0';
  return [...word].reduce((sum, digit) => sum * 64 + kDigits.indexOf(digit), 0);
}

/** How often an event happened, over all time. */
export function totalOf(snapshot: string | undefined, event: string): number {
  const { events } = JSON.parse(snapshot ?? '{}') as { events?: Record<string, string> };
  return numberInLine(events?.[event], 0);
}

/** How many pages were viewed, over all time. */
export function pageViewsOf(snapshot: string | undefined): number {
  const { visits } = JSON.parse(snapshot ?? '{}') as { visits?: string };
  return numberInLine(visits, 1);
}
