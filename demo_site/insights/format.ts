/** Numbers and days as people read them. Days are calendar days: they have no time zone. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const dayFormat = new Intl.DateTimeFormat('en', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
});
const fullDay = new Intl.DateTimeFormat('en', { timeZone: 'UTC', dateStyle: 'medium' });
const weekday = new Intl.DateTimeFormat('en', { timeZone: 'UTC', weekday: 'short' });

export function count(value: number): string {
  return value < 100_000 ? whole.format(value) : compact.format(value);
}

/** One decimal, such as a mean. */
export function decimal(value: number, digits = 1): string {
  return value.toFixed(digits).replace('-', '−');
}

/** A score with its sign, as NPS is written; −0 is 0. */
export function signed(value: number): string {
  const rounded = Math.round(value);
  if (rounded === 0) return '0';
  return rounded > 0 ? `+${rounded}` : `−${-rounded}`;
}

/** A share as a whole percentage; an em dash when there is nothing to divide by. */
export function share(part: number, of: number): string {
  return of > 0 ? `${Math.round((100 * part) / of)}%` : '–';
}

export function shortDay(day: string): string {
  return dayFormat.format(Date.parse(day));
}

export function longDay(day: string): string {
  return fullDay.format(Date.parse(day));
}

export function dayWithWeekday(day: string): string {
  return `${weekday.format(Date.parse(day))}, ${shortDay(day)}`;
}

/** `2 h 5 min`, from milliseconds. */
export function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} min`;
  return `${count(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

/** `invoice_sent` → `Invoice sent`, for what has no label. */
export function humanName(id: string): string {
  const words = id.replaceAll(/[_-]+/g, ' ').trim();
  return words === '' ? id : words.charAt(0).toUpperCase() + words.slice(1);
}
