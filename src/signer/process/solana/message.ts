// Reads the message of a transaction, the bytes that are signed: legacy and version 0, as the Solana documentation lays them out.
import { type Address, encodeBase58 } from '../base58.ts';
import { Refusal } from '../reasons.ts';

export type Instruction = {
  readonly program: Address;
  /** Nothing stands for an account that a lookup table names: these bytes do not say which it is. */
  readonly accounts: readonly (Address | undefined)[];
  readonly data: Buffer;
};

export type Message = {
  readonly signers: readonly Address[];
  readonly hasLookups: boolean;
  readonly instructions: readonly Instruction[];
};

/** A transaction must fit into one packet of the network. */
const MAX_MESSAGE_BYTES = 1232;
const VERSION_BIT = 0x80;
/** Accounts are numbered by one byte. */
const MAX_ACCOUNTS = 256;

/** Refuses with MESSAGE_UNREADABLE what the network would not read in exactly one way. */
export function parseMessage(bytes: Buffer): Message {
  if (bytes.length > MAX_MESSAGE_BYTES) throw new Refusal('MESSAGE_UNREADABLE');
  const cursor = createCursor(bytes);
  const first = cursor.byte();
  const isVersioned = (first & VERSION_BIT) !== 0;
  check(!isVersioned || first === VERSION_BIT);
  const signerCount = isVersioned ? cursor.byte() : first;
  const readonlySigners = cursor.byte();
  const readonlyOthers = cursor.byte();
  const accounts = cursor.list(() => encodeBase58(cursor.take(32)));
  check(signerCount > readonlySigners && signerCount + readonlyOthers <= accounts.length);
  check(new Set(accounts).size === accounts.length);
  cursor.take(32); // the recent block hash
  const indexed = cursor.list(() => ({
    program: cursor.byte(),
    accounts: cursor.list(() => cursor.byte()),
    data: cursor.take(cursor.length()),
  }));
  const lookups = isVersioned ? cursor.list(() => readLookup(cursor)) : [];
  check(cursor.isAtEnd());

  const total = lookups.reduce((sum, count) => sum + count, accounts.length);
  check(total <= MAX_ACCOUNTS);
  const instructions = indexed.map(({ program, accounts: places, data }) => {
    // the first account pays and cannot be a program; a program never comes from a lookup table
    const address = program === 0 ? undefined : accounts[program];
    if (address === undefined || !places.every((place) => place < total))
      throw new Refusal('MESSAGE_UNREADABLE');
    return { program: address, accounts: places.map((place) => accounts[place]), data };
  });
  return { signers: accounts.slice(0, signerCount), hasLookups: lookups.length > 0, instructions };
}

/** How many accounts it adds. One that adds none is refused by the network. */
function readLookup(cursor: Cursor): number {
  cursor.take(32);
  const count = cursor.take(cursor.length()).length + cursor.take(cursor.length()).length;
  check(count > 0);
  return count;
}

type Cursor = ReturnType<typeof createCursor>;

function createCursor(bytes: Buffer) {
  let at = 0;
  const take = (count: number): Buffer => {
    check(count <= bytes.length - at);
    at += count;
    return bytes.subarray(at - count, at);
  };
  const byte = (): number => take(1)[0] as number;
  /** 7 bits a byte, low ones first, at most 16 bits, and never longer than needed. */
  const length = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const part = byte();
      check(shift === 0 || part !== 0);
      value |= (part & 0x7f) << shift;
      check(value <= 0xffff && shift <= 14);
      if ((part & 0x80) === 0) return value;
    }
  };
  return {
    take,
    byte,
    length,
    list: <T>(read: () => T): T[] => {
      const items: T[] = [];
      for (let left = length(); left > 0; left--) items.push(read());
      return items;
    },
    isAtEnd: () => at === bytes.length,
  };
}

function check(isReadable: boolean): void {
  if (!isReadable) throw new Refusal('MESSAGE_UNREADABLE');
}
