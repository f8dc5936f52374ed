import type { FieldSchema, FormSchema } from '../../components/schema-form/schema.ts';

const types: ReadonlySet<unknown> = new Set(['string', 'number', 'integer', 'boolean', 'array']);

/**
 * The fields of a fault that a form can show; whatever else its JSON Schema holds keeps its default. A field with a default is not
 * required of a person, though its schema says that it is always there.
 */
export function toFormSchema(schema: unknown): FormSchema {
  const { properties = {}, required = [] } = toObject(schema);
  const shown = Object.entries(toObject(properties)).filter((entry): entry is [string, FieldSchema] =>
    types.has(toObject(entry[1])['type']),
  );
  const needed = Array.isArray(required) ? required : [];
  return {
    properties: Object.fromEntries(shown),
    required: shown
      .filter(([name, field]) => needed.includes(name) && field.default === undefined)
      .map(([name]) => name),
  };
}

function toObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
