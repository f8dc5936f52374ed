// Where the venue is: as configured, at its own addresses, or, in the sandbox, where the sandbox says its exchange listens.
import type { Context } from '../../core/service.ts';
import type { MarketName } from '../../domain/market/instrument.ts';
import type { Endpoints } from '../../venues/venue.ts';
import type { sandboxContract } from '../sandbox/contract.ts';
import type { marketContract } from './contract.ts';
import type { MarketSettings } from './settings.ts';
import { venueOf } from './venue-of.ts';

type MarketContext = Context<typeof marketContract, { sandbox: typeof sandboxContract }, MarketSettings>;

export type KnownEndpoints = {
  /** Resolves when every address is known; rejects with the reason of the signal. */
  ready(signal: AbortSignal): Promise<void>;
  /** Asked before each connection; undefined leaves them to the venue. */
  of(market: MarketName): (() => Endpoints) | undefined;
};

const ASK_MS = 500;
/** The exchange may come back elsewhere when the sandbox was started again. */
const LOOK_MS = 5000;

export function createEndpoints({
  clock,
  clients,
  settings,
}: Pick<MarketContext, 'clock' | 'clients' | 'settings'>): KnownEndpoints {
  let port: number | undefined;
  const look = async () => {
    const state = await clients.sandbox.status().catch(() => undefined);
    const found = state?.members.find(({ name }) => name === 'exchange')?.facts['port'];
    if (typeof found === 'number') port = found;
  };
  const configured = (market: MarketName): Endpoints | undefined => {
    const { rest, stream } = settings.endpoints[market];
    return rest === '' || stream === '' ? undefined : { rest, stream };
  };
  const needsSandbox = settings.isSandbox && settings.followed.some(({ market }) => !configured(market));
  return {
    async ready(signal) {
      if (!needsSandbox) return;
      for (await look(); port === undefined; await look()) await clock.sleep(ASK_MS, signal);
      const timer = clock.every(LOOK_MS, () => void look());
      signal.addEventListener('abort', () => timer.cancel(), { once: true });
    },
    of(market) {
      const fixed = configured(market);
      if (fixed) return () => fixed;
      if (!settings.isSandbox) return undefined;
      return () => venueOf(market).endpoints(market, port ?? null);
    },
  };
}
