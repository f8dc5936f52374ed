// The checks of `zapflow doctor`, in the order they are shown.
import type { Check } from './check.ts';
import { dataFolder, diskSpace } from './data-checks.ts';
import { clockCheck, memory, nodeVersion } from './machine-checks.ts';
import { configuration, gatewayPort } from './program-checks.ts';

export const checks: readonly Check[] = [
  nodeVersion,
  memory,
  diskSpace,
  clockCheck,
  configuration,
  gatewayPort,
  dataFolder,
];
