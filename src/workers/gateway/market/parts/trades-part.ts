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
    add: ({ trades }) => void gathered.push(...trades),
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
