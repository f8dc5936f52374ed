import { createSeededRandom } from '../../core/random.ts';
import { createExchange, type Exchange } from '../exchange/exchange.ts';
import { exchangeFaults } from '../exchange/faults.ts';
import { openSimulatedSource } from '../exchange/live/simulated-source.ts';
import { keepListening } from '../keep-listening.ts';
import { defineMember } from '../member.ts';

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
    const listening = await keepListening(server, wanted, realClock);
    return {
      tell: () => ({
        port: listening.port,
        ...server.tell(),
        ...(listening.port === null ? { says: listening.problem } : {}),
      }),
      close: () => listening.close(),
    };
  },
});
