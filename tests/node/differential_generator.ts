// Random attributes, conditions and saved groups for the differential test. Everything is plain JSON without lone
// surrogates and without names of Object.prototype. Operands are mostly made from the value they will meet, since two
// random values hardly ever have anything to do with each other.

export interface Random {
  /** 0 ≤ x < 1 */
  next(): number;
  below(n: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** mulberry32 by T. Ettinger: small, seedable and good enough to choose test cases. */
export function random_of(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: <T>(list: readonly T[]): T => list[below(list.length)] as T,
  };
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

// prettier-ignore
const words = [
  '', ' ', 'a', 'A', 'b', 'ab', 'Ab', 'aB', 'team', 'Team', 'pro', 'z', '~', '/', 'a/b', 'ok',
  '0', '1', '01', '9', '10', '-1', '+5', '1.5', '.5', '5.', '1e3', '1e-7', '0x1F', '0b11', '0o7', ' 12 ',
  'true', 'false', 'null', 'NaN', 'Infinity', '-Infinity', 'infinity', '1_000', '[object Object]', '1,2',
  'ä', 'Ä', 'ß', 'ẞ', 'SS', 'İ', 'i̇', 'I', 'ı', 'ſ', '\u212A', 'k', '\u212B', 'å', 'Σ', 'ς', 'σ', 'ΑΣ', 'Ω', 'ж', 'Ж',
  '日本語', '\u{1F600}', '\u{1F600}z', '\u{1D518}', '\u{10400}', '\u{10428}', '\u{10FFFF}', '👩‍👧',
  '\uE000', '\uFFFD', '\uFFFFz', '\uD7FF', '\uFEFF7', '\u00A05', '\u2003', '\u2028', '\u180E1', '\u0085',
  '\t', '\n12', '12\r\n', 'a\nb', '\0', 'a\0b', '\u007F', '"', '\\', '\u0001',
];
// prettier-ignore
const versions = [
  '1.2.3', 'v1.2.3', '1.2.4', '1.2.10', '1.10.0', '1.2', '1', '2', '0', '', 'v', 'vv1.0.0', '1..2', '1.2.3.4',
  '1.2.3-rc.1', '1.2.3-rc.2', '1.2.3-rc.10', '1.2.3-alpha', '1.2.3-beta', '1.2.3-RC', 'v1.2.3-rc.1+build.5',
  '1.2.3+build', '1.2.3+', '+1', '1.2.3+a\nb', '1.2.3\n', '1.2.3-ä', '1.2.3-\u{1F600}', '1.2.3-\uFFFF',
  '01.2.3', '123456.1.1', '99999.1.1', '1-2-3', 'x.y.z', ' 1.2.3', '1.2.3 ',
];
// prettier-ignore
const numbers = [
  0, 1, -1, 2, 3, 5, 9, 10, 12, 100, 1.5, -0.5, 0.1, 0.30000000000000004, 1e21, 1e-7, 123456789012345680000,
  9007199254740991, 9007199254740992, 4294967295, 5e-324, 1.7976931348623157e308, -1e100, 31, 1000, 0.5,
];
const keys = ['a', 'b', 'c', 'plan', 'ä', '日', '\u{1F600}', '0', '1', '10', 'length', 'a b', 'id'];
const types = ['null', 'array', 'string', 'number', 'object', 'boolean', 'undefined'];
// prettier-ignore
const patterns = [
  '^a', 'b$', '^$', '.', '^.$', '^..$', 'a|b', '[a-z]+', '[^a]', '\\d+', '^\\d+$', '\\s', '\\w', '\\bteam', 'a*',
  '^(?:a|ä)$', '[ä-ö]', '\u212A', '\u{1F600}', '^\\ud83d', '(a)\\1', '(?=a)', '(?<x>a)\\k<x>', 'a{2}', '^v?1\\.', '1',
  '/', 'a/b', '^/', '[/]', '\\/', 'null', 'object', ',', 'ſ', 'ς', 'İ', '\u2028', '\\u0000', '\0', '^[^\0]*$',
  '(', '[', '*', 'a{2,1}', '\\', '(?<', '[b-a]', // these are bad: false for everybody
];

// prettier-ignore
export const value_operators = [
  '$eq', '$ne', '$lt', '$lte', '$gt', '$gte', '$in', '$nin', '$ini', '$nini', '$all', '$alli', '$elemMatch', '$size',
  '$type', '$exists', '$regex', '$regexi', '$veq', '$vne', '$vlt', '$vlte', '$vgt', '$vgte', '$inGroup',
  '$notInGroup', '$not',
] as const;
export const condition_operators = ['$and', '$or', '$nor', '$not', '$savedGroup'] as const;
export type ValueOperator = (typeof value_operators)[number];
export type ConditionOperator = (typeof condition_operators)[number];

/** Attributes, saved groups, and the conditions that are asked of them. */
export interface Cases {
  attributes: JsonObject;
  groups: JsonObject;
  /** `{path: {operator: operand}}` */
  single(operator: ValueOperator): JsonObject;
  /** `{operator: operand}` */
  combined(operator: ConditionOperator): JsonObject;
  /** Anything, up to three levels deep. */
  any(depth?: number): JsonObject;
}

function text(random: Random): string {
  if (random.chance(0.15)) return random.pick(versions);
  if (random.chance(0.2)) return random.pick(words) + random.pick(words);
  return random.pick(words);
}

function number(random: Random): number {
  if (random.chance(0.7)) return random.pick(numbers);
  const size = 10 ** (random.below(44) - 22);
  // Through text, since JSON has no negative zero.
  return Number(String((random.next() - 0.5) * size)) || 0;
}

function scalar(random: Random): Json {
  const kind = random.next();
  if (kind < 0.08) return null;
  if (kind < 0.18) return random.chance(0.5);
  return kind < 0.5 ? number(random) : text(random);
}

function value(random: Random, depth = 2): Json {
  const kind = random.next();
  if (depth === 0 || kind < 0.6) return scalar(random);
  if (kind < 0.85) return array(random, depth);
  return object(random, depth);
}

function array(random: Random, depth: number): Json[] {
  return Array.from({ length: random.below(4) }, () => value(random, depth - 1));
}

function object(random: Random, depth: number): JsonObject {
  const out: JsonObject = {};
  for (let n = random.below(4); n > 0; n -= 1) out[random.pick(keys)] = value(random, depth - 1);
  return out;
}

const copy = <T extends Json>(json: T): T => JSON.parse(JSON.stringify(json)) as T;

/** As JavaScript turns it to text. */
const in_words = (json: unknown): string => String(json);

/** A value that has something to do with another one, or not. */
function related(random: Random, to: Json): Json {
  const kind = random.next();
  if (kind < 0.4) return copy(to);
  if (kind < 0.5) return in_words(to);
  if (kind < 0.6 && Number.isFinite(Number(to))) return Number(to) || 0;
  if (kind < 0.75 && typeof to === 'string') {
    return random.chance(0.5) ? to.toUpperCase() : to.toLowerCase();
  }
  if (kind < 0.75 && typeof to === 'number' && Math.abs(to) < 1e300) {
    return to + random.pick([-1, 1, 0.5]);
  }
  if (kind < 0.75 && Array.isArray(to) && to.length > 0) return copy(random.pick(to));
  if (kind < 0.8) return Array.isArray(to) ? copy([...to].reverse()) : [copy(to)];
  return value(random);
}

const element_of = (random: Random, list: Json): Json =>
  Array.isArray(list) && list.length > 0 && random.chance(0.85) ? random.pick(list) : list;

function list_for(random: Random, to: Json, length = random.below(4)): Json[] {
  return Array.from({ length }, () => related(random, element_of(random, to)));
}

function type_of(json: Json): string {
  if (json === null) return 'null';
  return Array.isArray(json) ? 'array' : typeof json;
}

function pattern_for(random: Random, to: Json): string {
  const kind = random.next();
  const letters = [...in_words(to)];
  if (kind < 0.5 || letters.length === 0) return random.pick(patterns);
  const start = random.below(letters.length);
  let part = letters.slice(start, start + 1 + random.below(3)).join('');
  if (random.chance(0.3)) part = random.chance(0.5) ? part.toUpperCase() : part.toLowerCase();
  const escaped = part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  // The reference keeps its compiled expressions under a key in which `x/i` means x, ignoring case.
  if (escaped.endsWith('/i')) return 'x';
  return (random.chance(0.2) ? '^' : '') + escaped + (random.chance(0.2) ? '$' : '');
}

function operand_for(random: Random, operator: ValueOperator, to: Json, depth: number): Json {
  switch (operator) {
    case '$in':
    case '$nin':
    case '$ini':
    case '$nini':
      return list_for(random, to);
    case '$all':
    case '$alli':
      return list_for(random, to, random.below(3)).map((item) =>
        depth > 0 && random.chance(0.2) ? tests_for(random, item, depth - 1) : item,
      );
    case '$elemMatch':
      return element_condition(random, element_of(random, to), depth);
    case '$size': {
      const size = Array.isArray(to) ? to.length : random.below(3);
      if (random.chance(0.5)) return size;
      return random.chance(0.3) ? related(random, size) : tests_for(random, size, 0);
    }
    case '$type':
      return random.chance(0.5) ? type_of(to) : random.pick(types);
    case '$exists':
      return random.chance(0.8) ? random.chance(0.5) : scalar(random);
    case '$regex':
    case '$regexi':
      return pattern_for(random, to);
    case '$veq':
    case '$vne':
    case '$vlt':
    case '$vlte':
    case '$vgt':
    case '$vgte':
      return random.chance(0.3) ? related(random, to) : random.pick(versions);
    case '$inGroup':
    case '$notInGroup':
      return random.pick(group_ids);
    case '$not':
      return tests_for(random, to, depth - 1);
    default:
      return related(random, to);
  }
}

/** What is asked of one value: itself, or one to three operators. */
function tests_for(random: Random, to: Json, depth: number): Json {
  if (depth < 0 || random.chance(0.3)) return related(random, to);
  const out: JsonObject = {};
  for (let n = random.pick([1, 1, 1, 2, 3]); n > 0; n -= 1) {
    const operator = random.pick(value_operators);
    out[operator] = operand_for(random, operator, to, depth);
  }
  return out;
}

function element_condition(random: Random, element: Json, depth: number): JsonObject {
  if (random.chance(0.5)) {
    const operator = random.pick(value_operators.filter((one) => depth > 0 || one !== '$not'));
    return { [operator]: operand_for(random, operator, element, Math.max(0, depth - 1)) };
  }
  const condition: JsonObject = {};
  const names = typeof element === 'object' && element !== null ? Object.keys(element) : [];
  const key = names.length > 0 && random.chance(0.85) ? random.pick(names) : random.pick(keys);
  condition[key] = tests_for(random, member(element, key), depth - 1);
  return condition;
}

function member(of: Json, key: string): Json {
  if (typeof of !== 'object' || of === null || !Object.hasOwn(of, key)) return null;
  return (of as JsonObject)[key] ?? null;
}

/** A path that leads somewhere, mostly, and what is there. */
function path_in(random: Random, attributes: JsonObject): { path: string; there: Json } {
  const parts: string[] = [];
  let there: Json = attributes;
  do {
    const names: string[] = typeof there === 'object' && there !== null ? Object.keys(there) : [];
    if (Array.isArray(there)) names.push('length');
    const known = names.length > 0 && random.chance(0.92);
    const part: string = known ? random.pick(names) : random.pick(keys);
    parts.push(part);
    there = member(there, part);
  } while (random.chance(typeof there === 'object' && there !== null ? 0.45 : 0.04));
  return { path: parts.join('.'), there };
}

const group_ids = ['bare', 'list', 'others', 'rule', 'loop', 'pool', 'broken', 'Räume', 'missing'];

function saved_groups(random: Random, attributes: JsonObject, any: () => JsonObject): JsonObject {
  const target = () => path_in(random, attributes);
  const { path, there } = target();
  const broken: Json[] = [
    null,
    7,
    'list',
    { type: 'list' },
    { type: 'list', attributeKey: path, values: 'a' },
    { type: 'list', values: [copy(there)] },
    { type: 'condition' },
    { type: 'later', attributeKey: path, values: [copy(there)] },
    {},
  ];
  const nor_loop = { type: 'condition', condition: { $nor: [{ $savedGroup: { id: 'loop' } }] } };
  return {
    bare: list_for(random, target().there, 3),
    list: { type: 'list', attributeKey: path, values: list_for(random, there, 3) },
    others: { type: 'list', attributeKey: target().path, values: list_for(random, there, 2) },
    rule: { type: 'condition', condition: any() },
    loop: {
      type: 'condition',
      condition: random.chance(0.5)
        ? { $or: [{ $savedGroup: { id: 'pool' } }, any()] }
        : (nor_loop.condition as JsonObject),
    },
    pool: {
      type: 'condition',
      condition: { $or: [{ $savedGroup: { id: random.pick(['loop', 'pool', 'list']) } }, any()] },
    },
    broken: random.pick(broken),
    Räume: list_for(random, random.pick(Object.values(attributes)), 3),
  };
}

export function make_cases(random: Random): Cases {
  const attributes: JsonObject = { version: random.pick(versions), id: text(random) };
  if (random.chance(0.5)) attributes['tags'] = array(random, 1);
  if (random.chance(0.4))
    attributes['rows'] = [object(random, 1), object(random, 1), value(random)];
  for (let n = 1 + random.below(4); n > 0; n -= 1) {
    attributes[random.pick(keys)] = value(random, 3);
  }

  const single = (operator: ValueOperator): JsonObject => {
    let { path, there } = path_in(random, attributes);
    if (operator.startsWith('$v') && random.chance(0.7)) {
      path = 'version';
      there = attributes['version'] ?? null;
    }
    if (['$all', '$alli', '$elemMatch', '$size'].includes(operator)) {
      for (let tries = 0; !Array.isArray(there) && tries < 4; tries += 1) {
        ({ path, there } = path_in(random, attributes));
      }
    }
    return { [path]: { [operator]: operand_for(random, operator, there, 2) } };
  };
  const combined = (operator: ConditionOperator, depth = 2): JsonObject => {
    if (operator === '$savedGroup') {
      const reference: JsonObject = { id: random.pick(group_ids) };
      if (random.chance(0.3)) reference['attributeKey'] = path_in(random, attributes).path;
      else if (random.chance(0.05)) reference['attributeKey'] = scalar(random);
      return { $savedGroup: reference };
    }
    if (operator === '$not') return { $not: any(depth - 1) };
    const list = Array.from({ length: random.pick([0, 1, 2, 2, 3]) }, () => any(depth - 1));
    return { [operator]: list };
  };
  const any = (depth = 2): JsonObject => {
    const out: JsonObject = random.chance(0.02) ? {} : single(random.pick(value_operators));
    if (random.chance(0.2)) {
      const { path, there } = path_in(random, attributes);
      out[path] = tests_for(random, there, 2);
    }
    if (depth > 0 && random.chance(0.4)) {
      if (random.chance(0.5)) return combined(random.pick(condition_operators), depth);
      Object.assign(out, combined(random.pick(condition_operators), depth));
    }
    return out;
  };
  const groups = saved_groups(random, attributes, () => any(1));
  return { attributes, groups, single, combined, any };
}
