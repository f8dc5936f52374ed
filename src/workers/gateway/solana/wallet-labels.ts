// How people call the wallets that they follow.
import type { Clock } from '../../../core/clock.ts';
import type { GatewayParts } from '../parts.ts';
import { readAllPages } from './read-all-pages.ts';

export type WalletLabels = {
  /** '' where it has none. */
  of(address: string): string;
  /** Asks again where that was long ago. Never rejects. */
  fresh(): Promise<void>;
  /** They were changed: the next who asks gets new ones. */
  outdate(): void;
};

const FRESH_MS = 10_000;
const DEADLINE = { deadlineMs: 4000 };

export function createWalletLabels(
  storage: Pick<GatewayParts['storage'], 'followedAddresses'>,
  clock: Pick<Clock, 'monotonicMs'>,
): WalletLabels {
  let labels: ReadonlyMap<string, string> = new Map();
  let readMs = Number.NEGATIVE_INFINITY;
  return {
    of: (address) => labels.get(address) ?? '',
    async fresh() {
      if (clock.monotonicMs() - readMs < FRESH_MS) return;
      readMs = clock.monotonicMs();
      try {
        const followed = await readAllPages((page) => storage.followedAddresses(page, DEADLINE));
        labels = new Map(followed.map(({ address, label }) => [address, label]));
      } catch {
        // Those of before stay.
      }
    },
    outdate() {
      readMs = Number.NEGATIVE_INFINITY;
    },
  };
}
