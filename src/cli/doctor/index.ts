// The checks of `zapflow doctor`, in the order they are shown.
import { auditChain } from './audit-check.ts';
import type { Check } from './check.ts';
import { dataFolder, diskSpace } from './data-checks.ts';
import { database, lastBackup } from './database-checks.ts';
import { clockCheck, memory, nodeVersion } from './machine-checks.ts';
import { configuration, gatewayPort } from './program-checks.ts';
import { redis } from './redis-check.ts';

export const checks: readonly Check[] = [
  nodeVersion,
  memory,
  diskSpace,
  clockCheck,
  configuration,
  gatewayPort,
  dataFolder,
  database,
  auditChain,
  lastBackup,
  redis,
];
