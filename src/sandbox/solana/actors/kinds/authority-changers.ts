import type { Address } from '@solana/kit';
import {
  AuthorityType,
  getFreezeAccountInstruction,
  getSetAuthorityInstruction,
  getThawAccountInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';
import type { Actor, Errand, Plan } from '../actor.ts';
import { makePool, solPool } from '../dealing/make-pool.ts';
import { asToken, makeToken, mintTo } from '../dealing/make-token.ts';
import { drawLamports } from '../dealing/sizes.ts';
import { accountOf } from '../dealing/token-account.ts';
import { sellToken } from '../dealing/trade-token.ts';
import { drawName } from '../names.ts';
import type { Token } from '../token-book.ts';
import type { World } from '../world.ts';

const SUPPLY = 1_000_000_000_000_000n;
const POOL_SOL = 30;
const SOONEST_SLOTS = 60;
const SPREAD_SLOTS = 500;
const NAME = 'authority-changers';
const tasks = ['mint-more', 'give-up', 'hand-over', 'freeze'] as const;

export const authorityChangers: Actor = {
  name: NAME,
  summary: 'keep the right to mint or to freeze, and use it, hand it over or give it up',
  perMinute: 0.9,
  *act(world) {
    const wallet = world.one(world.group('issuer'));
    if (!wallet) return;
    const { random, places, slot } = world;
    const sol = drawLamports(random, POOL_SOL, 0.3);
    if (world.chain.lamports(wallet.address) < sol * 2n) return;
    const named = drawName(random);
    const { mint, plan } = makeToken(world, wallet, { named, supply: SUPPLY, canFreeze: true });
    yield plan;
    const kind = { mint: mint.address, program: TOKEN_PROGRAM_ADDRESS };
    const pool = solPool(places.config, kind);
    yield makePool(world, wallet, pool, { sol, tokens: (SUPPLY * 9n) / 10n });
    world.tokens.add(
      asToken({
        ...{ ...kind, pool, symbol: named.symbol, creator: wallet.name, bornSlot: slot },
        appeal: 0.4 + 0.5 * random.next(),
      }),
    );
    const task = world.one(tasks) ?? 'freeze';
    const errand = { actor: NAME, task, wallet: wallet.name, mint: mint.address };
    world.later(errand, SOONEST_SLOTS + random.below(SPREAD_SLOTS));
  },
  *carryOut(world, errand) {
    const token = world.tokens.find(errand.mint);
    if (!token) return;
    if (errand.task === 'mint-more') {
      const wallet = world.wallet(errand.wallet);
      const account = accountOf(wallet.address, token);
      yield {
        wallet,
        instructions: [mintTo(wallet, token, account, SUPPLY)],
        intent: { does: 'mint', mint: token.mint, amount: SUPPLY, to: wallet.address },
      };
      yield sellToken(world, wallet, token, SUPPLY / 2n);
      return;
    }
    if (errand.task === 'freeze' || errand.task === 'thaw') yield freezeSomebody(world, errand, token);
    else yield changeAuthority(world, errand, token);
  },
};

function changeAuthority(world: World, { task, wallet: name }: Errand, { mint }: Token): Plan {
  const wallet = world.wallet(name);
  const heir = world.one(world.group('issuer').filter((one) => one !== wallet));
  const newAuthority = task === 'give-up' ? null : (heir?.address ?? null);
  const instruction = getSetAuthorityInstruction({
    ...{ owned: mint, owner: wallet.signer, newAuthority },
    authorityType: AuthorityType.MintTokens,
  });
  return { wallet, instructions: [instruction], intent: { does: 'set-authority', mint } };
}

/** A holder of the crowd, who is let go again later. */
function freezeSomebody(world: World, { task, wallet: name }: Errand, token: Token): Plan | undefined {
  const { mint } = token;
  const wallet = world.wallet(name);
  const isFreezing = task === 'freeze';
  const accounts = [...world.group('crowd'), ...world.group('momentum trader')].map((one) => one.address);
  const held = accounts.flatMap((owner): Address[] => {
    const account = accountOf(owner, token);
    const holding = world.chain.holdings(owner).find((one) => one.account === account);
    return holding && holding.isFrozen !== isFreezing ? [account] : [];
  });
  const account = world.one(held);
  if (account === undefined) return undefined;
  const input = { account, mint, owner: wallet.signer };
  if (isFreezing)
    world.later(
      { actor: NAME, task: 'thaw', wallet: name, mint },
      SOONEST_SLOTS + world.random.below(SPREAD_SLOTS),
    );
  return {
    wallet,
    instructions: [isFreezing ? getFreezeAccountInstruction(input) : getThawAccountInstruction(input)],
    intent: { does: isFreezing ? 'freeze' : 'thaw', mint, to: account },
  };
}
