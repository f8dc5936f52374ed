// Where each field of a record lies: from a zod object schema to offsets.
import type { z } from 'zod';
import { AppError } from '../errors.ts';

type NumberKind = 'f64' | 'i64' | 'i32' | 'u32' | 'flag';

/** One field of a record; `byteOffset` counts from the start of the record. */
export type RecordField = { readonly name: string; readonly byteOffset: number } & FieldForm;

type FieldForm =
  | { readonly kind: NumberKind }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'text'; readonly maxBytes: number };

/** Bytes in front of a text that hold its length. */
export const TEXT_LENGTH_BYTES = 2;
const MAX_TEXT_BYTES = 2 ** 16 - 1;
const MAX_CHOICES = 256;
const WORD_BYTES = 8;

const kindBytes = { f64: 8, i64: 8, i32: 4, u32: 4, flag: 1 } as const;

/** The part of a zod definition that decides how a field is stored. */
type SchemaDefinition = {
  readonly type: string;
  readonly format?: string;
  readonly entries?: Readonly<Record<string, string | number>>;
  readonly catchall?: z.ZodType;
  readonly checks?: readonly { _zod: { def: { check: string; maximum?: number; length?: number } } }[];
};

/** Fields in the order of the schema, placed widest first so that each is aligned; CONTRACT_INVALID where one has no fixed form. */
export function toRecordFields(schema: z.ZodObject): { fields: RecordField[]; bytes: number } {
  const { catchall } = definitionOf(schema);
  if (catchall && definitionOf(catchall).type !== 'never')
    throw unusable('(object)', 'unlisted keys have no place');
  const forms = Object.entries(schema.shape).map(([name, type]) => ({
    name: checkName(name),
    form: toForm(name, definitionOf(type)),
  }));
  if (forms.length === 0) throw unusable('(object)', 'it has no fields');

  const offsets = new Map<string, number>();
  let bytes = 0;
  for (const { name, form } of forms.toSorted((a, b) => rank(a.form) - rank(b.form))) {
    offsets.set(name, bytes);
    bytes += bytesOf(form);
  }
  const fields = forms.map(({ name, form }) => ({ name, byteOffset: offsets.get(name)!, ...form }));
  return { fields, bytes: roundUp(bytes, WORD_BYTES) };
}

/** The layout in words, equal on two sides exactly when they store records alike. */
export function describeFields(fields: readonly RecordField[]): string {
  return JSON.stringify(fields);
}

function toForm(name: string, definition: SchemaDefinition): FieldForm {
  const { type, format } = definition;
  if (type === 'number') return { kind: format === 'int32' ? 'i32' : format === 'uint32' ? 'u32' : 'f64' };
  if (type === 'bigint' && format !== 'uint64') return { kind: 'i64' };
  if (type === 'boolean') return { kind: 'flag' };
  if (type === 'enum') return { kind: 'choice', choices: toChoices(name, definition) };
  if (type === 'string') return { kind: 'text', maxBytes: toMaxBytes(name, definition) };
  throw unusable(name, `${format ?? type} has no fixed size`);
}

function toChoices(name: string, { entries = {} }: SchemaDefinition): string[] {
  const choices = Object.values(entries).filter((entry) => typeof entry === 'string');
  if (choices.length !== Object.keys(entries).length) throw unusable(name, 'only text can be enumerated');
  if (choices.length > MAX_CHOICES) throw unusable(name, `it has more than ${MAX_CHOICES} choices`);
  return choices;
}

function toMaxBytes(name: string, { checks = [] }: SchemaDefinition): number {
  const bounds = checks.map(({ _zod: { def } }) => def.maximum ?? def.length ?? Number.POSITIVE_INFINITY);
  const maxBytes = Math.min(...bounds);
  if (maxBytes > MAX_TEXT_BYTES)
    throw unusable(name, `text needs .max(n) with n up to ${MAX_TEXT_BYTES} bytes`);
  return maxBytes;
}

/** Names become part of generated code, and `__proto__` would set the prototype of a record. */
function checkName(name: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name) || name === '__proto__')
    throw unusable(name, 'the name is not an identifier');
  return name;
}

function bytesOf(form: FieldForm): number {
  if (form.kind === 'text') return roundUp(TEXT_LENGTH_BYTES + form.maxBytes, TEXT_LENGTH_BYTES);
  return form.kind === 'choice' ? 1 : kindBytes[form.kind];
}

function rank({ kind }: FieldForm): number {
  if (kind === 'text') return 2;
  return kind === 'flag' || kind === 'choice' ? 3 : kindBytes[kind] === WORD_BYTES ? 0 : 1;
}

function definitionOf(schema: { _zod: { def: unknown } }): SchemaDefinition {
  return schema._zod.def as SchemaDefinition;
}

function unusable(name: string, why: string): AppError {
  return new AppError('CONTRACT_INVALID', `Record field ${name} cannot be stored: ${why}.`, {
    details: { field: name },
  });
}

function roundUp(bytes: number, multiple: number): number {
  return Math.ceil(bytes / multiple) * multiple;
}
