import type { HeatColumn } from '../../../../domain/order-flow/market-words.ts';
import type { CreatePart } from './flow-part.ts';

const KEPT = 600;

export const createHeatPart: CreatePart = (instrument) => {
  let shown: readonly HeatColumn[] = [];
  let gathered: HeatColumn[] = [];
  return {
    everyMs: 1000,
    begin({ heat }) {
      shown = heat.slice(-KEPT);
      gathered = [];
    },
    add({ heat }) {
      // A picture may have had some of them already.
      const lastMs = (gathered.at(-1) ?? shown.at(-1))?.atMs ?? Number.NEGATIVE_INFINITY;
      for (const column of heat) if (column.atMs > lastMs) gathered.push(column);
    },
    drain() {
      if (gathered.length === 0) return [];
      const columns = gathered;
      gathered = [];
      shown = [...shown, ...columns].slice(-KEPT);
      return [{ instrument, columns }];
    },
    snapshot: () => ({ instrument, columns: shown }),
  };
};
