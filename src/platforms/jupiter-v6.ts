import type { RoutedSwapEvent } from '../domain/solana/chain-event.ts';
import type { ChainTransaction, Instruction } from '../domain/solana/transaction.ts';
import { definePlatform } from './platform.ts';
import { eventTag, readByName } from './reading/by-name.ts';
import { swapsListed, swapsTold } from './reading/routed-swaps.ts';

/** Of no interest: accounts of the router's own, and what is left in them. */
const others = `
  claim claim_token close_token close_wsol_token_account create_open_orders create_program_open_orders
  create_token_ledger create_token_account set_token_ledger withdraw_token_account_excess_lamports
`;

const SWAP = eventTag('SwapEvent');
const SWAPS = eventTag('SwapsEvent');

/** A route tells its swaps in one of both ways. */
const readRoute = (instruction: Instruction, transaction: ChainTransaction): readonly RoutedSwapEvent[] => {
  const told = swapsTold(instruction, transaction, SWAP);
  return told.length > 0 ? told : swapsListed(instruction, transaction, SWAPS);
};

const readNames = readByName(
  {
    'route route_with_token_ledger exact_out_route': readRoute,
    'shared_accounts_route shared_accounts_route_with_token_ledger shared_accounts_exact_out_route':
      readRoute,
    'route_v2 exact_out_route_v2 shared_accounts_route_v2 shared_accounts_exact_out_route_v2': readRoute,
  },
  others,
);

export const jupiterV6 = definePlatform({
  name: 'jupiter-v6',
  title: 'Jupiter',
  summary: 'The router Jupiter, sixth version.',
  kind: 'router',
  programs: ['JUP6LkbZbjS1jKKwapdHNy74zcZ3tLUZoi5QNyVTaV4'],
  read(instruction, transaction) {
    const reading = readNames(instruction, transaction);
    if (!('notUnderstood' in reading)) return reading;
    // A route of a name that is new tells its swaps like the others.
    const swaps = readRoute(instruction, transaction);
    return swaps.length === 0 ? reading : swaps;
  },
});
