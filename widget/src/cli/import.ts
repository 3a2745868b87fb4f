// `docent import`: the tours of another library as a campaign file, and what could not be carried over.
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { importSteps, kImportSources, type ImportSource } from '../node/import/import_steps.ts';
import { BadContent, WrongUse } from './failure.ts';
import { readText } from './files.ts';
import type { Invocation } from './invocation.ts';
import type { Answer } from './lint.ts';
import { count } from './terminal.ts';

/** A module's default export. Importing a module runs it: the documentation says so. */
async function exported(file: string): Promise<unknown> {
  readText(file); // A file that is not there is wrong use, and not a broken module.
  let module: { default?: unknown };
  try {
    module = (await import(pathToFileURL(resolve(file)).href)) as { default?: unknown };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BadContent(`${file} cannot be imported: ${why}`);
  }
  if (module.default === undefined) {
    throw new BadContent(
      `${file} has no default export: export the steps, or the options with them.`,
    );
  }
  return module.default;
}

/** JSON and HTML are read as text; a module is imported. */
async function sourceIn(file: string, from: ImportSource): Promise<unknown> {
  if (/\.html?$/i.test(file)) {
    if (from !== 'introjs')
      throw new WrongUse('Only Intro.js has its steps in HTML: say --from introjs.');
    return readText(file);
  }
  if (/\.(mjs|cjs|js)$/i.test(file)) return exported(file);
  if (!/\.json$/i.test(file))
    throw new WrongUse(`${file} is neither .json, .html nor a JavaScript module.`);
  try {
    return JSON.parse(readText(file)) as unknown;
  } catch (error) {
    if (error instanceof WrongUse) throw error;
    throw new BadContent(`${file} is not JSON: ${(error as Error).message}`);
  }
}

export async function runImport({ files, from, id, json }: Invocation): Promise<Answer> {
  const [file = ''] = files;
  if (!(kImportSources as readonly (string | undefined)[]).includes(from)) {
    throw new WrongUse(`docent import needs --from ${kImportSources.join(', ')}.`);
  }
  const source = await sourceIn(file, from as ImportSource);
  let imported;
  try {
    imported = importSteps(source, {
      from: from as ImportSource,
      ...(id === undefined ? {} : { id }),
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new BadContent(`${file} cannot be taken over: ${error.message}.`);
  }
  if (json) return { text: `${JSON.stringify(imported, null, 2)}\n`, exit: 0 };
  const lines = imported.notes.map(({ step, message }) => `${step ?? file}: ${message}\n`);
  return {
    text: `${JSON.stringify(imported.file, null, 2)}\n`,
    notes: `${lines.join('')}${count(lines.length, 'note')} on what is different now.\n`,
    exit: 0,
  };
}
