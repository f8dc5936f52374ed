// The worker's look at a token over a node of the sandbox and a real storage, without following anything.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Address } from '@solana/kit';
import { type Clock, systemClock } from '../../../src/core/clock.ts';
import { AppError } from '../../../src/core/errors.ts';
import { createSeededRandom } from '../../../src/core/random.ts';
import type { Client } from '../../../src/core/service.ts';
import type { TokenFacts } from '../../../src/domain/solana/safety.ts';
import { safetyChecks } from '../../../src/safety/index.ts';
import { judge } from '../../../src/safety/judge.ts';
import { openTestNode } from '../../../src/sandbox/solana/node/testing/open-node.ts';
import { createInspector } from '../../../src/workers/chain/inspect/inspect-token.ts';
import type { RpcCall } from '../../../src/workers/chain/rpc/json-rpc.ts';
import type { decoderContract } from '../../../src/workers/decoder/contract.ts';
import type { storageContract } from '../../../src/workers/storage/contract.ts';
import { startStorage } from '../../../src/workers/storage/testing/start-storage.ts';
import { createTokenMaker } from './token-maker.ts';

const HOUR_MS = 3_600_000;
/** The chain is an hour behind, so that everything on it is an hour old. */
export const hourAgo: Clock = Object.assign(Object.create(systemClock), {
  now: () => systemClock.now() - HOUR_MS,
});

/** `asked` are the node's methods in the order of the calls; those in `silent` are refused. */
export async function openSafety(t: TestContext) {
  const test = await openTestNode({ depths: { confirmed: 0, finalized: 32 }, real: hourAgo });
  const folder = await mkdtemp(join(tmpdir(), 'zapflow-safety-'));
  const storage = await startStorage({ folder });
  t.after(async () => {
    await storage.stop();
    await test.node.close();
    await rm(folder, { recursive: true });
  });
  const asked: string[] = [];
  const silent = new Set<string>();
  const ask = async ({ method, params }: RpcCall): Promise<unknown> => {
    asked.push(method);
    if (silent.has(method)) throw new AppError('RPC_REFUSED');
    return test.rpc(method, ...params).catch((cause: unknown) => {
      throw new AppError('RPC_REFUSED', String(cause));
    });
  };
  const pool = { call: ask };
  const told: string[] = [];
  const warned: string[] = [];
  const inspector = createInspector(
    {
      ...{ clock: systemClock, random: createSeededRandom(3) },
      clients: {
        storage: storage.client as Client<typeof storageContract>,
        decoder: { judge: async (facts) => judge(safetyChecks, facts as TokenFacts) } as Client<
          typeof decoderContract
        >,
      },
      publish: async (event) => void told.push(event),
      log: { warn: (line) => void warned.push(line) },
    },
    'confirmed',
  );
  return {
    ...{ maker: await createTokenMaker(test.node), storage: storage.client, told, warned, asked, silent },
    inspect: (mint: Address, maxAgeMs = 0) => inspector.inspect(pool, mint, maxAgeMs),
  };
}
