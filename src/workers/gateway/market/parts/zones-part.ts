import type { ZoneView } from '../../../../domain/order-flow/market-words.ts';
import type { CreatePart } from './flow-part.ts';

export const createZonesPart: CreatePart = (instrument) => {
  let shown: readonly ZoneView[] = [];
  let gathered: readonly ZoneView[] | undefined;
  return {
    everyMs: 2000,
    begin({ zones }) {
      shown = zones;
      gathered = undefined;
    },
    add({ zones }) {
      gathered = zones ?? gathered;
    },
    drain() {
      if (!gathered) return [];
      shown = gathered;
      gathered = undefined;
      return [{ instrument, zones: shown }];
    },
    snapshot: () => ({ instrument, zones: shown }),
  };
};
