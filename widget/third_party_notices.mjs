// The notices of what dist/ holds of others: npm packages by what the bundler really took, and what is linked into the engine.
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** The folders of the npm packages among the inputs of these builds. */
function packageFolders(metafiles) {
  const folders = new Set();
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
        if (found && bytesInOutput > 0) folders.add(resolve(here, found[1]));
      }
    }
  }
  return [...folders].sort();
}

async function noticeOf(folder) {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} is bundled, but has no license file to ship.`);
  const text = await readFile(join(folder, file), 'utf8');
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}

/** The whole text, for the builds whose metafiles these are. */
export async function thirdPartyNotices(metafiles) {
  const notices = await Promise.all(packageFolders(metafiles).map(noticeOf));
  const engine = await readFile(join(here, 'wasm_notices.txt'), 'utf8');
  return ['Docent is under the MIT License, see LICENSE. It holds parts of these:\n']
    .concat(notices, engine)
    .join(`\n${'-'.repeat(80)}\n\n`);
}
