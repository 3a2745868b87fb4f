import { openCents, type Books, type Customer } from './books.ts';
import { longDay, today } from './calendar.ts';
import { byId, el } from './dom.ts';
import { emptyState } from './lists.ts';
import { money } from './money.ts';
import { newId } from './seed.ts';
import { checkField, connectDialog, openPage } from './shell.ts';
import { leaveMessage, saveBooks } from './storage.ts';

const books = openPage();
const search = byId('customer-search', HTMLInputElement);
const dialog = byId('customer-dialog', HTMLDialogElement);

function row(customer: Customer, { invoices }: Books): HTMLElement {
  const own = invoices.filter((invoice) => invoice.customer_id === customer.id);
  const open = own.reduce((total, invoice) => total + openCents(invoice), 0);
  const count = own.length === 1 ? '1 invoice' : `${own.length} invoices`;
  return el(
    'tr',
    { class: 'link', 'data-customer': customer.id },
    el(
      'td',
      {},
      el(
        'a',
        { class: 'row-link', href: `/app/invoices?customer=${encodeURIComponent(customer.id)}` },
        customer.name,
      ),
      el('span', { class: 'sub' }, [customer.contact, customer.city].filter(Boolean).join(', ')),
    ),
    el('td', { class: 'extra' }, customer.email),
    el('td', { class: 'extra' }, longDay(customer.created_on)),
    el('td', { class: 'number amount' }, open > 0 ? money(open) : '–'),
    el('td', { class: 'number status' }, el('span', { class: 'sub' }, count)),
  );
}

function show(): void {
  const wanted = search.value.trim().toLowerCase();
  const found = books.customers
    .filter((customer) =>
      `${customer.name} ${customer.contact} ${customer.email}`.toLowerCase().includes(wanted),
    )
    .sort((a, b) => a.name.localeCompare(b.name));
  byId('customer-count').textContent = `${books.customers.length} companies you bill`;
  if (found.length === 0) {
    byId('customer-list').replaceChildren(
      emptyState('search', 'No customer found', `Nobody here matches “${search.value.trim()}”.`),
    );
    return;
  }
  const heads = ['Customer', 'Email', 'Since', 'Open', 'Invoices'].map((text, index) =>
    el('th', { scope: 'col', class: index > 2 ? 'number' : index > 0 && 'extra' }, text),
  );
  byId('customer-list').replaceChildren(
    el(
      'table',
      { class: 'table folds' },
      el('thead', {}, el('tr', {}, ...heads)),
      el('tbody', {}, ...found.map((customer) => row(customer, books))),
    ),
  );
}

function saveCustomer(event: SubmitEvent): void {
  event.preventDefault();
  const name = byId('customer-name', HTMLInputElement);
  const email = byId('customer-email', HTMLInputElement);
  const nameFine = checkField(name, name.value.trim() !== '');
  const emailFine = checkField(email, email.value !== '' && email.validity.valid);
  if (!nameFine || !emailFine) {
    (nameFine ? email : name).focus();
    return;
  }
  const customer: Customer = {
    id: newId('cus'),
    name: name.value.trim(),
    contact: byId('customer-contact', HTMLInputElement).value.trim(),
    email: email.value.trim(),
    city: byId('customer-city', HTMLInputElement).value.trim(),
    created_on: today(),
  };
  books.customers.push(customer);
  saveBooks(books);
  docent.track('customer_created', {
    customers: books.customers.length,
    has_city: customer.city !== '',
  });
  leaveMessage(`${customer.name} was added.`);
  // Somebody who came from the invoice form goes back to it, with the new customer chosen.
  const fromInvoice = new URLSearchParams(location.search).has('new');
  location.assign(
    fromInvoice
      ? `/app/invoices/new?customer=${encodeURIComponent(customer.id)}`
      : '/app/customers',
  );
}

show();
search.addEventListener('input', show);
connectDialog(dialog);
byId('new-customer').addEventListener('click', () => dialog.showModal());
byId('customer-form', HTMLFormElement).addEventListener('submit', saveCustomer);
if (new URLSearchParams(location.search).has('new')) dialog.showModal();
