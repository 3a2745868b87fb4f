import {
  customerOf,
  kStatusLabels,
  newestFirst,
  openCents,
  owed,
  statusOf,
  totalCents,
  withStatus,
  type Invoice,
  type Status,
} from './books.ts';
import { csv } from './csv.ts';
import { byId, el } from './dom.ts';
import { emptyState, invoiceTable } from './lists.ts';
import { money } from './money.ts';
import { download, openPage, say } from './shell.ts';

const kTabs = ['all', 'draft', 'sent', 'overdue', 'paid'] as const;
type Tab = (typeof kTabs)[number];

const books = openPage();
const query = new URLSearchParams(location.search);
const customer = books.customers.find(({ id }) => id === query.get('customer'));
const search = byId('invoice-search', HTMLInputElement);
let tab: Tab = kTabs.find((name) => name === query.get('status')) ?? 'all';

const base = newestFirst(books.invoices).filter(
  (invoice) => !customer || invoice.customer_id === customer.id,
);

function ofTab(name: Tab): Invoice[] {
  return base.filter((invoice) => name === 'all' || statusOf(invoice) === name);
}

function found(): Invoice[] {
  const wanted = search.value.trim().toLowerCase();
  return ofTab(tab).filter((invoice) =>
    `${invoice.number} ${customerOf(books, invoice)?.name ?? ''}`.toLowerCase().includes(wanted),
  );
}

function showTabs(): void {
  byId('status-tabs').replaceChildren(
    ...kTabs.map((name) => {
      const label = name === 'all' ? 'All' : kStatusLabels[name as Status];
      const button = el(
        'button',
        { type: 'button', id: `tab-${name}`, 'aria-pressed': String(name === tab) },
        label,
        el('span', { class: 'tab-count' }, ofTab(name).length),
      );
      button.addEventListener('click', () => {
        tab = name;
        showTabs();
        showList();
        byId(`tab-${name}`).focus();
      });
      return button;
    }),
  );
}

function showList(): void {
  const invoices = found();
  const list = byId('invoice-list');
  if (invoices.length > 0) {
    list.replaceChildren(invoiceTable(books, invoices));
  } else if (search.value.trim()) {
    list.replaceChildren(
      emptyState('search', 'No invoice found', `Nothing here matches “${search.value.trim()}”.`),
    );
  } else {
    list.replaceChildren(
      emptyState(
        'invoice',
        'Nothing here yet',
        'Invoices show up here as soon as they are in this state.',
        el('a', { class: 'button', href: '/app/invoices/new' }, 'New invoice'),
      ),
    );
  }
}

function exportList(): void {
  const invoices = found();
  const rows = invoices.map((invoice) => [
    invoice.number,
    customerOf(books, invoice)?.name ?? '',
    invoice.issued_on,
    invoice.due_on,
    (totalCents(invoice) / 100).toFixed(2),
    (openCents(invoice) / 100).toFixed(2),
    statusOf(invoice),
  ]);
  const heads = ['Number', 'Customer', 'Issued', 'Due', 'Total EUR', 'Open EUR', 'Status'];
  download('ledgerleaf-invoices.csv', 'text/csv', csv([heads, ...rows]));
  docent.track('invoice_exported', { format: 'csv', invoices: invoices.length });
  say(`${invoices.length} invoices exported.`);
}

const open = withStatus(books, 'sent', 'overdue');
byId('invoice-summary').textContent = customer
  ? `${customer.name}, ${base.length} in all`
  : `${money(owed(open))} waiting to be paid`;
showTabs();
showList();
search.addEventListener('input', showList);
byId('export-invoices').addEventListener('click', exportList);
