// Tours of other libraries become campaign files without problems, and nothing is lost in silence.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createEngine, importSteps, lint, type ImportSource } from 'docent/node';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = fileURLToPath(new URL('import/', import.meta.url));

interface Step {
  id: string;
  [field: string]: unknown;
}

/** Imports, checks the file, and gives its steps and notes by the step they are about. */
function imported(source: unknown, from: ImportSource) {
  const { file, notes } = importSteps(source, { from });
  assert.deepEqual(lint(file), []);
  const campaigns = file.campaigns as unknown as { id: string; steps: Step[] }[];
  const said = (step?: string) =>
    notes.filter((note) => note.step === step).map(({ message }) => message);
  return { campaigns, steps: campaigns[0]?.steps ?? [], said };
}

async function fromModule(name: string): Promise<unknown> {
  return ((await import(join(folder, name))) as { default: unknown }).default;
}

const fromJson = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));

test('a driver.js configuration keeps its words, targets, sides, waits and buttons', async () => {
  const { steps, said } = imported(await fromModule('driver_tour.mjs'), 'driver');
  assert.deepEqual(steps[0], {
    id: 'welcome_to_ledgerleaf',
    surface: 'modal',
    backdrop: 'block',
    title: 'Welcome to *Ledgerleaf*',
    body: 'Two steps, **one minute**.',
    content: [{ type: 'list', items: ['Create', 'Send [with help](/help)'] }],
    buttons: [{ label: 'Weiter →', action: 'next' }],
  });
  assert.deepEqual(steps[1], {
    id: 'create',
    target: '#new-invoice',
    placement: 'bottom-start',
    backdrop: 'block',
    wait_ms: 2500,
    on_missing: 'center',
    title: 'Create',
    body: 'It costs { {price}} and nothing more.',
    content: [{ type: 'text', text: 'Really.' }],
    buttons: [
      { label: 'Back', action: 'back' },
      { label: 'Weiter →', action: 'next' },
    ],
    advance: { on: 'click' },
  });
  assert.equal(steps.length, 3, 'a step that says nothing is none');
  assert.match(said('create').join(), /`onNextClick`.*function.*`\{\{`.*javascript:alert\(1\)/);
  assert.match(
    said('the_menu').join(),
    /`element` is a function.*A frame is carried over as a link/,
  );
  assert.match(said().join(), /`allowClose`.*`popoverClass`.*`onDestroyed`.*without a popover/);
});

test('a page with data-intro attributes becomes a tour for each group, in the order of its numbers', () => {
  const page = readFileSync(join(folder, 'introjs_page.html'), 'utf8');
  const { campaigns, steps, said } = imported(page, 'introjs');
  assert.deepEqual(
    campaigns.map(({ id }) => id),
    ['introjs_tour', 'extras'],
  );
  assert.deepEqual(
    steps.map(({ target, placement }) => [target, placement]),
    [
      ['#old', undefined],
      ['#new', 'bottom-end'],
      ['body > main:nth-of-type(1) > h1:nth-of-type(1)', undefined],
    ],
  );
  assert.deepEqual([steps[2]?.title, steps[2]?.body], ['Welcome', '**Hello** there']);
  assert.deepEqual(campaigns[1]?.steps[0]?.target, '[data-testid="sum"]');
  assert.match(said('welcome').join(), /counts elements/);
  assert.deepEqual([steps[0]?.interactive, steps[1]?.interactive], [false, undefined]);
  assert.match(said().join(), /The hint on/);
});

test('Intro.js options keep labels and positions', () => {
  const { steps, said } = imported(fromJson('introjs_options.json'), 'introjs');
  assert.deepEqual(
    steps.map(({ target, placement, surface }) => [target, placement, surface]),
    [
      [undefined, undefined, 'modal'],
      ['#total', 'left', undefined],
      ['#chart', undefined, undefined],
    ],
  );
  assert.equal(steps[1]?.body, 'What you earned, in `EUR`');
  assert.deepEqual(steps[0]?.buttons, [{ label: 'Go on', action: 'next' }]);
  assert.match(said('and_over_time').join(), /`tooltipClass`.*floats/);
  assert.match(said().join(), /`exitOnEsc`/);
});

test('React Joyride steps keep placement, labels and overlay, and React elements their text', () => {
  const { steps, said } = imported(fromJson('joyride_steps.json'), 'joyride');
  assert.deepEqual(
    steps.map(({ target, surface, placement, backdrop, on_missing }) => [
      target ?? surface,
      placement,
      backdrop,
      on_missing,
    ]),
    [
      ['modal', undefined, 'block', undefined],
      ['.invoices', 'right-start', 'block', 'skip'],
      ['#search', 'bottom', 'none', 'skip'],
    ],
  );
  assert.match(said('welcome').join(), /signs that Docent reads/);
  assert.match(said('every_invoice_is_here').join(), /`spotlightPadding`/);

  const element = (type: unknown, props: object) => ({
    $$typeof: Symbol.for('react.element'),
    type,
    props,
  });
  const Chart = () => null;
  const content = element('p', {
    className: 'wide',
    children: ['See ', element('b', { children: 'all' }), ' of it', element(Chart, {})],
  });
  const react = imported([{ target: '#x', content }], 'joyride');
  assert.equal(react.steps[0]?.body, 'See **all** of it');
  assert.match(react.said(react.steps[0]?.id).join(), /component of React is left out.*Classes/);
});

