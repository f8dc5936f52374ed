// A form from a JSON Schema: fields in their order and groups, what changed, what is out of range. Pure.

export type FieldValue = string | number | boolean | readonly string[] | null | undefined;
export type Values = Readonly<Record<string, FieldValue>>;

/** The part of JSON Schema that settings are declared with; `x-…` is ours. */
export type FieldSchema = {
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'array';
  readonly title?: string;
  readonly description?: string;
  readonly default?: FieldValue;
  readonly enum?: readonly string[];
  readonly items?: { readonly enum: readonly string[] };
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly 'x-unit'?: string;
  readonly 'x-group'?: string;
  readonly 'x-order'?: number;
};

export type FormSchema = {
  readonly properties: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
};

export type Field = { readonly name: string; readonly schema: FieldSchema; readonly isRequired: boolean };
export type FieldGroup = { readonly name: string; readonly fields: readonly Field[] };

/** Groups in the order of their first field. */
export function toGroups({ properties, required = [] }: FormSchema): FieldGroup[] {
  const fields = Object.entries(properties)
    .map(([name, schema], at) => ({ name, schema, isRequired: required.includes(name), at }))
    .sort((a, b) => (a.schema['x-order'] ?? a.at) - (b.schema['x-order'] ?? b.at));
  const byGroup = Map.groupBy(fields, ({ schema }) => schema['x-group'] ?? '');
  return [...byGroup].map(([name, members]) => ({
    name,
    fields: members.map(({ at: _, ...field }) => field),
  }));
}

/** Shown before anything is wrong: `1 to 500 ms`. */
export function toRange({ minimum, maximum, 'x-unit': unit }: FieldSchema): string | undefined {
  const suffix = unit === undefined ? '' : ` ${unit}`;
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}${suffix}`;
  if (minimum !== undefined) return `at least ${minimum}${suffix}`;
  return maximum === undefined ? undefined : `at most ${maximum}${suffix}`;
}

/** What is wrong with one value by itself; the server judges again, and the rest. */
export function judge({ schema, isRequired }: Field, value: FieldValue): string | undefined {
  if (value === undefined || value === null || value === '') return isRequired ? 'is needed' : undefined;
  if (schema.type !== 'number' && schema.type !== 'integer') return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'is not a number';
  if (schema.type === 'integer' && !Number.isInteger(value)) return 'has no fractions';
  const isOut = value < (schema.minimum ?? value) || value > (schema.maximum ?? value);
  return isOut ? `is ${toRange(schema)}` : undefined;
}

export type Change = { readonly name: string; readonly before: FieldValue; readonly after: FieldValue };

export function toChanges(schema: FormSchema, before: Values, after: Values): Change[] {
  return toGroups(schema).flatMap(({ fields }) =>
    fields
      .filter(({ name }) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map(({ name }) => ({ name, before: before[name], after: after[name] })),
  );
}

/** What the server found wrong, beside each field it names; a problem of two fields stands beside both. */
export function toProblems(
  problems: readonly { readonly path: string; readonly message: string }[],
  names: readonly string[],
): { readonly byField: Readonly<Record<string, string>>; readonly others: readonly string[] } {
  const byField: Record<string, string> = {};
  const others: string[] = [];
  for (const { path, message } of problems) {
    const parts = new Set(path.split(/[^\w]+/));
    const named = names.filter((name) => parts.has(name));
    for (const name of named) byField[name] = message;
    if (named.length === 0) others.push(message);
  }
  return { byField, others };
}
