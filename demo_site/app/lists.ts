/** Pieces that several pages list: invoices as a table, status badges, key figures, empty states. */

import {
  customerOf,
  kStatusLabels,
  openCents,
  statusOf,
  totalCents,
  type Books,
  type Invoice,
  type Status,
} from './books.ts';
import { daysBetween, longDay, shortDay, today } from './calendar.ts';
import { el, icon, type Child } from './dom.ts';
import { money } from './money.ts';

export function badge(status: Status): HTMLElement {
  return el('span', { class: `badge ${status}` }, kStatusLabels[status]);
}

export function invoiceUrl(invoice: Invoice): string {
  return `/app/invoices/view?id=${encodeURIComponent(invoice.id)}`;
}

export function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

/** `due in 3 days`, `12 days late`, … in the words of the list. */
export function dueText(invoice: Invoice): string {
  const status = statusOf(invoice);
  if (status === 'draft') return 'Not sent yet';
  if (status === 'paid') return `Paid ${shortDay(invoice.payments.at(-1)?.on ?? invoice.due_on)}`;
  const left = daysBetween(today(), invoice.due_on);
  if (left === 0) return 'Due today';
  return left > 0 ? `Due in ${days(left)}` : `${days(-left)} late`;
}

export function invoiceTable(books: Books, invoices: Invoice[]): HTMLElement {
  const head = el(
    'tr',
    {},
    el('th', { scope: 'col' }, 'Invoice'),
    el('th', { scope: 'col', class: 'extra' }, 'Issued'),
    el('th', { scope: 'col', class: 'extra' }, 'Due'),
    el('th', { scope: 'col', class: 'number' }, 'Amount'),
    el('th', { scope: 'col' }, 'Status'),
  );
  const rows = invoices.map((invoice) => {
    const status = statusOf(invoice);
    const partly = openCents(invoice) > 0 && invoice.payments.length > 0;
    return el(
      'tr',
      { class: 'link', 'data-invoice': invoice.id },
      el(
        'td',
        {},
        el(
          'a',
          { class: 'row-link', href: invoiceUrl(invoice) },
          customerOf(books, invoice)?.name ?? 'Unknown customer',
        ),
        el('span', { class: 'sub' }, invoice.number),
      ),
      el('td', { class: 'extra' }, longDay(invoice.issued_on)),
      el(
        'td',
        { class: 'extra' },
        el('span', { class: status === 'overdue' && 'late' }, dueText(invoice)),
      ),
      el(
        'td',
        { class: 'number amount' },
        money(totalCents(invoice)),
        partly && el('span', { class: 'sub' }, `${money(openCents(invoice))} open`),
      ),
      el('td', { class: 'status' }, badge(status)),
    );
  });
  return el('table', { class: 'table folds' }, el('thead', {}, head), el('tbody', {}, ...rows));
}

export function figure(
  label: string,
  value: string,
  note: string,
  options: { href?: string; bad?: boolean } = {},
): HTMLElement {
  const parts = [
    el('span', { class: 'figure-label' }, label),
    el('span', { class: options.bad ? 'figure-value bad' : 'figure-value' }, value),
    el('span', { class: 'figure-note' }, note),
  ];
  return options.href
    ? el('a', { class: 'figure', href: options.href }, ...parts)
    : el('div', { class: 'figure' }, ...parts);
}

export function emptyState(
  iconName: string,
  title: string,
  text: string,
  action?: Child,
): HTMLElement {
  return el(
    'div',
    { class: 'empty' },
    el('span', { class: 'dot' }, icon(iconName)),
    el('strong', {}, title),
    el('p', {}, text),
    action,
  );
}
