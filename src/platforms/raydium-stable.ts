import { definePlatform } from './platform.ts';
import { readByNumber } from './reading/by-number.ts';
import { liquidityAddedAt, liquidityRemovedAt, swapAt } from './reading/by-place.ts';
import { firstUnderstood } from './reading/first-understood.ts';

const Tag = {
  initialize: 1,
  deposit: 3,
  withdraw: 4,
  swapBaseIn: 9,
  preInitialize: 10,
  swapBaseOut: 11,
} as const;

/** Like the pools of AMM v4, with an account for the model of the curve; target orders may come before the vaults. */
const swap = firstUnderstood(
  swapAt({ pool: 1, user: 17, vaults: [4, 5] }),
  swapAt({ pool: 1, user: 18, vaults: [5, 6] }),
);

export const raydiumStable = definePlatform({
  name: 'raydium-stable',
  title: 'Raydium Stable',
  summary: 'Pools of Raydium for tokens of nearly equal worth.',
  kind: 'pool',
  programs: ['5quBtoiQqxF9Jv6KYKctB59NT3gtJD2Y65kdnB1Uev3h'],
  read: readByNumber(
    {
      [Tag.deposit]: liquidityAddedAt({ pool: 1, user: 13, vaults: [6, 7] }),
      [Tag.withdraw]: liquidityRemovedAt({ pool: 1, user: 17, vaults: [6, 7] }),
      [Tag.swapBaseIn]: swap,
      [Tag.swapBaseOut]: swap,
    },
    [Tag.initialize, Tag.preInitialize],
  ),
});
