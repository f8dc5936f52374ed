// Accounts in the JSON of a node (`jsonParsed`): tokens, mints, nonces, lookup tables.
import { LOOKUP_TABLE, SYSTEM, TOKEN_2022 } from '../../../../domain/solana/programs.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import type { StoredAccount } from './stored-account.ts';
import { toUiAmount } from './token-amount.ts';
import { addressesFrom, toExtensions } from './token-extensions.ts';
import { addressAt, tokenPrograms, toTokenAccount, toTokenMint, viewOf } from './token-state.ts';

export type ParsedAccount = { readonly program: string; readonly parsed: unknown; readonly space: number };

const NONCE_BYTES = 80;
const TABLE_HEAD_BYTES = 56;

/** Null where a node tells the bytes. `decimalsOf` is asked for mints at the same height. */
export function parseAccount(
  account: StoredAccount,
  decimalsOf: (mint: Address) => number | null,
): ParsedAccount | null {
  const space = account.data.length;
  if (tokenPrograms.has(account.owner)) {
    const program = account.owner === TOKEN_2022 ? 'spl-token-2022' : 'spl-token';
    const parsed = parseToken(account, decimalsOf);
    return parsed === null ? null : { program, parsed, space };
  }
  if (account.owner === SYSTEM && space === NONCE_BYTES)
    return { program: 'nonce', parsed: parseNonce(account), space };
  if (account.owner === LOOKUP_TABLE && space >= TABLE_HEAD_BYTES)
    return { program: 'address-lookup-table', parsed: parseTable(account), space };
  return null;
}

function parseToken(account: StoredAccount, decimalsOf: (mint: Address) => number | null): unknown {
  const extensions = toExtensions(account.data);
  const extended = extensions.length > 0 ? { extensions } : {};
  const mint = toTokenMint(account);
  if (mint) {
    const { supply, ...facts } = mint;
    return { type: 'mint', info: { ...facts, supply: supply.toString(), ...extended } };
  }
  const token = toTokenAccount(account);
  const decimals = token && decimalsOf(token.mint);
  // a node cannot say the amount without the mint, and does not parse then
  if (!token || decimals === null) return null;
  const { delegate, nativeReserve, closeAuthority } = token;
  return {
    type: 'account',
    info: {
      ...{ mint: token.mint, owner: token.owner, state: token.state, isNative: nativeReserve !== null },
      tokenAmount: toUiAmount(token.amount, decimals),
      ...(delegate === null
        ? {}
        : { delegate, delegatedAmount: toUiAmount(token.delegatedAmount, decimals) }),
      ...(nativeReserve === null ? {} : { rentExemptReserve: toUiAmount(nativeReserve, decimals) }),
      ...(closeAuthority === null ? {} : { closeAuthority }),
      ...extended,
    },
  };
}

function parseNonce({ data }: StoredAccount): unknown {
  const view = viewOf(data);
  if (view.getUint32(4, true) !== 1) return { type: 'uninitialized', info: {} };
  const feeCalculator = { lamportsPerSignature: view.getBigUint64(72, true).toString() };
  return {
    type: 'initialized',
    info: { authority: addressAt(data, 8), blockhash: addressAt(data, 40), feeCalculator },
  };
}

function parseTable({ data }: StoredAccount): unknown {
  const view = viewOf(data);
  const deactivated = view.getBigUint64(4, true);
  const hasAuthority = data[21] === 1;
  return {
    type: 'lookupTable',
    info: {
      deactivationSlot: deactivated.toString(),
      lastExtendedSlot: view.getBigUint64(12, true).toString(),
      lastExtendedSlotStartIndex: data[20] ?? 0,
      ...(hasAuthority ? { authority: addressAt(data, 22) } : {}),
      addresses: addressesFrom(data, TABLE_HEAD_BYTES),
    },
  };
}
