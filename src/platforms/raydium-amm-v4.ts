// Raydium's first pools, whose instructions still name the accounts of an order book that is used no more.
import { definePlatform } from './platform.ts';
import type { Read } from './reading/by-name.ts';
import { readByNumber } from './reading/by-number.ts';
import { liquidityAddedAt, liquidityRemovedAt, poolCreatedAt, swapAt } from './reading/by-place.ts';
import { firstUnderstood } from './reading/first-understood.ts';

const Tag = {
  initialize: 0,
  initialize2: 1,
  monitorStep: 2,
  deposit: 3,
  withdraw: 4,
  migrateToOpenBook: 5,
  setParams: 6,
  withdrawPnl: 7,
  withdrawSrm: 8,
  swapBaseIn: 9,
  preInitialize: 10,
  swapBaseOut: 11,
  simulateInfo: 12,
  adminCancelOrders: 13,
  createConfigAccount: 14,
  updateConfigAccount: 15,
  swapBaseInV2: 16,
  swapBaseOutV2: 17,
  withdrawExcessLamports: 18,
} as const;

/** The fifth account, target orders, may be left out. */
const swapBesideBook = firstUnderstood(
  swapAt({ pool: 1, user: 17, vaults: [5, 6] }),
  swapAt({ pool: 1, user: 16, vaults: [4, 5] }),
);
const swapAlone = swapAt({ pool: 1, user: 7, vaults: [3, 4] });

/** Two accounts of a queue were once among the others. */
const ACCOUNTS_WITH_QUEUE = 22;
const removedWithQueue = liquidityRemovedAt({ pool: 1, user: 18, vaults: [6, 7] });
const removed = liquidityRemovedAt({ pool: 1, user: 16, vaults: [6, 7] });
const readWithdrawal: Read = (instruction, transaction) =>
  instruction.accounts.length < ACCOUNTS_WITH_QUEUE
    ? removed(instruction, transaction)
    : removedWithQueue(instruction, transaction);

export const raydiumAmmV4 = definePlatform({
  name: 'raydium-amm-v4',
  title: 'Raydium AMM v4',
  summary: 'The oldest constant-product pools of Raydium that are still traded.',
  kind: 'pool',
  programs: ['675kPX9MHTjS2zt1qfr1NYHuzeLXfQM9H24wFSUt1Mp8'],
  read: readByNumber(
    {
      [Tag.initialize]: poolCreatedAt({ pool: 3, creator: 17, mints: [7, 8], vaults: [9, 10] }),
      [Tag.initialize2]: poolCreatedAt({ pool: 4, creator: 17, mints: [8, 9], vaults: [10, 11] }),
      [Tag.deposit]: liquidityAddedAt({ pool: 1, user: 12, vaults: [6, 7] }),
      [Tag.withdraw]: readWithdrawal,
      [Tag.swapBaseIn]: swapBesideBook,
      [Tag.swapBaseOut]: swapBesideBook,
      [Tag.swapBaseInV2]: swapAlone,
      [Tag.swapBaseOutV2]: swapAlone,
    },
    [
      Tag.monitorStep,
      Tag.migrateToOpenBook,
      Tag.setParams,
      Tag.withdrawPnl,
      Tag.withdrawSrm,
      Tag.preInitialize,
      Tag.simulateInfo,
      Tag.adminCancelOrders,
      Tag.createConfigAccount,
      Tag.updateConfigAccount,
      Tag.withdrawExcessLamports,
    ],
  ),
});
