import { definePlatform } from './platform.ts';
import { readByNumber } from './reading/by-number.ts';
import { liquidityAddedAt, liquidityRemovedAt, poolCreatedAt, swapAt } from './reading/by-place.ts';

/** Settings by the administrator; 6 only computes. */
const others = [6, 100, 101, 102, 103, 104, 105, 106, 107, 108];

export const saber = definePlatform({
  name: 'saber',
  title: 'Saber',
  summary: 'Pools of Saber for tokens of equal value.',
  kind: 'pool',
  programs: ['SSwpkEEcbUqx4vtoEByFjSkhKdCT862DNVb52nZg1UZ'],
  read: readByNumber(
    {
      0: poolCreatedAt({ pool: 0, creator: 2, mints: [5, 7] }),
      1: swapAt({ pool: 0, user: 2, vaults: [4, 5] }),
      2: liquidityAddedAt({ pool: 0, user: 2, vaults: [5, 6] }),
      3: liquidityRemovedAt({ pool: 0, user: 2, vaults: [5, 6] }),
      4: liquidityRemovedAt({ pool: 0, user: 2, vaults: [5, 6] }),
    },
    others,
  ),
});
