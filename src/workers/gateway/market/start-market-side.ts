// What the gateway hears of the market and its analyst, handed to those who watch and those who are told. Both may be away.
import type { Clock } from '../../../core/clock.ts';
import type { Log } from '../../../core/log/log.ts';
import type { Random } from '../../../core/random.ts';
import type { Client } from '../../../core/service.ts';
import type { FlowStats } from '../../../domain/order-flow/market-words.ts';
import type { AnomalyEvent, Signal } from '../../../domain/order-flow/signal.ts';
import type { analystContract } from '../../analyst/contract.ts';
import type { marketContract } from '../../market/contract.ts';
import type { storageContract } from '../../storage/contract.ts';
import type { TopicSource } from '../live/topic.ts';
import { untilDone } from '../until-done.ts';
import { createEventTopics } from './event-topics.ts';
import { startFlowWatch } from './flow-watch.ts';
import { followInstruments } from './instrument-list.ts';

export type MarketSideOptions = {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  readonly market: Pick<Client<typeof marketContract>, 'on' | 'instruments'>;
  readonly analyst: Pick<Client<typeof analystContract>, 'on' | 'watch' | 'picture'>;
  readonly storage: Pick<Client<typeof storageContract>, 'signals' | 'anomalies'>;
  /** Those who are told; none of these waits or throws. */
  readonly told: {
    signal(signal: Signal): void;
    anomaly(anomaly: AnomalyEvent): void;
    stats(stats: readonly FlowStats[]): void;
  };
};

export type MarketSide = { readonly topics: readonly TopicSource[]; stop(): Promise<void> };

const REMEMBERED = 500;

/** Waits for nobody. */
export function startMarketSide(options: MarketSideOptions): MarketSide {
  const { clock, log, random, market, analyst, storage, told } = options;
  const epoch = random.hex(8);
  const stopping = new AbortController();
  const events = createEventTopics(epoch);
  const instruments = followInstruments({ market });
  const watch = startFlowWatch({ clock, log, epoch, analyst, instruments });
  const stops = [
    analyst.on('signal', (signal) => {
      events.signal(signal);
      told.signal(signal);
    }),
    analyst.on('anomaly', (anomaly) => {
      events.anomaly(anomaly);
      told.anomaly(anomaly);
    }),
    analyst.on('outcome', (outcome) => events.outcome(outcome)),
    analyst.on('stats', (stats) => {
      events.stats(stats);
      told.stats(stats);
    }),
  ];

  const remember = async (): Promise<void> => {
    const { signal } = stopping;
    const [signals, anomalies] = await Promise.all([
      storage.signals({ limit: REMEMBERED }, { signal }),
      storage.anomalies({ limit: REMEMBERED }, { signal }),
    ]);
    events.beginSignals(signals.signals);
    events.beginAnomalies(anomalies.anomalies);
  };
  const begun = untilDone(
    () =>
      remember().catch((error: unknown) => {
        // What is found from now on is told meanwhile.
        events.beginSignals([]);
        events.beginAnomalies([]);
        throw error;
      }),
    {
      ...{ clock, random, log, signal: stopping.signal },
      says: 'signals of before cannot be read at present',
    },
  );

  return {
    topics: [...watch.topics, ...events.topics],
    async stop() {
      stopping.abort();
      for (const stop of stops) stop();
      instruments.stop();
      watch.stop();
      await begun;
    },
  };
}
