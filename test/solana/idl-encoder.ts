// Instructions and events as the programs' own descriptions (IDL) lay them out. Shares no layout with the decoders: they are checked by it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { getBase58Codec } from '@solana/kit';
import { recordedData } from '../recorded-data.ts';

/** Anything an IDL describes: numbers, texts, addresses, lists, structs, `{ Variant: fields }` or `'Variant'` of an enum. */
export type IdlValue =
  | bigint
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | readonly IdlValue[]
  | { readonly [field: string]: IdlValue };
export type IdlValues = { readonly [field: string]: IdlValue };

export type EncodedInstruction = {
  readonly program: string;
  readonly accounts: readonly string[];
  readonly data: Uint8Array;
};

type IdlField = { readonly name: string; readonly type: IdlType };
type IdlType = string | { readonly [kind: string]: unknown };
type IdlAccount = { readonly name: string; readonly accounts?: readonly IdlAccount[] };
type IdlInstruction = {
  readonly name: string;
  readonly discriminator?: readonly number[];
  readonly discriminant?: { readonly value: number };
  readonly accounts: readonly IdlAccount[];
  readonly args: readonly IdlField[];
};
type IdlVariant = { readonly name: string; readonly fields?: readonly (IdlField | IdlType)[] };
type IdlTypeBody = {
  readonly kind: string;
  readonly fields?: readonly (IdlField | IdlType)[];
  readonly variants?: readonly IdlVariant[];
};
type IdlEvent = {
  readonly name: string;
  readonly discriminator?: readonly number[];
  readonly fields?: readonly IdlField[];
};
export type Idl = {
  readonly address?: string;
  readonly metadata?: { readonly address?: string };
  readonly instructions: readonly IdlInstruction[];
  readonly types?: readonly { readonly name: string; readonly type: IdlTypeBody }[];
  readonly events?: readonly IdlEvent[];
};

export type IdlEncoder = {
  readonly idl: Idl;
  /** Arguments left out are zero, accounts left out are addresses of their own, made from their names. */
  instruction(
    name: string,
    values?: { args?: IdlValues; accounts?: Readonly<Record<string, string>>; more?: readonly string[] },
  ): EncodedInstruction;
  /** Discriminator and fields; up to and with `last`, as a program wrote it before it added the others. */
  event(name: string, fields?: IdlValues, last?: string): Uint8Array;
  /** Hex of the bytes in front of an instruction. */
  instructionTag(name: string): string;
  eventTag(name: string): string;
  /** Where an account stands among those of an instruction. */
  accountAt(instruction: string, account: string): number;
};

/** `name` is the file's, without its ending. */
export function loadIdl(name: string): Idl {
  return JSON.parse(readFileSync(recordedData(`idl/${name}.json`), 'utf8')) as Idl;
}

/** An address that nobody has, the same for the same name. */
export function addressFor(name: string): string {
  return getBase58Codec().decode(createHash('sha256').update(name).digest());
}

/** `tags: 'index'`: the program tells its instructions by one byte, their place in the list. */
export function createIdlEncoder(
  idl: Idl,
  { program = idl.address ?? idl.metadata?.address ?? '', tags = 'hash' as 'hash' | 'index' } = {},
): IdlEncoder {
  const instructionOf = (name: string) => {
    const at = idl.instructions.findIndex((instruction) => toSnake(instruction.name) === toSnake(name));
    const found = idl.instructions[at];
    if (found === undefined) throw new Error(`no instruction ${name} in the IDL`);
    const given = found.discriminator ?? (found.discriminant && [found.discriminant.value]);
    const tag = given ?? (tags === 'index' ? [at] : hashTag(`global:${toSnake(found.name)}`));
    return { found, tag: Uint8Array.from(tag), accounts: flatten(found.accounts) };
  };
  const eventOf = (name: string) => {
    const found = idl.events?.find((event) => event.name === name);
    const fields =
      found?.fields ?? (idl.types?.find((type) => type.name === name)?.type.fields as IdlField[]);
    if (found === undefined || fields === undefined) throw new Error(`no event ${name} in the IDL`);
    return { fields, tag: Uint8Array.from(found.discriminator ?? hashTag(`event:${name}`)) };
  };
  return {
    idl,
    instruction(name, { args = {}, accounts: given = {}, more = [] } = {}) {
      const { found, tag, accounts } = instructionOf(name);
      refuseUnknown(given, accounts, `account of ${name}`);
      refuseUnknown(
        args,
        found.args.map((arg) => arg.name),
        `argument of ${name}`,
      );
      return {
        program,
        accounts: [...accounts.map((account) => given[account] ?? addressFor(account)), ...more],
        data: Buffer.concat([tag, ...found.args.map((arg) => encode(idl, arg.type, args[arg.name]))]),
      };
    },
    event(name, values = {}, last) {
      const { fields, tag } = eventOf(name);
      const names = fields.map((field) => field.name);
      refuseUnknown(values, names, `field of ${name}`);
      if (last !== undefined) refuseUnknown({ [last]: 0 }, names, `field of ${name}`);
      const written = last === undefined ? fields : fields.slice(0, names.indexOf(last) + 1);
      return Buffer.concat([tag, ...written.map((field) => encode(idl, field.type, values[field.name]))]);
    },
    instructionTag: (name) => Buffer.from(instructionOf(name).tag).toString('hex'),
    eventTag: (name) => Buffer.from(eventOf(name).tag).toString('hex'),
    accountAt(name, account) {
      const at = instructionOf(name).accounts.indexOf(account);
      if (at < 0) throw new Error(`no account ${account} of ${name} in the IDL`);
      return at;
    },
  };
}

