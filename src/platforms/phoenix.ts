import { definePlatform } from './platform.ts';
import { readByNumber } from './reading/by-number.ts';
import { orderAt, poolCreatedAt, swapAt } from './reading/by-place.ts';

/**
 * Of no interest. Those with free funds (1, 3, 5 …) move no token: they settle within the book in lots, whose size the
 * transaction does not tell. 15 is how the program keeps its events.
 */
const others = [
  1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 101, 102, 103, 104, 105, 106, 107, 108, 109,
];

export const phoenix = definePlatform({
  name: 'phoenix',
  title: 'Phoenix',
  summary: 'Order books of Phoenix, which settle at once.',
  kind: 'book',
  programs: ['PhoeNiXZ8ByJGLkxNfZRnkUfjvmuYqLR89jjFHGqdXY'],
  read: readByNumber(
    {
      0: swapAt({ pool: 2, user: 3, vaults: [6, 7] }),
      2: orderAt({ pool: 2, user: 3, vaults: [7, 8] }),
      100: poolCreatedAt({ pool: 2, creator: 3, mints: [4, 5] }),
    },
    others,
  ),
});
