// The command line, run as a process: what ships.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cli = join(root, 'widget/dist/cli.mjs');
const example = 'docs/examples/docent.json';
const trace = 'docs/examples/trace.jsonl';
const long_trace = 'tests/golden/sixty_days.jsonl';
const folder = mkdtempSync(join(tmpdir(), 'docent-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  exit: number | null;
  out: string;
  err: string;
}

function docent(...args: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { exit: status, out: stdout, err: stderr };
}

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const one_campaign = (campaign: string): string =>
  `{\n  "version": 1,\n  "campaigns": [\n    ${campaign}\n  ]\n}\n`;

const clean = one_campaign(
  '{ "id": "a", "kind": "announcement", "steps": [{ "id": "s", "title": "x" }] }',
);

test('a clean campaign file has exit code 0', () => {
  const { exit, out, err } = docent('lint', example);
  assert.equal(out, `No problems in ${example}.\n`);
  assert.equal(err, '');
  assert.equal(exit, 0);
});

test('an error is printed with line, column, code and pointer, and has exit code 1', () => {
  const file = written(
    'kind.json',
    one_campaign('{ "id": "a", "kind": "tourr", "steps": [{ "id": "s", "title": "x" }] }'),
  );
  const { exit, out } = docent('lint', file);
  assert.ok(out.startsWith(`${file}:4:26: error: \`tourr\` is not one of`), out);
  assert.match(out, /\[unknown_value \/campaigns\/0\/kind\]/);
  assert.match(out, /1 error and 0 warnings in /);
  assert.equal(exit, 1);
});

test('a misspelt field is shown at its name, a missing one at the object that lacks it', () => {
  const file = written(
    'fields.json',
    '{\n  "version": 1,\n  "campains": [],\n  "campaigns": [\n    {}\n  ]\n}',
  );
  const { problems } = JSON.parse(docent('lint', '--json', file).out) as {
    problems: { code: string; path: string; line: number; column: number }[];
  };
  const placeOf = (code: string) => {
    const { line, column } = problems.find((problem) => problem.code === code) ?? {};
    return [line, column];
  };
  assert.deepEqual(placeOf('unknown_field'), [3, 3]);
  assert.deepEqual(placeOf('missing_field'), [5, 5]);
});

test('pointers with escapes and characters beyond ASCII are found', () => {
  const file = written(
    'escapes.json',
    one_campaign(
      '{ "id": "ä\u{1F600}", "kind": "announcement", "audience": { "user.a/b~c": { "$wat": 1 } }, "steps": [{ "id": "s", "title": "x" }] }',
    ),
  );
  const { problems } = JSON.parse(docent('lint', '--json', file).out) as {
    problems: { path: string; line: number; column: number }[];
  };
  const found = problems.find(({ path }) => path.includes('~1'));
  assert.ok(found, JSON.stringify(problems));
  const line = readFileSync(file, 'utf8').split('\n')[found.line - 1] ?? '';
  assert.ok(found.column - 1 >= line.indexOf('{ "$wat"'), `column ${found.column}`);
});

test('text that is not JSON is an error with its place, however deep it nests', () => {
  const { exit, out } = docent(
    'lint',
    written('broken.json', '{\n  "version": 1,\n  "campaigns": [,]\n}'),
  );
  assert.match(out, /broken\.json:3:17: error: /);
  assert.equal(exit, 1);
  for (const start of ['', 'x']) {
    const deep = docent('lint', written('deep.json', start + '['.repeat(300_000)));
    assert.match(deep.out, /error: /);
    assert.equal(deep.exit, 1, deep.err);
  }
});

test('warnings pass, and fail with --strict', () => {
  const file = written(
    'warning.json',
    clean.replace('"version": 1,', '"version": 1,\n  "surprise": true,'),
  );
  assert.equal(docent('lint', file).exit, 0);
  const strict = docent('lint', file, '--strict');
  assert.match(strict.out, /warning\.json:3:3: warning: .*\[unknown_field \/surprise\]/);
  assert.equal(strict.exit, 1);
});

test('several files are checked at once', () => {
  const bad = written('bad.json', '{}');
  const { exit, out } = docent('lint', example, bad);
  assert.match(out, /bad\.json:1:1: error: /);
  assert.match(out, /in 2 files\.$/m);
  assert.equal(exit, 1);
});

test('lint --json gives every problem with its file and place', () => {
  const file = written('empty.json', '{}');
  const { exit, out } = docent('lint', file, '--json');
  const answer = JSON.parse(out) as { errors: number; problems: Record<string, unknown>[] };
  assert.equal(
    answer.errors,
    answer.problems.filter(({ severity }) => severity === 'error').length,
  );
  assert.ok(answer.errors > 0);
  for (const problem of answer.problems) {
    assert.equal(problem.file, file);
    assert.deepEqual([problem.line, problem.column], [1, 1]);
    for (const field of ['code', 'message', 'path']) assert.equal(typeof problem[field], 'string');
  }
  assert.equal(exit, 1);
});

test('replay prints what was shown and what came of it, on the clock of the user', () => {
  const { exit, out } = docent('replay', example, '--trace', trace);
  assert.match(out, /^2026-03-02 09:00:05 {2}shown {7}welcome › done$/m);
  assert.match(out, /^2026-03-02 09:00:09 {2}outcome {5}welcome: completed$/m);
  assert.match(out, /summary of 2026-03-02, final$/m);
  assert.match(out, /^welcome +1 +1 +0 +0 +0 +0$/m);
  assert.equal(exit, 0);
});

test('replay --all also says what the user did', () => {
  const brief = docent('replay', example, '--trace', trace).out.split('\n');
  const all = docent('replay', example, '--trace', trace, '--all').out.split('\n');
  assert.ok(all.some((line) => / page +\/app\/$/.test(line)));
  assert.deepEqual(
    brief.filter((line) => !all.includes(line)),
    [],
  );
});

test('replay uses the campaign file it is given, not the one of the trace', () => {
  const { exit, out } = docent('replay', written('other.json', clean), '--trace', trace);
  assert.match(out, /show +a › s/);
  assert.doesNotMatch(out, /welcome/);
  assert.equal(exit, 0);
});

test('the totals of replay are those of its lines', () => {
  const { exit, out } = docent('replay', example, '--trace', long_trace, '--json');
  const { events, totals } = JSON.parse(out) as {
    events: { what: string; text: string; campaign?: string }[];
    totals: {
      errors: number;
      campaigns: Record<string, { shown: number; outcomes: Record<string, number> }>;
      summaries: { days: number; final: number };
    };
  };
  for (const [campaign, { outcomes }] of Object.entries(totals.campaigns)) {
    const lines = events.filter((event) => event.what === 'outcome' && event.campaign === campaign);
    const sum = Object.values(outcomes).reduce((a, b) => a + b, 0);
    assert.equal(sum, lines.length, campaign);
  }
  const closed = events.filter(({ what, text }) => what === 'post' && text.endsWith('final'));
  assert.equal(closed.length, totals.summaries.final);
  // It ends with two commands that are wrong on purpose.
  assert.equal(totals.errors, 2);
  assert.equal(exit, 1);
});

test('explain prints every gate in order with its sentence and numbers', () => {
  const { exit, out } = docent('explain', example, '--trace', trace, '--campaign', 'nps');
  const gates = [...out.matchAll(/^ {2}(?:open {2}|closed) {2}(\w+)/gm)].map(([, gate]) => gate);
  assert.equal(gates[0], 'file');
  assert.equal(gates.at(-1), 'target');
  assert.match(out, /^nps is blocked at 2026-/);
  assert.match(out, /user\.age_days should be at least 30/);
  assert.match(out, /condition_false, path \/user\.age_days\/\$gte, expected 30, actual \d/);
  assert.match(out, /^next_at: /m);
  assert.equal(exit, 0);
});

test('explain --at asks on the way, without what comes later', () => {
  const ask = ['explain', example, '--trace', trace, '--campaign', 'welcome', '--json'];
  const early = JSON.parse(docent(...ask, '--at', '2026-03-02T08:00:00Z').out) as {
    verdict: string;
    at_ms: number;
    next_at_ms: number;
    gates: { gate: string; code: string; sentence: string }[];
  };
  assert.equal(early.at_ms, Date.parse('2026-03-02T08:00:00Z'));
  assert.equal(early.verdict, 'blocked');
  assert.ok(early.next_at_ms > early.at_ms);
  for (const gate of early.gates) assert.match(gate.sentence, /\.$/);
  const late = JSON.parse(docent(...ask).out) as { gates: { gate: string; code: string }[] };
  const codeOf = ({ gates }: typeof late) => gates.find(({ gate }) => gate === 'frequency')?.code;
  assert.equal(codeOf(early), 'never_shown');
  assert.notEqual(codeOf(late), 'never_shown');
});

test('a refused campaign file is content: its errors and exit code 1', () => {
  const bad = written('refused.json', '{\n  "version": 7,\n  "campaigns": []\n}');
  const { exit, out, err } = docent('replay', bad, '--trace', trace);
  assert.equal(out, '');
  assert.match(err, /refused\.json:2:14: error: /);
  assert.equal(exit, 1);
});

test('a bad line of a trace is named by its number', () => {
  for (const line of ['{"batch": {}}', '{"batsch": {}}', '7', 'null', '{']) {
    const bad = written('bad.jsonl', `{"comment": "fine"}\n\n${line}\n`);
    const { exit, err } = docent('replay', example, '--trace', bad);
    assert.match(err, /^\S*bad\.jsonl:3: \S.*\.\n$/, line);
    assert.equal(exit, 1, line);
  }
});

test('wrong use is one plain sentence and exit code 2', () => {
  const wrong: [args: string[], says: RegExp][] = [
    [[], /Say what to do/],
    [['lnit', example], /no command lnit/],
    [['lint'], /needs a campaign file/],
    [['lint', 'missing.json'], /There is no file missing\.json\./],
    [['lint', 'docs'], /docs is a folder/],
    [['lint', example, '--colour'], /no option --colour/],
    [['lint', example, '-x'], /no option -x/],
    [['lint', example, '--strict=yes'], /--strict takes no value/],
    [['lint', example, '--trace', trace], /docent lint has no option --trace/],
    [['replay', example], /needs --trace/],
    [['replay', example, '--trace'], /--trace needs a value/],
    [['replay', example, example, '--trace', trace], /takes one campaign file/],
    [['replay', example, '--trace', 'missing.jsonl'], /There is no file missing\.jsonl\./],
    [['explain', example, '--trace', trace], /needs --campaign/],
    [['explain', example, '--trace', trace, '--campaign', 'nobody'], /has no campaign nobody/],
    [
      ['explain', example, '--trace', trace, '--campaign', 'nps', '--at', 'noon'],
      /--at needs a time/,
    ],
  ];
  for (const [args, says] of wrong) {
    const { exit, out, err } = docent(...args);
    assert.match(err, says, args.join(' '));
    assert.match(err, /^docent: [^\n]+\.\n$/, args.join(' '));
    assert.equal(out, '', args.join(' '));
    assert.equal(exit, 2, args.join(' '));
  }
});

test('--help and --version answer and do nothing else', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'widget/package.json'), 'utf8')) as {
    version: string;
  };
  assert.deepEqual(docent('--version'), { exit: 0, out: `${version}\n`, err: '' });
  for (const args of [['--help'], ['-h'], ['lint', '--help']]) {
    const { exit, out } = docent(...args);
    assert.match(out, /docent lint FILE/);
    assert.equal(exit, 0);
  }
});

