// The analyst as the program runs it, with storage on a real disk and a market that a test plays; what crosses is checked.
import { z } from 'zod';
import type { Contract } from '../../../core/contract.ts';
import { AppError } from '../../../core/errors.ts';
import type { Client, Context } from '../../../core/service.ts';
import type { ManualClock } from '../../../core/testing/manual-clock.ts';
import { marketContract } from '../../market/contract.ts';
import { storageContract } from '../../storage/contract.ts';
import type { TestStorage } from '../../storage/testing/start-storage.ts';
import { analystContract } from '../contract.ts';
import { service } from '../service.ts';
import type { TrueMarket } from './true-market.ts';

export type Told = { readonly event: string; readonly data: unknown };

export type OpenedAnalyst = {
  readonly analyst: Omit<Client<typeof analystContract>, 'on' | 'read'>;
  /** What it published, in order. */
  readonly told: Told[];
  readonly lines: string[];
  stop(): Promise<void>;
};

type Calls = Readonly<Record<string, (input: never) => unknown>>;

export async function openAnalyst(
  clock: ManualClock,
  market: TrueMarket,
  storage: TestStorage['client'],
): Promise<OpenedAnalyst> {
  const told: Told[] = [];
  const lines: string[] = [];
  const tell = (line: string) => void lines.push(line);
  const log = { debug: tell, info: tell, warn: tell, error: tell, fatal: tell };
  const state = {
    ...market.instrument,
    ...{ state: 'live' as const, says: null, lastMs: null, messagesPerSecond: 1, gaps: 0 },
    ...{ compared: 0, exact: 0, index: 0 },
  };
  const marketCalls = {
    instruments: () => [state],
    resend: () => market.sendBook(),
    reached() {},
    candles(range: Parameters<TrueMarket['candles']>[0]) {
      market.asked.push(range);
      if (!market.isReachable) throw new AppError('VENUE_UNREACHABLE');
      return market.candles(range);
    },
  };
  const publish = async (event: keyof typeof analystContract.events, data: unknown) =>
    void told.push({ event, data: analystContract.events[event].data.parse(data) });
  const context = {
    ...{ name: 'analyst', clock, log, publish },
    settings: service.settings.parse({ cvdReset: 'never', disabled: [], detectors: {}, signals: {} }),
    metrics: { counter: () => idle, gauge: () => idle, histogram: () => idle },
    clients: {
      market: {
        ...checked(marketContract, marketCalls),
        on: () => () => {},
        read: (_: string, reader: Parameters<TrueMarket['read']>[0]) => market.read(reader),
      },
      storage: checked(storageContract, storage as unknown as Calls),
    },
  };
  const { handlers, stop } = await service.start(context as unknown as Context);
  return {
    analyst: checked(analystContract, handlers as unknown as Calls) as unknown as OpenedAnalyst['analyst'],
    told,
    lines,
    stop: async () => void (await stop?.()),
  };
}

/** As a link hands it over: what does not fit the contract does not come through. */
function checked(contract: Contract, calls: Calls): Record<string, (input: unknown) => Promise<unknown>> {
  return Object.fromEntries(
    Object.entries(calls).map(([name, handle]) => {
      const { input, output } = contract.calls[name] ?? { input: z.unknown(), output: z.unknown() };
      return [name, async (given: unknown) => output.parse(await handle(input.parse(given) as never))];
    }),
  );
}

const idle = { add() {}, set() {}, record() {} };
