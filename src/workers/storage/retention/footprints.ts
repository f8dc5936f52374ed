import type { RetentionPolicy } from './policy.ts';
import { removeBars } from './remove-bars.ts';

export const footprints: RetentionPolicy = {
  name: 'footprints',
  table: 'footprint_bars',
  remove: ({ db }, beforeMs, max) => removeBars(db, 'footprint_bars', [beforeMs, max]),
};
