import type { Methods } from '../method.ts';
import { accountMethods } from './accounts.ts';
import { blockMethods } from './blocks.ts';
import { clusterMethods } from './cluster.ts';
import { historyMethods } from './history.ts';
import { sendingMethods } from './sending.ts';
import { tokenMethods } from './tokens.ts';

export const methods: Methods = {
  ...accountMethods,
  ...blockMethods,
  ...clusterMethods,
  ...historyMethods,
  ...sendingMethods,
  ...tokenMethods,
};
