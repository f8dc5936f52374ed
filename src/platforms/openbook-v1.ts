// Order books of Serum and OpenBook, whose instructions are a byte of the version and a number in four.
import { definePlatform } from './platform.ts';
import type { Read } from './reading/by-name.ts';
import { readByNumber } from './reading/by-number.ts';
import { swapAt } from './reading/by-place.ts';
import { settlingAt } from './reading/settled-order.ts';

const NEW_ORDER = 1;
const SETTLE = 5;
const NEW_ORDER_V3 = 10;
/** Where the kind of an order stands in the data, and the kind that never takes. */
const kindAt: Readonly<Record<number, number>> = { [NEW_ORDER]: 25, [NEW_ORDER_V3]: 37 };
const POST_ONLY = 2;

function numberOf(data: Uint8Array): number | undefined {
  if (data.length < 5 || data[0] !== 0) return undefined;
  return new DataView(data.buffer, data.byteOffset).getUint32(1, true);
}

const readMarket: Read = ({ accounts, index, program }, { accounts: keys }) => {
  // Nobody signs as its creator, so that it is who pays.
  const [pool, base, quote, creator] = [accounts[0], accounts[7], accounts[8], keys[0]?.address];
  if (pool === undefined || base === undefined || quote === undefined || creator === undefined)
    return { notUnderstood: 'accounts are missing' };
  return [
    { type: 'poolCreated', instruction: index, program, pool, creator, mints: [base, quote], amounts: [] },
  ];
};

const readSettling = settlingAt(
  { market: 0, user: 2, vaults: [3, 4], referrer: 9 },
  ({ accounts: [, openOrders], data }) => {
    const number = numberOf(data);
    if (number === SETTLE) return { openOrders, isOrder: false };
    const at = kindAt[number ?? -1];
    return at === undefined ? undefined : { openOrders, isOrder: data[at] !== POST_ONLY };
  },
);

export const openbookV1 = definePlatform({
  name: 'openbook-v1',
  title: 'OpenBook v1',
  summary: 'Order books of OpenBook, first version, and of Serum, which it was made from.',
  kind: 'book',
  programs: ['srmqPvymJeFKQ4zGQed1GFppgkRHL9kaELCbyksJtPX', '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin'],
  read: readByNumber(
    {
      0: readMarket,
      [SETTLE]: readSettling,
      // It takes at once what is in the book.
      13: swapAt({ pool: 0, user: 7, vaults: [8, 9] }),
    },
    // Orders, their cancelling, and what keeps the queues going.
    [NEW_ORDER, 2, 3, 4, 6, 7, 8, 9, NEW_ORDER_V3, 11, 12, 14, 15, 16, 17, 18, 19, 20],
    numberOf,
  ),
});
