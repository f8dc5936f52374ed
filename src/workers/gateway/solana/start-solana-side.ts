// What the gateway hears of Solana, handed to those who watch. Chain, decoder and pricer may be away.
import type { Clock } from '../../../core/clock.ts';
import type { Log } from '../../../core/log/log.ts';
import type { Random } from '../../../core/random.ts';
import type { Client } from '../../../core/service.ts';
import type { chainContract } from '../../chain/contract.ts';
import type { pricerContract } from '../../pricer/contract.ts';
import type { storageContract } from '../../storage/contract.ts';
import type { TopicSource } from '../live/topic.ts';
import { untilDone } from '../until-done.ts';
import { startChainTopic } from './chain-topic.ts';
import { startLaunchTopic } from './launch-topic.ts';
import { startPriceTopic } from './price-topic.ts';
import { createReadGains, type ReadGains } from './read-gains.ts';
import { TokenBook } from './token-book.ts';
import { startTokenScout } from './token-scout.ts';
import { createWalletLabels, type WalletLabels } from './wallet-labels.ts';
import { startWalletTopic } from './wallet-topic.ts';

type Options = {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  readonly chain: Client<typeof chainContract>;
  readonly pricer: Client<typeof pricerContract>;
  readonly storage: Client<typeof storageContract>;
  /** Its own node may be asked more often than one that is paid for. */
  readonly isSandbox: boolean;
};

export type SolanaSide = {
  readonly topics: readonly TopicSource[];
  readonly book: TokenBook;
  readonly labels: WalletLabels;
  readonly readGains: ReadGains;
  /** Somebody looks at these. */
  watch(mints: Iterable<string>): void;
  stop(): Promise<void>;
};

/** Waits for nobody. */
export function startSolanaSide(options: Options): SolanaSide {
  const { clock, log, random, chain, pricer, storage, isSandbox } = options;
  const epoch = random.hex(8);
  const stopping = new AbortController();
  const book = new TokenBook(storage, clock);
  const labels = createWalletLabels(storage, clock);
  const scout = startTokenScout({ clock, chain, everyMs: isSandbox ? 1000 : 10_000 });
  const prices = startPriceTopic({ clock, epoch, pricer });
  // Who follows launches is told their prices too.
  const want = (mint: string): void => {
    scout.want(mint);
    prices.watch([mint]);
  };
  const wallets = startWalletTopic({ clock, log, epoch, chain, storage, labels, book, want });
  const launches = startLaunchTopic({ clock, storage, pricer, epoch, chain, book, want });
  const state = startChainTopic({ clock, epoch, chain, seq: () => wallets.seq });
  const until = { clock, random, log, signal: stopping.signal };
  const begun = Promise.all([
    untilDone(() => wallets.begin(stopping.signal), {
      ...until,
      says: 'what followed wallets did cannot be read at present',
    }),
    untilDone(() => launches.begin(stopping.signal), {
      ...until,
      says: 'launched tokens cannot be read at present',
    }),
  ]);
  return {
    topics: [wallets.topic, launches.topic, prices.topic, state.topic],
    book,
    labels,
    readGains: createReadGains({ storage, pricer, clock, book }),
    watch: (mints) => prices.watch(mints),
    async stop() {
      stopping.abort();
      for (const { stop } of [scout, wallets, launches, prices, state]) stop();
      await begun;
    },
  };
}
