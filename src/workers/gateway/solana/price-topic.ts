// Prices of tokens that somebody looks at, once a second.
import type { z } from 'zod';
import type { mintFilter } from '../../../api/solana-words.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Client } from '../../../core/service.ts';
import type { TokenPrice } from '../../../domain/solana/token-price.ts';
import type { pricerContract } from '../../pricer/contract.ts';
import { Topic } from '../live/topic.ts';

type Options = {
  readonly clock: Clock;
  readonly epoch: string;
  readonly pricer: Pick<Client<typeof pricerContract>, 'on'>;
};

export type PriceTopic = {
  readonly topic: Topic;
  /** Somebody looks at these: their prices are told for ten minutes. */
  watch(mints: Iterable<string>): void;
  stop(): void;
};

const FLUSH_MS = 1000;
const WATCHED_MS = 600_000;
const MAX_WATCHED = 2000;

export function startPriceTopic({ clock, epoch, pricer }: Options): PriceTopic {
  const watched = new Map<string, number>();
  const latest = new Map<string, TokenPrice>();
  const changed = new Map<string, TokenPrice>();
  const topic = new Topic({
    name: 'tokenPrices',
    epoch,
    snapshot: (filter) => [...latest.values()].filter((price) => fits(price, filter)),
    narrow(data, filter) {
      const prices = (data as TokenPrice[]).filter((price) => fits(price, filter));
      return prices.length === 0 ? undefined : prices;
    },
  });
  const stopPrices = pricer.on('price', (price) => {
    if (watched.has(price.mint)) changed.set(price.mint, price);
  });
  const timer = clock.every(FLUSH_MS, () => {
    const longAgoMs = clock.monotonicMs() - WATCHED_MS;
    for (const [mint, atMs] of watched) {
      if (atMs > longAgoMs) break;
      watched.delete(mint);
      latest.delete(mint);
    }
    if (changed.size === 0) return;
    const prices = [...changed.values()];
    changed.clear();
    for (const price of prices) latest.set(price.mint, price);
    topic.publish(prices);
  });

  return {
    topic,
    watch(mints) {
      for (const mint of mints) {
        // Those that were looked at last stand last.
        watched.delete(mint);
        watched.set(mint, clock.monotonicMs());
      }
      for (const mint of watched.keys()) {
        if (watched.size <= MAX_WATCHED) break;
        watched.delete(mint);
        latest.delete(mint);
      }
    },
    stop() {
      stopPrices();
      timer.cancel();
    },
  };
}

function fits({ mint }: TokenPrice, filter: unknown): boolean {
  const { mint: wanted } = (filter ?? {}) as z.output<typeof mintFilter>;
  return wanted === undefined || wanted === mint;
}
