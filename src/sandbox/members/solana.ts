import type { Timer } from '../../core/clock.ts';
import { toAppError } from '../../core/errors.ts';
import { defineMember } from '../member.ts';
import { solanaFaults } from '../solana/node/faults.ts';
import { createSolanaNode } from '../solana/node/node.ts';

/** After a port that was taken. */
const RETRY_MS = 2000;

export const solana = defineMember({
  name: 'solana',
  summary: 'a Solana node of its own, which executes real programs and speaks JSON-RPC and PubSub',
  faults: solanaFaults,
  async open({ clock, realClock, random, port: wanted, fault: faults }) {
    if (wanted === undefined)
      return { tell: () => ({ port: null, says: 'It has no port and does not listen.' }), close() {} };
    const node = createSolanaNode({ clock, realClock, random, faults });
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
      tell: () => ({ port, ...node.tell(), says: port === null ? problem : 'It listens.' }),
      close() {
        isClosed = true;
        retry?.cancel();
        return node.close();
      },
    };
  },
});
