import { openCents, withStatus } from './books.ts';
import { daysBetween, shortDay, today } from './calendar.ts';
import { forecastChart } from './chart.ts';
import { csv } from './csv.ts';
import { byId, el, svg } from './dom.ts';
import { forecast, type ForecastWeek, type Scenario } from './forecast.ts';
import { money, wholeMoney } from './money.ts';
import { download, openPage, say } from './shell.ts';

const kScenarios: Scenario[] = ['on_time', 'as_usual', 'late'];

const books = openPage();
const draw = forecastChart(byId('forecast-chart'));
let scenario: Scenario = 'as_usual';
let weeks = 12;

function show(): void {
  const plan = forecast(books, weeks, scenario);
  const cases = kScenarios.map((name) => forecast(books, weeks, name));
  const lowest = plan.reduce((low, week) => (week.balance_cents < low.balance_cents ? week : low));
  const sentence = `Lowest point: ${wholeMoney(lowest.balance_cents)} in the week of ${shortDay(lowest.from)}.`;
  byId('forecast-line').textContent =
    `${wholeMoney(books.bank_balance_cents)} in the bank today. ${sentence}`;
  draw(
    plan.map((week, index) => {
      const balances = cases.map((entries) => entries[index]?.balance_cents ?? 0);
      return {
        label: shortDay(week.from),
        cents: week.balance_cents,
        low_cents: Math.min(...balances),
        high_cents: Math.max(...balances),
      };
    }),
    `Forecast of the bank balance over ${weeks} weeks. ${sentence}`,
  );
  showTable(plan);
}

function showTable(plan: ForecastWeek[]): void {
  const heads = ['Week of', 'In', 'Out', 'Balance'].map((text, index) =>
    el('th', { scope: 'col', class: index > 0 && 'number' }, text),
  );
  const amount = (cents: number): string => (cents === 0 ? '–' : wholeMoney(cents));
  const rows = plan.map((week) =>
    el(
      'tr',
      {},
      el('td', {}, shortDay(week.from)),
      el('td', { class: 'number amount' }, amount(week.in_cents)),
      el('td', { class: 'number amount' }, amount(-week.out_cents)),
      el(
        'td',
        { class: week.balance_cents < 0 ? 'number amount late' : 'number amount' },
        wholeMoney(week.balance_cents),
      ),
    ),
  );
  byId('forecast-table').replaceChildren(
    el(
      'table',
      { class: 'table' },
      el('thead', {}, el('tr', {}, ...heads)),
      el('tbody', {}, ...rows),
    ),
  );
}

function showAged(): void {
  const buckets = [
    { label: 'Not due yet', from: -Infinity, until: 0, cents: 0 },
    { label: '1 to 15 days late', from: 0, until: 15, cents: 0 },
    { label: '16 to 30 days late', from: 15, until: 30, cents: 0 },
    { label: 'More than 30 days late', from: 30, until: Infinity, cents: 0 },
  ];
  for (const invoice of withStatus(books, 'sent', 'overdue')) {
    const late = daysBetween(invoice.due_on, today());
    const bucket = buckets.find(({ from, until }) => late > from && late <= until);
    if (bucket) bucket.cents += openCents(invoice);
  }
  const most = Math.max(1, ...buckets.map(({ cents }) => cents));
  byId('aged').replaceChildren(
    el(
      'div',
      { class: 'aged' },
      ...buckets.map(({ label, cents, from }) =>
        el(
          'div',
          { class: 'aged-row' },
          el('div', {}, el('span', {}, label), el('strong', { class: 'amount' }, money(cents))),
          svg(
            'svg',
            { 'aria-hidden': 'true', preserveAspectRatio: 'none', viewBox: '0 0 100 1' },
            svg('rect', { class: 'aged-track', width: 100, height: 1 }),
            svg('rect', {
              class: from < 0 ? 'aged-fill' : 'aged-fill overdue',
              width: (100 * cents) / most,
              height: 1,
            }),
          ),
        ),
      ),
    ),
  );
}

/** One of a group of toggle buttons is pressed; `pick` hears which. */
function connectTabs(group: HTMLElement, pick: (button: HTMLElement) => void): void {
  group.addEventListener('click', (event) => {
    const pressed = (event.target as Element).closest('button');
    if (!pressed) return;
    for (const button of group.querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(button === pressed));
    }
    pick(pressed);
    show();
  });
}

connectTabs(byId('scenario-tabs'), (button) => {
  scenario = kScenarios.find((name) => name === button.dataset['scenario']) ?? 'as_usual';
});
connectTabs(byId('horizon-tabs'), (button) => {
  weeks = Number(button.dataset['weeks']);
});
byId('export-forecast').addEventListener('click', () => {
  const rows = forecast(books, weeks, scenario).map((week) => [
    week.from,
    (week.in_cents / 100).toFixed(2),
    (week.out_cents / 100).toFixed(2),
    (week.balance_cents / 100).toFixed(2),
  ]);
  const heads = ['Week of', 'In EUR', 'Out EUR', 'Balance EUR'];
  download('ledgerleaf-forecast.csv', 'text/csv', csv([heads, ...rows]));
  docent.track('report_exported', { report: 'cash_flow', scenario, weeks });
  say('Forecast exported.');
});
show();
showAged();
docent.track('report_viewed', { report: 'cash_flow', scenario, weeks });
