import { LOOKUP_TABLE } from '../../../../domain/solana/programs.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import type { StoredAccount } from '../accounts/stored-account.ts';
import { addressAt } from '../accounts/token-state.ts';
import type { WireMessage } from '../wire/wire-transaction.ts';

export type ResolvedKeys = {
  readonly all: readonly Address[];
  readonly writable: readonly Address[];
  readonly readonly: readonly Address[];
};

const TABLE_HEAD_BYTES = 56;
const KEY_BYTES = 32;

/** The keys with those of lookup tables; undefined where a table or an entry is not there. */
export function resolveKeys(
  { keys, lookups }: WireMessage,
  read: (address: Address) => StoredAccount | null,
): ResolvedKeys | undefined {
  const writable: Address[] = [];
  const readonly: Address[] = [];
  for (const lookup of lookups) {
    const table = read(lookup.table);
    if (table?.owner !== LOOKUP_TABLE) return undefined;
    const entry = (index: number) => addressAt(table.data, TABLE_HEAD_BYTES + index * KEY_BYTES);
    const count = (table.data.length - TABLE_HEAD_BYTES) / KEY_BYTES;
    if ([...lookup.writable, ...lookup.readonly].some((index) => index >= count)) return undefined;
    writable.push(...lookup.writable.map(entry));
    readonly.push(...lookup.readonly.map(entry));
  }
  return { all: [...keys, ...writable, ...readonly], writable, readonly };
}
