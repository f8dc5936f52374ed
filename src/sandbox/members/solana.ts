import { keepListening } from '../keep-listening.ts';
import { defineMember } from '../member.ts';
import { marketFaults } from '../solana/actors/faults.ts';
import { openMarket } from '../solana/actors/open-market.ts';
import { solanaFaults } from '../solana/node/faults.ts';
import { createSolanaNode } from '../solana/node/node.ts';

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
    const listening = await keepListening(node, wanted, realClock);
    return {
      tell: () => ({
        port: listening.port,
        ...node.tell(),
        ...market.tell(),
        says: listening.port === null ? listening.problem : 'It listens.',
      }),
      close() {
        market.close();
        return listening.close();
      },
    };
  },
});
