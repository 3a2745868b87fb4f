#!/usr/bin/env node
// The command line. It stands outside of dist/ since npm links a command when it installs, and in the repository nothing
// is built by then.
import { existsSync } from 'node:fs';

const program = new URL('../dist/cli.mjs', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  console.error('docent is not built yet: run scripts/setup && scripts/build engines widget.');
  process.exitCode = 2;
}