test('a Shepherd tour keeps its buttons where their functions move the tour', async () => {
  const { campaigns, steps, said } = imported(await fromModule('shepherd_tour.mjs'), 'shepherd');
  assert.equal(campaigns[0]?.id, 'getting_started');
  assert.deepEqual(steps[0]?.buttons, [
    { label: 'Exit', action: 'dismiss', style: 'secondary' },
    { label: 'Next', action: 'next' },
  ]);
  assert.deepEqual(
    [steps[0]?.body, steps[0]?.content],
    ['One *small* tour', [{ type: 'text', text: 'A B' }]],
  );
  assert.deepEqual(steps[1]?.advance, { on: 'click' });
  assert.deepEqual(steps[2]?.advance, { on: 'dom', dom: 'change' });
  assert.deepEqual(steps[2]?.buttons, [{ label: 'Back', action: 'back' }]);
  assert.deepEqual([steps[1]?.interactive, steps[1]?.spotlight], [false, ['.total', '#sum']]);
  assert.match(said('create').join(), /`beforeShowPromise`/);
  assert.match(said('rename').join(), /does something of its own/);
});

test('HTML that lies, nests or is broken never becomes a problem of the file', () => {
  for (const description of [
    '<a href="javascript:alert(1)">x</a><a href=" https://e.com/(a) b">y</a><a href="/z">[z]</a>',
    '<b><i>a</i> b</b> <i><b>c</b></i> <code>`d`</code> <b></b> *e* **',
    '<ul><li><ul><li>deep<img src="data:image/png;base64,AA"></li></ul></li><li></li></ul>',
    '<table><tr><td>a<td>b</table><script>bad()</script><style>b{}</style><p>c<p>d<div>e</span>',
    '<form onsubmit="x()"><input><button>Go</button></form>{{ user.name }} {{',
    '<svg><text>no</text></svg>\u0000&nbsp;&amp;&#x1F600; [a](javascript:b)',
    '',
  ]) {
    const { steps } = imported(
      [
        { element: '#a', popover: { title: description, description } },
        { popover: { title: 'b' } },
      ],
      'driver',
    );
    assert.doesNotMatch(JSON.stringify(steps), /<(b|a|i|script|ul|img)\b|\]\(javascript/);
  }
});

test('ids are unique and never reserved, whatever the titles are', () => {
  const titles = ['End', 'end', 'A.b', 'A b', '日本語', '!!!', 'x'.repeat(300)];
  const { steps } = imported(
    titles.map((title) => ({ target: '#a', title, content: 'c' })),
    'joyride',
  );
  assert.equal(new Set(steps.map(({ id }) => id)).size, titles.length);
});

test('what has no steps is refused with a reason', () => {
  for (const source of [[], {}, null, 'text', 5, { steps: {} }]) {
    assert.throws(() => importSteps(source, { from: 'driver' }), /no step/);
  }
  assert.throws(() => importSteps([], { from: 'other' as ImportSource }), /is one of driver/);
});

test('an imported tour runs in the engine from its first step to its last', () => {
  const { file } = importSteps(fromJson('joyride_steps.json'), { from: 'joyride' });
  const user = createEngine({ config: file, now: '2026-11-21T09:00:00Z', page: '/' });
  user.start('joyride_tour');
  const seen: (string | undefined)[] = [];
  for (let step = user.showing(); step; step = user.showing()) {
    seen.push(step.step);
    user.advance();
  }
  assert.deepEqual(seen, ['welcome', 'every_invoice_is_here', 'find_anything']);
  user.dispose();
});

function docent(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'widget/dist/cli.mjs'), ...args],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  return { exit: status, out: stdout, err: stderr };
}

test('on the command line the file and the notes go their own ways', () => {
  for (const [from, name] of [
    ['driver', 'driver_tour.mjs'],
    ['introjs', 'introjs_page.html'],
    ['introjs', 'introjs_options.json'],
    ['joyride', 'joyride_steps.json'],
    ['shepherd', 'shepherd_tour.mjs'],
  ] as const) {
    const { exit, out, err } = docent('import', join(folder, name), '--from', from);
    assert.equal(exit, 0, err);
    assert.deepEqual(lint(out), []);
    assert.match(err, /notes on what is different now\.\n$/);
  }
  const both = docent(
    'import',
    join(folder, 'joyride_steps.json'),
    '--from',
    'joyride',
    '--id',
    'desk',
    '--json',
  );
  const { file, notes } = JSON.parse(both.out) as {
    file: { campaigns: { id: string }[] };
    notes: unknown[];
  };
  assert.equal(file.campaigns[0]?.id, 'desk');
  assert.ok(notes.length > 0);
});

test('on the command line wrong use and wrong content are told apart', () => {
  const wrong = [
    ['import', 'docs/examples/driver_steps.json'],
    ['import', 'docs/examples/driver_steps.json', '--from', 'other'],
    ['import', 'docs/missing.json', '--from', 'driver'],
    ['import', 'docs/missing.mjs', '--from', 'driver'],
    ['import', 'docs/importing.md', '--from', 'driver'],
    ['import', join(folder, 'introjs_page.html'), '--from', 'driver'],
  ];
  for (const args of wrong) assert.equal(docent(...args).exit, 2, args.join(' '));
  assert.equal(docent('import', 'package.json', '--from', 'driver').exit, 1);
  const none = docent('import', 'widget/third_party_notices.mjs', '--from', 'driver');
  assert.deepEqual([none.exit, /no default export/.test(none.err)], [1, true]);
});
