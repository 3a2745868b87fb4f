// How a line looks: colours where they are wanted, times as the user's own clock showed them.

export type Colour = 'bold' | 'dim' | 'red' | 'green' | 'yellow';
/** Colours a text, or leaves it alone. */
export type Paint = (colour: Colour, text: string) => string;

const kCodes: Record<Colour, [on: number, off: number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
};

const plain: Paint = (_colour, text) => text;
const coloured: Paint = (colour, text) => {
  const [on, off] = kCodes[colour];
  return `\u001b[${on}m${text}\u001b[${off}m`;
};

/** Colours only on a terminal that has some, and never against NO_COLOR (https://no-color.org). */
export function paintFor(stream: { isTTY?: boolean }, environment: NodeJS.ProcessEnv): Paint {
  const wanted = stream.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb';
  return wanted ? coloured : plain;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** `2026-03-02 09:00:03`, on the clock of a user so many minutes east of UTC. */
export function localTime(at_ms: number, offset_min: number): string {
  const local = new Date(at_ms + offset_min * 60_000);
  if (Number.isNaN(local.getTime())) return `${at_ms} ms`;
  return local.toISOString().slice(0, 19).replace('T', ' ');
}

/** `+01:00` */
export function offsetText(offset_min: number): string {
  const minutes = Math.abs(offset_min);
  return `${offset_min < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** `1 error`, `2 errors` */
export function count(n: number, noun: string, nouns = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : nouns}`;
}
