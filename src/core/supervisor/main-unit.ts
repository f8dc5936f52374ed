// The main thread as a unit of its own.
import type { Service } from '../service.ts';
import type { PlacedUnit } from './placement.ts';

export const MAIN = 'main';

/** Serves the supervisor's contract; never restarted, because nobody could do it. */
export const mainUnit: PlacedUnit = {
  id: MAIN,
  isInline: true,
  services: [{ name: 'supervisor', module: '', settings: undefined, maxConcurrent: 1000 }],
  maxMemoryMb: 0,
  restarts: { restartOnError: false, maxRestarts: 0, windowMs: 0, delayMs: 0, maxDelayMs: 0 },
  atCap: 'stop',
  hotSpare: false,
  heartbeatIntervalMs: 30_000,
};

/** With services that the main thread has beside the supervisor, as what only it can reach. */
export function toMainUnit(services: readonly Service[]): PlacedUnit {
  const others = services.map(({ contract: { name } }) => ({
    name,
    module: '',
    settings: undefined,
    maxConcurrent: 1000,
  }));
  return { ...mainUnit, services: [...mainUnit.services, ...others] };
}
