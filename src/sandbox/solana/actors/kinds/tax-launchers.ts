import { type ExtensionArgs, extension } from '@solana-program/token-2022';
import type { Actor } from '../actor.ts';
import { makePool, solPool } from '../dealing/make-pool.ts';
import { asToken, makeToken, NEW_PROGRAM } from '../dealing/make-token.ts';
import { drawLamports } from '../dealing/sizes.ts';
import { drawName } from '../names.ts';
import type { Wallet } from '../wallet.ts';

const SUPPLY = 1_000_000_000_000_000n;
const POOL_SOL = 30;
const UNLIMITED = 2n ** 64n - 1n;
const taxes = [100, 300, 500, 1000, 2500] as const;

export const taxLaunchers: Actor = {
  name: 'tax-launchers',
  summary: 'launch tokens of Token-2022 that keep back a part of every move',
  perMinute: 0.5,
  *act(world) {
    const wallet = world.one(world.group('issuer'));
    if (!wallet) return;
    const { random, places, slot } = world;
    const sol = drawLamports(random, POOL_SOL, 0.3);
    if (world.chain.lamports(wallet.address) < sol * 2n) return;
    const named = drawName(random);
    const taxBps = world.one(taxes) ?? 0;
    const extensions = [taxOf(wallet, taxBps)];
    const { mint, plan } = makeToken(world, wallet, { named, supply: SUPPLY, extensions });
    yield plan;
    const kind = { mint: mint.address, program: NEW_PROGRAM };
    const pool = solPool(places.config, kind);
    yield makePool(world, wallet, pool, { sol, tokens: (SUPPLY * 9n) / 10n });
    world.tokens.add(
      asToken({
        ...{ ...kind, pool, symbol: named.symbol, creator: wallet.name, bornSlot: slot, taxBps },
        appeal: random.next(),
      }),
    );
  },
};

function taxOf({ address }: Wallet, transferFeeBasisPoints: number): ExtensionArgs {
  const fee = { epoch: 0n, maximumFee: UNLIMITED, transferFeeBasisPoints };
  return extension('TransferFeeConfig', {
    ...{ transferFeeConfigAuthority: address, withdrawWithheldAuthority: address, withheldAmount: 0n },
    ...{ olderTransferFee: fee, newerTransferFee: fee },
  });
}
