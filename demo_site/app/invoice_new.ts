import { lineCents, nextNumber, totalsOf, type Invoice, type Line } from './books.ts';
import { addDays, longDay, today } from './calendar.ts';
import { byId, el, icon } from './dom.ts';
import { invoiceUrl } from './lists.ts';
import { money, parseMoney } from './money.ts';
import { newId } from './seed.ts';
import { checkField, openPage } from './shell.ts';
import { leaveMessage, saveBooks } from './storage.ts';

const kTaxRates = [21, 9, 0];

const books = openPage();
const customer = byId('invoice-customer', HTMLSelectElement);
const issued = byId('invoice-issued', HTMLInputElement);
const terms = byId('invoice-terms', HTMLSelectElement);
const lines = byId('lines');
const number = nextNumber(books);
let lineCount = 0;

function labelled(text: string, id: string, control: HTMLElement): HTMLElement {
  control.id = id;
  control.setAttribute('aria-label', text);
  return el(
    'div',
    {},
    el('span', { class: 'line-label inline', 'aria-hidden': 'true' }, text),
    control,
  );
}

function addLine(): HTMLElement {
  const index = ++lineCount;
  const rates = kTaxRates.map((rate) => el('option', { value: rate }, `${rate}%`));
  const row = el(
    'div',
    { class: 'line-row', 'data-line': index },
    labelled(
      'Description',
      `line-${index}-description`,
      el('input', { placeholder: 'What it is for' }),
    ),
    labelled('Qty', `line-${index}-quantity`, el('input', { inputmode: 'decimal', value: '1' })),
    labelled(
      'Price',
      `line-${index}-price`,
      el('input', { inputmode: 'decimal', placeholder: '0.00' }),
    ),
    labelled('VAT', `line-${index}-tax`, el('select', {}, ...rates)),
    el('span', { class: 'amount' }, money(0)),
  );
  const remove = el(
    'button',
    { class: 'icon-button', type: 'button', 'aria-label': `Remove line ${index}` },
    icon('cross'),
  );
  remove.addEventListener('click', () => {
    row.remove();
    if (rowsOf().length === 0) addLine();
    update();
    byId('add-line').focus();
  });
  row.append(remove);
  lines.append(row);
  return row;
}

function rowsOf(): HTMLElement[] {
  return [...lines.querySelectorAll<HTMLElement>('[data-line]')];
}

/** The line as typed; NaN where a number is missing or wrong. */
function readLine(row: HTMLElement): Line {
  const value = (part: string): string =>
    row.querySelector<HTMLInputElement | HTMLSelectElement>(`[id$="-${part}"]`)?.value.trim() ?? '';
  const quantity = Number(value('quantity').replace(',', '.') || Number.NaN);
  return {
    description: value('description'),
    quantity: quantity > 0 ? quantity : Number.NaN,
    unit_cents: parseMoney(value('price')),
    tax_percent: Number(value('tax')),
  };
}

function isComplete(line: Line): boolean {
  return line.description !== '' && Number.isFinite(lineCents(line));
}

function isUntouched(row: HTMLElement): boolean {
  return readLine(row).description === '' && Number.isNaN(readLine(row).unit_cents);
}

/** At least one line, and no line half filled; empty lines do not count. */
function linesAreFine(): boolean {
  const used = rowsOf().filter((row) => !isUntouched(row));
  return used.length > 0 && used.every((row) => isComplete(readLine(row)));
}

function dueOn(): string {
  return addDays(issued.value || today(), Number(terms.value));
}

function update(): void {
  const priced: Line[] = [];
  for (const row of rowsOf()) {
    const line = readLine(row);
    const cents = lineCents(line);
    const amount = row.querySelector('.amount');
    if (amount) amount.textContent = money(Number.isFinite(cents) ? cents : 0);
    if (Number.isFinite(cents)) priced.push(line);
  }
  const totals = totalsOf(priced);
  byId('total').textContent = money(totals.total_cents);
  byId('totals').replaceChildren(
    entry('Net', totals.net_cents),
    ...totals.taxes.map((tax) => entry(`VAT ${tax.percent}%`, tax.cents)),
  );
  if (!byId('lines-error').hidden) byId('lines-error').hidden = linesAreFine();
  byId('due-line').textContent = `Due ${longDay(dueOn())}`;
}

function entry(label: string, cents: number): HTMLElement {
  return el('div', {}, el('dt', {}, label), el('dd', {}, money(cents)));
}

function create(event: SubmitEvent): void {
  event.preventDefault();
  const used = rowsOf().filter((row) => !isUntouched(row));
  const complete = used.map(readLine);
  const customerFine = checkField(customer, customer.value !== '');
  const linesFine = linesAreFine();
  byId('lines-error').hidden = linesFine;
  if (!customerFine || !linesFine) {
    const firstWrong = used.find((row) => !isComplete(readLine(row))) ?? rowsOf()[0];
    (customerFine ? firstWrong?.querySelector('input') : customer)?.focus();
    return;
  }
  const invoice: Invoice = {
    id: newId('inv'),
    number,
    customer_id: customer.value,
    issued_on: issued.value || today(),
    due_on: dueOn(),
    lines: complete,
    note: byId('invoice-note', HTMLTextAreaElement).value.trim(),
    payments: [],
  };
  books.invoices.push(invoice);
  saveBooks(books);
  docent.track('invoice_created', {
    amount: totalsOf(complete).total_cents / 100,
    lines: complete.length,
    terms_days: Number(terms.value),
  });
  leaveMessage(`${invoice.number} was created. Check it and send it.`);
  location.assign(invoiceUrl(invoice));
}

customer.append(
  el('option', { value: '' }, 'Choose a customer'),
  ...[...books.customers]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ id, name }) => el('option', { value: id }, name)),
);
customer.value = new URLSearchParams(location.search).get('customer') ?? '';
if (customer.selectedIndex < 0) customer.value = '';
issued.value = today();
byId('invoice-number').textContent = number;
lines.append(
  el(
    'div',
    { class: 'line-row heads line-label', 'aria-hidden': 'true' },
    ...['Description', 'Qty', 'Price', 'VAT', 'Amount', ''].map((text) => el('span', {}, text)),
  ),
);
addLine();
update();
byId('add-line').addEventListener('click', () => addLine().querySelector('input')?.focus());
const form = byId('invoice-form', HTMLFormElement);
form.addEventListener('input', update);
customer.addEventListener('change', () => checkField(customer, customer.value !== ''));
form.addEventListener('submit', create);
