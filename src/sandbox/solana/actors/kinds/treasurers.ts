import { getTransferSolInstruction } from '@solana-program/system';
import type { Actor, Plan } from '../actor.ts';
import { mintTo } from '../dealing/make-token.ts';
import { toLamports } from '../dealing/sizes.ts';
import { accountOf, openAccount } from '../dealing/token-account.ts';
import { dollarKind, toDollarAtoms } from '../dollars.ts';
import { partOf, type Role, roles } from '../roles.ts';
import type { Wallet } from '../wallet.ts';
import type { World } from '../world.ts';

/** Below this share of the first money there is more. */
const POOR = 0.2;
const WAGE_SOL = 0.3;

export const treasurers: Actor = {
  name: 'treasurers',
  summary: 'pay wages, and those who have lost nearly everything, so that the market goes on',
  perMinute: 4,
  *act(world) {
    const poorest = findPoorest(world);
    const worker = world.one(world.group('crowd'));
    if (poorest) yield pay(world, poorest);
    else if (worker) yield pay(world, { wallet: worker, sol: WAGE_SOL });
    for (const role of Object.keys(roles) as Role[]) {
      const { usdc } = partOf(role);
      if (usdc === undefined) continue;
      for (const wallet of world.group(role)) {
        const held = world.chain.amountIn(accountOf(wallet.address, dollarKind));
        if (held < toDollarAtoms(usdc * POOR)) yield mintDollars(world, wallet, usdc);
      }
    }
  },
};

/** SOL that it is short of, as a share of what it began with. */
function findPoorest({ group, chain }: World): { wallet: Wallet; sol: number } | undefined {
  let found: { wallet: Wallet; sol: number } | undefined;
  let least = POOR;
  for (const role of Object.keys(roles) as Role[])
    for (const wallet of group(role)) {
      const share = Number(chain.lamports(wallet.address)) / 1e9 / roles[role].sol;
      if (share >= least) continue;
      least = share;
      found = { wallet, sol: roles[role].sol };
    }
  return found;
}

function pay(world: World, { wallet, sol }: { wallet: Wallet; sol: number }): Plan | undefined {
  const [treasury] = world.group('treasury');
  const amount = toLamports(sol);
  if (!treasury || world.chain.lamports(treasury.address) < amount * 2n) return undefined;
  const move = getTransferSolInstruction({ source: treasury.signer, destination: wallet.address, amount });
  return { wallet: treasury, instructions: [move], intent: { does: 'move-sol', amount, to: wallet.address } };
}

export function mintDollars({ group }: Pick<World, 'group'>, to: Wallet, usdc: number): Plan | undefined {
  const [treasury] = group('treasury');
  if (!treasury) return undefined;
  const amount = toDollarAtoms(usdc);
  const account = accountOf(to.address, dollarKind);
  return {
    wallet: treasury,
    instructions: [
      openAccount(treasury, to.address, dollarKind),
      mintTo(treasury, dollarKind, account, amount),
    ],
    intent: { does: 'mint', mint: dollarKind.mint, amount, to: to.address },
  };
}
