// Every rule by which an alert is raised and cleared.
import type { AlertRule } from '../rule.ts';
import { backupRestored } from './backup-restored.ts';
import { breakerOpen } from './breaker-open.ts';
import { chainTrouble } from './chain-trouble.ts';
import { connectionLost } from './connection-lost.ts';
import { diskLow } from './disk-low.ts';
import { feedTrouble } from './feed-trouble.ts';
import { memoryHigh } from './memory-high.ts';
import { programChanged } from './program-changed.ts';
import { programRestarted } from './program-restarted.ts';
import { publicBind } from './public-bind.ts';
import { queueFull } from './queue-full.ts';
import { redisAway } from './redis-away.ts';
import { setUpOpen } from './set-up-open.ts';
import { storageFailing } from './storage-failing.ts';
import { webhookParked } from './webhook-parked.ts';
import { workerFailed } from './worker-failed.ts';
import { workerRestarting } from './worker-restarting.ts';

export const alertRules: readonly AlertRule[] = [
  storageFailing,
  programRestarted,
  workerFailed,
  workerRestarting,
  connectionLost,
  feedTrouble,
  chainTrouble,
  programChanged,
  breakerOpen,
  redisAway,
  queueFull,
  memoryHigh,
  diskLow,
  backupRestored,
  webhookParked,
  setUpOpen,
  publicBind,
];

/** Kinds that no rule finds because they happen once: whoever sees them tells them, and tells their end. */
export const toldAlerts = [
  {
    kind: 'webhook-off',
    severity: 'warning',
    summary: 'A webhook was switched off because its receiver took nothing for days.',
  },
  {
    kind: 'sign-in-locked',
    severity: 'warning',
    summary: 'A name is locked for 15 minutes after five wrong passwords or codes.',
  },
  {
    kind: 'market-anomaly',
    severity: 'critical',
    summary:
      'A critical anomaly of the market was found; over when none of its type and instrument came for ten minutes, of a silent feed or a data gap when the instrument was live again for ten seconds.',
  },
] as const;
