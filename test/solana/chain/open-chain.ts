// The workers chain, decoder and storage on the thread of a test, beside a node of the sandbox with real sockets.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { z } from 'zod';
import { allocateMetricRegion } from '../../../src/core/board/metric-region.ts';
import { openMetrics } from '../../../src/core/board/metrics.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { createOutsideDoor } from '../../../src/core/host/outside-door.ts';
import { createSeededRandom } from '../../../src/core/random.ts';
import type { Client, Context } from '../../../src/core/service.ts';
import type { WalletActivity } from '../../../src/domain/solana/followed.ts';
import { openTestNode, type TestNode } from '../../../src/sandbox/solana/node/testing/open-node.ts';
import { chainContract } from '../../../src/workers/chain/contract.ts';
import { service as chain } from '../../../src/workers/chain/service.ts';
import { chainSettings } from '../../../src/workers/chain/settings.ts';
import { decodeAll } from '../../../src/workers/decoder/decode-tasks.ts';
import { service as decoder } from '../../../src/workers/decoder/service.ts';
import { startStorage, type TestStorage } from '../../../src/workers/storage/testing/start-storage.ts';

export type OpenedChain = {
  readonly chain: Omit<Client<typeof chainContract>, 'on' | 'read'>;
  readonly told: { readonly event: string; readonly data: unknown }[];
  readonly lines: string[];
  stop(): Promise<void>;
};

export type ChainRig = {
  readonly test: TestNode;
  readonly storage: TestStorage['client'];
  /** Settings over the usual ones of these tests. */
  open(settings?: Partial<z.input<typeof chainSettings>>): Promise<OpenedChain>;
  /** All recorded, oldest first. */
  activity(): Promise<readonly WalletActivity[]>;
  /** Resolves when it holds; rejects after ten seconds. */
  until(holds: () => boolean | Promise<boolean>, what: string): Promise<void>;
};

/** The pool of the decoder, without threads. */
const onThisThread = () => ({
  run: async (_: string, texts: readonly string[]) => decodeAll(texts),
  close: async () => {},
});

const PATIENCE_MS = 10_000;

export async function openChainRig(
  t: TestContext,
  options: Parameters<typeof openTestNode>[0] = {},
): Promise<ChainRig> {
  const folder = await mkdtemp(join(tmpdir(), 'zapflow-chain-'));
  const test = await openTestNode({ depths: { confirmed: 0, finalized: 32 }, ...options });
  const storage = await startStorage({ folder });
  const opened = new Set<OpenedChain>();
  t.after(async () => {
    await Promise.all([...opened].map((one) => one.stop()));
    await storage.stop();
    await test.node.close();
    await rm(folder, { recursive: true });
  });
  return {
    test,
    storage: storage.client,
    async open(settings = {}) {
      const one = await openChain(test.url, storage.client, settings);
      opened.add(one);
      return {
        ...one,
        stop: () => {
          opened.delete(one);
          return one.stop();
        },
      };
    },
    async activity() {
      const all: WalletActivity[] = [];
      for (;;) {
        const page = await storage.client.walletActivity({ afterSeq: all.at(-1)?.seq ?? 0, limit: 500 });
        all.push(...page.activity);
        if (page.activity.length === 0) return all;
      }
    },
    async until(holds, what) {
      const untilMs = performance.now() + PATIENCE_MS;
      while (!(await holds())) {
        if (performance.now() > untilMs) throw new Error(`${what}: not within ${PATIENCE_MS} ms`);
        await systemClock.sleep(20);
      }
    },
  };
}

async function openChain(
  url: string,
  storage: TestStorage['client'],
  settings: Partial<z.input<typeof chainSettings>>,
): Promise<OpenedChain> {
  const told: OpenedChain['told'] = [];
  const lines: string[] = [];
  const tell = (line: string) => void lines.push(line);
  const log = { debug: tell, info: tell, warn: tell, error: tell, fatal: tell };
  const metrics = openMetrics(allocateMetricRegion());
  const common = { clock: systemClock, random: createSeededRandom(3), log, metrics };
  const decoding = await decoder.start({
    ...common,
    publish: async () => {},
    pool: onThisThread,
  } as unknown as Context);
  const context = {
    ...common,
    name: 'chain',
    outside: createOutsideDoor('chain', metrics),
    publish: async (event: keyof typeof chainContract.events, data: unknown) =>
      void told.push({ event, data: chainContract.events[event].data.parse(data) }),
    settings: chainSettings.parse({
      ...{ isSandbox: false, commitment: 'confirmed', pollMs: 25_000, discovery: 'auto' },
      ...{ endpoints: [{ name: 'node', http: url, socket: '', callsPerSecond: 5000 }] },
      ...{ subscriptionsPerSocket: 100, programs: [], ...settings },
    }),
    clients: { storage, decoder: called(decoding.handlers), sandbox: {} },
  };
  const { handlers, stop } = await chain.start(context as unknown as Context);
  return {
    chain: called(handlers) as OpenedChain['chain'],
    told,
    lines,
    stop: async () => void (await stop?.()),
  };
}

type Handle = (input: unknown, request: unknown) => unknown;

/** As a client calls them. */
function called(handlers: unknown): Record<string, (input?: unknown) => Promise<unknown>> {
  return Object.fromEntries(
    Object.entries(handlers as Record<string, Handle>).map(([name, handle]) => [
      name,
      async (input?: unknown) => handle(input, { correlationId: 'test', deadlineMs: Infinity }),
    ]),
  );
}
