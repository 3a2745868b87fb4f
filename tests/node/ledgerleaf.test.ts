// The demo's product: its sums, its forecast, and that its campaign file and its pages fit together.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import {
  openCents,
  statusOf,
  totalsOf,
  withStatus,
  type Books,
  type Invoice,
} from '../../demo_site/app/books.ts';
import { addDays, daysBetween, today, weekOf } from '../../demo_site/app/calendar.ts';
import { csv } from '../../demo_site/app/csv.ts';
import { forecast } from '../../demo_site/app/forecast.ts';
import { parseMoney } from '../../demo_site/app/money.ts';
import { createBooks, createUser } from '../../demo_site/app/seed.ts';

const app = fileURLToPath(new URL('../../demo_site/app/', import.meta.url));

function appFile(path: string): string {
  return readFileSync(`${app}${path}`, 'utf8');
}

/** The frame and the inside of every page. */
function htmlFiles(): string[] {
  const pages = readdirSync(`${app}pages`).map((name) => appFile(`pages/${name}`));
  return [appFile('layout.html'), ...pages];
}

function line(quantity: number, unit_cents: number, tax_percent: number) {
  return { description: 'Work', quantity, unit_cents, tax_percent };
}

function invoiceDue(due_on: string, change: Partial<Invoice> = {}): Invoice {
  return {
    id: 'inv_1',
    number: 'LL-1',
    customer_id: 'cus_1',
    issued_on: addDays(due_on, -14),
    sent_on: addDays(due_on, -14),
    due_on,
    lines: [line(1, 10_000, 0)],
    note: '',
    payments: [],
    ...change,
  };
}

test('tax is rounded once per rate, and a rate of zero is not listed', () => {
  const totals = totalsOf([line(3, 333, 21), line(1, 333, 21), line(1, 100, 9), line(1, 50, 0)]);
  assert.deepEqual(totals, {
    net_cents: 1482,
    taxes: [
      { percent: 21, cents: 280 },
      { percent: 9, cents: 9 },
    ],
    total_cents: 1771,
  });
});

test('an amount is read with a point or a comma, and anything else is refused', () => {
  assert.equal(parseMoney('120'), 12_000);
  assert.equal(parseMoney(' €48,20 '), 4820);
  assert.equal(parseMoney('0.07'), 7);
  for (const text of ['', '-5', '1.234,50', '12.345', 'ten', '1e3']) {
    assert.ok(Number.isNaN(parseMoney(text)), text);
  }
});

test('an invoice is a draft, then sent, then overdue the day after it was due, then paid', () => {
  const { sent_on: _, ...draft } = invoiceDue(addDays(today(), -1));
  assert.equal(statusOf(draft), 'draft');
  assert.equal(openCents(draft), 0);
  assert.equal(statusOf(invoiceDue(today())), 'sent');
  const late = invoiceDue(addDays(today(), -1));
  assert.equal(statusOf(late), 'overdue');
  late.payments.push({ id: 'p1', on: today(), amount_cents: 4000, method: 'Cash' });
  assert.equal(openCents(late), 6000);
  late.payments.push({ id: 'p2', on: today(), amount_cents: 6000, method: 'Cash' });
  assert.equal(statusOf(late), 'paid');
});

test('calendar days add and subtract over months, leap days and the change of clocks', () => {
  assert.equal(addDays('2028-02-28', 1), '2028-02-29');
  assert.equal(addDays('2026-12-31', 1), '2027-01-01');
  assert.equal(addDays('2026-03-28', 2), '2026-03-30');
  assert.equal(daysBetween('2026-10-24', '2026-10-26'), 2);
  assert.equal(weekOf('2026-11-22'), '2026-11-16');
  assert.equal(weekOf('2026-11-23'), '2026-11-23');
});

test('the sample books hold every kind of invoice, in the order of their numbers', () => {
  const books = createBooks(createUser(0));
  for (const status of ['draft', 'sent', 'overdue', 'paid'] as const) {
    assert.ok(withStatus(books, status).length > 0, status);
  }
  const issued = books.invoices.map((invoice) => invoice.issued_on);
  assert.deepEqual(issued, [...issued].sort());
});

test('the forecast ends every week with its own ins and outs, and late payers never help', () => {
  const books: Books = createBooks(createUser(0));
  const late = forecast(books, 12, 'late');
  const onTime = forecast(books, 12, 'on_time');
  let balance = books.bank_balance_cents;
  for (const [index, week] of onTime.entries()) {
    balance += week.in_cents - week.out_cents;
    assert.equal(week.balance_cents, balance);
    assert.ok((late[index]?.balance_cents ?? 0) <= balance, `week ${index}`);
  }
});

test('an exported cell cannot end its row or run as a formula', () => {
  assert.equal(
    csv([['a "b", c', '=1+1', '@x', 'line\nbreak', -5]]),
    '"a ""b"", c",\'=1+1,\'@x,"line\nbreak",-5\r\n',
  );
});

test('every target of the campaign file is an id that stands in the pages', () => {
  const html = htmlFiles().join('\n');
  const file = JSON.parse(appFile('docent.json')) as {
    campaigns: { steps: { target?: string }[] }[];
  };
  const targets = file.campaigns.flatMap(({ steps }) =>
    steps.flatMap(({ target }) => target ?? []),
  );
  assert.ok(targets.length >= 4);
  for (const target of targets) assert.ok(html.includes(`id="${target.slice(1)}"`), target);
});

test('each item of the checklist leads to a page of the app, and waits for an event that the app tracks', () => {
  const file = JSON.parse(appFile('docent.json')) as {
    events: object;
    campaigns: {
      kind: string;
      steps: { done_on?: string; buttons?: { url?: string }[] }[];
    }[];
  };
  const sources = readdirSync(app).filter((name) => name.endsWith('.ts'));
  const tracked = new Set(
    sources.flatMap((name) =>
      [...appFile(name).matchAll(/docent\.track\('(\w+)'/g)].map(([, event]) => event ?? ''),
    ),
  );
  assert.deepEqual([...tracked].sort(), Object.keys(file.events).sort());
  const items = file.campaigns.filter(({ kind }) => kind === 'checklist').flatMap((c) => c.steps);
  assert.equal(items.length, 4);
  const links = htmlFiles().join('\n');
  for (const { done_on, buttons } of items) {
    assert.ok(tracked.has(done_on ?? ''), done_on);
    const url = buttons?.[0]?.url?.split('?')[0];
    assert.ok(url && links.includes(`href="${url}"`), url);
  }
});

test('no page needs an inline script, style or event handler, so a strict policy can be set', () => {
  for (const html of htmlFiles()) {
    assert.doesNotMatch(html, /\son[a-z]+=|\sstyle=|<style|javascript:/);
    assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)/);
  }
});
