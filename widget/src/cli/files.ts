import { readFileSync } from 'node:fs';
import { WrongUse } from './failure.ts';

/** A file's text, without a byte order mark, as a page would read it. */
export function readText(file: string): string {
  try {
    return new TextDecoder().decode(readFileSync(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new WrongUse(`There is no file ${file}.`);
    if (code === 'EISDIR') throw new WrongUse(`${file} is a folder, not a file.`);
    throw new WrongUse(`${file} cannot be read (${code ?? 'unknown reason'}).`);
  }
}
