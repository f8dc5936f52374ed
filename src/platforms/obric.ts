import { definePlatform } from './platform.ts';
import { readByName } from './reading/by-name.ts';
import { swapAt } from './reading/by-place.ts';

/** Of no interest; the places of accounts of pool creation and liquidity are not published. */
const others = `
  create_pair create_pair_v2 deposit withdraw update_concentration update_version update_fee_params update_oracles
  withdraw_fees
`;

export const obric = definePlatform({
  name: 'obric',
  title: 'Obric',
  summary: 'Pools of Obric, which follow the price of an oracle.',
  kind: 'pool',
  programs: ['obriQD1zbpyLz95G5n7nJe6a4DPjpFwa5XYPoNm113y'],
  read: readByName({ 'swap swap_x_to_y swap_y_to_x': swapAt({ pool: 0, user: 10, vaults: [3, 4] }) }, others),
});
