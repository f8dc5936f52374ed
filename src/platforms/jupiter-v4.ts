import { definePlatform } from './platform.ts';
import { eventTag, type Read, readByName } from './reading/by-name.ts';
import { swapsTold } from './reading/routed-swaps.ts';

const SWAP = eventTag('Swap');

const readRoute: Read = (instruction, transaction) => swapsTold(instruction, transaction, SWAP);

/** The swaps of single programs stand in the interface to describe their accounts; `route` is what people call. */
const routes = `
  route whirlpool_swap_exact_output raydium_swap_exact_output raydium_clmm_swap_exact_output mercurial_swap cykura_swap
  serum_swap saber_swap saber_add_decimals token_swap sencha_swap step_swap cropper_swap raydium_swap crema_swap
  lifinity_swap marinade_deposit marinade_unstake aldrin_swap aldrin_v2_swap whirlpool_swap invariant_swap meteora_swap
  goosefx_swap deltafi_swap balansol_swap marco_polo_swap dradex_swap lifinity_v2_swap raydium_clmm_swap phoenix_swap
`;

export const jupiterV4 = definePlatform({
  name: 'jupiter-v4',
  title: 'Jupiter v4',
  summary: 'The router Jupiter, fourth version.',
  kind: 'router',
  programs: ['JUP4Fb2cqiRUcaTHdrPC8h2gNsA2ETXiPDD33WcGuJB'],
  read: readByName({ [routes]: readRoute }, 'create_open_orders create_open_order_v2 claim_bonk'),
});
