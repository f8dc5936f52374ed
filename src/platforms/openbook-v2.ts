import { definePlatform } from './platform.ts';
import { discriminatorOf } from './reading/anchor.ts';
import { instructionTag, readByName } from './reading/by-name.ts';
import { poolCreatedAt, swapAt } from './reading/by-place.ts';
import { settlingAt } from './reading/settled-order.ts';

/** Of no interest by themselves: what orders and deposits pay is paid out by settling. */
const others = `
  close_market create_open_orders_indexer close_open_orders_indexer create_open_orders_account
  close_open_orders_account place_order edit_order edit_order_pegged place_orders cancel_all_and_place_orders
  place_order_pegged consume_events consume_given_events cancel_order cancel_order_by_client_order_id
  cancel_all_orders deposit refill settle_funds_expired sweep_fees set_delegate set_market_expired
  prune_orders stub_oracle_create stub_oracle_close stub_oracle_set
`;

const PLACE = instructionTag('place_order');
const SETTLE = instructionTag('settle_funds');
/** Where the kind of an order stands in the data, and the kinds that never take. */
const KIND_AT = 41;
const postOnly: ReadonlySet<number | undefined> = new Set([2, 4]);

const readSettling = settlingAt({ market: 3, user: 0, vaults: [5, 6], referrer: 9 }, ({ accounts, data }) => {
  const tag = discriminatorOf(data);
  if (tag === SETTLE) return { openOrders: accounts[2], isOrder: false };
  return tag === PLACE ? { openOrders: accounts[1], isOrder: !postOnly.has(data[KIND_AT]) } : undefined;
});

export const openbookV2 = definePlatform({
  name: 'openbook-v2',
  title: 'OpenBook v2',
  summary: 'Order books of OpenBook, second version.',
  kind: 'book',
  programs: ['opnb2LAfJYbRMAHHvqjCwQxanZn7ReEHp1k81EohpZb'],
  read: readByName(
    {
      place_take_order: swapAt({ pool: 2, user: 0, vaults: [6, 7] }),
      settle_funds: readSettling,
      create_market: poolCreatedAt({ pool: 0, creator: 5, mints: [8, 9] }),
    },
    others,
  ),
});
