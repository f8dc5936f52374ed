import type { Zone } from '../domain/order-flow/zone.ts';
import type { DetectorRun } from './detector.ts';

/** A run that keeps zones, which may be read at any time. */
export type ZonedRun = DetectorRun & { readonly zones: readonly Zone[] };

/** Those that the run keeps now; none where it keeps no zones. */
export function zonesOf(run: DetectorRun): readonly Zone[] {
  return 'zones' in run ? (run as ZonedRun).zones : [];
}
