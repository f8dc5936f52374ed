// What goes wrong around storage, whichever database it has.
import { faultKinds } from '../../../src/core/simulation/fault-plan.ts';

export const STORAGE_DRIVERS = 3;

export const storageFaults = {
  points: ['storage', 'outbox'],
  units: ['storage', 'relay', ...Array.from({ length: STORAGE_DRIVERS }, (_, i) => `driver-${i + 1}`)],
  /** Garbled batches are for the scenarios of links. */
  kinds: faultKinds.filter((kind) => kind !== 'garble'),
};