test('there are no colours in a pipe', () => {
  for (const args of [
    ['lint', written('plain.json', '{}')],
    ['replay', example, '--trace', trace],
    ['explain', example, '--trace', trace, '--campaign', 'nps'],
  ]) {
    assert.ok(!docent(...args).out.includes('\u001b'), args.join(' '));
  }
});

/** What a terminal gets: util-linux `script` gives the program one. */
function onTerminal(environment: Record<string, string>): string {
  const command = `'${process.execPath}' '${cli}' lint '${written('coloured.json', '{}')}'`;
  const { stdout, error } = spawnSync('script', ['-qec', command, '/dev/null'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, TERM: 'xterm', ...environment },
  });
  assert.equal(error, undefined);
  return stdout;
}

test('there are colours on a terminal, and none with NO_COLOR', () => {
  assert.ok(onTerminal({}).includes('\u001b[31merror:'));
  assert.match(onTerminal({ NO_COLOR: '1' }), /error:/);
  assert.ok(!onTerminal({ NO_COLOR: '1' }).includes('\u001b[31m'));
});

test('a reader that stops early is no failure', async () => {
  const child = spawn(
    process.execPath,
    [cli, 'replay', example, '--trace', long_trace, '--all', '--json'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  child.stdout.destroy();
  await new Promise((resolve) => child.on('close', resolve));
  assert.equal(errors, '');
});

test('the commands of docs/testing.md print what it says they print', () => {
  const text = readFileSync(join(root, 'docs/testing.md'), 'utf8');
  const blocks = [...text.matchAll(/^```console\n\$ npx docent (.*)\n([\s\S]*?)^```/gm)];
  assert.ok(blocks.length >= 3);
  for (const [, args = '', printed = ''] of blocks) {
    const { exit, out, err } = docent(...args.split(' '));
    assert.equal(exit, 0, err);
    // `…` stands for lines that are left out.
    let at = 0;
    for (const part of printed.split('…\n')) {
      const found = out.indexOf(part, at);
      assert.ok(found >= 0, `docent ${args} prints\n${out}and not\n${part}`);
      at = found + part.length;
    }
  }
});
