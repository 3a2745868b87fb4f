// JSON as the engine and the collector read it, whatever the page has done to its arrays.

/** A list as it is: some old libraries (Prototype.js before 1.7) give all arrays a `toJSON` that makes a text of them. */
function listAsItIs(this: Record<string, unknown>, name: string, value: unknown): unknown {
  const own = this[name];
  return Array.isArray(own) ? own : value;
}

/** Throws what `JSON.stringify` throws. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, 'toJSON' in Array.prototype ? listAsItIs : undefined);
}
