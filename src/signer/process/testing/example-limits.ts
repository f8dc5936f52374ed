import { SOL } from '../solana/programs.ts';
import { address } from './encode-message.ts';

export const exchange = address('exchange program');
export const hiddenExchange = address('exchange program with tables');
export const tip = address('tip');
export const friend = address('friend');
export const newFriend = address('new friend');
export const mint = address('mint');
export const NEW_FRIEND_FROM_MS = 2_000_000_000_000;

/** Plain limits as a request carries them; a test changes what it is about. */
export function exampleLimits() {
  return {
    rates: { perSecond: 10, perMinute: 100 },
    unlockMs: 300_000,
    eachKey: {
      rates: { perSecond: 5, perMinute: 50 },
      trade: {
        programs: { [exchange]: { hidden: false }, [hiddenExchange]: { hidden: true } },
        destinations: { [tip]: { maxLamports: '100000' } },
        maxFeeLamports: '50000',
        maxOutlayPerDayLamports: '1000000',
      },
      withdrawals: {
        destinations: { [friend]: { usableFromMs: 0 }, [newFriend]: { usableFromMs: NEW_FRIEND_FROM_MS } },
        assets: {
          [SOL]: { maxAmount: '1000000', maxPerDay: '3000000' },
          [mint]: { maxAmount: '500', maxPerDay: '800' },
        },
        maxFeeLamports: '20000',
      },
    },
    keys: {},
  };
}
