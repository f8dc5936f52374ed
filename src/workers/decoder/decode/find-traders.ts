// Whose exchanges they were: who gave and got by the balances, which a router, a keeper or whoever pays the fee need not be.
import type { Address, ChainTransaction } from '../../../domain/solana/transaction.ts';
import type { Ledger } from './create-ledger.ts';
import { LEFT_WITHIN, type Leg, toEnds } from './leg.ts';

/** Legs of each trader, in order. */
export function findTraders(
  transaction: ChainTransaction,
  legs: readonly Leg[],
  ledger: Ledger,
): ReadonlyMap<Address, readonly Leg[]> {
  const principals = findPrincipals(transaction, legs, ledger);
  // An account that holds what is to be exchanged for somebody stands for them: the order is the pool of its own fill.
  const holders = new Map(
    legs.flatMap(({ pool, user }) => (pool === null || user === null ? [] : [[pool, user]])),
  );
  const traders = new Map<Address, Leg[]>();
  const give = (trader: Address, leg: Leg) => {
    const held = traders.get(trader);
    if (held === undefined) traders.set(trader, [leg]);
    else held.push(leg);
  };
  for (const group of Map.groupBy(legs, ({ outer }) => outer).values()) {
    const present = new Set(
      group.map(({ user }) => user).filter((user) => user !== null && principals.has(user)),
    );
    const [first] = present;
    if (first !== undefined && present.size === 1) {
      for (const leg of group) give(first as Address, leg);
      continue;
    }
    const orphans = group.filter(({ user }) => user === null || !principals.has(user));
    for (const leg of group) if (leg.user !== null && principals.has(leg.user)) give(leg.user, leg);
    if (orphans.length === 0) continue;
    const who = findWho(transaction, orphans, ledger) ?? first ?? toSigner(transaction, orphans);
    const found = holders.get(who ?? '') ?? who;
    for (const leg of orphans) if (found !== undefined) give(found, leg);
  }
  for (const own of traders.values()) own.sort((a, b) => a.order - b.order);
  return traders;
}

/** Users of legs who have less or more afterwards of what these took and gave; others only passed it on. */
function findPrincipals(
  { accounts }: ChainTransaction,
  legs: readonly Leg[],
  ledger: Ledger,
): ReadonlySet<Address> {
  const principals = new Set<Address>();
  const byUser = Map.groupBy(legs, ({ user }) => user);
  for (const [user, own] of byUser) {
    if (user === null) continue;
    const net = toEnds(own, LEFT_WITHIN);
    const fits = net.some(([mint, change]) => fitsHalf(ledger.changeOf(user, mint), change));
    const isSigner = accounts.some(({ address, isSigner }) => isSigner && address === user);
    // Who goes round (buys and sells the same) keeps no trace but what it lost on the way.
    const isRound = net.every(([, change]) => change > 0n) || net.every(([, change]) => change < 0n);
    if (fits || (isSigner && isRound)) principals.add(user);
  }
  return principals;
}

/** Whether a change has the sign of another and at least half its size. */
function fitsHalf(change: bigint, expected: bigint): boolean {
  return expected < 0n ? change * 2n <= expected : change * 2n >= expected;
}

/** Who gave what these legs took together and got what they gave: one, or else the giver if it signed, or else the receiver. */
function findWho({ accounts }: ChainTransaction, legs: readonly Leg[], ledger: Ledger): Address | undefined {
  const net = toEnds(legs, LEFT_WITHIN);
  const input = net.reduce((least, entry) => (entry[1] < least[1] ? entry : least), ['', 0n] as [
    Address,
    bigint,
  ]);
  const output = toOutput(net, legs, input[0]);
  const giver = findMost(ledger, input);
  const receiver = output === undefined ? undefined : findMost(ledger, output);
  if (giver === receiver) return giver;
  const isSigner = accounts.some(({ address, isSigner }) => isSigner && address === giver);
  return isSigner ? giver : (receiver ?? giver);
}

function toOutput(net: readonly (readonly [Address, bigint])[], legs: readonly Leg[], input: Address) {
  const gained = net.filter(([mint, change]) => change > 0n && mint !== input);
  const last = legs.findLast(({ output }) => gained.some(([mint]) => mint === output.mint))?.output.mint;
  return gained.find(([mint]) => mint === last);
}

/** The owner whose change is the largest of those that reach half. */
function findMost(ledger: Ledger, [mint, expected]: readonly [Address, bigint]): Address | undefined {
  if (expected === 0n) return undefined;
  let found: Address | undefined;
  let most = 0n;
  for (const owner of ledger.owners) {
    const change = ledger.changeOf(owner, mint);
    if (!fitsHalf(change, expected)) continue;
    const size = change < 0n ? -change : change;
    if (size <= most) continue;
    most = size;
    found = owner;
  }
  return found;
}

function toSigner({ accounts }: ChainTransaction, legs: readonly Leg[]): Address | undefined {
  const signed = accounts.filter(({ isSigner }) => isSigner);
  return (signed.find(({ address }) => legs.some(({ user }) => user === address)) ?? signed[0])?.address;
}
