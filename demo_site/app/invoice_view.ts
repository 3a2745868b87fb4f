import {
  customerOf,
  lineCents,
  openCents,
  paidCents,
  statusOf,
  totalsOf,
  type Invoice,
} from './books.ts';
import { daysBetween, longDay, today } from './calendar.ts';
import { byId, el, icon } from './dom.ts';
import { badge, dueText, emptyState, invoiceUrl } from './lists.ts';
import { money, parseMoney } from './money.ts';
import { newId } from './seed.ts';
import { checkField, connectDialog, openPage } from './shell.ts';
import { leaveMessage, saveBooks } from './storage.ts';

const books = openPage();
const id = new URLSearchParams(location.search).get('id');
const invoice = books.invoices.find((candidate) => candidate.id === id);
const dialog = byId('payment-dialog', HTMLDialogElement);

function button(id: string, iconName: string, text: string, primary: boolean): HTMLButtonElement {
  const attributes = { id, type: 'button', class: primary ? 'button primary' : 'button' };
  return el('button', attributes, icon(iconName), text);
}

function showActions(invoice: Invoice): void {
  const status = statusOf(invoice);
  const actions = byId('invoice-actions');
  const print = button('export-invoice', 'print', 'Print or PDF', false);
  print.addEventListener('click', () => {
    docent.track('invoice_exported', { format: 'pdf', invoices: 1 });
    window.print();
  });
  actions.replaceChildren(print);
  if (status === 'draft') {
    const sendButton = button('send-invoice', 'send', 'Send invoice', true);
    sendButton.addEventListener('click', () => send(invoice));
    actions.append(sendButton);
  } else if (status !== 'paid') {
    const record = button('record-payment', 'check', 'Record payment', true);
    record.addEventListener('click', () => askPayment(invoice));
    actions.append(record);
  }
}

function send(invoice: Invoice): void {
  invoice.sent_on = today();
  saveBooks(books);
  const customer = customerOf(books, invoice);
  docent.track('invoice_sent', {
    amount: totalsOf(invoice.lines).total_cents / 100,
    lines: invoice.lines.length,
    terms_days: daysBetween(invoice.issued_on, invoice.due_on),
  });
  leaveMessage(`${invoice.number} was sent to ${customer?.email ?? 'the customer'}.`);
  location.assign(invoiceUrl(invoice));
}

function askPayment(invoice: Invoice): void {
  byId('payment-amount', HTMLInputElement).value = (openCents(invoice) / 100).toFixed(2);
  byId('payment-on', HTMLInputElement).value = today();
  dialog.showModal();
}

function recordPayment(invoice: Invoice, event: SubmitEvent): void {
  event.preventDefault();
  const amount = byId('payment-amount', HTMLInputElement);
  const cents = parseMoney(amount.value);
  const fine = cents > 0 && cents <= openCents(invoice);
  const problem =
    cents > openCents(invoice)
      ? `Only ${money(openCents(invoice))} is open.`
      : 'Give an amount, such as 120.50.';
  if (!checkField(amount, fine, problem)) {
    amount.focus();
    return;
  }
  const method = byId('payment-method', HTMLSelectElement).value;
  const on = byId('payment-on', HTMLInputElement).value || today();
  invoice.payments.push({ id: newId('pay'), on, amount_cents: cents, method });
  books.bank_balance_cents += cents;
  saveBooks(books);
  if (statusOf(invoice) === 'paid') {
    docent.track('invoice_paid', {
      amount: totalsOf(invoice.lines).total_cents / 100,
      method,
      days: daysBetween(invoice.sent_on ?? on, on),
    });
    leaveMessage(`${invoice.number} is paid. Well done!`);
  } else {
    leaveMessage(`${money(cents)} recorded; ${money(openCents(invoice))} is still open.`);
  }
  location.assign(invoiceUrl(invoice));
}

