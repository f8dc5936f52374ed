// The platforms, one line each.
import { jupiterDca } from './jupiter-dca.ts';
import { jupiterLimitOrder } from './jupiter-limit-order.ts';
import { jupiterV4 } from './jupiter-v4.ts';
import { jupiterV6 } from './jupiter-v6.ts';
import { lifinity } from './lifinity.ts';
import { meteoraDammV1 } from './meteora-damm-v1.ts';
import { meteoraDammV2 } from './meteora-damm-v2.ts';
import { meteoraDbc } from './meteora-dbc.ts';
import { meteoraDlmm } from './meteora-dlmm.ts';
import { moonshot } from './moonshot.ts';
import { obric } from './obric.ts';
import { okxRouter } from './okx-router.ts';
import { openbookV1 } from './openbook-v1.ts';
import { openbookV2 } from './openbook-v2.ts';
import { orcaWhirlpool } from './orca-whirlpool.ts';
import { otherRouters } from './other-routers.ts';
import { pancakeswap } from './pancakeswap.ts';
import { phoenix } from './phoenix.ts';
import type { Platform } from './platform.ts';
import { pumpFun } from './pump-fun/pump-fun.ts';
import { pumpSwap } from './pump-swap/pump-swap.ts';
import { raydiumAmmV4 } from './raydium-amm-v4.ts';
import { raydiumClmm } from './raydium-clmm/raydium-clmm.ts';
import { raydiumCpmm } from './raydium-cpmm.ts';
import { raydiumLaunchlab } from './raydium-launchlab.ts';
import { raydiumStable } from './raydium-stable.ts';
import { saber } from './saber.ts';
import { stabble } from './stabble.ts';
import { quietPrograms } from './token/quiet-programs.ts';
import { savings } from './token/savings.ts';
import { systemProgram } from './token/system-program.ts';
import { tokenProgram } from './token/token-program.ts';

export const platforms: readonly Platform[] = [
  jupiterDca,
  jupiterLimitOrder,
  jupiterV4,
  jupiterV6,
  lifinity,
  meteoraDammV1,
  meteoraDammV2,
  meteoraDbc,
  meteoraDlmm,
  moonshot,
  obric,
  okxRouter,
  openbookV1,
  openbookV2,
  orcaWhirlpool,
  ...otherRouters,
  pancakeswap,
  phoenix,
  pumpFun,
  pumpSwap,
  raydiumAmmV4,
  raydiumClmm,
  raydiumCpmm,
  raydiumLaunchlab,
  raydiumStable,
  saber,
  stabble,
  quietPrograms,
  savings,
  systemProgram,
  tokenProgram,
];
