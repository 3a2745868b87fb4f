import { customerOf, receiptsOf, receivedSince, type Receipt } from './books.ts';
import { addDays, longDay, today } from './calendar.ts';
import { byId, el } from './dom.ts';
import { emptyState, figure, invoiceUrl } from './lists.ts';
import { money, wholeMoney } from './money.ts';
import { openPage } from './shell.ts';

const books = openPage();
const receipts = receiptsOf(books);

function row({ payment, invoice }: Receipt): HTMLElement {
  return el(
    'tr',
    { class: 'link' },
    el(
      'td',
      {},
      el(
        'a',
        { class: 'row-link', href: invoiceUrl(invoice) },
        customerOf(books, invoice)?.name ?? 'Unknown customer',
      ),
      el('span', { class: 'sub' }, `For ${invoice.number}`),
    ),
    el('td', { class: 'extra' }, payment.method),
    el('td', { class: 'number amount' }, money(payment.amount_cents)),
    el('td', { class: 'number status' }, longDay(payment.on)),
  );
}

const last30 = receivedSince(books, addDays(today(), -30));
const before30 = receivedSince(books, addDays(today(), -60)) - last30;
const largest = Math.max(0, ...receipts.map(({ payment }) => payment.amount_cents));
byId('payment-summary').textContent = `${receipts.length} payments in your books`;
byId('figures').replaceChildren(
  figure('Last 30 days', wholeMoney(last30), 'Received'),
  figure('The 30 days before', wholeMoney(before30), 'Received'),
  figure('Largest payment', wholeMoney(largest), 'So far'),
);
if (receipts.length === 0) {
  byId('payment-list').replaceChildren(
    emptyState('card', 'No payments yet', 'Record one on any invoice you have sent.'),
  );
} else {
  const heads = ['From', 'Method', 'Amount', 'Received'].map((text, index) =>
    el('th', { scope: 'col', class: index > 1 ? 'number' : index > 0 && 'extra' }, text),
  );
  byId('payment-list').replaceChildren(
    el(
      'table',
      { class: 'table folds' },
      el('thead', {}, el('tr', {}, ...heads)),
      el('tbody', {}, ...receipts.map(row)),
    ),
  );
}
