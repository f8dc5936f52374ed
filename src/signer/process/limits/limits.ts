// What the signer never goes beyond, whoever asks.
import { type Address, parseAddress } from '../base58.ts';
import { Refusal } from '../reasons.ts';
import { builtIn, SOL } from '../solana/programs.ts';
import { createReader, type Reader } from './reader.ts';

export type Rates = { readonly perSecond: number; readonly perMinute: number };

export type TradeLimits = {
  /** Programs a trade may call. `hidden` programs may be given accounts from lookup tables, which the signer cannot see. */
  readonly programs: ReadonlyMap<Address, { readonly hidden: boolean }>;
  /** Addresses other than its own that a trade may send SOL to, as tips, and how much in one transaction. */
  readonly destinations: ReadonlyMap<Address, { readonly maxLamports: bigint }>;
  readonly maxFeeLamports: bigint;
  /** Tips and network fees together in 24 hours. */
  readonly maxOutlayPerDayLamports: bigint;
};

export type WithdrawalLimits = {
  /** The address book: wallets, with the wall time from which each may be used. */
  readonly destinations: ReadonlyMap<Address, { readonly usableFromMs: number }>;
  /** By mint, or `SOL`: amounts in base units. */
  readonly assets: ReadonlyMap<string, { readonly maxAmount: bigint; readonly maxPerDay: bigint }>;
  readonly maxFeeLamports: bigint;
};

export type KeyLimits = {
  readonly rates: Rates;
  readonly trade: TradeLimits;
  readonly withdrawals: WithdrawalLimits;
};

export type Limits = {
  /** Of all keys together. */
  readonly rates: Rates;
  /** How long one code unlocks withdrawals and export. */
  readonly unlockMs: number;
  /** Of each key that has none of its own. */
  readonly eachKey: KeyLimits;
  readonly keys: ReadonlyMap<Address, KeyLimits>;
};

export const MAX_PER_MINUTE = 6000;
const MAX_UNLOCK_MS = 60 * 60_000;
const MAX_ENTRIES = 1000;
/** A token transfer is compared with the derived account of each, which takes half a millisecond. */
const MAX_BOOK = 100;

export function limitsOf({ keys, eachKey }: Limits, keyId: Address): KeyLimits {
  return keys.get(keyId) ?? eachKey;
}

/** Takes what JSON gives, amounts as decimal text. Refuses with LIMITS_INVALID, naming the place and what it wants, anything that is missing or unknown. */
export function parseLimits(value: unknown): Limits {
  const root = createReader(value, 'limits');
  return root.fields({
    rates: toRates,
    unlockMs: (reader) => reader.integer(1000, MAX_UNLOCK_MS),
    eachKey: toKeyLimits,
    keys: (reader) => toTable(reader, toKeyLimits),
  });
}

const toKeyLimits = (reader: Reader): KeyLimits =>
  reader.fields({ rates: toRates, trade: toTrade, withdrawals: toWithdrawals });

const toRates = (reader: Reader): Rates =>
  reader.fields({
    perSecond: (rate) => rate.integer(0, MAX_PER_MINUTE),
    perMinute: (rate) => rate.integer(0, MAX_PER_MINUTE),
  });

const toTrade = (reader: Reader): TradeLimits =>
  reader.fields({
    programs: (programs) => {
      const table = toTable(programs, (entry) => entry.fields({ hidden: (flag) => flag.flag() }));
      // these have rules of their own, which a listing would seem to lift
      for (const program of table.keys())
        if (builtIn.has(program))
          throw invalid(programs, program, 'has rules of its own and cannot be listed');
      return table;
    },
    destinations: (entries) =>
      toTable(entries, (entry) => entry.fields({ maxLamports: (lamports) => lamports.amount() })),
    maxFeeLamports: (lamports) => lamports.amount(),
    maxOutlayPerDayLamports: (lamports) => lamports.amount(),
  });

const toWithdrawals = (reader: Reader): WithdrawalLimits =>
  reader.fields({
    destinations: (entries) => {
      const toEntry = (entry: Reader) =>
        entry.fields({ usableFromMs: (time) => time.integer(0, Number.MAX_SAFE_INTEGER) });
      return toTable(entries, toEntry, isAddress, MAX_BOOK);
    },
    assets: (assets) =>
      toTable(
        assets,
        (asset) =>
          asset.fields({ maxAmount: (amount) => amount.amount(), maxPerDay: (amount) => amount.amount() }),
        (name) => name === SOL || isAddress(name),
      ),
    maxFeeLamports: (lamports) => lamports.amount(),
  });

const isAddress = (name: string): boolean => parseAddress(name) !== undefined;

function toTable<T>(
  reader: Reader,
  toEntry: (entry: Reader) => T,
  isName = isAddress,
  most = MAX_ENTRIES,
): ReadonlyMap<string, T> {
  const entries = reader.entries();
  if (entries.length > most) throw invalid(reader, 'too many', `must not be: at most ${most} entries`);
  return new Map(
    entries.map(([name, entry]) => {
      if (!isName(name)) throw invalid(reader, name, 'must be named by an address');
      return [name, toEntry(entry)];
    }),
  );
}

function invalid({ path }: Reader, place: string, wants: string): Refusal {
  return new Refusal('LIMITS_INVALID', { at: `${path}.${place}`, wants });
}

/** The form that `parseLimits` takes. */
export function toPlainLimits(limits: Limits): unknown {
  return toPlain(limits);
}

function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Map) return toPlain(Object.fromEntries(value));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, toPlain(held)]));
}
