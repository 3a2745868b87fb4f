/** What Ledgerleaf knows: its types, and everything that is computed from them. Nothing here touches page or storage. */

import { addDays, daysBetween, today, weekOf, type Day } from './calendar.ts';

export interface User {
  id: string;
  first_name: string;
  last_name: string;
  email: string;
  company: { id: string; name: string; city: string };
  plan: string;
  /** RFC 3339. */
  created_at: string;
}

export interface Customer {
  id: string;
  name: string;
  contact: string;
  email: string;
  city: string;
  created_on: Day;
}

export interface Line {
  description: string;
  quantity: number;
  unit_cents: number;
  tax_percent: number;
}

export interface Payment {
  id: string;
  on: Day;
  amount_cents: number;
  method: string;
}

export interface Invoice {
  id: string;
  number: string;
  customer_id: string;
  issued_on: Day;
  due_on: Day;
  /** Absent while it is a draft. */
  sent_on?: Day;
  lines: Line[];
  note: string;
  payments: Payment[];
}

export type Privacy = 'full' | 'summaries' | 'off';

export interface Preferences {
  tips: boolean;
  privacy: Privacy;
}

export interface Books {
  user: User;
  customers: Customer[];
  invoices: Invoice[];
  bank_balance_cents: number;
  monthly_costs_cents: number;
  preferences: Preferences;
}

export type Status = 'draft' | 'sent' | 'overdue' | 'paid';

export const kStatusLabels: Record<Status, string> = {
  draft: 'Draft',
  sent: 'Sent',
  overdue: 'Overdue',
  paid: 'Paid',
};

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function lineCents(line: Line): number {
  return Math.round(line.quantity * line.unit_cents);
}

/** Net, tax per rate, and total. Tax is rounded once per rate, as tax offices want it. */
export function totalsOf(lines: Line[]): {
  net_cents: number;
  taxes: { percent: number; cents: number }[];
  total_cents: number;
} {
  const netByRate = new Map<number, number>();
  for (const line of lines) {
    netByRate.set(line.tax_percent, (netByRate.get(line.tax_percent) ?? 0) + lineCents(line));
  }
  const taxes = [...netByRate]
    .map(([percent, net]) => ({ percent, cents: Math.round((net * percent) / 100) }))
    .filter((tax) => tax.percent > 0)
    .sort((a, b) => b.percent - a.percent);
  const net_cents = sum([...netByRate.values()]);
  return { net_cents, taxes, total_cents: net_cents + sum(taxes.map((tax) => tax.cents)) };
}

export function totalCents(invoice: Invoice): number {
  return totalsOf(invoice.lines).total_cents;
}

export function paidCents(invoice: Invoice): number {
  return sum(invoice.payments.map((payment) => payment.amount_cents));
}

/** What is still to be paid; nothing for a draft. */
export function openCents(invoice: Invoice): number {
  return invoice.sent_on ? Math.max(0, totalCents(invoice) - paidCents(invoice)) : 0;
}

export function statusOf(invoice: Invoice): Status {
  if (!invoice.sent_on) return 'draft';
  if (openCents(invoice) === 0) return 'paid';
  return invoice.due_on < today() ? 'overdue' : 'sent';
}

export function customerOf(books: Books, invoice: Invoice): Customer | undefined {
  return books.customers.find((customer) => customer.id === invoice.customer_id);
}

/** Newest first; of one day, the higher number first. */
export function newestFirst(invoices: Invoice[]): Invoice[] {
  return [...invoices].sort(
    (a, b) => b.issued_on.localeCompare(a.issued_on) || b.number.localeCompare(a.number),
  );
}

export function withStatus(books: Books, ...statuses: Status[]): Invoice[] {
  return books.invoices.filter((invoice) => statuses.includes(statusOf(invoice)));
}

export function owed(invoices: Invoice[]): number {
  return sum(invoices.map(openCents));
}

export interface Receipt {
  payment: Payment;
  invoice: Invoice;
}

/** Every payment with its invoice, newest first. */
export function receiptsOf(books: Books): Receipt[] {
  return books.invoices
    .flatMap((invoice) => invoice.payments.map((payment) => ({ payment, invoice })))
    .sort((a, b) => b.payment.on.localeCompare(a.payment.on));
}

export function receivedSince(books: Books, day: Day): number {
  const recent = receiptsOf(books).filter(({ payment }) => payment.on >= day);
  return sum(recent.map(({ payment }) => payment.amount_cents));
}

/** Mean days from sending to the last payment, over paid invoices; of one customer when given. Null when none is paid. */
export function daysToPay(books: Books, customerId?: string): number | null {
  const days = withStatus(books, 'paid')
    .filter((invoice) => !customerId || invoice.customer_id === customerId)
    .flatMap((invoice) => {
      const last = invoice.payments.at(-1);
      return invoice.sent_on && last ? [daysBetween(invoice.sent_on, last.on)] : [];
    });
  return days.length > 0 ? Math.round(sum(days) / days.length) : null;
}

export function nextNumber(books: Books): string {
  const numbers = books.invoices.map((invoice) => Number(invoice.number.replace(/\D/g, '')));
  return `LL-${Math.max(1000, ...numbers) + 1}`;
}

export interface CashWeek {
  week: Day;
  received_cents: number;
  expected_cents: number;
}

/** Money in by week: `back` weeks that are over or running, then `ahead` weeks of what is due. Overdue money counts as due next week. */
export function cashByWeek(books: Books, back: number, ahead: number): CashWeek[] {
  const current = weekOf(today());
  const weeks: CashWeek[] = [];
  for (let index = 1 - back; index <= ahead; index++) {
    weeks.push({ week: addDays(current, index * 7), received_cents: 0, expected_cents: 0 });
  }
  const at = (day: Day): CashWeek | undefined => weeks.find((entry) => entry.week === weekOf(day));
  for (const { payment } of receiptsOf(books)) {
    const entry = at(payment.on);
    if (entry) entry.received_cents += payment.amount_cents;
  }
  for (const invoice of withStatus(books, 'sent', 'overdue')) {
    const due = invoice.due_on < today() ? addDays(today(), 7) : invoice.due_on;
    const entry = at(due);
    if (entry) entry.expected_cents += openCents(invoice);
  }
  return weeks;
}
