// Tokens of both programs, found by index.
import type { Address } from '../../../../../domain/solana/transaction.ts';
import type { IndexKind } from '../../accounts/account-index.ts';
import { toUiAmount } from '../../accounts/token-amount.ts';
import { type TokenAccount, tokenPrograms, toTokenAccount, toTokenMint } from '../../accounts/token-state.ts';
import {
  type Methods,
  type RpcContext,
  readAccount,
  type Sight,
  sightOf,
  tellAccount,
  withContext,
} from '../method.ts';
import { accountShapeOf, addressOf, configOf, type Params } from '../request-params.ts';
import { invalidParams } from '../rpc-error.ts';

const LARGEST = 20;

export const tokenMethods: Methods = {
  getTokenAccountsByOwner: (params, context) =>
    listTokens(params, context, 'token-owner', (token, key) => token.owner === key),
  getTokenAccountsByDelegate: (params, context) =>
    listTokens(params, context, 'token-delegate', (token, key) => token.delegate === key),
  getTokenAccountBalance([address, config], context) {
    const sight = sightOf(context, configOf(config));
    const account = readAccount(context, addressOf(address), sight);
    if (!account) throw invalidParams('Invalid param: could not find account');
    const token = toTokenAccount(account);
    if (!token) throw invalidParams('Invalid param: not a Token account');
    const decimals = context.bank.decimalsOf(token.mint, sight.block.height) ?? 0;
    return withContext(sight, toUiAmount(token.amount, decimals));
  },
  getTokenSupply([mint, config], context) {
    const sight = sightOf(context, configOf(config));
    const { supply, decimals } = mintOf(context, addressOf(mint), sight);
    return withContext(sight, toUiAmount(supply, decimals));
  },
  getTokenLargestAccounts([mint, config], context) {
    const key = addressOf(mint);
    const sight = sightOf(context, configOf(config));
    const { decimals } = mintOf(context, key, sight);
    const holders = [...context.bank.store.index.of('token-mint', key)].flatMap((address) => {
      const token = toTokenAccount(readAccount(context, address, sight));
      return token?.mint === key ? { address, amount: token.amount } : [];
    });
    holders.sort((a, b) => (b.amount > a.amount ? 1 : b.amount < a.amount ? -1 : 0));
    const largest = holders
      .slice(0, LARGEST)
      .map(({ address, amount }) => ({ address, ...toUiAmount(amount, decimals) }));
    return withContext(sight, largest);
  },
};

function listTokens(
  [whose, filter, given]: Params,
  context: RpcContext,
  kind: IndexKind,
  isTheirs: (token: TokenAccount, key: Address) => boolean,
) {
  const key = addressOf(whose);
  const config = configOf(given);
  const shape = accountShapeOf(config);
  const sight = sightOf(context, config);
  const { mint, programId } = configOf(filter);
  if ((mint === undefined) === (programId === undefined))
    throw invalidParams('Invalid params: expected either mint or programId.');
  const wantedMint = mint === undefined ? undefined : addressOf(mint);
  if (wantedMint !== undefined && !readAccount(context, wantedMint, sight))
    throw invalidParams('Invalid param: could not find mint');
  const program = programId === undefined ? undefined : addressOf(programId);
  if (program !== undefined && !tokenPrograms.has(program))
    throw invalidParams('Invalid param: unrecognized Token program id');
  const found = [...context.bank.store.index.of(kind, key)].flatMap((address) => {
    const account = readAccount(context, address, sight);
    const token = toTokenAccount(account);
    if (!account || !token || !isTheirs(token, key)) return [];
    if (wantedMint !== undefined && token.mint !== wantedMint) return [];
    if (program !== undefined && account.owner !== program) return [];
    return { pubkey: address, account: tellAccount(context, account, shape, sight) };
  });
  return withContext(sight, found);
}

function mintOf(context: RpcContext, address: Address, sight: Sight) {
  const account = readAccount(context, address, sight);
  if (!account) throw invalidParams('Invalid param: could not find account');
  const mint = toTokenMint(account);
  if (!mint) throw invalidParams('Invalid param: not a Token mint');
  return mint;
}
