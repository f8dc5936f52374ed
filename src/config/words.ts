// The type of a setting in words: "an integer from 1 to 65535".
import { z } from 'zod';

type Shape = {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
};

export function toWords(schema: z.ZodType): string {
  const words = schema.meta()?.['words'];
  if (typeof words === 'string') return words;
  if (schema.meta()?.['secret'] === true) return 'a secret from the environment or `{ file: PATH }`';
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
  if (shape.enum !== undefined) return toChoice(shape.enum.map(String));
  if (shape.type === 'boolean') return 'true or false';
  if (shape.type === 'integer') return `an integer${toRange(shape)}`;
  if (shape.type === 'number') return `a number${toRange(shape)}`;
  return (shape.minLength ?? 0) > 0 ? 'text that is not empty' : 'text';
}

function toChoice(values: readonly string[]): string {
  return values.length === 1 ? values[0]! : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

function toRange({ minimum, maximum }: Shape): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return ` of at least ${minimum}`;
  return maximum === undefined ? '' : ` of at most ${maximum}`;
}
