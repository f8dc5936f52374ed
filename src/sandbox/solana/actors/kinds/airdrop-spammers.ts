import { getTransferInstruction, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import type { Actor } from '../actor.ts';
import { makeToken, untraded } from '../dealing/make-token.ts';
import { accountOf, openAccount } from '../dealing/token-account.ts';
import { drawName } from '../names.ts';

const SUPPLY = 1_000_000_000_000_000n;
const DUST = 1_000_000n;
const TIMES = 3;
const A_TIME = 5;

export const airdropSpammers: Actor = {
  name: 'airdrop-spammers',
  summary: 'send dust of a token that nobody asked for to many wallets',
  perMinute: 0.5,
  *act(world) {
    const wallet = world.one(world.group('spammer'));
    if (!wallet) return;
    const named = drawName(world.random);
    const { mint, plan } = makeToken(world, wallet, { named, supply: SUPPLY });
    yield plan;
    const kind = { mint: mint.address, program: TOKEN_PROGRAM_ADDRESS };
    world.tokens.add(untraded(world, { ...kind, symbol: named.symbol, creator: wallet.name }));
    const everybody = [...world.group('leader'), ...world.group('copier'), ...world.group('payer')];
    for (let i = 0; i < TIMES; i += 1) {
      const receivers = everybody.slice(i * A_TIME, (i + 1) * A_TIME);
      yield {
        wallet,
        instructions: receivers.flatMap(({ address }) => [
          openAccount(wallet, address, kind),
          getTransferInstruction({
            ...{ source: accountOf(wallet.address, kind), destination: accountOf(address, kind) },
            ...{ authority: wallet.signer, amount: DUST },
          }),
        ]),
        intent: { does: 'move-token', mint: mint.address, amount: DUST * BigInt(receivers.length) },
      };
    }
  },
};
