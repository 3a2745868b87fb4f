import {
  cashByWeek,
  customerOf,
  daysToPay,
  newestFirst,
  openCents,
  owed,
  receivedSince,
  statusOf,
  totalCents,
  withStatus,
  type Books,
} from './books.ts';
import { addDays, shortDay, today } from './calendar.ts';
import { barChart } from './chart.ts';
import { byId, el, icon } from './dom.ts';
import { dueText, emptyState, figure, invoiceTable, invoiceUrl } from './lists.ts';
import { money, wholeMoney } from './money.ts';
import { openPage } from './shell.ts';

const kWeeksBack = 8;
const kWeeksAhead = 4;
const kRecentCount = 5;
const kAttentionCount = 4;
const kSoonDays = 10;

function greet(books: Books): void {
  const hour = new Date().getHours();
  const part = hour < 5 ? 'evening' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
  byId('greeting').textContent = `Good ${part}, ${books.user.first_name}`;
  byId('today-line').textContent = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  }).format(new Date());
}

function showFigures(books: Books): void {
  const open = withStatus(books, 'sent', 'overdue');
  const overdue = withStatus(books, 'overdue');
  const usual = daysToPay(books);
  byId('figures').replaceChildren(
    figure('Outstanding', wholeMoney(owed(open)), `${open.length} open invoices`, {
      href: '/app/invoices?status=sent',
    }),
    figure('Overdue', wholeMoney(owed(overdue)), `${overdue.length} past their due date`, {
      href: '/app/invoices?status=overdue',
      bad: overdue.length > 0,
    }),
    figure(
      'Paid, last 30 days',
      wholeMoney(receivedSince(books, addDays(today(), -30))),
      'Received',
      {
        href: '/app/payments',
      },
    ),
    figure('Time to get paid', usual === null ? 'No data yet' : `${usual} days`, 'On average'),
  );
}

function showCash(books: Books): void {
  const weeks = cashByWeek(books, kWeeksBack, kWeeksAhead);
  const received = weeks.reduce((total, week) => total + week.received_cents, 0);
  const expected = weeks.reduce((total, week) => total + week.expected_cents, 0);
  barChart(
    byId('cash-chart'),
    weeks.map((week) => ({ ...week, label: shortDay(week.week) })),
    kWeeksBack - 1,
    `Cash by week: ${wholeMoney(received)} received in eight weeks, ${wholeMoney(expected)} expected in the next four.`,
  );
}

function showAttention(books: Books): void {
  const soon = withStatus(books, 'sent').filter(
    (invoice) => invoice.due_on <= addDays(today(), kSoonDays),
  );
  const invoices = [...withStatus(books, 'overdue', 'draft'), ...soon].slice(0, kAttentionCount);
  const list = byId('attention-list');
  if (invoices.length === 0) {
    list.replaceWith(
      emptyState('check', 'All clear', 'Nothing is overdue and nothing waits to be sent.'),
    );
    return;
  }
  list.replaceChildren(
    ...invoices.map((invoice) => {
      const status = statusOf(invoice);
      const draft = status === 'draft';
      const sign = { draft: 'pencil', overdue: 'alert', sent: 'invoice', paid: 'check' }[status];
      return el(
        'li',
        {},
        el(
          'a',
          { href: invoiceUrl(invoice) },
          el('span', { class: `dot ${status}` }, icon(sign)),
          el(
            'span',
            { class: 'grow' },
            el('strong', {}, customerOf(books, invoice)?.name ?? invoice.number),
            el('span', { class: 'sub' }, `${invoice.number}, ${dueText(invoice).toLowerCase()}`),
          ),
          el('span', { class: 'amount' }, money(draft ? totalCents(invoice) : openCents(invoice))),
        ),
      );
    }),
  );
}

const books = openPage();
greet(books);
showFigures(books);
showCash(books);
showAttention(books);
byId('recent-invoices').replaceChildren(
  invoiceTable(books, newestFirst(books.invoices).slice(0, kRecentCount)),
);
