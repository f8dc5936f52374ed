import type { Timer } from '../../core/clock.ts';
import { toAppError } from '../../core/errors.ts';
import { defineMember } from '../member.ts';
import { marketFaults } from '../solana/actors/faults.ts';
import { openMarket } from '../solana/actors/open-market.ts';
import { solanaFaults } from '../solana/node/faults.ts';
import { createSolanaNode } from '../solana/node/node.ts';

/** After a port that was taken. */
const RETRY_MS = 2000;
/** An hour of the market at its usual speed, and about 150 MB. */
const MAX_TRANSACTIONS = 12_000;
const SEED_BYTES = 16;

export const solana = defineMember({
  name: 'solana',
  summary:
    'a Solana node of its own with a living market, which executes real programs and speaks JSON-RPC and PubSub',
  faults: { ...solanaFaults, ...marketFaults },
  async open({ clock, realClock, random, port: wanted, fault: faults }) {
    if (wanted === undefined)
      return { tell: () => ({ port: null, says: 'It has no port and does not listen.' }), close() {} };
    const node = createSolanaNode({ clock, realClock, random, faults, maxTransactions: MAX_TRANSACTIONS });
    const market = openMarket({ node, clock, faults, seed: random.hex(SEED_BYTES) });
    let port: number | null = null;
    let problem = '';
    let retry: Timer | undefined;
    let isClosed = false;
    const listen = async (): Promise<void> => {
      try {
        port = await node.listen(wanted);
        problem = '';
        if (isClosed) await node.close();
      } catch (thrown) {
        problem = `${toAppError(thrown).message} It is tried again.`;
        if (!isClosed) retry = realClock.after(RETRY_MS, () => void listen());
      }
    };
    await listen();
    return {
      tell: () => ({ port, ...node.tell(), ...market.tell(), says: port === null ? problem : 'It listens.' }),
      close() {
        isClosed = true;
        market.close();
        retry?.cancel();
        return node.close();
      },
    };
  },
});
