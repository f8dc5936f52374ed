// Takes tokens that are long over off the chain, so that it does not grow for ever: what no transaction can close, mints and pools, as well.
import type { Address } from '../../../domain/solana/transaction.ts';
import { metadataOf } from '../interfaces/metadata.ts';
import type { Bank } from '../node/bank/bank.ts';
import type { Token } from './token-book.ts';
import type { World } from './world.ts';

/** Of tokens that are over, those that stay to be looked at. */
export const MAX_OVER_TOKENS = 100;
/** So long its holders have to sell it, burn it and close their accounts. */
const SOONEST_SLOTS = 600;

type Options = {
  readonly world: World;
  readonly bank: Pick<Bank, 'account' | 'setAccount' | 'ledger' | 'store'>;
  /** Who paid what for it. */
  forget(mint: string): void;
};

export function createBurial({ world, bank, forget }: Options) {
  const ours = new Set<Address>([
    ...world.everybody.map(({ address }) => address),
    world.places.dollars.authority,
  ]);
  const height = () => bank.ledger.head.height;
  const leave = ({ mint }: Token) => {
    world.tokens.remove(mint);
    forget(mint);
  };
  const bury = (token: Token) => {
    const parts = partsOf(token);
    const held = [token.mint, ...(token.pool ? [token.pool.lpMint] : [])].flatMap((mint) =>
      world.chain.holdersOf(mint),
    );
    // it is not ours to take from somebody who came from outside
    if (held.some(({ owner }) => !ours.has(owner) && owner !== token.curve?.curve)) {
      leave(token);
      return;
    }
    let lamports = 0n;
    for (const address of new Set([...parts, ...held.map(({ account }) => account)])) {
      const account = bank.account(address, height());
      if (!account) continue;
      lamports += account.lamports;
      bank.setAccount(address, null);
    }
    pay(lamports);
    token.isBuried = true;
  };
  /** What lay in it goes to the treasury: no lamport is lost. */
  const pay = (lamports: bigint) => {
    const [treasury] = world.group('treasury');
    const account = treasury && bank.account(treasury.address, height());
    if (treasury && account)
      bank.setAccount(treasury.address, { ...account, lamports: account.lamports + lamports });
  };
  return {
    /** Once for each block. */
    bury() {
      const over = world.tokens.over();
      for (const token of over) {
        token.overSlot ??= world.slot;
        if (!token.isBuried) continue;
        const left = bank.store.at(token.mint, height());
        if (left === undefined) leave(token);
        // a fork brought it back
        else if (left !== null) bury(token);
      }
      const waiting = over.filter(({ isBuried }) => !isBuried);
      for (const token of waiting.slice(0, Math.max(0, waiting.length - MAX_OVER_TOKENS)))
        if (world.slot - (token.overSlot ?? world.slot) >= SOONEST_SLOTS) bury(token);
    },
  };
}

function partsOf({ mint, curve, pool }: Token): Address[] {
  return [
    ...[mint, metadataOf(mint)],
    ...(curve ? [curve.curve, curve.tokens] : []),
    ...(pool ? [pool.pool, ...pool.vaults, pool.lpMint, pool.observation] : []),
  ];
}
