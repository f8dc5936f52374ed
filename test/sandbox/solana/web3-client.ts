// @solana/web3.js 1.x as it is, on a chain of the sandbox that runs ten times as fast.
import { Connection, Keypair, LAMPORTS_PER_SOL, type PublicKey, SystemProgram } from '@solana/web3.js';
import { openTestNode } from '../../../src/sandbox/solana/node/testing/open-node.ts';

export type Web3Client = {
  readonly connection: Connection;
  readonly url: string;
  readonly payer: Keypair;
  confirm(signature: string): Promise<void>;
  pay(lamports: number, to?: PublicKey): ReturnType<typeof SystemProgram.transfer>;
  /** Resolves at the next slot with how far its root is behind. */
  nextSlot(): Promise<number>;
  /** How to stop to listen, done before it is closed. */
  readonly listeners: (() => Promise<void>)[];
  close(): Promise<void>;
};

type Internals = {
  readonly _rpcWebSocket: {
    readonly ready: boolean;
    once(event: string, run: (value: unknown) => void): void;
  };
};

export async function openWeb3Client(): Promise<Web3Client> {
  const { node, url, pushUrl } = await openTestNode({ speed: 10 });
  const connection = new Connection(url, { commitment: 'confirmed', wsEndpoint: pushUrl });
  const payer = Keypair.generate();
  const listeners: (() => Promise<void>)[] = [];
  const confirm = async (signature: string) => {
    const life = await connection.getLatestBlockhash();
    const { value } = await connection.confirmTransaction({ signature, ...life });
    if (value.err) throw new Error(JSON.stringify(value.err));
  };
  await confirm(await connection.requestAirdrop(payer.publicKey, 100 * LAMPORTS_PER_SOL));
  return {
    ...{ connection, url, payer, listeners, confirm },
    pay: (lamports, to = Keypair.generate().publicKey) =>
      SystemProgram.transfer({ fromPubkey: payer.publicKey, toPubkey: to, lamports }),
    nextSlot: () =>
      new Promise((resolve) => {
        const id = connection.onSlotChange(({ slot, root }) => resolve(slot - root));
        listeners.push(() => connection.removeSlotChangeListener(id));
      }),
    async close() {
      const { _rpcWebSocket: push } = connection as unknown as Internals;
      const closed = new Promise((resolve) => push.once('close', resolve));
      await Promise.all(listeners.map((stop) => stop()));
      // it closes a connection without subscriptions itself; one that is taken from it would be opened again and again
      if (push.ready) await closed;
      await node.close();
    },
  };
}
