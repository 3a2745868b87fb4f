// Crashes of a page where the driver has none to offer: its process is killed from outside.
import { readFile, readdir } from 'node:fs/promises';
import type { Tab } from './browsers.ts';

const kWeight_bytes = 256 * 2 ** 20;
const kPage_bytes = 4096;

/** The parent of a process; 0 when it is gone. */
async function parentOf(id: number): Promise<number> {
  const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
  // The name stands in brackets and may hold any character.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

/** What the processes below this one hold in memory, in bytes. */
async function weights(root: number): Promise<Map<number, number>> {
  const ids = (await readdir('/proc')).map(Number).filter((id) => id > 0);
  const parents = new Map<number, number>();
  for (const id of ids) parents.set(id, await parentOf(id));
  const isBelow = (id: number): boolean => {
    const parent = parents.get(id) ?? 0;
    return parent === root || (parent > 1 && isBelow(parent));
  };
  const found = new Map<number, number>();
  for (const id of ids) {
    if (!isBelow(id)) continue;
    const [, resident = '0'] = (await readFile(`/proc/${id}/statm`, 'utf8').catch(() => '')).split(
      ' ',
    );
    found.set(id, Number(resident) * kPage_bytes);
  }
  return found;
}

/** No browser says which process a page has; it is the one that becomes heavy when the page does. */
export async function crashByWeight(tab: Tab, browser: number | undefined): Promise<void> {
  if (browser === undefined) throw new Error('The browser has no process.');
  const light = await weights(browser);
  await tab.evaluate((bytes) => {
    (window as unknown as { weight: Uint8Array }).weight = new Uint8Array(bytes).fill(1);
  }, kWeight_bytes);
  const heavy = await weights(browser);
  const gained = [...heavy].map(([id, bytes]) => [id, bytes - (light.get(id) ?? bytes)] as const);
  const [found] = gained.sort(([, a], [, b]) => b - a);
  if (!found || found[1] < kWeight_bytes / 2) throw new Error('No process became heavy.');
  process.kill(found[0], 'SIGKILL');
  // The browser takes a moment to see it.
  while (await tab.is_alive());
}
