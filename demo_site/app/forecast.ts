/**
 * The cash-flow forecast: the bank balance, plus open invoices when they are likely to be paid, plus new work at the pace
 * of the last eight weeks (once it can have been done, billed and paid), minus monthly costs.
 */

import { addDays, today, type Day } from './calendar.ts';
import {
  daysToPay,
  openCents,
  receivedSince,
  withStatus,
  type Books,
  type Invoice,
} from './books.ts';

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
const kPaceWeeks = 8;

/** The first week in which work that is not even billed today can bring money. */
const kNewWorkFrom: Record<Scenario, number> = { on_time: 3, as_usual: 4, late: 6 };

function expectedDay(books: Books, invoice: Invoice, scenario: Scenario): Day {
  // Overdue money comes some days after a reminder.
  if (invoice.due_on < today()) return addDays(today(), scenario === 'late' ? 7 + kLateDays : 7);
  if (scenario === 'on_time') return invoice.due_on;
  if (scenario === 'late') return addDays(invoice.due_on, kLateDays);
  const sent = invoice.sent_on ?? invoice.issued_on;
  const usual = addDays(sent, daysToPay(books, invoice.customer_id) ?? daysToPay(books) ?? 0);
  return usual > invoice.due_on ? usual : invoice.due_on;
}

/** `weeks` weeks from today on. Costs fall on the first of each month. */
export function forecast(books: Books, weeks: number, scenario: Scenario): ForecastWeek[] {
  const open = withStatus(books, 'sent', 'overdue').map((invoice) => ({
    on: expectedDay(books, invoice, scenario),
    cents: openCents(invoice),
  }));
  const pace = Math.round(receivedSince(books, addDays(today(), -7 * kPaceWeeks)) / kPaceWeeks);
  let balance = books.bank_balance_cents;
  return Array.from({ length: weeks }, (_, index) => {
    const from = addDays(today(), index * 7);
    const until = addDays(from, 7);
    let inCents = index >= kNewWorkFrom[scenario] ? pace : 0;
    for (const item of open) if (item.on >= from && item.on < until) inCents += item.cents;
    let outCents = 0;
    for (let day = from; day < until; day = addDays(day, 1)) {
      if (day.endsWith('-01')) outCents += books.monthly_costs_cents;
    }
    balance += inCents - outCents;
    return { from, in_cents: inCents, out_cents: outCents, balance_cents: balance };
  });
}
