// What a method of the node is, and what it is handed.
import type { Random } from '../../../../core/random.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import { type AccountShape, encodeAccount } from '../accounts/encode-account.ts';
import type { StoredAccount } from '../accounts/stored-account.ts';
import type { Bank } from '../bank/bank.ts';
import type { SolanaFaults } from '../faults.ts';
import type { Block } from '../ledger/block.ts';
import type { Commitment, View } from '../ledger/view.ts';
import { type Config, commitmentOf, optionalNumber, type Params } from './request-params.ts';
import { RpcError, rpcCode } from './rpc-error.ts';

export type NodeIdentity = {
  readonly node: Address;
  readonly faucet: Address;
  readonly rpcPort: () => number | null;
};

export type RpcContext = {
  readonly bank: Bank;
  readonly view: View;
  readonly faults: SolanaFaults;
  readonly random: Random;
  readonly identity: NodeIdentity;
  /** Hands in a transaction, which lands at once where no fault is on. Throws RpcError where its form is wrong. */
  submit(bytes: Uint8Array): string;
  /** Hands in a transfer from the faucet. */
  airdrop(to: Address, lamports: bigint): string;
};

export type Method = (params: Params, context: RpcContext) => unknown;
export type Methods = Readonly<Record<string, Method>>;

export const API_VERSION = '3.0.0';

export type Sight = { readonly commitment: Commitment; readonly block: Block };

/** Where the answer is read. Throws where the client knows more than this endpoint. */
export function sightOf({ view }: RpcContext, config: Config, given?: Commitment): Sight {
  const commitment = given ?? commitmentOf(config);
  const block = view.blockAt(commitment);
  const atLeast = optionalNumber(config['minContextSlot']);
  if (atLeast !== undefined && block.slot < atLeast)
    throw new RpcError(rpcCode.contextTooOld, 'Minimum context slot has not been reached', {
      contextSlot: block.slot,
    });
  return { commitment, block };
}

export function withContext<T>({ block }: Sight, value: T) {
  return { context: { apiVersion: API_VERSION, slot: block.slot }, value };
}

export function readAccount({ bank }: RpcContext, address: Address, { block }: Sight): StoredAccount | null {
  return bank.account(address, block.height);
}

export function tellAccount(
  { bank }: RpcContext,
  account: StoredAccount,
  shape: AccountShape,
  { block }: Sight,
) {
  return encodeAccount(account, shape, (mint) => bank.decimalsOf(mint, block.height));
}
