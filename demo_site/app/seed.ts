/** The first visit: a fictional user, and books that were "imported" and so look lived in. Days are relative to now. */

import { addDays, today } from './calendar.ts';
import type { Books, Customer, Invoice, Line, User } from './books.ts';

const kPeople = [
  ['Maya', 'Lindqvist', 'Northlight Studio', 'Utrecht'],
  ['Jonas', 'Adeyemi', 'Adeyemi Interiors', 'Antwerp'],
  ['Priya', 'Raman', 'Raman & Daughters', 'Dublin'],
  ['Tomás', 'Ferreira', 'Atelier Ferreira', 'Porto'],
  ['Elif', 'Kaya', 'Kaya Translations', 'Vienna'],
] as const;

const kCustomers = [
  ['harbour', 'Harbour & Pine', 'Ines Vos', 'accounts@harbourpine.example', 'Rotterdam'],
  ['brightwater', 'Brightwater Clinic', 'Dr. Sam Keller', 'billing@brightwater.example', 'Basel'],
  ['tessel', 'Tessel Architects', 'Noor Bakker', 'finance@tessel.example', 'Amsterdam'],
  ['koffie', 'Koffie Collectief', 'Daan de Wit', 'hello@koffiecollectief.example', 'Utrecht'],
  ['vanderveer', 'Vanderveer Legal', 'Lotte Vanderveer', 'office@vanderveer.example', 'The Hague'],
  ['moss', 'Moss Street Bakery', 'Aoife Byrne', 'aoife@mossstreet.example', 'Dublin'],
  ['alba', 'Alba Cycles', 'Marco Rinaldi', 'marco@albacycles.example', 'Turin'],
] as const;

/** Customer, days ago issued, days ago paid (null: open, undefined: draft), terms in days, lines. */
type Sample = [string, number, number | null | undefined, number, [string, number, number][]];

const kSamples: Sample[] = [
  [
    'harbour',
    88,
    62,
    30,
    [
      ['Brand refresh, discovery', 3, 780],
      ['Workshop on site', 1, 650],
    ],
  ],
  ['tessel', 82, 54, 30, [['Project photography', 2, 940]]],
  ['koffie', 71, 52, 14, [['Menu boards, design', 4, 210]]],
  [
    'brightwater',
    68,
    46,
    30,
    [
      ['Patient leaflet, layout', 1, 1480],
      ['Illustrations', 6, 120],
    ],
  ],
  ['moss', 62, 45, 14, [['Packaging labels', 3, 260]]],
  ['vanderveer', 66, 39, 30, [['Website copy and layout', 5, 420]]],
  ['alba', 54, 32, 21, [['Spring catalogue', 1, 2350]]],
  ['koffie', 44, 30, 14, [['Loyalty card, design', 1, 540]]],
  ['harbour', 41, 24, 14, [['Brand refresh, design', 4, 680]]],
  [
    'alba',
    38,
    null,
    14,
    [
      ['Product photography', 2, 740],
      ['Retouching', 12, 35],
    ],
  ],
  ['tessel', 36, 17, 21, [['Competition boards', 2, 890]]],
  ['moss', 24, null, 14, [['Window lettering', 1, 480]]],
  ['vanderveer', 31, 11, 30, [['Website care, quarterly', 1, 1260]]],
  [
    'brightwater',
    19,
    null,
    30,
    [
      ['Signage concept', 2, 950],
      ['Site visit', 1, 320],
    ],
  ],
  ['koffie', 17, 4, 14, [['Seasonal posters', 3, 340]]],
  ['harbour', 9, 2, 14, [['Launch photography', 1, 1190]]],
  ['vanderveer', 12, null, 30, [['Annual report, layout', 2, 870]]],
  ['tessel', 6, null, 21, [['Exhibition panels', 6, 310]]],
  ['koffie', 5, null, 14, [['Shop signs', 2, 430]]],
  ['alba', 1, undefined, 14, [['Autumn catalogue', 1, 2600]]],
];

const kMethods = ['Bank transfer', 'Bank transfer', 'Card', 'Direct debit'] as const;

/** Fictional user number `index` of the cast; ids are random, so that every visitor is somebody of their own. */
export function createUser(index: number): User {
  const [first_name, last_name, company, city] = kPeople[index % kPeople.length] ?? kPeople[0];
  const slug = company
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '');
  return {
    id: newId('usr'),
    first_name,
    last_name,
    email: `${first_name
      .normalize('NFD')
      .replace(/[^a-z]/gi, '')
      .toLowerCase()}@${slug}.example`,
    company: { id: newId('org'), name: company, city },
    plan: 'Studio',
    created_at: new Date().toISOString(),
  };
}

/** `crypto.randomUUID` exists only on https and localhost; `getRandomValues` exists everywhere. */
export function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return `${prefix}_${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

export function createBooks(user: User): Books {
  const customers: Customer[] = kCustomers.map(([id, name, contact, email, city], index) => ({
    id: `cus_${id}`,
    name,
    contact,
    email,
    city,
    created_on: addDays(today(), -120 + index * 4),
  }));
  return {
    user,
    customers,
    // Numbers follow the issue date, as they must in real books.
    invoices: [...kSamples].sort((a, b) => b[1] - a[1]).map(createInvoice),
    bank_balance_cents: 714_000,
    monthly_costs_cents: 960_000,
    preferences: { tips: true, privacy: 'full' },
  };
}

function createInvoice(sample: Sample, index: number): Invoice {
  const [customer, issuedAgo, paidAgo, terms, items] = sample;
  const issued_on = addDays(today(), -issuedAgo);
  const lines: Line[] = items.map(([description, quantity, euros]) => ({
    description,
    quantity,
    unit_cents: euros * 100,
    tax_percent: 21,
  }));
  const invoice: Invoice = {
    id: `inv_${1031 + index}`,
    number: `LL-${1031 + index}`,
    customer_id: `cus_${customer}`,
    issued_on,
    due_on: addDays(issued_on, terms),
    lines,
    note: '',
    payments: [],
  };
  if (paidAgo !== undefined) invoice.sent_on = issued_on;
  if (typeof paidAgo === 'number') {
    const net = items.reduce((total, [, quantity, euros]) => total + quantity * euros * 100, 0);
    invoice.payments.push({
      id: `pay_${1031 + index}`,
      on: addDays(today(), -paidAgo),
      amount_cents: Math.round(net * 1.21),
      method: kMethods[index % kMethods.length] ?? 'Bank transfer',
    });
  }
  return invoice;
}
