// A node whose time moves only when a test says so, with a wallet that has something to spend.
import type { TestContext } from 'node:test';
import { createManualClock, type ManualClock } from '../../../../core/testing/manual-clock.ts';
import { createFaucet, type Faucet } from '../faucet.ts';
import { SLOT_MS, type SolanaNodeOptions, type Submitted } from '../node.ts';
import { openTestNode, type TestNode } from './open-node.ts';
import { openPushClient, type PushClient } from './push-client.ts';

export type ChainOnClock = TestNode & {
  readonly clock: ManualClock;
  readonly wallet: Faucet;
  /** An address that nobody else has. */
  address(): string;
  pay(to: string, lamports?: bigint): Submitted;
  slots(count: number): Promise<void>;
  push(path?: string): Promise<PushClient>;
};

export const SOL = 1_000_000_000n;
let made = 0;

export function walletOf(number: number): Faucet {
  return createFaucet(number.toString(16).padStart(64, '0'));
}

export async function openChain(
  t: TestContext,
  options: Partial<SolanaNodeOptions> = {},
): Promise<ChainOnClock> {
  const clock = createManualClock();
  const server = await openTestNode({ real: clock, ...options });
  t.after(() => server.node.close());
  const { node } = server;
  const wallet = walletOf(1);
  if (!options.state) node.airdrop(wallet.address, 1000n * SOL);
  return {
    ...{ ...server, clock, wallet },
    address() {
      made += 1;
      return walletOf(1000 + made).address;
    },
    pay: (to, lamports = SOL) => node.submit(wallet.transfer(to, lamports, node.bank.ledger.head.blockhash)),
    slots: (count) => clock.advance(count * SLOT_MS),
    async push(path = '') {
      const client = await openPushClient(server.pushUrl + path);
      t.after(() => client.socket.terminate());
      return client;
    },
  };
}
