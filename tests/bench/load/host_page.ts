// The page that every library of the comparison is put on: a product's page with a stylesheet, a script that builds a
// long table, and pictures, so that there is something to wait for and something to be delayed.

const kRows = 300;

/** Rules that all match something: a stylesheet of usual size, about 20 KB. */
function stylesheet(): string {
  const rules = [
    'body{margin:0;font:16px/1.5 sans-serif;color:#1b2130;background:#f6f7f9}',
    'header{display:flex;gap:16px;align-items:center;padding:12px 24px;background:#fff}',
    '#new-invoice{padding:8px 16px;border:0;border-radius:6px;background:#1f6f5c;color:#fff}',
    'table{width:100%;border-collapse:collapse}td{padding:6px 12px;border-top:1px solid #dde1e7}',
  ];
  for (let row = 0; row < kRows; row += 1) {
    rules.push(
      `.row-${row} .amount{color:hsl(${row % 360} 40% 30%);font-weight:${400 + (row % 4) * 100}}`,
    );
  }
  return rules.join('\n');
}

/** What a product does at start: makes its data up and draws it. */
const kScript = `
const names = ['Ada', 'Bob', 'Cleo', 'Dan', 'Eve'];
const table = document.querySelector('tbody');
for (let i = 0; i < ${kRows}; i += 1) {
  const row = document.createElement('tr');
  row.className = 'row-' + i;
  for (const [name, text] of [['number', 'INV-' + i], ['customer', names[i % 5]], ['amount', (i * 37) % 991 + ' EUR']]) {
    const cell = document.createElement('td');
    cell.className = name;
    cell.textContent = text;
    row.append(cell);
  }
  table.append(row);
}
`;

/** A picture of so many circles. */
function picture(seed: number): string {
  const circles = Array.from({ length: 400 }, (_, n) => {
    const at = (seed * 7919 + n * 104729) % 1000;
    return `<circle cx="${at}" cy="${(at * 31 + n) % 600}" r="${5 + (at % 17)}" fill="#${(0x100000 + at * 4567).toString(16).slice(0, 6)}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 600">${circles.join('')}</svg>`;
}

/** What the page fetches of its own, by path. */
export const host_files: Readonly<Record<string, string>> = {
  '/host/app.css': stylesheet(),
  '/host/app.js': kScript,
  ...Object.fromEntries([1, 2, 3].map((seed) => [`/host/picture_${seed}.svg`, picture(seed)])),
};

/** The page with a library's tags at the end of its head. */
export function hostPage(tags: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Invoices</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/host/app.css"><script defer src="/host/app.js"></script>
${tags}</head><body>
<header><h1>Invoices</h1><nav><a id="nav-customers" href="#customers">Customers</a></nav>
<button id="new-invoice">New invoice</button></header>
<img src="/host/picture_1.svg" width="300" height="180" alt=""><img src="/host/picture_2.svg" width="300" height="180" alt="">
<table><tbody></tbody></table>
<img src="/host/picture_3.svg" width="300" height="180" alt=""></body></html>`;
}
