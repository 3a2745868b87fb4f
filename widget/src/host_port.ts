// Regular expressions and lower-casing for the core: JavaScript's own, in pages and in Node.

const compiled = new Map<string, RegExp | null>();

function compile(pattern: string, flags: string): RegExp | null {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return null;
  }
}

/** 1 found, 0 not found, -1 the pattern is bad. */
export function docentRegexTest(pattern: string, text: string, flags: string): number {
  const key = `${flags}/${pattern}`;
  let expression = compiled.get(key);
  if (expression === undefined) {
    expression = compile(pattern, flags);
    // Patterns come from the campaign file, so there are few; the bound is for a host that generates them.
    if (compiled.size >= 512) compiled.clear();
    compiled.set(key, expression);
  }
  if (expression === null) return -1;
  expression.lastIndex = 0;
  return expression.test(text) ? 1 : 0;
}

export function docentLower(text: string): string {
  return text.toLowerCase();
}

/** What the wasm module asks of its host, under the names it asks for. */
export const hostPort = { docentRegexTest: docentRegexTest, docentLower: docentLower };
