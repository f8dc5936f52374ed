// Accounts and lamports.

import { jsonInteger } from '../../accounts/json-integer.ts';
import type { StoredAccount } from '../../accounts/stored-account.ts';
import { type AccountFilter, parseFilters } from '../account-filters.ts';
import { type Methods, readAccount, sightOf, tellAccount, withContext } from '../method.ts';
import { accountShapeOf, addressOf, configOf, flagOf, listOf, numberOf } from '../request-params.ts';
import { invalidParams } from '../rpc-error.ts';

const MAX_ACCOUNTS = 100;
const MAX_ACCOUNT_BYTES = 10 * 1_048_576;

export const accountMethods: Methods = {
  getBalance([address, config], context) {
    const key = addressOf(address);
    const sight = sightOf(context, configOf(config));
    return withContext(sight, jsonInteger(readAccount(context, key, sight)?.lamports ?? 0n));
  },
  getAccountInfo([address, given], context) {
    const key = addressOf(address);
    const config = configOf(given);
    const shape = accountShapeOf(config);
    const sight = sightOf(context, config);
    const account = readAccount(context, key, sight);
    return withContext(sight, account && tellAccount(context, account, shape, sight));
  },
  getMultipleAccounts([addresses, given], context) {
    const keys = listOf(addresses).map(addressOf);
    if (keys.length > MAX_ACCOUNTS) throw invalidParams(`Too many inputs provided; max ${MAX_ACCOUNTS}`);
    const config = configOf(given);
    const shape = accountShapeOf(config, 'base64');
    const sight = sightOf(context, config);
    const accounts = keys.map((key) => readAccount(context, key, sight));
    return withContext(
      sight,
      accounts.map((account) => account && tellAccount(context, account, shape, sight)),
    );
  },
  getProgramAccounts([program, given], context) {
    const key = addressOf(program);
    const config = configOf(given);
    const shape = accountShapeOf(config);
    const filters = parseFilters(config['filters']);
    const sight = sightOf(context, config);
    const fits = (account: StoredAccount | null): account is StoredAccount =>
      account?.owner === key && filters.every((filter: AccountFilter) => filter(account));
    const found = [...context.bank.store.index.of('program', key)].flatMap((address) => {
      const account = readAccount(context, address, sight);
      return fits(account) ? { pubkey: address, account: tellAccount(context, account, shape, sight) } : [];
    });
    return flagOf(config['withContext']) ? withContext(sight, found) : found;
  },
  getMinimumBalanceForRentExemption([bytes], { bank }) {
    const count = numberOf(bytes);
    if (count > MAX_ACCOUNT_BYTES) throw invalidParams('Invalid params: data length too large');
    return jsonInteger(bank.vm.rentExemptLamports(count));
  },
};
