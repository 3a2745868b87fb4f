// Reads the fields of another library's step: what is used is taken, what is left over is told.
import type { Tell } from './content.ts';

export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Why a field is not carried over, by its name; an empty text: nothing is lost by it. */
export type Reasons = Readonly<Record<string, string>>;

export const kStyling = 'looks are set by `--docent-*` tokens, see docs/theming.md';
export const kHook = 'it is a function: listen with `docent.on(…)`, or use a trigger or condition';
export const kByItself = '';

/** Tells of every field that is neither used nor harmless to lose. */
export function tellOfRest(
  fields: Fields,
  used: readonly string[],
  reasons: Reasons,
  tell: Tell,
): void {
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || used.includes(name)) continue;
    const reason =
      reasons[name] ?? (typeof value === 'function' ? kHook : 'Docent has no such field');
    if (reason !== '') tell(`\`${name}\` is not carried over: ${reason}.`);
  }
}

export const asString = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

export const asMilliseconds = (value: unknown): number | undefined =>
  typeof value === 'number' && value >= 0 ? Math.min(60_000, Math.round(value)) : undefined;

/** A CSS selector; an element or function only the page could resolve. */
export function selectorOf(value: unknown, what: string, tell: Tell): string | undefined {
  if (value === undefined || value === null) return undefined;
  const selector = asString(value);
  if (selector === undefined) {
    tell(
      `\`${what}\` is ${typeof value === 'function' ? 'a function' : 'not a selector'}: give the step a \`target\`.`,
    );
  }
  return selector;
}

/** Sides and alignments as Docent names them. */
export function placementOf(value: unknown, tell: Tell): string | undefined {
  if (value === undefined) return undefined;
  const place = typeof value === 'string' ? value : typeof value;
  if (/^(auto|(top|bottom|left|right)(-start|-end)?)$/.test(place)) return place;
  if (!/^auto-/.test(place)) tell(`The placement \`${place}\` has no equal: \`auto\` is used.`);
  return 'auto';
}
