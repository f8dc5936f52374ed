import { age } from './age.ts';
import { creatorHistory } from './creator-history.ts';
import { creatorHoldings } from './creator-holdings.ts';
import { decimals } from './decimals.ts';
import { defaultFrozen } from './default-frozen.ts';
import { extensions } from './extensions.ts';
import { freezeAuthority } from './freeze-authority.ts';
import { holders } from './holders.ts';
import { liquidity } from './liquidity.ts';
import { liquidityOwner } from './liquidity-owner.ts';
import { lookAlike } from './look-alike/look-alike.ts';
import { metadata } from './metadata.ts';
import { mintAuthority } from './mint-authority.ts';
import { mintCloseAuthority } from './mint-close-authority.ts';
import { nonTransferable } from './non-transferable.ts';
import { pausable } from './pausable.ts';
import { permanentDelegate } from './permanent-delegate.ts';
import { roundTrip } from './round-trip.ts';
import type { SafetyCheck } from './safety-check.ts';
import { supply } from './supply.ts';
import { tokenProgram } from './token-program.ts';
import { transferFee } from './transfer-fee.ts';
import { transferHook } from './transfer-hook.ts';

/** In the order in which people read of them: the token itself, its name, its extensions, its market, its people. */
export const safetyChecks: readonly SafetyCheck[] = [
  tokenProgram,
  mintAuthority,
  freezeAuthority,
  supply,
  decimals,
  metadata,
  lookAlike,
  transferFee,
  transferHook,
  permanentDelegate,
  defaultFrozen,
  nonTransferable,
  pausable,
  mintCloseAuthority,
  extensions,
  liquidity,
  liquidityOwner,
  roundTrip,
  holders,
  creatorHoldings,
  creatorHistory,
  age,
];
