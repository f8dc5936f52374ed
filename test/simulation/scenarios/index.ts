// Every scenario, in the order in which seeds are dealt to them.
import type { Scenario } from '../../../src/core/simulation/scenario.ts';
import { cache } from './cache.ts';
import { calls } from './calls.ts';
import { events } from './events.ts';
import { ledger } from './ledger.ts';
import { orderlyStops } from './orderly-stops.ts';
import { restartsScenario } from './restarts.ts';
import { storage } from './storage.ts';
import { storagePostgres } from './storage-postgres.ts';

export const scenarios: readonly Scenario[] = [
  calls,
  events,
  restartsScenario,
  orderlyStops,
  ledger,
  storage,
  storagePostgres,
  cache,
];
