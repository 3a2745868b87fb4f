// What was typed, checked: a command, its files and its options.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { WrongUse } from './failure.ts';

export const kUsage = `docent: checks campaign files, replays what users went through, takes over other libraries' tours.

  docent lint FILE...                            what is wrong with a campaign file
  docent explain FILE --trace T --campaign C     why campaign C shows, or does not, where trace T ends
  docent replay FILE --trace T                   what FILE shows to the user of trace T, over time
  docent import FILE --from LIBRARY              the tour in FILE as a campaign file; notes go to standard error

  --trace T      a trace: JSON lines, as docs/engine.md describes them. FILE is used wherever it loads one
  --campaign C   a campaign's id
  --at TIME      explain: as of then ("2026-03-02T09:00:00Z"), without what comes later in the trace
  --all          replay: also what the user did, and every revision of the summaries
  --from LIBRARY import: driver, introjs, joyride or shepherd. FILE is .json, .html (introjs), or a module: it is run
  --id ID        import: the campaign's id, where FILE has none
  --strict       lint: warnings fail too
  --json         JSON instead of text
  --version      the version of this package
  --help         this text

Exit code: 0 clean, 1 something is wrong in a file, 2 wrong use. Colours only on a terminal and without NO_COLOR.
`;

const kOptions = {
  trace: { type: 'string', of: ['explain', 'replay'] },
  campaign: { type: 'string', of: ['explain'] },
  at: { type: 'string', of: ['explain'] },
  all: { type: 'boolean', of: ['replay'] },
  from: { type: 'string', of: ['import'] },
  id: { type: 'string', of: ['import'] },
  strict: { type: 'boolean', of: ['lint'] },
  json: { type: 'boolean', of: ['lint', 'explain', 'replay', 'import'] },
} as const;

type Option = keyof typeof kOptions;
export type CommandName = 'lint' | 'explain' | 'replay' | 'import';
const kCommands: readonly string[] = [
  'lint',
  'explain',
  'replay',
  'import',
] satisfies CommandName[];

export interface Invocation {
  command: CommandName | 'help' | 'version';
  files: string[];
  trace?: string;
  campaign?: string;
  at?: string;
  all?: boolean;
  from?: string;
  id?: string;
  strict?: boolean;
  json?: boolean;
}

const kConfig = {
  options: {
    ...(kOptions as Record<Option, { type: 'string' | 'boolean' }>),
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean', short: 'V' },
  },
  allowPositionals: true,
  tokens: true,
  // Node's own refusals are paragraphs: see `checked`.
  strict: false,
} satisfies ParseArgsConfig;

type Token = ReturnType<typeof parseArgs<typeof kConfig>>['tokens'][number];

/** Refuses what this option, or this command with it, cannot mean. */
function checked(command: string, token: Token): void {
  if (token.kind !== 'option') return;
  const { name, rawName, value } = token;
  if (!Object.hasOwn(kConfig.options, name))
    throw new WrongUse(`There is no option ${rawName}: see docent --help.`);
  const option = Object.hasOwn(kOptions, name) ? kOptions[name as Option] : undefined;
  if (option?.type === 'string') {
    if (!value) throw new WrongUse(`${rawName} needs a value.`);
  } else if (value !== undefined) {
    throw new WrongUse(`${rawName} takes no value.`);
  }
  if (option && !(option.of as readonly string[]).includes(command)) {
    throw new WrongUse(`docent ${command} has no option ${rawName}.`);
  }
}

/** Reads the arguments after `docent`. Throws `WrongUse`. */
export function readArguments(args: string[]): Invocation {
  const { values, positionals, tokens } = parseArgs({ ...kConfig, args });
  const [command = '', ...files] = positionals;
  if (values.help === true) return { command: 'help', files: [] };
  if (values.version === true) return { command: 'version', files: [] };
  if (command !== '' && !kCommands.includes(command)) {
    throw new WrongUse(`There is no command ${command}: say lint, explain, replay or import.`);
  }
  for (const token of tokens) checked(command, token);
  if (command === '')
    throw new WrongUse(
      'Say what to do: docent lint, explain, replay or import; docent --help says more.',
    );
  const what = command === 'import' ? 'file' : 'campaign file';
  if (files.length === 0) throw new WrongUse(`docent ${command} needs a ${what}.`);
  if (command !== 'lint') {
    if (files.length > 1) throw new WrongUse(`docent ${command} takes one ${what}.`);
    if (command !== 'import' && values.trace === undefined)
      throw new WrongUse(`docent ${command} needs --trace.`);
  }
  if (command === 'explain' && values.campaign === undefined) {
    throw new WrongUse('docent explain needs --campaign.');
  }
  return { ...values, command, files } as Invocation;
}
