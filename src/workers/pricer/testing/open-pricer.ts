// The pricer as the program runs it, with storage on a real disk, and a chain and feeds that a test plays; what crosses is checked.
import { z } from 'zod';
import type { Contract } from '../../../core/contract.ts';
import { createHttp } from '../../../core/outside/http.ts';
import { createPolicy } from '../../../core/outside/policy.ts';
import { createRateLimit } from '../../../core/outside/rate-limit.ts';
import { createScriptedHttp, type ScriptedAnswer } from '../../../core/outside/testing/scripted-http.ts';
import { createSeededRandom } from '../../../core/random.ts';
import type { Client, Context } from '../../../core/service.ts';
import type { ManualClock } from '../../../core/testing/manual-clock.ts';
import type { AccountSlice } from '../../../domain/solana/account-slice.ts';
import type { DecodedTransaction } from '../../../domain/solana/decoded.ts';
import type { BoardPrice, TokenPrice } from '../../../domain/solana/token-price.ts';
import { chainContract } from '../../chain/contract.ts';
import { storageContract } from '../../storage/contract.ts';
import type { TestStorage } from '../../storage/testing/start-storage.ts';
import { pricerContract } from '../contract.ts';
import { service } from '../service.ts';
import type { PricerSettings } from '../settings.ts';

export type Calls = Readonly<Record<string, (input: never) => unknown>>;

export type Surroundings = {
  readonly clock: ManualClock;
  readonly storage: Pick<TestStorage['client'], 'tokenCandles' | 'recordTokenFacts'>;
  readonly settings?: Partial<PricerSettings>;
  /** By address; what is not there does not exist. */
  readonly accounts?: ReadonlyMap<string, Uint8Array>;
  readonly market?: Calls;
  answerTo?(url: string): ScriptedAnswer;
};

export type OpenedPricer = {
  readonly pricer: Omit<Client<typeof pricerContract>, 'on' | 'read'>;
  readonly board: Map<string, BoardPrice>;
  readonly told: TokenPrice[];
  /** Addresses of requests to feeds. */
  readonly asked: string[];
  readonly lines: string[];
  saw(...transactions: DecodedTransaction[]): void;
  stop(): Promise<void>;
};

export const usualSettings: PricerSettings = {
  ...{ isSandbox: false, feeds: [], majors: false, poolFreshMs: 600_000, disputeBps: 300 },
  ...{ maxTokens: 100, interestMs: 3_600_000, refreshMs: 10_000 },
};

export async function openPricer(surroundings: Surroundings): Promise<OpenedPricer> {
  const { clock, storage, settings = {}, accounts = new Map(), market = {} } = surroundings;
  const random = createSeededRandom(1);
  const told: TokenPrice[] = [];
  const lines: string[] = [];
  const asked: string[] = [];
  const board = new Map<string, BoardPrice>();
  const listeners = new Set<(transactions: DecodedTransaction[]) => void>();
  const line = (text: string) => void lines.push(text);
  const transport = createScriptedHttp(({ url }) => {
    asked.push(url);
    return surroundings.answerTo?.(url) ?? 'unreachable';
  });
  const chain = {
    accounts({ addresses, offset, length }: { addresses: string[]; offset: number; length: number }) {
      return addresses.map((address): AccountSlice | null => {
        const data = accounts.get(address)?.subarray(offset, offset + length);
        return data ? { owner: 'o', lamports: 1, data: Buffer.from(data).toString('base64') } : null;
      });
    },
  };
  const context = {
    ...{ name: 'pricer', clock, random, settings: { ...usualSettings, ...settings } },
    log: { debug: line, info: line, warn: line, error: line, fatal: line },
    board: async () => ({
      set: (key: string, value: BoardPrice) => void board.set(key, value),
      delete: (key: string) => board.delete(key),
    }),
    publish: async (_: string, price: unknown) =>
      void told.push(pricerContract.events.price.data.parse(price)),
    outside: {
      policy: (options: object) => createPolicy({ clock, random, ...options } as never),
      rateLimit: (options: object) => createRateLimit({ clock, ...options } as never),
      http: (options: object) => createHttp({ clock, transport, ...options } as never),
    },
    clients: {
      chain: {
        ...checked(chainContract, chain as unknown as Calls),
        on(_: string, listener: (transactions: DecodedTransaction[]) => void) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      market,
      storage: checked(storageContract, storage as unknown as Calls),
      sandbox: { status: async () => ({ members: [{ name: 'prices', facts: { port: 3999 } }] }) },
    },
  };
  const { handlers, stop } = await service.start(context as unknown as Context);
  return {
    pricer: checked(pricerContract, handlers as unknown as Calls) as unknown as OpenedPricer['pricer'],
    ...{ board, told, asked, lines },
    saw(...transactions) {
      for (const listener of listeners) listener(transactions);
    },
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
