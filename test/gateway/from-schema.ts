// Values made from a schema: those it describes, and those that are nearly so. What is added to a schema is covered by itself.
import fc from 'fast-check';
import { z } from 'zod';

type Shape = {
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Shape;
  readonly items?: Shape;
  readonly maxLength?: number;
};

/** What goes wrong where a value is taken for granted: types, sizes, marks, paths, prototypes. */
export const awkward: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom<unknown>(-1, 0.5, 1e308, 2 ** 53, null, true, [], [[]], {}, ''),
  fc.constantFrom(
    '../../etc/passwd',
    '%2e%2e%2f',
    '\u0000',
    '\u202e',
    '\ud800',
    '💥'.repeat(100),
    'x'.repeat(12_000),
  ),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', "' or 1=1 --", '(a+)+$'),
  fc.constantFrom<unknown>(
    { $ne: null },
    { length: 1e9 },
    JSON.parse('{"__proto__":{"polluted":1}}'),
    JSON.parse('{"constructor":{"prototype":{"polluted":1}}}'),
  ),
);

/** Values that the schema describes, refinements aside. */
export function described(schema: z.ZodType): fc.Arbitrary<unknown> {
  return fromShape(toShape(schema), (part) => part);
}

/** The same with anything in any place: a value, a field too many, a field too few. */
export function nearly(schema: z.ZodType): fc.Arbitrary<unknown> {
  return fromShape(toShape(schema), (part) =>
    fc.oneof({ weight: 3, arbitrary: part }, { weight: 1, arbitrary: awkward }),
  );
}

function toShape(schema: z.ZodType): Shape {
  return z.toJSONSchema(schema, { io: 'input' }) as Shape;
}

type Spoil = (part: fc.Arbitrary<unknown>) => fc.Arbitrary<unknown>;

function fromShape(shape: Shape, spoil: Spoil): fc.Arbitrary<unknown> {
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => fromShape(choice, spoil)));
  if ('const' in shape) return spoil(fc.constant(shape.const));
  if (shape.enum) return spoil(fc.constantFrom(...shape.enum));
  return spoil(ofType(shape, spoil));
}

function ofType(shape: Shape, spoil: Spoil): fc.Arbitrary<unknown> {
  const { properties, additionalProperties, items, maxLength = 50 } = shape;
  if (properties) {
    const parts: Record<string, fc.Arbitrary<unknown>> = {};
    for (const [name, part] of Object.entries(properties)) parts[name] = fromShape(part, spoil);
    return fc.record(parts, { requiredKeys: [...(shape.required ?? [])] });
  }
  if (typeof additionalProperties === 'object')
    return fc.dictionary(fc.string({ maxLength: 20 }), fromShape(additionalProperties, spoil));
  if (items) return fc.array(fromShape(items, spoil), { maxLength: 5 });
  if (shape.type === 'string') return fc.string({ maxLength });
  if (shape.type === 'boolean') return fc.boolean();
  if (shape.type === 'integer') return fc.nat();
  if (shape.type === 'number') return fc.double({ noNaN: true, noDefaultInfinity: true });
  if (shape.type === 'null') return fc.constant(null);
  return awkward;
}
