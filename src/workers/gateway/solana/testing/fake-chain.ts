// A chain for tests of the gateway: it records in the gateway's own storage, and tells it as the worker does.
import { AppError } from '../../../../core/errors.ts';
import type { DecodedTransaction, Trade } from '../../../../domain/solana/decoded.ts';
import type { TestGateway } from '../../testing/open-gateway.ts';

export const SOL = 'So11111111111111111111111111111111111111112';
export const CPMM = 'CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C';
export const [ann, bob, mint, pool] = ['A', 'B', 'M', 'P'].map((letter) => letter.repeat(40)) as [
  string,
  string,
  string,
  string,
];
export const signatureOf = (at: number) => `${'S'.repeat(77)}${at + 111}`.replaceAll('0', 'z');

type Listener = (data: never) => void;

export class FakeChain {
  gateway: TestGateway | undefined;
  readonly #listeners = new Map<string, Listener[]>();
  readonly client = {
    on: (event: string, listener: Listener) => {
      this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
      return () => {};
    },
    health: async () => ({ status: 'Healthy', says: '1 address followed.' }),
    follow: async ({
      address,
      kind,
      label,
      priority,
    }: {
      address: string;
      kind: 'wallet';
      label: string;
      priority: number;
    }) => {
      if (address.includes('BAD')) throw new AppError('ADDRESS_INVALID');
      await this.gateway?.storage.followAddress({ address, kind, label, priority, cursor: null });
    },
    unfollow: async ({ address }: { address: string }) => {
      await this.gateway?.storage.unfollowAddress({ address });
    },
    followed: async () => [],
    endpoints: async () => [],
    holdings: async () => [{ mint: SOL, amount: 2_000_000_000n, decimals: 9 }],
    transaction: async () => {
      throw new AppError('TRANSACTION_UNKNOWN');
    },
    inspectToken: async () => {
      throw new AppError('MINT_UNKNOWN');
    },
  };

  tell(event: string, data: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(data as never);
  }

  /** Records a trade of a wallet in one transaction. */
  async record(at: number, trader: string, side: 'buy' | 'sell', tokens: bigint, lamports: bigint) {
    const [token, quote] = [
      { mint, amount: tokens },
      { mint: SOL, amount: lamports },
    ];
    const [input, output] = side === 'buy' ? [quote, token] : [token, quote];
    const trade: Trade = { trader, side, input, output, hops: [{ program: CPMM, pool, input, output }] };
    await this.save(at, trader, { trades: [trade], decimals: { [mint]: 6 } });
  }

  async save(at: number, address: string, changes: Partial<DecodedTransaction>) {
    const transaction: DecodedTransaction = {
      signature: signatureOf(at),
      slot: at,
      blockTimeMs: at * 1000,
      status: 'success',
      error: null,
      trades: [],
      events: [],
      changes: [],
      notUnderstood: [],
      ...changes,
    };
    const activity = [{ address, signature: transaction.signature, isLate: false }];
    const recorded = await this.gateway?.storage.recordChain({
      transactions: [transaction],
      activity,
      cursors: [],
    });
    this.tell('activityRecorded', { seq: recorded?.seq });
  }
}
