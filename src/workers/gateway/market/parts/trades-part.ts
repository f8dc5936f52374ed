import type { PrintView } from '../../../../domain/order-flow/market-words.ts';
import type { CreatePart } from './flow-part.ts';

const KEPT = 200;
/** Of half a second; a burst of more is told by its newest, which is what anybody can read. */
const MAX_TOLD = 100;

export const createTradesPart: CreatePart = (instrument) => {
  let shown: readonly PrintView[] = [];
  let gathered: PrintView[] = [];
  return {
    everyMs: 500,
    begin({ trades }) {
      shown = trades.slice(-KEPT);
      gathered = [];
    },
    add({ trades }) {
      // A picture may have had some of them already.
      const lastId = (gathered.at(-1) ?? shown.at(-1))?.id ?? Number.NEGATIVE_INFINITY;
      for (const trade of trades) if (trade.id > lastId) gathered.push(trade);
    },
    drain() {
      if (gathered.length === 0) return [];
      const trades = gathered.slice(-MAX_TOLD);
      gathered = [];
      shown = [...shown, ...trades].slice(-KEPT);
      return [{ instrument, trades }];
    },
    snapshot: () => ({ instrument, trades: shown }),
  };
};
