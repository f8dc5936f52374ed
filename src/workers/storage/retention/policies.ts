// What is not kept for ever, in the order of the settings `storage.retention`.
import { alerts } from './alerts.ts';
import { anomalies } from './anomalies.ts';
import { candles } from './candles.ts';
import { chain } from './chain.ts';
import { footprints } from './footprints.ts';
import { outbox } from './outbox.ts';
import type { RetentionPolicy } from './policy.ts';
import { reservations } from './reservations.ts';
import { signals } from './signals.ts';
import { tokenCandles } from './token-candles.ts';
import { traces } from './traces.ts';

export const policies = [
  traces,
  outbox,
  reservations,
  alerts,
  signals,
  anomalies,
  footprints,
  candles,
  chain,
  tokenCandles,
] as const satisfies readonly RetentionPolicy[];
