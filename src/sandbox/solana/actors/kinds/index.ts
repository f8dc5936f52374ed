import type { Actor } from '../actor.ts';
import { airdropSpammers } from './airdrop-spammers.ts';
import { arbitrageurs } from './arbitrageurs.ts';
import { authorityChangers } from './authority-changers.ts';
import { clumsyTraders } from './clumsy-traders.ts';
import { copiers } from './copiers.ts';
import { crowd } from './crowd.ts';
import { dumpers } from './dumpers.ts';
import { extensionLaunchers } from './extension-launchers.ts';
import { launchers } from './launchers.ts';
import { leaders } from './leaders.ts';
import { liquidityProviders } from './liquidity-providers.ts';
import { momentumTraders } from './momentum-traders.ts';
import { payers } from './payers.ts';
import { reversionTraders } from './reversion-traders.ts';
import { ruggers } from './ruggers.ts';
import { snipers } from './snipers.ts';
import { sweepers } from './sweepers.ts';
import { taxLaunchers } from './tax-launchers.ts';
import { treasurers } from './treasurers.ts';
import { trendTraders } from './trend-traders.ts';
import { whales } from './whales.ts';

/** In the order in which they are asked, block by block. */
export const actors: readonly Actor[] = [
  treasurers,
  arbitrageurs,
  launchers,
  leaders,
  crowd,
  trendTraders,
  momentumTraders,
  reversionTraders,
  whales,
  snipers,
  copiers,
  dumpers,
  liquidityProviders,
  ruggers,
  authorityChangers,
  taxLaunchers,
  extensionLaunchers,
  airdropSpammers,
  payers,
  clumsyTraders,
  sweepers,
];
