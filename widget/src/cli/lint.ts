// `docent lint`: every problem of campaign files, with its place.
import type { Problem } from '../contract.ts';
import { lint } from '../node/index.ts';
import { readText } from './files.ts';
import type { Invocation } from './invocation.ts';
import { locator, type Position } from './position.ts';
import { count, type Paint } from './terminal.ts';

/** A problem with its place; without one when the text has no such place. */
export type Finding = Problem & Partial<Position> & { file: string; fix?: string };

export interface Answer {
  text: string;
  /** For standard error: the text alone can go into a file. */
  notes?: string;
  exit: 0 | 1;
}

/** Every problem of a file, errors first, each from top to bottom. */
export function findings(file: string, text: string): Finding[] {
  const problems: (Problem & { fix?: string })[] = lint(text);
  if (problems.length === 0) return [];
  const locate = locator(text);
  const found: Finding[] = problems.map((each) => ({ file, ...locate(each), ...each }));
  return found.sort(
    (a, b) =>
      Number(a.severity === 'warning') - Number(b.severity === 'warning') ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}

/** `docent.json:12:5: error: The sentence. [code /pointer]`, and the fix below it. */
export function findingText(finding: Finding, paint: Paint): string {
  const { file, line, column, severity, code, path, message, fix } = finding;
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  const label = paint(severity === 'error' ? 'red' : 'yellow', `${severity}:`);
  const rule = paint('dim', `[${code}${path && ` ${path}`}]`);
  const first = `${paint('bold', `${place}:`)} ${label} ${message} ${rule}\n`;
  return fix === undefined ? first : `${first}    fix: ${fix}\n`;
}

export function runLint({ files, json, strict }: Invocation, paint: Paint): Answer {
  const found = files.flatMap((file) => findings(file, readText(file)));
  const errors = found.filter(({ severity }) => severity === 'error').length;
  const warnings = found.length - errors;
  const exit = errors > 0 || (strict && warnings > 0) ? 1 : 0;
  if (json) {
    return { text: `${JSON.stringify({ errors, warnings, problems: found }, null, 2)}\n`, exit };
  }
  const where = files.length === 1 ? files[0] : count(files.length, 'file');
  const verdict =
    found.length === 0
      ? paint('green', `No problems in ${where}.`)
      : `${count(errors, 'error')} and ${count(warnings, 'warning')} in ${where}.`;
  return { text: `${found.map((each) => findingText(each, paint)).join('')}${verdict}\n`, exit };
}
