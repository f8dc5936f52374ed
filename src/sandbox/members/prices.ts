import { keepListening } from '../keep-listening.ts';
import { defineMember } from '../member.ts';
import { priceFaults } from '../prices/faults.ts';
import { createNodeView } from '../prices/node-view.ts';
import { createPriceServer } from '../prices/server.ts';

export const prices = defineMember({
  name: 'prices',
  summary: 'price feeds that answer as Jupiter, DexScreener, Birdeye and Vybe do, by the pools of the chain',
  faults: priceFaults,
  async open({ clock, realClock, factsOf, port: wanted, fault: faults }) {
    if (wanted === undefined)
      return { tell: () => ({ port: null, says: 'It has no port and does not listen.' }), close() {} };
    const node = createNodeView({
      ...{ clock, realClock },
      port() {
        const { port } = factsOf('solana');
        return typeof port === 'number' ? port : undefined;
      },
    });
    const server = createPriceServer({ clock: realClock, faults, view: () => node.view() });
    const listening = await keepListening(server, wanted, realClock);
    return {
      tell: () => ({
        port: listening.port,
        tokens: node.last?.tokens.size ?? 0,
        answered: server.answered,
        says: listening.port === null ? listening.problem : 'It listens.',
      }),
      close: () => listening.close(),
    };
  },
});
