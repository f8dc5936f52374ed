import {
  AccountState,
  type ExtensionArgs,
  extension,
  getTransferCheckedInstruction,
} from '@solana-program/token-2022';
import type { Actor } from '../actor.ts';
import { MADE_DECIMALS, makeToken, mintTo, NEW_PROGRAM, untraded } from '../dealing/make-token.ts';
import { accountOf, openAccount } from '../dealing/token-account.ts';
import { drawName } from '../names.ts';
import type { Wallet } from '../wallet.ts';

const SUPPLY = 1_000_000_000_000n;
const GIFT = 1_000_000_000n;
const SOONEST_SLOTS = 20;
const NAME = 'extension-launchers';
const variants = ['permanent-delegate', 'frozen', 'non-transferable'] as const;

export const extensionLaunchers: Actor = {
  name: NAME,
  summary: 'make tokens of Token-2022 that can be taken back, begin frozen, or never move',
  perMinute: 0.6,
  *act(world) {
    const wallet = world.one(world.group('issuer'));
    const victim = world.one(world.group('payer'));
    const variant = world.one(variants);
    if (!wallet || !victim || !variant) return;
    const named = drawName(world.random);
    const { mint, plan } = makeToken(world, wallet, {
      ...{ named, supply: SUPPLY, extensions: [extensionOf(variant, wallet)] },
      ...{ isClosed: variant === 'frozen', canFreeze: variant === 'frozen' },
    });
    yield plan;
    const kind = { mint: mint.address, program: NEW_PROGRAM };
    world.tokens.add(untraded(world, { ...kind, symbol: named.symbol, creator: wallet.name }));
    const open = openAccount(wallet, victim.address, kind);
    const give = mintTo(wallet, kind, accountOf(victim.address, kind), GIFT);
    // nothing can be minted into an account that begins frozen
    const isGift = variant !== 'frozen';
    yield {
      wallet,
      instructions: isGift ? [open, give] : [open],
      intent: { does: 'mint', mint: mint.address, amount: isGift ? GIFT : 0n, to: victim.address },
    };
    if (variant === 'permanent-delegate')
      world.later({ actor: NAME, task: victim.name, wallet: wallet.name, mint: mint.address }, SOONEST_SLOTS);
  },
  *carryOut(world, { wallet: name, mint, task }) {
    const wallet = world.wallet(name);
    const kind = { mint, program: NEW_PROGRAM };
    const source = accountOf(world.wallet(task).address, kind);
    const amount = world.chain.amountIn(source);
    if (amount === 0n) return;
    const take = getTransferCheckedInstruction({
      ...{ source, mint, destination: accountOf(wallet.address, kind), authority: wallet.signer },
      ...{ amount, decimals: MADE_DECIMALS },
    });
    yield {
      wallet,
      instructions: [take],
      intent: { does: 'take-back', mint, amount, to: wallet.address },
    };
  },
};

function extensionOf(variant: (typeof variants)[number], { address }: Wallet): ExtensionArgs {
  if (variant === 'permanent-delegate') return extension('PermanentDelegate', { delegate: address });
  if (variant === 'frozen') return extension('DefaultAccountState', { state: AccountState.Frozen });
  return extension('NonTransferable', {});
}
