import type { Address } from '../../../../domain/solana/transaction.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import type { StoredAccount } from '../accounts/stored-account.ts';
import type { Vm } from '../vm/vm.ts';

/** Reads accounts at a height. Programs and sysvars, which no transaction made, are those of the virtual machine as they are now. */
export function createAccountReader(vm: Pick<Vm, 'account'>, store: Pick<AccountStore, 'at'>) {
  const programs = new Map<Address, StoredAccount>();
  return (address: Address, height: number): StoredAccount | null => {
    const stored = store.at(address, height);
    if (stored !== undefined) return stored;
    const program = programs.get(address);
    if (program) return program;
    const found = vm.account(address);
    // whole programs are too large to be copied each time
    if (found?.isExecutable) programs.set(address, found);
    return found;
  };
}