/** First eight bytes of SHA-256, as Anchor makes them: of `global:name` or `event:Name`. */
export function hashTag(text: string): readonly number[] {
  return [...createHash('sha256').update(text).digest().subarray(0, 8)];
}

function toSnake(name: string): string {
  return name.replace(/[A-Z]/g, (letter, at) => (at === 0 ? '' : '_') + letter.toLowerCase());
}

function flatten(accounts: readonly IdlAccount[]): string[] {
  return accounts.flatMap((account) => (account.accounts ? flatten(account.accounts) : [account.name]));
}

function refuseUnknown(given: object, known: readonly string[], what: string): void {
  for (const name of Object.keys(given))
    if (!known.includes(name)) throw new Error(`${name} is no ${what}: ${known.join(', ')}`);
}

const sizeOf: Readonly<Record<string, number>> = { u8: 1, u16: 2, u32: 4, u64: 8, u128: 16, i8: 1, i16: 2 };
const moreSizes: Readonly<Record<string, number>> = { i32: 4, i64: 8, i128: 16 };

function encode(idl: Idl, type: IdlType, value: IdlValue | undefined): Uint8Array {
  if (typeof type === 'string') return encodePlain(type, value);
  if ('option' in type) {
    if (value === undefined || value === null) return Uint8Array.of(0);
    return Buffer.concat([Uint8Array.of(1), encode(idl, type['option'] as IdlType, value)]);
  }
  if ('vec' in type) {
    const items = (value ?? []) as readonly IdlValue[];
    const written = items.map((item) => encode(idl, type['vec'] as IdlType, item));
    return Buffer.concat([encodeNumber(4, items.length), ...written]);
  }
  if ('array' in type) {
    const [item, length] = type['array'] as [IdlType, number];
    const items = (value ?? []) as readonly IdlValue[];
    return Buffer.concat(Array.from({ length }, (_, at) => encode(idl, item, items[at])));
  }
  const { defined } = type as { defined?: string | { name: string } };
  const name = typeof defined === 'string' ? defined : defined?.name;
  const body = idl.types?.find((known) => known.name === name)?.type;
  if (body === undefined) throw new Error(`no type ${JSON.stringify(type)} in the IDL`);
  if (body.kind !== 'enum') return encodeFields(idl, body.fields ?? [], value);
  const variants = body.variants ?? [];
  const [variant, fields] =
    typeof value === 'object' && value !== null
      ? (Object.entries(value)[0] as [string, IdlValue])
      : [String(value ?? variants[0]?.name), undefined];
  const at = variants.findIndex((known) => known.name === variant);
  if (at < 0) throw new Error(`no variant ${variant} of ${name}`);
  return Buffer.concat([Uint8Array.of(at), encodeFields(idl, variants[at]?.fields ?? [], fields)]);
}

/** Named fields, or unnamed ones, whose values come as a list. */
function encodeFields(
  idl: Idl,
  fields: readonly (IdlField | IdlType)[],
  value: IdlValue | undefined,
): Uint8Array {
  const written = fields.map((field, at) =>
    typeof field === 'object' && 'name' in field && 'type' in field
      ? encode(idl, field['type'] as IdlType, (value as IdlValues | undefined)?.[String(field['name'])])
      : encode(idl, field as IdlType, (value as readonly IdlValue[] | undefined)?.[at]),
  );
  return Buffer.concat(written);
}

function encodePlain(type: string, value: IdlValue | undefined): Uint8Array {
  const size = sizeOf[type] ?? moreSizes[type];
  if (size !== undefined) return encodeNumber(size, (value ?? 0) as bigint | number);
  switch (type) {
    case 'bool':
      return Uint8Array.of(value ? 1 : 0);
    case 'pubkey':
    case 'publicKey':
      return value === undefined
        ? new Uint8Array(32)
        : (getBase58Codec().encode(value as string) as Uint8Array);
    case 'string':
    case 'bytes': {
      const bytes = typeof value === 'string' ? Buffer.from(value) : ((value ?? []) as Uint8Array);
      return Buffer.concat([encodeNumber(4, bytes.length), Uint8Array.from(bytes)]);
    }
    case 'f64': {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleLE(Number(value ?? 0));
      return bytes;
    }
    default:
      throw new Error(`no type ${type}`);
  }
}

function encodeNumber(size: number, value: bigint | number): Uint8Array {
  let rest = BigInt.asUintN(size * 8, BigInt(value));
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 1) {
    bytes[at] = Number(rest & 255n);
    rest >>= 8n;
  }
  return bytes;
}
