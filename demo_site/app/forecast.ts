/** The cash-flow forecast: bank balance, plus open invoices when they are likely to be paid, minus monthly costs. */

import { addDays, daysBetween, today, type Day } from './calendar.ts';
import { daysToPay, openCents, withStatus, type Books } from './books.ts';

/** How customers pay: on the due day, as they did so far, or two weeks after it. */
export type Scenario = 'on_time' | 'as_usual' | 'late';

export interface ForecastWeek {
  from: Day;
  in_cents: number;
  out_cents: number;
  /** At the end of the week. */
  balance_cents: number;
}

const kLateDays = 14;

function expectedDay(books: Books, invoice: Books['invoices'][number], scenario: Scenario): Day {
  const sent = invoice.sent_on ?? invoice.issued_on;
  const usual = daysToPay(books, invoice.customer_id) ?? daysToPay(books) ?? 0;
  const day =
    scenario === 'on_time'
      ? invoice.due_on
      : scenario === 'late'
        ? addDays(invoice.due_on, kLateDays)
        : addDays(sent, Math.max(usual, daysBetween(sent, invoice.due_on)));
  // Overdue money comes at some later day; a week from now is the least that a reminder takes.
  return day > today() ? day : addDays(today(), scenario === 'late' ? 21 : 7);
}

/** `weeks` weeks from today on. Costs fall on the first of each month. */
export function forecast(books: Books, weeks: number, scenario: Scenario): ForecastWeek[] {
  const open = withStatus(books, 'sent', 'overdue').map((invoice) => ({
    on: expectedDay(books, invoice, scenario),
    cents: openCents(invoice),
  }));
  let balance = books.bank_balance_cents;
  return Array.from({ length: weeks }, (_, index) => {
    const from = addDays(today(), index * 7);
    const until = addDays(from, 7);
    let inCents = 0;
    for (const item of open) if (item.on >= from && item.on < until) inCents += item.cents;
    let outCents = 0;
    for (let day = from; day < until; day = addDays(day, 1)) {
      if (day.endsWith('-01')) outCents += books.monthly_costs_cents;
    }
    balance += inCents - outCents;
    return { from, in_cents: inCents, out_cents: outCents, balance_cents: balance };
  });
}
