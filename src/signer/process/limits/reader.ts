// Reads untrusted plain data field by field and names the place of what is wrong.
import { Refusal } from '../reasons.ts';

export type Reader = {
  readonly path: string;
  /** An object with exactly these fields. */
  fields<T>(shape: { readonly [Name in keyof T]: (reader: Reader) => T[Name] }): T;
  entries(): [name: string, reader: Reader][];
  integer(least: number, most: number): number;
  flag(): boolean;
  /** A whole number of base units as decimal text, up to 2^64 - 1. */
  amount(): bigint;
};

const MAX_AMOUNT = 2n ** 64n - 1n;
const wholeNumber = /^(0|[1-9][0-9]{0,19})$/;

export function createReader(value: unknown, path: string): Reader {
  const check = (isRight: boolean, wants: string, at = path): void => {
    if (!isRight) throw new Refusal('LIMITS_INVALID', { at, wants });
  };
  const reader: Reader = {
    path,
    fields(shape) {
      const found = new Map(reader.entries());
      for (const name of found.keys())
        check(Object.hasOwn(shape, name), 'is no field of the limits', `${path}.${name}`);
      const names = Object.keys(shape) as (keyof typeof shape)[];
      const read = names.map((name) => {
        const field = found.get(String(name)) ?? createReader(undefined, `${path}.${String(name)}`);
        return [name, shape[name](field)] as const;
      });
      return Object.fromEntries(read) as ReturnType<typeof reader.fields<never>>;
    },
    entries() {
      check(typeof value === 'object' && value !== null && !Array.isArray(value), 'must be an object');
      return Object.entries(value as object).map(([name, held]) => [
        name,
        createReader(held, `${path}.${name}`),
      ]);
    },
    integer(least, most) {
      const isRight = Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
      check(isRight, `must be a whole number from ${least} to ${most}`);
      return value as number;
    },
    flag() {
      check(typeof value === 'boolean', 'must be true or false');
      return value as boolean;
    },
    amount() {
      const isRight = typeof value === 'string' && wholeNumber.test(value) && BigInt(value) <= MAX_AMOUNT;
      check(isRight, 'must be a whole number of base units as text, such as "5000"');
      return BigInt(value as string);
    },
  };
  return reader;
}
