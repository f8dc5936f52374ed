import { definePlatform } from './platform.ts';
import { readByName } from './reading/by-name.ts';
import { swapAt } from './reading/by-place.ts';

/** Of no interest: settings; liquidity names its vaults only behind the accounts of the interface. */
const others = `
  accept_owner reject_owner transfer_owner change_max_supply change_swap_fee change_amp_factor pause unpause shutdown
  initialize deposit withdraw
`;

export const stabble = definePlatform({
  name: 'stabble',
  title: 'Stabble',
  summary: 'Stable and weighted pools of Stabble.',
  kind: 'pool',
  programs: ['swapFpHZwjELNnjvThjajtiVmkz3yPQEHjLtka2fwHW', 'swapNyd8XiQwJ6ianp9snpu4brUqFxadzvHebnAXjJZ'],
  read: readByName(
    {
      swap: swapAt({ pool: 6, user: 0, vaults: [3, 4] }),
      swap_v2: swapAt({ pool: 8, user: 0, vaults: [5, 6] }),
    },
    others,
  ),
});
