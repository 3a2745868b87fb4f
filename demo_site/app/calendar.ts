/** Local calendar days as `YYYY-MM-DD` strings: they sort, compare and store as they are. */

export type Day = string;

const kDayMs = 86_400_000;

export function dayOf(date: Date): Day {
  const month = String(date.getMonth() + 1).padStart(2, '0');
  return `${date.getFullYear()}-${month}-${String(date.getDate()).padStart(2, '0')}`;
}

export function today(): Day {
  return dayOf(new Date());
}

/** Days are counted in UTC, where every day has 24 hours. */
function utcMs(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

export function addDays(day: Day, days: number): Day {
  return new Date(utcMs(day) + days * kDayMs).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utcMs(to) - utcMs(from)) / kDayMs);
}

/** The Monday of the week that holds the day. */
export function weekOf(day: Day): Day {
  const weekday = (new Date(utcMs(day)).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

const kShort = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const kLong = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** `3 Dec` */
export function shortDay(day: Day): string {
  return kShort.format(utcMs(day));
}

/** `3 Dec 2026` */
export function longDay(day: Day): string {
  return kLong.format(utcMs(day));
}

/** `today`, `yesterday`, `in 3 days`, `12 days ago` */
export function relativeDay(day: Day): string {
  const days = daysBetween(today(), day);
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(days, 'day');
}