function sheet(invoice: Invoice): HTMLElement {
  const { user } = books;
  const customer = customerOf(books, invoice);
  const totals = totalsOf(invoice.lines);
  const paid = paidCents(invoice);
  return el(
    'article',
    { class: 'card sheet', id: 'invoice-sheet', 'aria-label': `Invoice ${invoice.number}` },
    el(
      'div',
      { class: 'sheet-head' },
      el(
        'div',
        {},
        el('p', { class: 'sheet-name' }, user.company.name),
        el('p', { class: 'muted' }, user.company.city),
        el('p', { class: 'muted' }, user.email),
      ),
      el(
        'p',
        { class: 'sheet-number' },
        el('span', { class: 'muted' }, 'Invoice'),
        el('strong', {}, invoice.number),
      ),
    ),
    el(
      'dl',
      { class: 'sheet-parties' },
      pair('Billed to', customer?.name ?? 'Unknown customer', customer?.contact, customer?.email),
      pair('Issued', longDay(invoice.issued_on)),
      pair('Due', longDay(invoice.due_on)),
    ),
    lineTable(invoice),
    el(
      'dl',
      { class: 'totals' },
      entry('Net', totals.net_cents),
      ...totals.taxes.map((tax) => entry(`VAT ${tax.percent}%`, tax.cents)),
      entry('Total', totals.total_cents, 'grand'),
      paid > 0 && entry('Paid', -paid),
      paid > 0 && entry('To pay', totals.total_cents - paid, 'grand'),
    ),
    invoice.note !== '' && el('p', { class: 'sheet-note' }, invoice.note),
  );
}

function pair(label: string, value: string, ...more: (string | undefined)[]): HTMLElement {
  const extra = more.filter(Boolean).map((text) => el('span', { class: 'sub' }, text));
  return el('div', {}, el('dt', {}, label), el('dd', {}, value, ...extra));
}

function entry(label: string, cents: number, kind = ''): HTMLElement {
  return el('div', { class: kind }, el('dt', {}, label), el('dd', {}, money(cents)));
}

function lineTable(invoice: Invoice): HTMLElement {
  const rows = invoice.lines.map((line) =>
    el(
      'tr',
      {},
      el(
        'td',
        {},
        line.description,
        el(
          'span',
          { class: 'sub' },
          `${line.quantity} × ${money(line.unit_cents)}, VAT ${line.tax_percent}%`,
        ),
      ),
      el('td', { class: 'number amount' }, money(lineCents(line))),
    ),
  );
  const head = el(
    'tr',
    {},
    el('th', { scope: 'col' }, 'Description'),
    el('th', { scope: 'col', class: 'number' }, 'Amount'),
  );
  return el('table', { class: 'table' }, el('thead', {}, head), el('tbody', {}, ...rows));
}

function history(invoice: Invoice): HTMLElement {
  const step = (kind: string, title: string, text: string): HTMLElement =>
    el('li', { class: kind }, el('strong', {}, title), el('span', { class: 'sub' }, text));
  const open = openCents(invoice);
  const steps = [
    step('done', 'Created', longDay(invoice.issued_on)),
    invoice.sent_on
      ? step('done', 'Sent', longDay(invoice.sent_on))
      : step('', 'Sent', 'When you press Send invoice'),
    ...invoice.payments.map((payment) =>
      step(
        'done',
        `${money(payment.amount_cents)} paid`,
        `${payment.method}, ${longDay(payment.on)}`,
      ),
    ),
  ];
  if (!invoice.sent_on) steps.push(step('', 'Paid', `Due ${longDay(invoice.due_on)}`));
  else if (open > 0) {
    steps.push(
      step(
        statusOf(invoice) === 'overdue' ? 'late' : '',
        `${money(open)} to come`,
        dueText(invoice),
      ),
    );
  }
  return el(
    'aside',
    { class: 'card padded no-print', 'aria-labelledby': 'history-title' },
    el('h2', { id: 'history-title' }, 'History'),
    el('ul', { class: 'timeline', id: 'invoice-history' }, ...steps),
  );
}

if (invoice) {
  document.title = `${invoice.number} · Ledgerleaf`;
  byId('invoice-title').replaceChildren(invoice.number, ' ', badge(statusOf(invoice)));
  showActions(invoice);
  byId('invoice-view').replaceChildren(sheet(invoice), history(invoice));
  connectDialog(dialog);
  byId('payment-form', HTMLFormElement).addEventListener('submit', (event) =>
    recordPayment(invoice, event),
  );
} else {
  byId('invoice-title').textContent = 'Invoice not found';
  byId('invoice-view').replaceWith(
    el(
      'section',
      { class: 'card' },
      emptyState(
        'invoice',
        'There is no such invoice here',
        'It may belong to another browser: Ledgerleaf keeps your books on this device.',
        el('a', { class: 'button', href: '/app/invoices' }, 'All invoices'),
      ),
    ),
  );
}
