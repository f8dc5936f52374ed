import type { Timer } from '../../core/clock.ts';
import { toAppError } from '../../core/errors.ts';
import { defineMember } from '../member.ts';
import { priceFaults } from '../prices/faults.ts';
import { createNodeView } from '../prices/node-view.ts';
import { createPriceServer } from '../prices/server.ts';

/** After a port that was taken. */
const RETRY_MS = 2000;

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
      tell: () => ({
        port,
        tokens: node.last?.tokens.size ?? 0,
        answered: server.answered,
        says: port === null ? problem : 'It listens.',
      }),
      close() {
        isClosed = true;
        retry?.cancel();
        return server.close();
      },
    };
  },
});
