// PancakeSwap's pools are made by a copy of Raydium's program, with its instructions and a few more.
import { definePlatform } from './platform.ts';
import { raydiumClmm } from './raydium-clmm/raydium-clmm.ts';
import { readByName } from './reading/by-name.ts';
import { firstUnderstood } from './reading/first-understood.ts';

const readOwn = readByName({}, 'create_permissionless_farm_switch toggle_permissionless_farm_switch');

export const pancakeswap = definePlatform({
  name: 'pancakeswap',
  title: 'PancakeSwap',
  summary: 'Pools of concentrated liquidity by PancakeSwap.',
  kind: 'pool',
  programs: ['HpNfyc2Saw7RKkQd8nEL4khUcuPhQ7WwY1B2qjx8jxFq'],
  read: firstUnderstood(readOwn, raydiumClmm.read),
});
