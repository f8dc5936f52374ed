import type { Timer } from '../../core/clock.ts';
import { toAppError } from '../../core/errors.ts';
import { createSeededRandom } from '../../core/random.ts';
import { createExchange, type Exchange } from '../exchange/exchange.ts';
import { exchangeFaults } from '../exchange/faults.ts';
import { openSimulatedSource } from '../exchange/live/simulated-source.ts';
import { defineMember } from '../member.ts';

/** After a port that was taken. */
const RETRY_MS = 2000;

export const exchange = defineMember({
  name: 'exchange',
  summary: 'a crypto exchange with a simulated market, which speaks the public protocol of Binance',
  faults: exchangeFaults,
  async open({ clock, realClock, random, port: wanted, fault: faults }) {
    if (wanted === undefined)
      return { tell: () => ({ port: null, says: 'It has no port and does not listen.' }), close() {} };
    const marketRandom = createSeededRandom(random.below(2 ** 31));
    const source = openSimulatedSource({ random: marketRandom, clock, faults });
    const server: Exchange = createExchange({ source, clock: realClock, random, faults });
    let port: number | null = null;
    let problem = '';
    let retry: Timer | undefined;
    let isClosed = false;
    const listen = async (): Promise<void> => {
      try {
        port = await server.listen(wanted);
        problem = '';
        if (isClosed) await server.close();
      } catch (thrown) {
        problem = `${toAppError(thrown).message} It is tried again.`;
        if (!isClosed) retry = realClock.after(RETRY_MS, () => void listen());
      }
    };
    await listen();
    return {
      tell: () => ({ port, ...server.tell(), ...(port === null ? { says: problem } : {}) }),
      close() {
        isClosed = true;
        retry?.cancel();
        return server.close();
      },
    };
  },
});
