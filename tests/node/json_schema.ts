// A campaign file seen through its JSON Schema: which fields are declared where, and what would break them.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string | string[];
  properties?: Record<string, Schema | false>;
  patternProperties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  required?: string[];
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
}

const file = fileURLToPath(new URL('../../docs/docent.schema.json', import.meta.url));
export const schema = JSON.parse(readFileSync(file, 'utf8')) as Schema;

/** Conditions have no fields of ours: their keys are the author's attributes. */
const kConditions = ['#/$defs/Condition', '#/$defs/ValueTest'];

/** The schema behind references, and each of its alternatives. */
export function alternatives(of: Schema): Schema[] {
  if (of.$ref !== undefined) {
    if (kConditions.includes(of.$ref)) return [];
    const found = schema.$defs?.[of.$ref.slice('#/$defs/'.length)];
    if (found === undefined) throw new Error(`${of.$ref} is nowhere.`);
    return alternatives(found);
  }
  const choices = [...(of.anyOf ?? []), ...(of.oneOf ?? [])].flatMap(alternatives);
  return [of, ...choices];
}

/** Every object that the schema declares, by the name of its definition. */
export function declaredObjects(): [string, Schema][] {
  const all: [string, Schema][] = [
    ['', schema],
    ...Object.entries(schema.$defs ?? {}).filter(
      ([name]) => !['Condition', 'ValueTest', 'ValueOperators', 'Text'].includes(name),
    ),
  ];
  return all.filter(([, each]) => each.properties !== undefined);
}

/** Whether a value has the words that tell alternatives apart (`on`, `type`, `kind`, `action`). */
function mayBe(value: Record<string, unknown>, object: Schema): boolean {
  return Object.entries(object.properties ?? {}).every(([key, property]) => {
    if (property === false || !(key in value)) return true;
    if (property.const !== undefined) return property.const === value[key];
    const decides = ['kind', 'action'].includes(key) && property.enum !== undefined;
    return !decides || property.enum!.includes(value[key]);
  });
}

export interface Visit {
  /** JSON pointer. */
  path: string;
  value: Record<string, unknown>;
  /** The declarations this object can be: one, but where alternatives differ by required fields only. */
  objects: Schema[];
}

/** Goes through all objects of a file that the schema knows. */
export function visit(value: unknown, note: (visit: Visit) => void, at = schema, path = ''): void {
  const choices = alternatives(at);
  if (Array.isArray(value)) {
    const items = choices.flatMap(({ items }) => (items === undefined ? [] : [items]));
    for (const item of items) value.forEach((each, i) => visit(each, note, item, `${path}/${i}`));
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const fields = value as Record<string, unknown>;
  const objects = choices.filter(
    (each) => (each.properties ?? each.additionalProperties) !== undefined && mayBe(fields, each),
  );
  const own = objects.filter(({ additionalProperties }) => additionalProperties === false);
  if (own.length > 0) note({ path, value: fields, objects: own });
  for (const [key, member] of Object.entries(fields)) {
    if (key === '$comment') continue;
    const below = objects.flatMap((each) => {
      const declared = each.properties?.[key] ?? each.additionalProperties;
      return typeof declared === 'object' ? [declared] : [];
    });
    const next = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    for (const each of new Set(below)) visit(member, note, each, next);
  }
}

/** Values that a field must not have, each with the reason. */
export function wrongValues(property: Schema): [string, unknown][] {
  const choices = alternatives(property);
  const wrong: [string, unknown][] = [];
  const types = choices.flatMap(({ type }) => type ?? []);
  const words = choices.flatMap((each) => each.enum ?? ('const' in each ? [each.const] : []));
  const isCondition = property.$ref !== undefined && kConditions.includes(property.$ref);
  const open = types.length === 0 && words.length === 0 && !isCondition;
  if (open) return wrong; // anything goes
  const numbers = types.some((type) => ['number', 'integer'].includes(type));
  wrong.push(numbers ? ['a text', '3'] : ['a number', 4096.5]);
  if (!types.includes('array')) wrong.push(['a list', [[true]]]);
  if (!types.includes('boolean') && !words.includes(true)) wrong.push(['true', true]);
  if (words.some((word) => typeof word === 'string')) wrong.push(['another word', 'surprise']);
  for (const each of choices) {
    if (each.minimum !== undefined) wrong.push(['below the minimum', each.minimum - 1]);
    if (each.exclusiveMinimum !== undefined) wrong.push(['the lower bound', each.exclusiveMinimum]);
    if (each.maximum !== undefined) wrong.push(['above the maximum', each.maximum + 1]);
    if (each.type === 'integer') wrong.push(['a fraction', (each.minimum ?? 0) + 0.5]);
    if ((each.minLength ?? 0) > 0) wrong.push(['an empty text', '']);
    if (each.maxLength !== undefined) wrong.push(['a long text', 'x'.repeat(each.maxLength + 1)]);
    if ((each.minItems ?? 0) > 0) wrong.push(['an empty list', []]);
  }
  return wrong;
}
