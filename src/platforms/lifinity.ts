import { definePlatform } from './platform.ts';
import { readByName } from './reading/by-name.ts';
import { liquidityAddedAt, liquidityRemovedAt, swapAt } from './reading/by-place.ts';

export const lifinity = definePlatform({
  name: 'lifinity',
  title: 'Lifinity',
  summary: 'Pools of Lifinity, which follow the price of an oracle.',
  kind: 'pool',
  programs: [
    '2wT8Yq49kHgDzXuPxZSaeLaH1qbmGXtEyPy64bL7aD3c',
    // The first version, whose swap has its accounts at the same places.
    'EewxydAPCCVuNEyrVN68PuSYdQ7wKn27V9Gjeoi8dy3S',
  ],
  read: readByName({
    swap: swapAt({ pool: 1, user: 2, vaults: [5, 6] }),
    deposit_all_token_types: liquidityAddedAt({ pool: 0, user: 2, vaults: [5, 6] }),
    withdraw_all_token_types: liquidityRemovedAt({ pool: 0, user: 2, vaults: [4, 5] }),
  }),
});
