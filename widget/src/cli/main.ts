// The command line of the package: `npx docent lint docent.json`. Exit codes are for continuous integration.
import { readFileSync } from 'node:fs';
import { runExplain } from './explain.ts';
import { BadContent, WrongUse } from './failure.ts';
import { runImport } from './import.ts';
import { kUsage, readArguments, type Invocation } from './invocation.ts';
import { runLint, type Answer } from './lint.ts';
import { runReplay } from './replay.ts';
import { paintFor } from './terminal.ts';

/** `dist/cli.mjs` lies beside the package's description. */
function packageVersion(): string {
  const description = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(description) as { version: string }).version;
}

function answerTo(invocation: Invocation): Answer | Promise<Answer> {
  const paint = paintFor(process.stdout, process.env);
  switch (invocation.command) {
    case 'help':
      return { text: kUsage, exit: 0 };
    case 'version':
      return { text: `${packageVersion()}\n`, exit: 0 };
    case 'lint':
      return runLint(invocation, paint);
    case 'explain':
      return runExplain(invocation, paint);
    case 'replay':
      return runReplay(invocation, paint);
    case 'import':
      return runImport(invocation);
  }
}

// A reader that has seen enough (`| head`) closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  const { text, notes = '', exit } = await answerTo(readArguments(process.argv.slice(2)));
  process.stdout.write(text);
  process.stderr.write(notes);
  process.exitCode = exit;
} catch (error) {
  if (error instanceof WrongUse) {
    process.stderr.write(`docent: ${error.message}\n`);
    process.exitCode = 2;
  } else if (error instanceof BadContent) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
